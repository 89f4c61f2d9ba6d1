"""Amounts reckoned from columns: declared, exact, drilled, said in words."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators import fields
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.errors import NotComparable, NotDeclaredSo, OtherRecords
from jingkai.kernel.indicators.evaluate import evaluate, run
from jingkai.kernel.indicators.figures import needs_of
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.plan import Request
from jingkai.kernel.indicators.tests.history import SUMMER, known
from jingkai.kernel.indicators.tests.world import (
    YEAR,
    a_target,
    an_indicator,
    flow,
    target,
    write,
)
from jingkai.kernel.indicators.words import amount_words

RATE = Decimal("0.05")
AMOUNTS = [
    (target.value * (1 - target.months * RATE), lambda value, months: value * (1 - months * RATE)),
    (target.value * target.months + 3, lambda value, months: value * months + 3),
    (2 * target.value - target.first_month, None),
    (target.value * target.value, lambda value, months: value**2),
]


@pytest.mark.parametrize(("amount", "by_hand"), AMOUNTS)
def test_a_sum_over_reckoned_columns_is_exact_by_every_way(cast, amount, by_hand):
    rows = write(
        cast,
        (
            a_target(cast, n, value=Decimal("12345678.123456") + n, months=[1, 3, 6, 12][n % 4])
            for n in range(9)
        ),
    )
    held = flow.sum(amount)
    expected = sum(
        by_hand(row.value, row.months) if by_hand else 2 * row.value - row.first_month
        for row in rows
    )
    asked = an_indicator(held)
    found = evaluate([asked], YEAR, seat=cast.statistician)[asked.code]
    assert found.value == expected
    (part,) = drill(asked, YEAR, seat=cast.statistician)
    assert part.again().value == expected
    request = Request(tuple(needs_of(held, YEAR)), zone_id=cast.zone.pk)
    for way in ("filters", "atoms"):
        assert expected in {list(told.values())[0] for told in run(request, way=way).values()}


def test_a_record_without_one_of_the_columns_adds_nothing_and_is_not_averaged(cast):
    write(cast, [a_target(cast, 1), a_target(cast, 2, office=None), a_target(cast, 3)])
    amount = target.value * target.office.parent.id
    asked = an_indicator(flow.average(amount))
    told = evaluate([asked], YEAR, seat=cast.statistician)[asked.code]
    parent = cast.invest.parent_id
    assert told.value == Decimal(101 + 103) * parent / 2
    assert told.parts[1].value == 2


def test_a_reckoned_amount_is_told_as_it_was_known(cast):
    (row,) = write(cast, [a_target(cast, 1, value=Decimal(100), months=3)])
    for thing, facts in ((row, {"value": Decimal(10), "months": 6}), (cast.invest, {})):
        known(thing, datetime(2022, 6, 1, tzinfo=UTC), **facts)
    asked = an_indicator(flow.sum(target.value * target.months * target.office.id))
    office = cast.invest.pk
    for known_at, expected in ((None, 300), (SUMMER, 60)):
        told = evaluate([asked], YEAR, seat=cast.statistician, known_at=known_at)
        (part,) = drill(asked, YEAR, seat=cast.statistician, known_at=known_at)
        assert told[asked.code].value == part.again().value == expected * office


def test_what_is_not_exact_is_refused():
    for wrong in (lambda: target.value * 0.5, lambda: target.value * True):
        with pytest.raises(NotDeclaredSo):
            wrong()
    with pytest.raises(NotComparable):
        _ = target.source * 2
    with pytest.raises(NotDeclaredSo):
        _ = target.value * fields(Seat).id
    with pytest.raises(NotDeclaredSo):
        _ = target.value * Decimal("0.0000001")
    with pytest.raises(OtherRecords):
        flow.sum(fields(Seat).id + 1)


def test_a_reckoned_amount_is_said_as_it_is_reckoned():
    words = [
        (target.value * (1 - target.months * RATE), "target value × (1 − number of months × 0.05)"),
        (target.value - (target.months + 1), "target value − (number of months + 1)"),
        (target.value - 1 + target.months, "target value − 1 + number of months"),
    ]
    with override("en"):
        assert [amount_words(amount.as_amount) for amount, _said in words] == [
            said for _amount, said in words
        ]
    with override("zh-hans"):
        assert amount_words(words[0][0].as_amount) == "目标值×（1−月数×0.05）"


def test_the_version_follows_the_arithmetic():
    one, other = flow.sum(target.value * 2), flow.sum(target.value * 3)
    assert version(an_indicator(one)) == version(an_indicator(flow.sum(target.value * 2)))
    assert version(an_indicator(one)) != version(an_indicator(other))
