"""Records of party building that only its actions make, and who keeps its registers."""

from datetime import date
from typing import Any

from jingkai.domains.party_building import actions as party
from jingkai.kernel.access.models import Seat
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine

OF_INSPECTORS = ("party_building.inspections", "party_building.findings")


def party_keeper(code: str, cast: Any) -> Seat:
    """Inspections are the inspector's, all else the party-affairs officer's."""
    role = "party_inspector" if code in OF_INSPECTORS else "party_officer"
    if role not in cast.__dict__:
        by = Machine(zone_id=cast.zone.pk)
        setattr(cast, role, cast._seat(role, "林涛", cast.committee, role, by))
    seat: Seat = getattr(cast, role)
    return seat


def _sample(code: str, cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    return sample(f"party_building.{code}", cast)


def _slot(cast: Any) -> Any:
    return _sample("organisations", cast).slots.first()


def _question(cast: Any) -> Any:
    by = party_keeper("party_building.visits", cast)
    return party.raise_question(visit=_sample("visits", cast), problem="示例：用工缺口", by=by)


def _pairing(cast: Any) -> Any:
    visit = _sample("visits", cast)
    form = {
        "theme": "党建+项目攻坚", "organisation": visit.organisation_id,
        "enterprise": visit.enterprise_id, "since": "2022-03-15",
    }  # fmt: skip
    by = party_keeper("party_building.pairings", cast)
    return actions.create(REGISTERS["party_building.pairings"], form, by=by)


def _look(cast: Any) -> Any:
    by, machine = party_keeper("party_building.findings", cast), Machine(zone_id=cast.zone.pk)
    case = party.order_finding(
        finding=_sample("findings", cast), demand="示例", days=30, on=date(2022, 6, 1), by=by
    )
    case = party.report_finding(finding=case, measures="示例", on=date(2022, 6, 9), by=machine)
    party.close_finding(finding=case, outcome="整改到位", on=date(2022, 6, 20), by=by)
    return case.reinspections.get()


MADE = {
    "party_building.slots": _slot,
    "party_building.questions": _question,
    "party_building.pairings": _pairing,
    "party_building.reinspections": _look,
}
