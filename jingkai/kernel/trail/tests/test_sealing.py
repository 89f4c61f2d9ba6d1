"""What is changed behind the application's back is named."""

import pytest
from django.db import connections

from jingkai.kernel.access.actions import open_office
from jingkai.kernel.access.walls import SETTING, walled
from jingkai.kernel.trail.models import Entry, Seal
from jingkai.kernel.trail.sealing import seal, verify


@pytest.fixture
def sealed(cast):
    first = seal(cast.zone.pk)
    open_office(code="second", name="二办", kind="bureau", by=cast.clerk)
    return first, seal(cast.zone.pk)


def test_seals_form_a_chain_and_hold(cast, sealed):
    first, second = sealed
    assert (first.number, second.number, second.previous) == (1, 2, first.digest)
    assert verify(cast.zone.pk) == []


def test_nothing_new_makes_no_seal(cast, sealed):
    assert seal(cast.zone.pk) is None


def test_a_seal_covers_the_entries_and_every_history_table(cast, sealed):
    tables = {part["table"] for part in sealed[0].parts}
    assert {"trail_entry", "access_officeevent", "access_seatevent"} <= tables


def test_every_row_of_a_seal_counts(cast, sealed):
    part = next(p for p in sealed[0].parts if p["table"] == "trail_entry")
    assert part["rows"] == Entry.objects.filter(pk__lte=part["last"]).count()


FORGERIES = [
    (
        "update trail_entry set actor = '别人' where id ="
        " (select min(id) from trail_entry where code = 'access.seat.given' and {wall})",
        ("trail_entry", "changed"),
    ),
    (
        "delete from trail_entry where id = (select min(id) from trail_entry where {wall})",
        ("trail_entry", "missing"),
    ),
    (
        "update access_officeevent set name = '假' where pgh_id ="
        " (select min(pgh_id) from access_officeevent where {wall})",
        ("access_officeevent", "changed"),
    ),
]


class TestForgery:
    """With the owner's rights, committed: what a thief of the database's password could do."""

    @pytest.fixture
    def zone(self, committed):
        zone = committed.zone.pk
        with walled(zone):
            seal(zone)
        with walled(zone):
            open_office(code="second", name="二办", kind="bureau", by=committed.clerk)
        with walled(zone):
            seal(zone)
        return zone

    @staticmethod
    def forge(zone, statement):
        with connections["owner"].cursor() as cursor:
            cursor.execute("select set_config(%s, %s, false)", [SETTING, str(zone)])
            cursor.execute(statement.format(wall=f"zone_id = {zone:d}"))  # a superuser has no wall
            assert cursor.rowcount == 1

    @pytest.mark.parametrize(("statement", "found"), FORGERIES)
    def test_a_forged_row_is_named_with_its_seal(self, zone, statement, found):
        self.forge(zone, statement)
        with walled(zone):
            broken = verify(zone)
        assert [(b.seal, b.table, b.what) for b in broken] == [(1, *found)]
        assert broken[0].row is not None

    def test_a_forged_seal_breaks_the_chain(self, zone):
        forged = "update trail_seal set digest = repeat('0', 64) where number = 1 and {wall}"
        self.forge(zone, forged)
        with walled(zone):
            assert {(b.seal, b.what) for b in verify(zone)} == {(1, "seal"), (2, "chain")}
            assert Seal.objects.count() == 2
