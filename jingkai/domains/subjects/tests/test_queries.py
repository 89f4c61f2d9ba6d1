"""Who sees which subjects, and what is known of one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.choices import Likeness
from jingkai.domains.subjects.queries import timeline
from jingkai.domains.subjects.queries.timeline import Moment


def test_every_office_of_the_zone_sees_its_subjects_and_another_zone_none(cast, enter):
    one = enter()
    for seat in (cast.clerk, cast.other_office, cast.leader):
        assert list(queries.enterprises_for(seat)) == [one]
    assert list(queries.enterprises_for(cast.stranger)) == []


def test_a_person_is_found_by_the_identity_number(cast):
    from jingkai.domains.subjects.registers import PERSONS
    from jingkai.kernel.registers import actions as registers

    person = registers.create(
        PERSONS, {"name": "示例人", "identity": "22020219900101123X"}, by=cast.registrar
    )
    assert queries.persons_with_identity(cast.registrar, "22020219900101123x").get() == person
    assert str(person.identity) == "220***********123X"


def test_an_unknown_code_leads_nowhere(cast):
    assert queries.by_code(cast.clerk, "11110000000021135M") is None


def test_a_subjects_life_is_told_latest_first(cast, enter):
    one = enter(industry="2661")
    actions.move_away(enterprise=one, on=date(2015, 1, 1), by=cast.registrar)
    actions.move_in(enterprise=one, on=date(2018, 1, 1), by=cast.registrar)
    actions.rename(enterprise=one, name="示例乙有限公司", on=date(2019, 1, 1), by=cast.registrar)
    actions.record_scale(enterprise=one, year=2020, revenue=Decimal(10**9), by=cast.registrar)
    actions.record_contact(
        enterprise=one, name="示例人", since=date(2021, 1, 1), until=date(2022, 1, 1),
        by=cast.registrar,
    )  # fmt: skip
    days = [moment.on.year for moment in queries.timeline_of(one, cast.clerk)]
    assert days == [2022, 2021, 2020, 2019, 2018, 2015, 2010]


def test_a_domain_above_adds_what_it_knows_once(cast, enter, monkeypatch):
    monkeypatch.setattr(timeline, "_CONTRIBUTIONS", [])

    def signed(enterprise, seat):
        return [Moment(date(2022, 6, 1), "signed", register="investment.deals", key=1)]

    queries.contribute_timeline(signed)
    queries.contribute_timeline(signed)
    assert queries.timeline_of(enter(), cast.clerk) == [
        Moment(date(2022, 6, 1), "signed", register="investment.deals", key=1)
    ]


@pytest.mark.parametrize("likeness", list(Likeness))
def test_each_likeness_of_records_has_its_index(cast, likeness):
    with connection.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where tablename = 'subjects_enterprise'")
        definitions = [row[0] for row in cursor.fetchall()]
    wanted = f"(zone_id, {likeness.value}) WHERE ((merged_into_id IS NULL)"
    assert any(wanted in definition for definition in definitions)
