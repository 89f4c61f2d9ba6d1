"""The office's part of the scene: three bureaus that review at once, cases at every step."""

import io
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from jingkai.domains.services import actions
from jingkai.domains.services.factories import make_version
from jingkai.domains.services.factories.approvals import MADE, SINCE, at
from jingkai.domains.services.models import Draft, JointOffice
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from jingkai.kernel.files.actions import attach
from jingkai.kernel.flows import actions as verbs
from jingkai.kernel.flows.models import Task
from jingkai.kernel.trail.acting import Machine, perform, record
from jingkai.kernel.workdays import national
from tests.browser.scene_portal import FIELDS, FORM, GUIDE, MATERIALS, PASSWORD

PROCESSES = Path(__file__).parents[2] / "jingkai/domains/services/processes"
BUREAUS = (
    ("market", "市场监管分局", "Market Supervision", "review-a", "周敏"),
    ("fire", "消防救援大队", "Fire Brigade", "review-b", "吴磊"),
    ("build", "住建局", "Housing and Construction", "review-c", "徐静"),
)
OTHERS = (
    ("manager", "宋洁", "committee", "services_manager"),
    ("supervisor", "唐敏", "committee", "services_supervisor"),
    ("hall-two", "韩雪", "hall", "services_clerk"),
)


def build(zone: Zone) -> None:
    """Processes in force, a matter reviewed by three, and cases from handed in to decided."""
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        seats = people(by)
        for code in ("services_joint", "services_special"):
            publish(code, seats["manager"])
        version = restaurant(zone, seats)
        cases(zone, seats, version)


def people(by: Machine) -> dict[str, Seat]:
    """Reviewers of three bureaus, a manager, a supervisor, a second clerk."""
    offices = {o.code: o for o in Office.objects.filter(zone_id=by.zone_id)}
    named = list(OTHERS)
    for code, name, english, username, person in BUREAUS:
        offices[code] = access.open_office(
            code=code, name=name, name_en=english, kind="bureau", parent=offices["committee"], by=by
        )
        named.append((username, person, code, "services_reviewer"))
    for username, name, office, role in named:
        user = access.open_account(username=username, name=name, password=PASSWORD, by=by)
        access.give_seat(user=user, office=offices[office], role_code=role, since=SINCE, by=by)
    seats = Seat.objects.filter(zone_id=by.zone_id).select_related("office", "user")
    return {seat.user.username: seat for seat in seats}


def publish(code: str, by: Seat) -> None:
    """A process as it is shipped, in force."""
    source = (PROCESSES / f"{code}.bpmn").read_text("utf8")
    name = source.split(' name="', 1)[1].split('"', 1)[0]
    draft = verbs.draft_definition(code=code, name=name, source=source, by=by)
    verbs.publish_definition(definition=draft, by=by)


def restaurant(zone: Zone, seats: dict[str, Seat]) -> Any:
    """A matter that the hall accepts and decides, after three bureaus have reviewed it."""
    version = make_version(
        zone.pk, seats["hall"].office, fields=FIELDS, materials=MATERIALS, published=False,
        process_code="services_joint", **{**GUIDE, "name": "餐饮店开业联合审批",
                                          "name_en": "Opening a restaurant, jointly"},
    )  # fmt: skip

    def work() -> None:
        for order, (_code, _name, _english, username, _person) in enumerate(BUREAUS, 1):
            office = seats[username].office
            JointOffice(zone_id=zone.pk, version=version, office=office, order=order).save()
        version.state, version.published_at = "published", timezone.now()
        version.published_on = version.in_force_on = SINCE
        version.save()
        record(version)

    perform(MADE, Machine(zone_id=zone.pk), work)
    return version


def cases(zone: Zone, seats: dict[str, Seat], version: Any) -> None:
    """Four applications: just in, under review, late in review, to be decided."""
    resident = build_visitor(zone.pk, phone="13904320188", name="示例店主", password=PASSWORD)
    clerk = seats["hall"]
    applied(resident, version, "春风小馆")
    for days, shop, reviewers in ((1, "夏荷面馆", 1), (9, "秋实饭庄", 0), (4, "冬雪火锅", 3)):
        approval = applied(resident, version, shop, days)
        moment = at(national().add(zone_today(), 1 - days))
        approval = actions.accept(approval=approval, by=clerk, at=moment)
        for username in ("review-a", "review-b", "review-c")[:reviewers]:
            seat = seats[username]
            task = Task.objects.get(case=approval.case_id, node="joint_review", office=seat.office)
            verbs.complete(task=task.pk, outcome="agree", opinion="现场与图纸一致。", by=seat)


def applied(visitor: Any, version: Any, shop: str, days: int = 0) -> Any:
    """An application with a plan and an identity document as files."""
    moment = at(national().add(zone_today(), -days)) if days else None
    draft: Draft = actions.save_draft(
        version=version, form={**FORM, "shop": shop}, by=visitor, at=moment,
        materials={"lease": "paper", "plan": "uploaded", "id": "uploaded"},
    )  # fmt: skip
    attach(holder=draft, kind="plan", file=picture(f"{shop} 平面布局图"), name="平面图.png",
           by=visitor)  # fmt: skip
    attach(holder=draft, kind="id", file=picture("示例证件"), name="身份证.png", by=visitor)
    return actions.submit(draft=draft, by=visitor, at=moment)


def picture(words: str) -> bytes:
    """A drawing to look at."""
    page = Image.new("RGB", (900, 640), "white")
    pen = ImageDraw.Draw(page)
    for box in ((40, 40, 860, 600), (40, 40, 420, 360), (420, 40, 860, 240)):
        pen.rectangle(box, outline="#1f2328", width=4)
    pen.text((60, 60), f"plan {len(words)}", fill="#1f2328")
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()
