"""Records of investment promotion for tests and trials, written through an action as all else."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jingkai.domains.investment.actions import settle_contacts
from jingkai.domains.investment.choices import (
    ActivityKind,
    Channel,
    CommitmentKind,
    ContactWay,
    EnvironmentClass,
    EvidenceKind,
    LedBy,
    Side,
)
from jingkai.domains.investment.models import (
    Activity,
    Chain,
    ChainNode,
    Commitment,
    Deal,
    DealEvidence,
    FriendlyZone,
    Lead,
    LeadContact,
    NodePresence,
)
from jingkai.domains.investment.rules import direction_of
from jingkai.domains.subjects.registers import ENTERPRISES
from jingkai.kernel.registers.actions import create
from jingkai.kernel.trail.acting import Machine, declare, perform, record

MADE = declare("investment.sample.made", "Made {subject} for a trial")
SUZHOU, CHANGZHOU, CHANGCHUN = "320500", "320400", "220100"
YI = Decimal(100_000_000)


def made[M: Any](row: M, by: Any) -> M:
    """The row, written and read again."""

    def work() -> M:
        row.save()
        row.refresh_from_db()
        record(row)
        return row

    return perform(MADE, by, work)


def numbered(model: Any, prefix: str, by: Any) -> str:
    """A number that no other sample has."""
    return f"{prefix}-{model.objects.filter(zone_id=by.zone_id).count() + 1:04d}"


def make_enterprise(by: Any, number: int = 0) -> Any:
    """An invented enterprise of the zone, registered as any other."""
    values = {
        "name": f"示例企业{number}", "credit_code": f"91220271MA{number:08d}", "kind": "enterprise",
        "established_on": date(2016, 1, 1),
    }  # fmt: skip
    return create(ENTERPRISES, values, by=Machine(zone_id=by.zone_id), confirmed=True)


def make_node(by: Any, code: str, order: int, chain: str = "碳纤维", **values: Any) -> ChainNode:
    """A node of a chain, which is opened with its first node."""
    found = Chain.objects.filter(zone_id=by.zone_id, name=chain).first()
    kept = found or made(Chain(zone_id=by.zone_id, name=chain), by)
    given = {"name": code, "segment": "中游", **values}
    return made(ChainNode(zone_id=by.zone_id, chain=kept, code=code, order=order, **given), by)


def make_presence(by: Any, node: ChainNode, number: int, **values: Any) -> NodePresence:
    """A new invented enterprise on a node."""
    given = {"since": date(2018, 1, 1), **values}
    return made(
        NodePresence(
            zone_id=by.zone_id, node=node, enterprise=make_enterprise(by, number), **given
        ),
        by,
    )


def make_activity(by: Any, on: date, **values: Any) -> Activity:
    """A visit to Suzhou, led by leaders."""
    given: dict[str, Any] = {
        "title": "示例活动", "kind": ActivityKind.VISIT, "led_by": LedBy.LEADER, "city": SUZHOU,
        "office_id": by.office_id, "number": numbered(Activity, "HD", by), **values,
    }  # fmt: skip
    given.setdefault("direction", direction_of(given["kind"]))
    given.setdefault("province", f"{given['city'][:2]}0000" if given["city"] else "")
    return made(Activity(zone_id=by.zone_id, held_on=on, **given), by)


def make_lead(by: Any, on: date, **values: Any) -> Lead:
    """A lead in the pool, or in the hands of the `officer` given."""
    given: dict[str, Any] = {
        "name": "示例线索", "channel": Channel.ACTIVITY, "office_id": by.office_id,
        "number": numbered(Lead, "XS", by), **values,
    }  # fmt: skip
    if given.get("officer"):
        given.setdefault("claimed_on", on)
    return made(Lead(zone_id=by.zone_id, opened_on=on, **given), by)


def make_contacts(by: Any, lead: Lead, days: Iterable[date]) -> list[LeadContact]:
    """Telephone calls about a lead on these days."""

    def work() -> list[LeadContact]:
        rows = [
            LeadContact(
                zone_id=by.zone_id, lead=lead, on=day, way=ContactWay.CALL, content="示例"
            )
            for day in days
        ]
        for row in rows:
            row.save()
        settle_contacts(rows, by)
        record(lead)
        return rows

    return perform(MADE, by, work)


WHOLE: dict[str, Callable[[], Any]] = {
    "investor": lambda: "示例投资公司",
    "content": lambda: "年产一万吨示例纤维",
    "industry": lambda: "新材料",
    "total_investment": lambda: Decimal(8) * YI,
    "land_area": lambda: Decimal(66_667),
    "power": lambda: Decimal(8_000),
    "environment_class": lambda: EnvironmentClass.REPORT,
    "province": lambda: "320000",
    "city": lambda: CHANGZHOU,
}
"""All fields that the stages of a deal need, but for its days."""


def make_deal(by: Any, on: date, **values: Any) -> Deal:
    """A deal recorded on a day, with everything its fields need."""
    given: dict[str, Any] = {
        "name": "示例项目", "office_id": by.office_id, "number": numbered(Deal, "XM", by),
        **{name: value() for name, value in WHOLE.items()}, **values,
    }  # fmt: skip
    return made(Deal(zone_id=by.zone_id, opened_on=on, **given), by)


def give_evidence(by: Any, deal: Deal, *kinds: EvidenceKind) -> None:
    """Documents of these kinds; without one, of all kinds."""
    for kind in kinds or tuple(EvidenceKind):
        made(
            DealEvidence(
                zone_id=by.zone_id, deal=deal, kind=kind, title=f"示例{kind}",
                document_number="示例〔2022〕1号", issued_on=deal.opened_on,
            ),
            by,
        )  # fmt: skip


def make_commitment(by: Any, deal: Deal, on: date, due_on: date, **values: Any) -> Commitment:
    """A promise of the investor."""
    given: dict[str, Any] = {
        "content": "示例承诺", "side": Side.INVESTOR, "kind": CommitmentKind.SCHEDULE,
        "number": numbered(Commitment, "CN", by), **values,
    }  # fmt: skip
    row = Commitment(zone_id=by.zone_id, deal=deal, made_on=on, due_on=due_on, **given)
    return made(row, by)


def make_friendly_zone(by: Any, on: date, **values: Any) -> FriendlyZone:
    """An agreement with a partner zone."""
    given: dict[str, Any] = {
        "partner": "示例经济技术开发区", "province": "150000", "city": "152200",
        "office_id": by.office_id, "number": numbered(FriendlyZone, "YH", by), **values,
    }  # fmt: skip
    return made(FriendlyZone(zone_id=by.zone_id, signed_on=on, **given), by)
