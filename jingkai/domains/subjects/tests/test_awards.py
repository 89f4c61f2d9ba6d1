"""What the zone was honoured for: recorded once, counted in the year it is for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from jingkai.domains.subjects.models import Award
from jingkai.domains.subjects.registers import AWARDS
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.trail.models import Entry

FORM = {
    "title": "全省营商环境建设标杆单位", "year": "2020", "recipient": "示例经开区",
    "field": "营商环境", "kind": "示范（标杆）单位", "level": "省级",
    "body": "示例：省营商环境建设部门", "document_number": "示例〔2021〕1号",
    "awarded_on": "2021-01-15",
}  # fmt: skip
CODE = "services.model_unit_years"


def enter(cast, **values):
    return actions.create(AWARDS, {**FORM, **values}, by=cast.registrar)


def told(cast, period, code=CODE):
    return evaluate([code], Period.parse(period), seat=cast.leader)[code].value


def test_an_award_counts_in_the_year_it_is_for_and_not_in_that_of_its_document(cast):
    award = enter(cast)
    award.refresh_from_db()
    assert (award.counted_on, award.awarded_on) == (date(2020, 12, 31), date(2021, 1, 15))
    assert [told(cast, year) for year in ("2019", "2020", "2021")] == [0, 1, 0]


def test_years_are_counted_not_documents_and_only_those_of_the_province_and_the_field(cast):
    enter(cast)
    enter(cast, title="营商环境创新示范区")
    enter(cast, year="2021", awarded_on="")
    enter(cast, year="2021", title="市级标杆", level="市级")
    enter(cast, year="2022", field="教育督导", awarded_on="")
    enter(cast, year="2022", kind="奖项", title="营商环境案例奖", awarded_on="")
    assert [told(cast, p) for p in ("2020", "2021", "2022", "2020-01..2021-12")] == [1, 1, 0, 2]
    assert told(cast, "2020-01..2022-12", "subjects.awards") == 6
    [part] = drill(CODE, Period.year(2020), seat=cast.leader)
    titles = {row.title for row in part.queryset}
    assert titles == {"全省营商环境建设标杆单位", "营商环境创新示范区"}


def test_the_same_award_of_a_year_is_recorded_once(cast):
    enter(cast)
    with pytest.raises(Invalid):
        enter(cast)
    assert Award.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({"year": "1900"}, ""), ({"awarded_on": "2019-12-31"}, ""), ({"level": "宇宙级"}, "level")],
)
def test_nonsense_is_refused_with_a_sentence(cast, values, field):
    with pytest.raises(Invalid) as refused:
        enter(cast, **values)
    [fault] = refused.value.faults
    assert str(fault.sentence)
    assert not field or fault.field == field
    assert not Award.objects.exists()


def test_the_database_refuses_a_level_that_is_no_word_of_ours(cast):
    enter(cast)
    refused = pytest.raises(IntegrityError, match="subjects_award_words_known")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update subjects_award set level = 'galactic'")


def test_who_may_not_record_awards_reads_them_only(cast):
    award = enter(cast)
    with pytest.raises(Forbidden):
        actions.create(AWARDS, FORM, by=cast.clerk)
    assert list(AWARDS.rows(cast.clerk)) == [award]
    assert not AWARDS.rows(cast.stranger).exists()
    assert cast.services_manager.can(AWARDS.edit)


def test_recording_an_award_leaves_one_entry(cast):
    before = Entry.objects.count()
    enter(cast)
    assert Entry.objects.count() == before + 1
