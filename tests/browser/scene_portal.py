"""The portal's part of the scene: matters, situations, places with free times, people, cases."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from jingkai.domains.services import actions
from jingkai.domains.services.factories import make_version
from jingkai.domains.services.factories.approvals import MADE
from jingkai.domains.services.models import ServicePlace, Situation, SituationMatter
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import build_visitor
from jingkai.domains.subjects.models import Enterprise
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine, perform, record

RESIDENT, BOSS, OTHER = "13904320101", "13904320102", "13904320103"
PASSWORD = "Zone-2022-trial"
GUIDE: dict[str, Any] = {
    "name_en": "Food operation permit", "who_may_apply": "从事食品销售和餐饮服务的单位和个人",
    "conditions": "有与经营品种、数量相适应的场所\n有食品安全管理人员和保证食品安全的制度",
    "legal_basis": "《中华人民共和国食品安全法》第三十五条\n《食品经营许可管理办法》",
    "statutory_limit": 20, "promised_limit": 5, "place": "政务服务大厅二楼市场监管窗口",
    "hours": "工作日 8:30—11:30，13:00—16:30", "transport": "公交 8 路经开大街站",
    "inquiry": "0432-60000001", "complaint": "0432-12345", "review_office": "示例市人民政府",
    "litigation_court": "示例区人民法院", "person_theme": "permit", "enterprise_theme": "permit",
    "appointment": True, "deliver_post": True, "deliver_counter": True, "commitment": True,
}  # fmt: skip
FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "applicant_name", "label": "申请人名称", "label_en": "Applicant", "kind": "text",
     "required": True, "prefill": "account.name", "group": "申请人"},
    {"key": "phone", "label": "联系电话", "label_en": "Telephone", "kind": "phone",
     "required": True, "prefill": "account.phone", "group": "申请人"},
    {"key": "shop", "label": "店名", "label_en": "Name of the shop", "kind": "text",
     "required": True, "group": "经营场所"},
    {"key": "place", "label": "经营场所地址", "label_en": "Address of the shop", "kind": "text",
     "required": True, "group": "经营场所"},
    {"key": "area", "label": "经营面积", "label_en": "Floor area", "kind": "area",
     "required": True, "unit": "平方米", "group": "经营场所"},
    {"key": "business", "label": "主体业态", "label_en": "Kind of business", "kind": "choice",
     "required": True, "group": "经营场所",
     "options": "sale=食品销售|food sales\ncatering=餐饮服务|catering\ncanteen=单位食堂|canteen"},
    {"key": "online_sale", "label": "是否网络经营", "label_en": "Sold online", "kind": "flag",
     "required": True, "group": "经营场所"},
    {"key": "address_web", "label": "网址或平台名称", "label_en": "Web address", "kind": "text",
     "required": True, "condition": "form.online_sale == true", "group": "经营场所"},
    {"key": "opens", "label": "拟开业日期", "label_en": "Opens on", "kind": "date",
     "group": "经营场所"},
)  # fmt: skip
MATERIALS: tuple[dict[str, Any], ...] = (
    {"key": "id", "name": "申请人身份证", "name_en": "Identity card", "held": "account",
     "form": "electronic", "copies": 1, "source": "government", "source_note": "公安机关"},
    {"key": "plan", "name": "经营场所平面布局图", "name_en": "Floor plan of the shop",
     "form": "electronic", "copies": 1, "note": "标明操作流程和设备位置"},
    {"key": "lease", "name": "场所使用证明", "name_en": "Proof of the right to use the place",
     "copies": 1, "tolerable": True, "tolerance_days": 5},
    {"key": "big", "name": "食品安全管理制度", "name_en": "Food safety rules",
     "need": "conditional", "condition": "form.area > 300.0",
     "condition_note": "面积超过 300 平方米的"},
)  # fmt: skip
MORE = (
    ("养老保险参保登记", "Pension enrolment", "social", "", 0, True),
    ("失业登记", "Unemployment registration", "work", "", 0, True),
    ("企业设立登记", "Registration of an enterprise", "set_up", "set_up", 1, True),
    ("公共场所卫生许可", "Hygiene permit for public places", "permit", "health", 5, True),
    ("建筑工程施工许可", "Construction permit", "", "land", 3, True),
    ("最低生活保障审核", "Minimum allowance", "care", "", 10, False),
)


def build(zone: Zone) -> None:
    """The catalogue, the places, two residents and their cases, behind the zone's wall."""
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        clerk = hall(by)
        food = catalogue(zone, clerk.office)
        places(zone, clerk, by)
        people(zone, clerk, food)


def made[M](by: Machine, work: Callable[[], M]) -> M:
    """Rows that have no action of their own, entered as a workbook would."""

    def noted() -> M:
        row: Any = work()
        record(row)
        found: M = row
        return found

    return perform(MADE, by, noted)


def hall(by: Machine) -> Seat:
    """The service hall with a clerk who accepts and decides."""
    office = access.open_office(
        code="hall", name="政务服务中心", name_en="Service Hall", kind="bureau",
        parent=Office.objects.get(zone_id=by.zone_id, code="committee"), by=by,
    )  # fmt: skip
    for username, name, role in (("hall", "刘芳", "services_clerk"),
                                 ("approver", "高山", "services_approver")):  # fmt: skip
        user = access.open_account(username=username, name=name, password=PASSWORD, by=by)
        access.give_seat(user=user, office=office, role_code=role, since=date(2020, 1, 1), by=by)
    return Seat.objects.select_related("office").get(user__username="hall")


def catalogue(zone: Zone, office: Office) -> Any:
    """A full matter, six small ones, and two situations."""
    food = make_version(
        zone.pk, office, fields=FIELDS, materials=MATERIALS, name="食品经营许可", **GUIDE
    )
    small = [
        make_version(
            zone.pk, office, fields=(), materials=(), name=name, name_en=english,
            person_theme=person, enterprise_theme=firm, promised_limit=days, online=online,
            online_depth="full" if online else "none", for_persons=bool(person),
            for_enterprises=bool(firm), certificate_type="", result_name="",
        )
        for name, english, person, firm, days, online in MORE
    ]  # fmt: skip
    situation(zone, "restaurant", "我要开餐馆", "I open a restaurant", "enterprise", "permit",
              "utensils", [small[2], food, small[3]])
    situation(zone, "restaurant-person", "我要开小店", "I open a shop", "person", "permit",
              "store", [food, small[3]])
    situation(zone, "job", "我失业了", "I lost my job", "person", "work", "briefcase",
              [small[1], small[0]])  # fmt: skip
    return food


def situation(
    zone: Zone, code: str, name: str, english: str, audience: str, theme: str, icon: str,
    versions: list[Any],
) -> None:  # fmt: skip
    def work() -> Situation:
        row = Situation(
            zone_id=zone.pk, code=code, name=name, name_en=english, audience=audience,
            theme=theme, icon=icon, summary="按顺序办理下列事项。",
            summary_en="Do these in order.",
        )  # fmt: skip
        row.save()
        for order, version in enumerate(versions, 1):
            SituationMatter(
                zone_id=zone.pk, situation=row, matter=version.matter, order=order
            ).save()
        return row

    made(Machine(zone_id=zone.pk), work)


def places(zone: Zone, clerk: Seat, by: Machine) -> None:
    """The hall, with free times on the next days."""

    def work() -> ServicePlace:
        row = ServicePlace(
            zone_id=zone.pk, office=clerk.office, name="示例政务服务大厅", name_en="Service hall",
            address="示例经开区新力路 1 号", hours="工作日 8:30—16:30", phone="0432-60000000",
            listed_on=date(2021, 1, 1), opened_on=date(2021, 1, 1),
        )  # fmt: skip
        row.save()
        return row

    place = made(by, work)
    today = zone_today()
    spans = [(time(hour), time(hour, 30)) for hour in (9, 10, 13, 14)]
    actions.offer_slots(
        place=place, days=[today + timedelta(days=n) for n in range(1, 4)], times=spans,
        capacity=2, by=by,
    )  # fmt: skip


FORM = {
    "applicant_name": "示例居民", "phone": RESIDENT, "shop": "示例小馆", "place": "示例路 8 号",
    "area": "120", "business": "catering", "online_sale": "否",
}  # fmt: skip


def people(zone: Zone, clerk: Seat, food: Any) -> None:
    """A resident with cases in several states, a legal representative, and somebody else."""
    resident = build_visitor(zone.pk, phone=RESIDENT, name="示例居民", password=PASSWORD)
    boss = build_visitor(zone.pk, phone=BOSS, name="示例法人", password=PASSWORD)
    other = build_visitor(zone.pk, phone=OTHER, name="示例他人", password=PASSWORD)
    enterprise = Enterprise.objects.filter(zone_id=zone.pk).order_by("pk")[0]
    subjects.record_contact(
        enterprise=enterprise, name="示例法人", post="法定代表人", person=boss.person,
        by=Machine(zone_id=zone.pk),
    )  # fmt: skip
    approver = Seat.objects.select_related("office").get(user__username="approver")
    sent = [applied(resident, food) for _case in range(3)]
    applied(other, food)
    actions.accept(approval=sent[0], by=clerk)
    actions.decide(approval=sent[0], result="granted", by=approver)
    actions.ask_supplement(
        approval=sent[1], by=clerk,
        items=[{"about": "material:plan", "name": "经营场所平面布局图", "wrong": "缺少设备位置"},
               {"about": "field:place", "name": "经营场所地址", "wrong": "与租赁合同不一致"}],
    )  # fmt: skip
    actions.accept(approval=sent[2], by=clerk)


def applied(visitor: Any, version: Any) -> Any:
    """An application with its papers handed in."""
    draft = actions.save_draft(
        version=version, form=FORM, by=visitor, materials={"plan": "paper", "lease": "paper"}
    )
    return actions.submit(draft=draft, by=visitor)
