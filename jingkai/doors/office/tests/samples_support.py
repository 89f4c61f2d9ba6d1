"""Records of support and payments, which come about by actions alone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.factories import (
    excludes,
    has,
    household,
    old_age,
    person,
    put,
)
from jingkai.domains.livelihood.registers import CASES
from jingkai.kernel.trail.acting import Machine

DAY = date(2022, 1, 4)


def _by(cast: Any) -> Machine:
    return Machine(zone_id=cast.zone.pk)


def _case(cast: Any) -> Any:
    by = _by(cast)
    home = household(by, 71)
    who = person(by, 71, household=home)
    row = CASES.model(number="DB0071", kind="minimum", household=home, payee=who, applied_on=DAY)
    return actions.grant_support(
        case=put(by, row), monthly=Decimal(600), review_class="b", on=DAY, by=by
    )


def _amount(cast: Any) -> Any:
    return _case(cast).changes.get()


def _review(cast: Any) -> Any:
    return actions.review_support(
        case=_case(cast), result="unchanged", finding="示例", on=DAY, by=_by(cast)
    )


def _claim(cast: Any) -> Any:
    by = _by(cast)
    return has(by, person(by, 72), old_age(by, "S1"))


def _batch(cast: Any) -> Any:
    claim = _claim(cast)
    batch = actions.open_batch(programme=claim.programme, day=DAY, by=_by(cast), on=DAY)
    return actions.assemble_batch(batch=batch, by=_by(cast), on=DAY)


def _payment(cast: Any) -> Any:
    return _batch(cast).payments.get()


def _exclusion(cast: Any) -> Any:
    by = _by(cast)
    return excludes(by, old_age(by, "S2"), old_age(by, "S3"))


def _year(cast: Any) -> Any:
    from jingkai.doors.office.tests.samples import sample

    return sample("livelihood.incomes", cast).village.years.get()


MADE_OF_SUPPORT: dict[str, Callable[[Any], Any]] = {
    "livelihood.amounts": _amount,
    "livelihood.reviews": _review,
    "livelihood.claims": _claim,
    "livelihood.batches": _batch,
    "livelihood.exclusions": _exclusion,
    "livelihood.payments": _payment,
    "livelihood.villageyears": _year,
}
