"""Records of governance that only its actions make, and who keeps its registers."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jingkai.domains.governance import actions as governance
from jingkai.domains.governance import queries
from jingkai.kernel.access.models import Seat
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine

DAY = date(2022, 3, 15)


def governance_keeper(cast: Any) -> Seat:
    """The head of governance keeps all its registers."""
    if "governance_chief" not in cast.__dict__:
        by = Machine(zone_id=cast.zone.pk)
        cast.governance_chief = cast._seat(
            "governance_chief", "严明", cast.committee, "governance_chief", by
        )
    seat: Seat = cast.governance_chief
    return seat


def _sample(code: str, cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    return sample(code, cast)


def _made(register: str, cast: Any, **values: Any) -> Any:
    keeper = governance_keeper(cast)
    return actions.create(REGISTERS[register], values, by=keeper, confirmed=True)


def _warden(cast: Any) -> Any:
    area = _sample("governance.grids", cast)
    form = {"code": "A-02", "name": "示例二网格", "level": "grid", "parent": str(area.pk),
            "since": "2021-01-01"}  # fmt: skip
    known = queries.grids_for(governance_keeper(cast)).filter(code="A-02").first()
    grid = known or _made("governance.grids", cast, **form)
    return _made("governance.wardens", cast, name="示例王某", node=str(grid.pk), since="2021-01-01")


def _appeal(cast: Any, kind: Any = None) -> Any:
    kind = kind or _sample("governance.kinds", cast)
    return governance.file_appeal(
        kind=kind, title="示例路口占道经营", source="hotline", by=governance_keeper(cast),
        received_at=timezone.make_aware(datetime(2022, 3, 15, 9, 30)),
    )  # fmt: skip


def _round(cast: Any) -> Any:
    by = governance_keeper(cast)
    one = governance.send_appeal(appeal=_appeal(cast), office=cast.invest, because="示例", by=by)
    one = governance.accept_appeal(appeal=one, on=DAY, by=by)
    one = governance.answer_appeal(appeal=one, outcome="resolved", answer="示例", on=DAY, by=by)
    one = governance.call_back(appeal=one, reached=True, rating="2", on=DAY, by=by)
    return one.rounds.get()


def _apart(cast: Any) -> Any:
    by, one = governance_keeper(cast), _appeal(cast)
    return governance.tell_apart(appeal=one, other=_appeal(cast, one.kind), by=by)


def _hard(cast: Any) -> Any:
    enterprise = _sample("subjects.enterprises", cast)
    return _made(
        "governance.hard", cast, title="示例企业搬迁", kind="relocation", raised_on="2022-01-10",
        office=str(cast.invest.pk), enterprise=str(enterprise.pk),
    )  # fmt: skip


def _hard_step(cast: Any) -> Any:
    by = governance_keeper(cast)
    return governance.add_hard_step(problem=_hard(cast), content="召开专题会", on=DAY, by=by)


def _duty(cast: Any) -> Any:
    """The leading office is called as soon as a whistle is sounded."""
    return _sample("governance.whistles", cast).duties.get()


MADE_OF_GOVERNANCE = {
    "governance.apart": _apart,
    "governance.duties": _duty,
    "governance.wardens": _warden,
    "governance.rounds": _round,
    "governance.hard": _hard,
    "governance.hard_steps": _hard_step,
}
