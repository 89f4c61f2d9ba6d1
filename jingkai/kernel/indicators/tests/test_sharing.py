"""What zones share: read by all, written by its own zone, never changed; and set side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import translation

from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators.actions import publish_figures, receive_edition, share_publication
from jingkai.kernel.indicators.errors import AlreadyShared, EditionTaken
from jingkai.kernel.indicators.models import (
    Publication,
    PublishedFigure,
    SharedEdition,
    SharedFigure,
    Target,
)
from jingkai.kernel.indicators.sharing.asking import newest_period, own_editions, shared, zones
from jingkai.kernel.indicators.sharing.comparing import State, compare, due_on, series
from jingkai.kernel.indicators.tests import shared as other
from jingkai.kernel.indicators.tests.shared import (
    IN_TIME,
    KNOWN,
    LATE,
    SHARE,
    TOTAL,
    an_edition,
    sent,
    shared_by,
)
from jingkai.kernel.indicators.tests.world import YEAR, a_target, write
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def declared():
    with other.declared(), translation.override("en"):
        yield


def published(cast, name="年度公报"):
    return publish_figures(
        name=name, codes=[TOTAL, SHARE], period=YEAR, known_at=NOW, at=NOW, by=cast.statistician
    )


def test_what_is_published_is_shared_as_it_was_with_its_office_and_a_trail(cast):
    write(cast, [a_target(cast, number) for number in range(3)])
    publication = published(cast)
    edition = share_publication(publication=publication, at=NOW, by=cast.statistician)
    assert (edition.edition, edition.office, edition.known_at) == (1, "统计局", NOW)
    figures = {each.indicator: each for each in edition.figures.all()}
    for frozen in publication.figures.all():
        told = figures[frozen.indicator]
        assert (told.value, told.version, told.records, told.why) == (
            frozen.value, frozen.version, frozen.records, frozen.why
        )  # fmt: skip
    entry = Entry.objects.latest("pk")
    assert (entry.code, entry.facts["count"]) == ("indicators.figures.shared", 2)
    with pytest.raises(AlreadyShared):
        share_publication(publication=publication, at=NOW, by=cast.statistician)
    again = share_publication(publication=published(cast, "修订"), at=NOW, by=cast.statistician)
    assert again.edition == 2
    assert list(own_editions(cast.statistician)) == [again, edition]


def test_sharing_and_reading_take_their_permissions(cast):
    publication = published(cast)
    with pytest.raises(Forbidden):
        share_publication(publication=publication, at=NOW, by=cast.leader)
    for refused in (cast.admin, cast.hall_clerk):
        with pytest.raises(Forbidden):
            shared(refused, [TOTAL], [YEAR])
        with pytest.raises(Forbidden):
            newest_period(refused)


def test_a_seat_reads_what_another_zone_shared_and_nothing_else_of_it(cast):
    with walled(cast.elsewhere.pk):
        machine = Machine(zone_id=cast.elsewhere.pk)
        publish_figures(
            name="未上报", codes=[TOTAL], period=YEAR, known_at=NOW, at=NOW, by=machine
        )
    shared_by(cast.elsewhere, sent(TOTAL, 7))
    told = shared(cast.leader, [TOTAL, SHARE], [YEAR], words=True)
    assert {key: list(rows) for key, rows in told.items()} == {(TOTAL, YEAR): [cast.elsewhere.pk]}
    assert told[TOTAL, YEAR][cast.elsewhere.pk].newest.value == 7
    for model in (Publication, PublishedFigure, Target):
        assert not model.objects.filter(zone=cast.elsewhere).exists()
    with connection.cursor() as cursor:
        cursor.execute("select distinct zone_id from indicators_publishedfigure")
        assert {row[0] for row in cursor.fetchall()} <= {cast.zone.pk}


def test_outside_every_zone_nothing_that_was_shared_is_seen(cast):
    shared_by(cast.elsewhere, sent(TOTAL, 7))
    assert SharedFigure.objects.count() == 1
    with walled(None):
        assert (SharedFigure.objects.count(), SharedEdition.objects.count()) == (0, 0)


FORGED_FIGURE = """
    insert into indicators_sharedfigure (zone_id, edition_id, first_month, months, indicator,
        version, definition, unit, value, why, records, digest)
    values (%s, %s, 24264, 12, 'test.forged', '', '', '元', 1, '', 0, '')
"""
FORGED_EDITION = """
    insert into indicators_sharededition (zone_id, edition, first_month, months, name, office,
        known_at, published_at, shared_at, origin, digest)
    values (%s, 9, 24264, 12, '', '', now(), now(), now(), 'own', '')
"""


def refused(statement, values, match):
    with pytest.raises(ProgrammingError, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_a_forged_write_for_another_zone_is_refused_by_the_database(cast):
    theirs = shared_by(cast.elsewhere, sent(TOTAL, 7))
    wall = "row-level security"
    refused(FORGED_EDITION, [cast.elsewhere.pk], wall)
    refused(FORGED_FIGURE, [cast.elsewhere.pk, theirs.pk], wall)
    refused(FORGED_FIGURE, [cast.zone.pk, theirs.pk], wall)  # mine, hung on what they shared
    mine = shared_by(cast.zone, sent(TOTAL, 1))
    for table in ("indicators_sharedfigure", "indicators_sharededition"):
        for verb in (f"update {table} set months = 3", f"delete from {table}"):
            refused(verb, [], "permission denied")
    assert list(mine.figures.values_list("value", flat=True)) == [1]


def test_an_edition_is_received_once_and_inside_its_zone(cast):
    shared_by(cast.elsewhere, sent(TOTAL, 7))
    with pytest.raises(EditionTaken):
        shared_by(cast.elsewhere, sent(TOTAL, 8))
    with pytest.raises(Forbidden):
        receive_edition(edition=an_edition(), figures=[sent(TOTAL, 1)], by=cast.leader)
    assert shared_by(cast.elsewhere, sent(TOTAL, 8), number=2).figures.get().value == 8


def test_late_and_missing_zones_are_shown_and_never_a_zero(cast):
    first, second, third, fourth = other.more_zones("a", "b", "c", "d")
    shared_by(first, sent(TOTAL, 10), sent(SHARE, "0.5"))
    shared_by(second, sent(TOTAL, 30), sent(SHARE, "0.25"), at=LATE)
    shared_by(third, sent(TOTAL, 10), sent(SHARE, None, why="分母为零，无法计算。"))
    shared_by(cast.zone, sent(TOTAL, -5, meaning="0" * 64))
    found = compare(TOTAL, YEAR, seat=cast.leader)
    rows = {row.zone.code: row for row in found.rows}
    assert {code: row.state for code, row in rows.items()} == {
        "a": State.IN_TIME, "b": State.LATE, "c": State.IN_TIME, "d": State.MISSING,
        "here": State.IN_TIME, "there": State.MISSING,
    }  # fmt: skip
    assert (found.total, found.told, found.of, found.total_why) == (45, 4, 6, "")
    assert {c: (r.rank, r.tied) for c, r in rows.items() if r.rank} == {
        "b": (1, False), "a": (2, True), "c": (2, True), "here": (4, False)
    }  # fmt: skip
    assert rows["d"].value is None
    assert rows["here"].redefined
    assert not rows["a"].redefined
    assert found.caveats == (
        "4 of 6 zones have told a value; the others are not counted as zero.",
        "1 zone published after the due day, 2023-03-01.",
        "1 zone follows another version of the definition: compare with care.",
        "The ranking is among those that have told a value.",
    )
    assert [zone.code for zone in zones()] == ["here", "there", "b", "d", "a", "c"]
    assert [zone.code for zone in zones("32")] == ["a", "c"]
    assert fourth.code == "d"


def test_shares_have_no_total_and_an_untold_one_says_why(cast):
    (first, second) = other.more_zones("a", "b")
    shared_by(first, sent(SHARE, "0.5"))
    shared_by(second, sent(SHARE, None, why="分母为零，无法计算。"))
    found = compare(SHARE, YEAR, seat=cast.leader)
    assert found.total is None
    assert "don't add up" in found.total_why
    row = next(row for row in found.rows if row.zone == second)
    assert (row.state, row.rank, row.told.newest.why) == (
        State.UNTOLD, None, "分母为零，无法计算。"
    )  # fmt: skip
    nobody = compare(TOTAL, YEAR.shift(12), seat=cast.leader)
    assert (nobody.total, nobody.told, nobody.caveats) == (None, 0, ())
    assert nobody.total_why == "No zone has published this figure for this period."


def test_a_restated_figure_shows_both_values_with_their_days(cast):
    shared_by(cast.elsewhere, sent(TOTAL, 10))
    shared_by(cast.elsewhere, sent(TOTAL, 10), number=2)
    assert shared(cast.leader, [TOTAL], [YEAR])[TOTAL, YEAR][cast.elsewhere.pk].before is None
    shared_by(cast.elsewhere, sent(TOTAL, 12), number=3, at=LATE)
    told = shared(cast.leader, [TOTAL], [YEAR])[TOTAL, YEAR][cast.elsewhere.pk]
    assert (told.newest.value, told.before.value) == (12, 10)
    assert (told.newest.edition.published_at, told.before.edition.published_at) == (LATE, IN_TIME)
    found = compare(TOTAL, YEAR, seat=cast.leader)
    assert found.caveats[1] == "1 zone has restated the figure."
    assert next(row for row in found.rows if row.told).state == State.IN_TIME


def test_due_days_follow_the_period_and_series_its_length():
    assert due_on(YEAR) == date(2023, 3, 1)
    assert [p.text for p in series(YEAR)] == ["2018", "2019", "2020", "2021", "2022"]
    month = replace(YEAR, months=1)
    assert due_on(month) == date(2022, 2, 20)
    assert (len(series(month)), series(month)[0].text) == (12, "2021-02")


def test_digests_can_be_computed_again_anywhere(cast):
    from jingkai.kernel.indicators.sharing.digests import shared_digest, together

    edition = shared_by(cast.elsewhere, sent(TOTAL, "10.50"))
    figure = SharedFigure.objects.get()
    assert figure.value == Decimal("10.5")
    assert edition.digest == together([figure.digest])
    assert figure.digest == shared_digest(
        zone="there", indicator=TOTAL, version=figure.version, period=YEAR, known_at=KNOWN,
        unit="元", value=figure.value, records=3,
    )  # fmt: skip
    assert newest_period(cast.leader) == YEAR
