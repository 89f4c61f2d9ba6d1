"""Relief step by step: entitled, applied for, paid or granted, or given up."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import cases
from jingkai.domains.economy.choices import MONEY, ReliefKind, ReliefState
from jingkai.domains.economy.errors import AmountMissing
from jingkai.domains.economy.models import Relief
from jingkai.kernel.cases.steps import locked, not_before, put, require, saved
from jingkai.kernel.trail.acting import Actor, action

S = ReliefState


@action("economy.relief.applied", _("Recorded the application for {subject}"))
def apply_for_relief(*, use: Relief, on: date, by: Actor) -> Relief:
    """The enterprise asked for what it is entitled to; some measures come without asking."""
    use = _moved(use, "apply", by)
    not_before(on, use.entitled_on, S.ENTITLED.label)
    use.applied_on = on
    return saved(use, on=on)


@action("economy.relief.paid", _("{subject} reached the enterprise after {days} days"))
def pay_relief(
    *, use: Relief, on: date, by: Actor, amount: Decimal | None = None, officer: str = ""
) -> Relief:
    """The money came, the permit was handed out, the officer took charge: the clock stops."""
    use = _moved(use, "pay", by)
    not_before(on, use.applied_on or use.entitled_on, S.APPLIED.label)
    put(use, {"amount": amount, "officer": officer})
    if use.kind in MONEY and use.amount is None:
        raise AmountMissing(field="amount", measure=ReliefKind(use.kind).label)
    use.paid_on = on
    return saved(use, days=(on - use.entitled_on).days, amount=use.amount)


@action("economy.relief.given_up", _("{subject} was given up: {because}"))
def give_up_relief(*, use: Relief, because: str, on: date, by: Actor) -> Relief:
    """The enterprise did not want it, or turned out not to be entitled."""
    use = _moved(use, "decline", by)
    not_before(on, use.applied_on or use.entitled_on, S.ENTITLED.label)
    use.declined_on, use.declined_because = on, because
    return saved(use, on=on, because=because)


def _moved(use: Relief, code: str, by: Any) -> Relief:
    """The relief as it is now, for a move that is open to the seat and to its state."""
    require(by, next(each for each in cases.RELIEF.moves if each.code == code).permission)
    use = locked(use)
    cases.RELIEF.move(code, state=use.state)
    return use
