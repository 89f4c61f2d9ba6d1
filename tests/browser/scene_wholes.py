"""The scene's building projects and one-thing services: a stage finished, one under way."""

from decimal import Decimal
from typing import Any

from jingkai.domains.services import actions
from jingkai.domains.services.factories import make_one_thing, make_version
from jingkai.domains.services.models import MatterVersion, Situation
from jingkai.domains.subjects.models import Account, Enterprise
from jingkai.domains.subjects.queries import visitor_of
from jingkai.kernel.access.models import Office, Seat, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from tests.browser.scene_portal import BOSS
from tests.browser.scene_portal import FORM as SHOP

CODE, NEXT_CODE = "2211-441900-04-02-310151", "2211-220271-04-01-000019"
FACTS: tuple[dict[str, Any], ...] = (
    {"key": "project", "label": "项目名称", "label_en": "Project", "kind": "text",
     "required": True, "prefill": "project.name", "group": "项目"},
    {"key": "code", "label": "项目代码", "label_en": "Project code", "kind": "text",
     "required": True, "prefill": "project.code", "group": "项目"},
    {"key": "site", "label": "建设地点", "label_en": "Building site", "kind": "text",
     "required": True, "prefill": "project.place", "group": "项目"},
    {"key": "floor", "label": "建筑面积", "label_en": "Floor area", "kind": "area",
     "required": True, "unit": "平方米", "prefill": "project.floor_area", "group": "项目"},
)  # fmt: skip
PHONE = {"key": "phone", "label": "联系电话", "label_en": "Telephone", "kind": "phone",
         "required": True, "prefill": "account.phone", "group": "联系人"}  # fmt: skip
LICENCE = {"key": "licence", "name": "营业执照", "name_en": "Business licence", "held": "register"}
MAP = {"key": "map", "name": "用地范围图", "name_en": "Map of the site", "form": "electronic"}
PLAN = {"key": "plan", "name": "建设工程设计方案", "name_en": "Design of the works"}
REPORT = {"key": "report", "name": "竣工验收报告", "name_en": "Report of completion"}
MATTERS: tuple[tuple[str, str, str, int, tuple[dict[str, Any], ...]], ...] = (
    ("land", "建设项目用地预审与选址意见书", "Site selection", 5, (MAP, LICENCE)),
    ("land", "建设用地规划许可", "Planning permit for land", 5, (MAP, LICENCE)),
    ("works", "建设工程规划许可", "Planning permit for works", 7, (MAP, PLAN, LICENCE)),
    ("building", "建筑工程施工许可", "Construction permit", 3, (PLAN, LICENCE)),
    ("building", "建设工程质量安全监督手续", "Supervision of works", 2, (PLAN, LICENCE)),
    ("acceptance", "建设工程联合验收", "Joint acceptance", 7, (REPORT, LICENCE)),
    ("acceptance", "房屋建筑工程竣工验收备案", "Filing of completion", 2, (REPORT, LICENCE)),
)
FORM = {"project": "示例碳纤维厂房项目", "code": CODE, "site": "示例经开区示例路 18 号",
        "floor": "12000", "phone": BOSS}  # fmt: skip


def build(zone: Zone) -> None:
    """Matters of the four stages, a project on its way, a one-thing service and its bundle."""
    with walled(zone.pk):
        hall = Office.objects.get(zone_id=zone.pk, code="hall")
        found = construction(zone, hall)
        seats = {s.user.username: s for s in Seat.objects.select_related("office", "user")}
        project(zone, found, seats)
        things(zone, hall)


def construction(zone: Zone, hall: Office) -> dict[str, list[MatterVersion]]:
    """What a project goes through, by stage."""
    found: dict[str, list[MatterVersion]] = {}
    for stage, name, english, days, materials in MATTERS:
        found.setdefault(stage, []).append(
            make_version(
                zone.pk, hall, fields=(*FACTS, PHONE), materials=materials, name=name,
                name_en=english, promised_limit=days, construction_stage=stage,
                for_persons=False, enterprise_theme="land", certificate_type="", result_name="",
            )
        )  # fmt: skip
    return found


def builder(zone: Zone) -> Any:
    """The legal representative of the first enterprise, acting for it."""
    account = Account.objects.get(zone_id=zone.pk, person__name="示例法人")
    firm = Enterprise.objects.filter(zone_id=zone.pk).order_by("pk")[0]
    return visitor_of(account, firm.pk, on=zone_today())


def project(
    zone: Zone, matters: dict[str, list[MatterVersion]], seats: dict[str, Seat]
) -> None:
    """One project whose first stage is finished and whose second is under way."""
    by = builder(zone)
    opened = actions.open_project(
        code=CODE, name="示例碳纤维厂房项目", place=FORM["site"], by=by,
        floor_area=Decimal(12000), investment=Decimal(58_000_000),
        needed=[v.matter.code for rows in matters.values() for v in rows],
    )  # fmt: skip
    for stage, papers in (("land", {"map": "paper"}), ("works", {"map": "paper", "plan": "paper"})):
        actions.begin_stage(project=opened, stage=stage, versions=matters[stage], form=FORM,
                            materials=papers, by=by)  # fmt: skip
        if stage == "land":
            actions.accept_project(project=opened, by=seats["hall"])
            for part in opened.approvals.order_by("pk"):
                actions.decide(approval=part, result="granted", by=seats["approver"])
    asked = opened.approvals.get(version=matters["works"][0])
    actions.ask_supplement(
        approval=asked, by=seats["hall"],
        items=[{"about": "material:plan", "name": "建设工程设计方案", "wrong": "缺总平面图"}],
    )  # fmt: skip


def things(zone: Zone, hall: Office) -> None:
    """A one-thing service with two questions, and one application for it under way."""
    rows = MatterVersion.objects.filter(zone_id=zone.pk, for_persons=True)
    food = rows.filter(name="食品经营许可").order_by("pk")[0]
    health = rows.filter(name="公共场所卫生许可").order_by("pk")[0]
    sign = make_version(
        zone.pk, hall, name="设置户外招牌许可", name_en="Permit for a shop sign", promised_limit=3,
        fields=({"key": "sign", "label": "招牌尺寸", "label_en": "Size of the sign",
                 "kind": "text", "required": True, "group": "招牌"}, PHONE),
        materials=({"key": "photo", "name": "招牌效果图", "name_en": "Picture of the sign"},
                   {"key": "lease", "name": "场所使用证明",
                    "name_en": "Proof of the right to use the place"}),
        certificate_type="", result_name="",
    )  # fmt: skip
    thing = make_one_thing(
        zone.pk, hall, [(food, ""), (health, ""), (sign, "是否设置门头招牌？")],
        name="开办餐饮店一件事", name_en="Opening a restaurant",
        summary="食品经营、卫生、招牌，一张表办齐。",
        summary_en="Food, hygiene and the sign, on one form.",
        situation=Situation.objects.filter(zone_id=zone.pk, code="restaurant-person").first(),
    )  # fmt: skip
    account = Account.objects.get(zone_id=zone.pk, person__name="示例居民")
    draft = actions.save_joint_draft(
        one_thing=thing, form=SHOP, materials={"plan": "paper", "lease": "paper"},
        delivery="download", by=visitor_of(account, on=zone_today()),
    )  # fmt: skip
    actions.submit_joint(draft=draft, by=visitor_of(account, on=zone_today()))
