"""An amount that its words leave open, recognised by its value: no other figure has just this one.

A number of three digits or more equals a figure that isn't meant seldom: of fifty figures in its
unit one in a thousand times at 9085件, three in a hundred at 374户. Where one figure alone has the
value at the time of the paper or of the passage, and the words say neither that it is a target nor
that it is another's, it is nearly certain that it is meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import BARE, Candidate, Vocabulary
from jingkai.kernel.reports.checking.finding import Choice, Found
from jingkai.kernel.reports.checking.settling import AGREES, WRONG, Settled, Values, bears, shares
from jingkai.kernel.reports.checking.wording import is_growth

FINE = Decimal("0.01")
"""How fine a number must be printed to be recognised: its last place beside its size."""
STATES = 0.3
"""How many of the amounts of which the words say nothing state a declared figure."""
SPREAD = 4
"""Over how many times its size the values of other figures in its unit lie, thinly told."""


def recalled(
    found: Sequence[Found],
    settled: Sequence[Settled | None],
    vocabulary: Vocabulary,
    values: Values,
) -> list[Settled | None]:
    """The amounts of which words and records said nothing, where a value alone tells them."""
    return [
        made or (_by_value(each, vocabulary, values) if recallable(each) else None)
        for each, made in zip(found, settled, strict=True)
    ]


def asked_of(found: Iterable[Found], vocabulary: Vocabulary) -> Iterator[tuple[str, Period]]:
    """The figures and times of which the records' values are needed."""
    for each in found:
        if recallable(each):
            for candidate in _fitting(each, vocabulary):
                yield from ((candidate.code, period) for period in _periods(each))


def recallable(found: Found) -> bool:
    """Whether the amount is fine enough, claims to be of the zone's, and nothing sure is said."""
    quantity, said = found.said.quantity, found.said
    if quantity.value is None or not quantity.value or quantity.unit == BARE:
        return False
    fine = (quantity.step or 1) <= FINE * abs(quantity.value)
    plain = quantity.qualifier == "exact" and said.claimed and said.ours
    return fine and plain and found.candidate is None and found.untimed is None


def _fitting(found: Found, vocabulary: Vocabulary) -> list[Candidate]:
    growth = found.unit == "%" and is_growth(found.said)
    return [
        each
        for each in vocabulary.candidates
        if each.takes(found.unit) and (each.kind == "growth") == growth
    ]


def _periods(found: Found) -> tuple[Period, ...]:
    """The paper's time and the passage's."""
    both = (found.said.calendar.paper.base, found.period)
    return tuple(dict.fromkeys(period for period in both if period is not None))


def _by_value(found: Found, vocabulary: Vocabulary, values: Values) -> Settled | None:
    fitting = _fitting(found, vocabulary)
    borne = {
        each.code: Choice(each, period, 0.0)
        for each in fitting
        for period in reversed(_periods(found))
        if (value := values.get((each.code, period))) and bears(found, each, value)
    }
    if len(borne) != 1:
        return None
    quantity = found.said.quantity
    assert quantity.value is not None
    by_chance = float((quantity.step or 1) / abs(quantity.value)) / SPREAD
    open_ = max(1 - sum(choice.odds for choice in found.choices), 0.0)
    among = len(fitting) * len(_periods(found))
    meant = open_ * STATES / among * (1 - WRONG) / by_chance
    others = sum(share for share, _choice, _fits in shares(found, values)) + open_ * (1 - STATES)
    (choice,) = borne.values()
    return Settled(choice, "agrees") if meant / (meant + others) >= AGREES else None
