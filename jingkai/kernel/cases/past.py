"""What happened to a case, read in one statement with the case itself, for one or for many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from jingkai.kernel.cases import models
from jingkai.kernel.cases.clocks import Event, More, Pause
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.rows import known_row

_PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "past_moves": (models.CaseMove, ("code", "target", "on", "at", "office_id")),
    "past_suspensions": (models.Suspension, ("id", "cause", "begins_on", "ends_on", "basis")),
    "past_extensions": (
        models.Extension,
        ("clock", "amount", "on", "allowed_by__user__name", "reason", "document"),
    ),
    "past_deadlines": (models.Deadline, ("id", "clock", "task_id", "office_id", "started_on",
        "due_on", "due_at", "stopped_on", "standing", "look_at", "provisional")),
}  # fmt: skip


@dataclass
class Held:
    """A suspension as it is known, with its row's key."""

    pk: int
    pause: Pause


@dataclass
class Past:
    """Everything from which a case's clocks are told; the primitives keep it up as they write."""

    events: list[Event] = field(default_factory=list)
    suspensions: list[Held] = field(default_factory=list)
    extensions: list[More] = field(default_factory=list)
    deadlines: list[models.Deadline] = field(default_factory=list)
    steps: int = 0

    def open_suspension(self, cause: str) -> Held | None:
        """The suspension of this cause that still lasts."""
        return next(
            (h for h in self.suspensions if h.pause.cause == cause and h.pause.ends is None), None
        )

    def happened(self, move: models.CaseMove) -> None:
        """Add a move that was just written."""
        self.steps += 1
        self.events += _events(move.code, move.target, move.on, move.at, move.office_id)

    def ended(self, held: Held, on: date) -> None:
        """The suspension ends on that day."""
        held.pause = replace(held.pause, ends=on)


def with_past(cases: QuerySet[models.Case]) -> QuerySet[models.Case]:
    """The cases with their pasts, in the same statement."""
    return cases.annotate(
        **{
            name: ArraySubquery(
                model._default_manager.filter(case=OuterRef("pk"))
                .order_by("pk")
                .values(json=JSONObject(**{field.split("__")[0]: field for field in fields}))
            )
            for name, (model, fields) in _PARTS.items()
        }
    )


_ONE = Prepared(lambda case: with_past(models.Case.objects.filter(pk=case)).only("zone").order_by())


def past_of(case: models.Case) -> Past:
    """The past of a case, read when it isn't known yet."""
    load_pasts([case])
    return _known(case)


def load_pasts(cases: Iterable[models.Case]) -> None:
    """Let every case know its past: one statement for those that don't."""
    unknown = {case.pk: case for case in cases if "_past" not in case.__dict__}
    if not unknown:
        return
    found: Iterable[models.Case] = (
        _ONE(case=next(iter(unknown))) if len(unknown) == 1
        else with_past(models.Case.objects.filter(pk__in=unknown)).order_by()
    )  # fmt: skip
    for read in found:
        remember(unknown[read.pk], read_past(read))


def remember(case: models.Case, past: Past) -> None:
    """The case knows its past from here on."""
    case.__dict__["_past"] = past


def forget(case: models.Case) -> None:
    """Let the past be read anew."""
    case.__dict__.pop("_past", None)


def _known(case: models.Case) -> Past:
    past: Past = case.__dict__["_past"]
    return past


def read_past(case: Any) -> Past:
    """The past that came with a case read by `with_past`."""
    past = Past(steps=len(case.past_moves))
    for m in case.past_moves:
        past.events += _events(
            m["code"], m["target"], date.fromisoformat(m["on"]),
            datetime.fromisoformat(m["at"]), m["office_id"],
        )  # fmt: skip
    for s in case.past_suspensions:
        pause = Pause(_date(s["begins_on"]), _date(s["ends_on"]), s["cause"], s["basis"])
        past.suspensions.append(Held(s["id"], pause))
    past.extensions = [
        More(e["clock"], e["amount"], _date(e["on"]), e["allowed_by"] or "", e["reason"],
             e["document"])
        for e in case.past_extensions
    ]  # fmt: skip
    past.deadlines = [_deadline(case, row) for row in case.past_deadlines]
    return past


def _events(
    code: str, target: str, on: date, at: datetime, office: int | None
) -> Sequence[Event]:
    """A move gives an event of its code, and one of the state that it enters."""
    entered = [Event(target, on, at, office)] if target and target != code else []
    return [Event(code, on, at, office), *entered]


def _deadline(case: models.Case, row: dict[str, Any]) -> models.Deadline:
    days = {name: _date(row[name]) for name in ("started_on", "due_on", "stopped_on")}
    moments = {name: _moment(row[name]) for name in ("due_at", "look_at")}
    whole = {**row, **days, **moments, "zone_id": case.zone_id, "case_id": case.pk}
    return known_row(models.Deadline, case._state.db, whole)


def _date(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
