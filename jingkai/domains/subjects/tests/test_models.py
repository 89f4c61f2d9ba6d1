"""What the database itself keeps true of subjects."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingkai.domains.subjects import actions, rules
from jingkai.domains.subjects.choices import Departure, State
from jingkai.domains.subjects.errors import NotRecorded
from jingkai.domains.subjects.factories import build_enterprise, sample_code, sample_enterprises
from jingkai.domains.subjects.models import (
    Contact,
    Enterprise,
    FormerStay,
    Person,
    ScaleStatus,
)
from jingkai.kernel.trail.acting import NotInAnAction, perform, record

SET = actions.register_enterprise.code


@pytest.fixture
def keep(cast):
    """Write rows as an action of the registrar would, past the rules that stand before it."""

    def write(*rows):
        def work():
            for row in rows:
                row.save()
            record(rows[0])
            return rows[0]

        return perform(SET, cast.registrar, work)

    return write


@pytest.fixture
def fresh(cast):
    """A subject not yet written."""
    return lambda **values: build_enterprise(cast.zone.pk, cast.committee.pk, **values)


@pytest.mark.parametrize(
    ("values", "entered", "left", "state"),
    [
        ({"established_on": date(2010, 1, 1)}, date(2010, 1, 1), None, "active"),
        (
            {"established_on": date(2010, 1, 1), "moved_in_on": date(2015, 1, 1)},
            date(2015, 1, 1), None, "active",
        ),
        ({"established_on": date(2010, 1, 1), "outside": True}, None, None, "outside"),
        (
            {"outside": True, "moved_in_on": date(2015, 1, 1), "moved_away_on": date(2016, 1, 1)},
            date(2015, 1, 1), date(2016, 1, 1), "moved_away",
        ),
        (
            {"established_on": date(2010, 1, 1), "revoked_on": date(2012, 1, 1),
             "deregistered_on": date(2013, 1, 1)},
            date(2010, 1, 1), date(2012, 1, 1), "deregistered",
        ),
    ],
)  # fmt: skip
def test_coming_leaving_and_state_follow_from_the_dated_events(
    keep, fresh, values, entered, left, state
):
    blank = dict.fromkeys(
        ("established_on", "moved_in_on", "moved_away_on", "revoked_on", "deregistered_on")
    )
    one = keep(fresh(**{**blank, **values}))
    assert (one.entered_on, one.left_on, one.state) == (entered, left, state)


def test_rows_written_in_bulk_are_derived_as_well(keep, fresh, cast):
    def work():
        rows = [fresh(number=n) for n in range(30)]
        Enterprise.objects.bulk_create(rows)
        Enterprise.objects.update(moved_away_on=date(2023, 6, 1))
        record(cast.zone)

    perform(SET, cast.registrar, work)
    for one in Enterprise.objects.all():
        first = min(d for d in (one.moved_away_on, one.revoked_on, one.deregistered_on) if d)
        assert one.left_on == first
        assert one.name_key == rules.name_key(one.name)
        assert one.division == one.industry[:2]
        assert one.organisation_code == one.credit_code[8:17]
        assert one.state == one.state_on(date(2030, 1, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text("（）()[]【】·.-— 　aBCß“”'\"吉林示例有限责任公司股份集团", max_size=30))
def test_the_database_and_the_rule_make_the_same_key_of_a_name(db, name):
    from jingkai.domains.subjects.models.enterprises import DERIVE

    expression = DERIVE.split("new.name_key := ")[1].split(";")[0].replace("new.name", "%s::text")
    with connection.cursor() as cursor:
        cursor.execute(f"select {expression}", [name])
        assert cursor.fetchone()[0] == rules.name_key(name)


def test_a_section_letter_before_an_industry_code_is_dropped(keep, fresh):
    assert keep(fresh(industry="C2661")).industry == "2661"


def test_a_subject_can_not_be_written_outside_an_action(fresh):
    with pytest.raises(NotInAnAction):
        fresh().save()


FAULTY = {
    "subjects_credit_code_form": {"credit_code": "9122"},
    "subjects_kind_known": {"kind": "club"},
    "subjects_leading_industry_known": {"leading_industry": "gold"},
    "subjects_industry_form": {"industry": "26A"},
    "subjects_capital_not_negative": {"registered_capital": -1},
    "subjects_has_a_first_day": {"established_on": None, "moved_in_on": None},
    "subjects_moves_in_once_established": {
        "established_on": date(2020, 1, 1), "moved_in_on": date(2019, 1, 1),
    },
    "subjects_moved_away_after_it_began": {
        "established_on": date(2020, 1, 1), "moved_away_on": date(2019, 1, 1),
    },
    "subjects_revoked_after_it_began": {
        "established_on": date(2020, 1, 1), "revoked_on": date(2019, 1, 1),
    },
    "subjects_deregistered_after_it_began": {
        "established_on": date(2020, 1, 1), "moved_in_on": date(2022, 1, 1),
        "deregistered_on": date(2021, 1, 1),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_the_database_refuses_a_subject_that_can_not_be(keep, fresh, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        keep(fresh(**FAULTY[name]))
    sentence = next(c for c in Enterprise._meta.constraints if c.name == name)
    assert str(sentence.violation_error_message) != sentence.default_violation_error_message


def test_a_code_is_there_once(keep, fresh):
    keep(fresh())
    with pytest.raises(IntegrityError, match="subjects_credit_code_once"), transaction.atomic():
        keep(fresh())


def test_another_zone_may_hold_the_same_subject(keep, fresh, cast):
    from jingkai.kernel.access.models import Office
    from jingkai.kernel.access.walls import walled

    keep(fresh())
    with walled(cast.elsewhere.pk):
        office = Office.objects.get()
        by = cast.stranger
        sample = next(sample_enterprises(1))
        assert actions.register_enterprise(**sample, office=office, by=by).zone_id == by.zone_id
        assert Enterprise.objects.count() == 1


def test_a_record_is_not_merged_into_itself(keep, fresh):
    one = keep(fresh())
    one.merged_into = one
    with pytest.raises(IntegrityError, match="not_merged_into_itself"), transaction.atomic():
        keep(one)


def test_a_stay_ends_after_it_began_and_is_there_once(keep, fresh, cast):
    one = keep(fresh())
    days = {"entered_on": date(2015, 1, 1), "departure": Departure.MOVED_AWAY}

    def stay(**more):
        return FormerStay(zone=cast.zone, enterprise=one, **{**days, **more})

    keep(stay(left_on=date(2016, 1, 1)))
    for name, faulty in {
        "subjects_stay_ends_after_it_began": stay(
            entered_on=date(2017, 1, 1), left_on=date(2016, 1, 1)
        ),
        "subjects_stay_once": stay(left_on=date(2016, 1, 1)),
        "subjects_departure_known": stay(
            entered_on=date(2011, 1, 1), left_on=date(2012, 1, 1), departure="lost"
        ),
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            keep(faulty)


def test_a_years_revenue_is_there_once_not_negative_and_of_a_plausible_year(keep, fresh, cast):
    one = keep(fresh())

    def status(**more):
        return ScaleStatus(zone=cast.zone, enterprise=one, **{"year": 2021, "revenue": 1, **more})

    kept = keep(status())
    kept.refresh_from_db()
    assert (kept.counted_from, kept.counted_until) == (date(2021, 12, 31), date(2022, 12, 31))
    for name, faulty in {
        "subjects_scale_once_a_year": status(),
        "subjects_revenue_not_negative": status(year=2022, revenue=-1),
        "subjects_scale_year_plausible": status(year=1999),
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            keep(faulty)


def test_a_contacts_post_ends_after_it_began(keep, fresh, cast):
    one = keep(fresh())
    faulty = Contact(
        zone=cast.zone, enterprise=one, name="示例人",
        since=date(2020, 1, 1), until=date(2019, 1, 1),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="subjects_contact_ends"), transaction.atomic():
        keep(faulty)


def test_an_identity_number_belongs_to_one_person_and_is_sealed(keep, cast):
    def person(name):
        return Person(zone=cast.zone, name=name, identity="22020219900101123X")

    kept = keep(person("示例甲"))
    with pytest.raises(IntegrityError, match="subjects_identity_once"), transaction.atomic():
        keep(person("示例乙"))
    with connection.cursor() as cursor:
        cursor.execute("select identity from subjects_person where id = %s", [kept.pk])
        assert "1990" not in cursor.fetchone()[0]


def test_a_contradiction_is_refused_with_the_constraints_sentence(cast):
    sample = {**next(sample_enterprises(1)), "moved_away_on": date(1990, 1, 1)}
    with pytest.raises(NotRecorded) as refused:
        actions.register_enterprise(**sample, by=cast.registrar)
    sentences = {c.name: str(c.violation_error_message) for c in Enterprise._meta.constraints}
    assert sentences["subjects_moved_away_after_it_began"] in str(refused.value)


def test_every_state_of_the_database_is_one_of_the_choices(keep, fresh):
    states = {keep(fresh(number=n, credit_code=sample_code(n))).state for n in range(60, 90)}
    assert states <= set(State.values)
