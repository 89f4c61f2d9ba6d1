"""One record of any register, made from the examples that its columns declare."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from jingkai.domains.economy import actions as economy
from jingkai.domains.economy.factories import make_month
from jingkai.doors.office.tests import samples_party
from jingkai.doors.office.tests.samples_governance import MADE_OF_GOVERNANCE, governance_keeper
from jingkai.doors.office.tests.samples_services import MADE
from jingkai.doors.office.tests.samples_support import MADE_OF_SUPPORT
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.values import readers

FOLLOWED = ("city",)
"""Choices that other rules ask for."""
TYPED = {
    "ecology.sources": {"treatment": "thermal"},
    "ecology.soil": {"lead": "35"},
    "investment.targets": {"kind": "no_enterprise", "set_on": "2022-01-10", "due_on": "2022-12-31"},
    "services.versions": {"handling": "promised"},
    "projects.returns": {
        "month": timezone.localdate().replace(day=1).isoformat(),
        "reported_on": timezone.localdate().isoformat(),
    },
}
"""What neither the examples nor the first choices tell."""
PERSONAL = ("subjects.accounts", "subjects.agencies")
CLOSED_AT = timezone.make_aware(datetime(2022, 2, 12, 9))


def sample(code: str, cast: Any) -> Any:
    """A record of this register, kept by the investment office where an office keeps it."""
    if code in MADE_BY_ACTIONS:
        return MADE_BY_ACTIONS[code](cast)
    return _sample(REGISTERS[code], cast, {})


def keeper(code: str, cast: Any) -> Seat:
    """Who keeps a register: the statistician, but for what is the services' or the park's own."""
    if code.startswith("party_building."):
        return samples_party.party_keeper(code, cast)
    if code.startswith("governance."):
        return governance_keeper(cast)
    own = {
        "services": "services_manager", "park": "park_chief", "ecology": "ecology_chief",
        "livelihood": "livelihood_chief",
    }  # fmt: skip
    seat: Seat = getattr(cast, own.get(code.split(".")[0], "statistician"))
    return seat


def reader(code: str, cast: Any) -> Seat:
    """Who sees all of a register: the statistician, accounts of residents aside."""
    seat: Seat = cast.registrar if code in PERSONAL else cast.statistician
    return seat


def _sample(register: Register, cast: Any, known: dict[str, Any]) -> Any:
    if register.code not in known:
        values = values_of(register, cast, known)
        known[register.code] = actions.create(
            register, values, by=keeper(register.code, cast), confirmed=True
        )
    return known[register.code]


def values_of(register: Register, cast: Any, known: dict[str, Any]) -> dict[str, str]:
    """What a clerk would type: the examples, the first of closed choices, records made before."""
    values = dict(TYPED.get(register.code, {}))
    for name, typed in readers(register).items():
        field, column = typed.field, typed.column
        if not column.in_form or name in values:
            continue
        if field.choices:
            if typed.required or name in FOLLOWED:
                values[name] = str(next(v for v, _label in field.flatchoices if v))
        elif isinstance(field, models.ForeignKey):
            needed = typed.required or not field.null
            if (other := _other(field.related_model, cast, known, needed)) is not None:
                values[name] = str(other.pk)
        elif column.example or typed.required:
            values[name] = column.example or "示例"
    return values


def _other(model: Any, cast: Any, known: dict[str, Any], required: bool) -> Any:
    if model is Office:
        return cast.invest
    if model is Seat or not required:
        return None
    register = next(r for r in REGISTERS.values() if r.model is model)
    return _sample(register, cast, known)


def _closing(cast: Any) -> Any:
    make_month(month=date(2022, 1, 1), by=cast.statistician)
    return economy.close_month(month=date(2022, 1, 1), at=CLOSED_AT, by=cast.statistician)


def _restatement(cast: Any) -> Any:
    rows = make_month(month=date(2022, 1, 1), by=cast.statistician)
    economy.close_month(month=date(2022, 1, 1), at=CLOSED_AT, by=cast.statistician)
    return economy.restate_return(
        original=next(iter(rows.values())), amount=1, why="示例", source="示例",
        on=date(2022, 3, 1), by=cast.statistician,
    )  # fmt: skip


def _month(cast: Any) -> Any:
    return sample("ecology.samples", cast).section.months.get()


def _reach(cast: Any) -> Any:
    return sample("livelihood.residences", cast).reaches.get()


def _circle(cast: Any) -> Any:
    sample("livelihood.residences", cast)
    return sample("livelihood.points", cast).circles.get()


def _step(cast: Any) -> Any:
    return sample("projects.problems", cast).steps.get()


MADE_BY_ACTIONS = {
    "ecology.months": _month,
    "livelihood.circles": _circle,
    "livelihood.reaches": _reach,
    "projects.steps": _step,
    "economy.closings": _closing,
    "economy.restatements": _restatement,
    **MADE,
    **MADE_OF_GOVERNANCE,
    **MADE_OF_SUPPORT,
    **samples_party.MADE,
}
