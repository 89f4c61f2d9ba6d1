"""A relief's steps and its clock, and the dated parameters of economic operation."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.choices import ReliefState as S
from jingkai.domains.economy.permissions import Permission
from jingkai.domains.economy.rules.evaluation import Group, Item, read_edition
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters

PARAMETERS = Path(__file__).parent / "parameters"


def dated(file: str, code: str) -> Parameter:
    """A parameter of economic operation, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


RELIEF = register(
    CaseKind(
        code="economy.relief",
        prefix="ZQ",
        name=_("Relief"),
        first=S.ENTITLED,
        states=(
            State(S.ENTITLED, S.ENTITLED.label, fields=("kind", "enterprise")),
            State(S.APPLIED, S.APPLIED.label),
            State(S.PAID, S.PAID.label, final=True),
            State(S.DECLINED, S.DECLINED.label, fields=("declined_because",), final=True),
        ),
        moves=(
            Move("apply", _("Record the application"), S.APPLIED, frozenset({S.ENTITLED}),
                 Permission.RELIEF_EDIT),
            Move("pay", _("Record as paid or granted"), S.PAID,
                 frozenset({S.ENTITLED, S.APPLIED}), Permission.RELIEF_PAY),
            Move("decline", _("Record as given up"), S.DECLINED,
                 frozenset({S.ENTITLED, S.APPLIED}), Permission.RELIEF_PAY),
        ),
        clocks=(
            ClockRule(
                code="pay", name=_("time from entitlement to payment"), unit=Unit.WORKDAYS,
                length=dated("relief", "other_days"),
                starts=frozenset({"entitled"}), stops=frozenset({"paid", "declined"}),
                amber=dated("relief", "amber_days"),
            ),
        ),
        order=(S.ENTITLED, S.APPLIED, S.PAID),
    )
)  # fmt: skip


def deadline_of(use: Any) -> Deadline:
    """What the clock of a relief says, by the limit of its kind."""
    days = {"entitled": use.entitled_on, "paid": use.paid_on, "declined": use.declined_on}
    events = [Event(code, day) for code, day in days.items() if day is not None]
    clock = replace(RELIEF.clock("pay"), length=dated("relief", f"{use.kind}_days"))
    return due(clock, events, calendar_of(use.zone_id))


def item_of(year: int, code: str) -> Item | None:
    """An item of the national evaluation, as the edition in force in a year has it."""
    groups, _basis = edition_of(year)
    return next((item for group in groups for item in group.items if item.code == code), None)


def edition_of(year: int) -> tuple[tuple[Group, ...], str]:
    """The evaluation's groups and items in force in a year, and the edition's basis."""
    value = dated("evaluation", "edition").on(date(year, 12, 31))
    return read_edition(value.value), value.basis
