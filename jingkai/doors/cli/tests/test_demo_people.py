"""The demo zone's batch that waits for approval: opened once, checked, not approved."""

from datetime import date
from pathlib import Path

from jingkai.domains.livelihood.factories import has, old_age, person, seats
from jingkai.domains.livelihood.registers import BATCHES
from jingkai.doors.cli.demo_people import batch_under_way


def test_the_next_quarters_batch_waits_for_approval(cast):
    people = seats(cast)
    programme = old_age(people.by, "GL", cycle="quarter")
    for number in (1, 2):
        has(people.by, person(people.by, number), programme)
    told = []
    assert batch_under_way({"support1": people.officer}, Path(), told.append)
    batch = BATCHES.rows(people.officer).get()
    assert (batch.state, batch.origin, batch.period) == ("checked", "made", date(2023, 1, 1))
    assert batch.payments.count() == 2
    assert not batch_under_way({"support1": people.officer}, Path(), told.append)
    assert len(told) == 1
