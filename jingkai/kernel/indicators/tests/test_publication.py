"""Published figures stay as they were; a restatement shows what changed, and why."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.actions import publish_figures
from jingkai.kernel.indicators.errors import AlreadyPublished, NothingToPublish, PublishedHere
from jingkai.kernel.indicators.publication import restate
from jingkai.kernel.indicators.queries import publications
from jingkai.kernel.indicators.tests.history import SUMMER, WINTER, known
from jingkai.kernel.indicators.tests.world import (
    YEAR,
    a_target,
    an_indicator,
    change,
    flow,
    remove,
    target,
    write,
)

CODES = ("test.total", "test.third", "test.none")


@pytest.fixture
def declared():
    """Three figures in the catalogue for the test alone."""
    measures = (
        flow.sum(target.value),
        flow.where(target.months == 1).count() / flow.count(),
        flow.where(target.months == 99).count().year_on_year(),
    )
    for code, measure in zip(CODES, measures, strict=True):
        catalogue.add(an_indicator(measure, code=code))
    yield
    for code in CODES:
        del catalogue.indicators[code]


def publish(cast, **facts):
    given = {
        "name": "年度公报",
        "codes": CODES,
        "period": YEAR,
        "known_at": SUMMER,
        "at": datetime(2022, 7, 2, tzinfo=UTC),
        "by": cast.statistician,
    } | facts
    return publish_figures(**given)


@pytest.fixture
def published(cast, declared):
    """Three records known in summer, published then; afterwards one changes and one goes."""
    rows = write(cast, (a_target(cast, number, months=1 + number) for number in range(3)))
    for row in rows:
        known(row, datetime(2022, 6, 1, tzinfo=UTC))
    publication = publish(cast)
    change(cast, rows[1], value=Decimal(500))
    remove(cast, rows[2])
    return publication, rows


def test_a_publication_keeps_value_version_records_and_digest(cast, published):
    publication, _rows = published
    total, third, none = (publication.figures.get(indicator=code) for code in CODES)
    assert (total.value, total.records) == (303, 3)
    assert str(third.value).startswith("0.33333333333333333333")
    assert (none.value, none.records) == (None, 0)
    assert none.why
    assert len({row.digest for row in (total, third, none)} | {publication.digest}) == 4
    assert all(len(row.version) == 64 for row in (total, third, none))
    assert list(publications(cast.statistician, code="test.total")) == [publication]


def test_a_restatement_shows_both_values_and_the_records_that_differ(cast, published):
    publication, rows = published
    found = {each.code: each for each in restate(publication, seat=cast.statistician)}
    total = found["test.total"]
    assert (total.then, total.now, total.differs, total.redefined) == (303, 600, True, False)
    assert {(each.key, each.kind, each.then, each.now) for each in total.changes} == {
        (rows[1].pk, "changed", Decimal(101), Decimal(500)),
        (_pk_of_gone(total), "gone", Decimal(102), None),
    }
    assert found["test.third"].now == Decimal("0.5")
    assert [each.kind for each in found["test.third"].changes] == ["gone"]
    assert not found["test.none"].differs


def _pk_of_gone(restated):
    return next(each.key for each in restated.changes if each.kind == "gone")


def test_nothing_differs_as_known_when_it_was_published(cast, published):
    publication, _rows = published
    found = restate(publication, seat=cast.statistician, known_at=SUMMER)
    assert [each.differs for each in found] == [False] * 3
    assert all(each.changes == () for each in found)


def test_a_changed_definition_is_said_to_be_changed(cast, published):
    publication, _rows = published
    held = catalogue.indicators["test.total"]
    catalogue.indicators["test.total"] = replace(held, measure=flow.sum(target.months))
    found = {each.code: each for each in restate(publication, seat=cast.statistician)}
    assert found["test.total"].redefined
    assert not found["test.third"].redefined


def test_an_indicator_withdrawn_from_the_catalogue_stays_in_the_publication(cast, published):
    publication, _rows = published
    held = catalogue.indicators.pop("test.none")
    try:
        found = {each.code: each for each in restate(publication, seat=cast.statistician)}
        assert (found["test.none"].redefined, found["test.none"].now) == (True, None)
    finally:
        catalogue.indicators["test.none"] = held


def test_one_name_is_published_once_for_a_period(cast, published):
    with pytest.raises(AlreadyPublished):
        publish(cast)
    assert publish(cast, name="年度公报（修订）", known_at=WINTER).pk


def test_publishing_needs_figures_and_the_permission(cast, declared):
    with pytest.raises(NothingToPublish):
        publish(cast, codes=())
    with pytest.raises(Forbidden):
        publish(cast, by=cast.clerk, known_at=timezone.now())


def test_what_was_published_before_the_records_came_is_taken_over_with_its_day(cast, declared):
    rows = write(cast, [a_target(cast, number) for number in range(3)])
    day = datetime(2023, 1, 10, 2, tzinfo=UTC)
    before = {"codes": CODES[:1], "known_at": day, "at": day}
    told = publish(cast, **before, name="当时", taken_over=True)
    assert [each.value for each in told.figures.all()] == [Decimal(303)]
    assert (told.known_at, told.published_at) == (day, day)
    assert [each.value for each in publish(cast, **before).figures.all()] == [Decimal(0)]
    change(cast, rows[0], value=Decimal(200))
    (restated,) = restate(told, seat=cast.statistician)
    assert (restated.then, restated.now, restated.changes) == (Decimal(303), Decimal(403), ())
    now = timezone.now()
    with pytest.raises(PublishedHere):
        publish(cast, name="今日", known_at=now, at=now, taken_over=True)
