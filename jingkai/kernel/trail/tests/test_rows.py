"""A row made from its columns alone is the row that Django reads."""

import json
from datetime import datetime

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import F
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.access.personal import Personal
from jingkai.kernel.cases.models import Case
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.trail import rows
from jingkai.kernel.trail.rows import as_told, known_row, new_row, quickly
from jingkai.kernel.trail.tests.writer import stored

NAMES = ("id", "zone_id", "number", "kind", "title", "office_id")


@pytest.mark.django_db
def test_it_equals_the_row_that_django_reads_and_asks_for_the_rest_when_it_is_wanted(cast):
    case = stored(cast)
    [values] = Case.objects.filter(pk=case.pk).values(*NAMES)
    made = known_row(Case, "default", values)
    assert made == case
    assert (made._state.adding, made._state.db) == (False, "default")
    assert made.get_deferred_fields() == {f.attname for f in Case._meta.concrete_fields} - {*NAMES}
    assert made.state == case.state
    assert made.office == cast.invest
    made.office = cast.bureau_a
    assert made.office_id == cast.bureau_a.pk


@pytest.mark.django_db
def test_a_model_that_hears_signals_is_made_by_django(cast):
    heard = []

    def hear(instance, **_more):
        heard.append(instance)

    values = {"id": 7, "number": "N7"}
    rows._silent.cache_clear()
    post_init.connect(hear, sender=Case)
    try:
        made = known_row(Case, "default", values)
    finally:
        post_init.disconnect(hear, sender=Case)
        rows._silent.cache_clear()
    assert heard == [made]
    assert (made.pk, made.number, made._state.adding) == (7, "N7", False)
    assert known_row(Case, "default", values) == made
    assert heard == [made]


@pytest.mark.django_db
def test_every_row_that_steps_have_in_hand_is_made_quickly():
    from jingkai.kernel.cases.models import Deadline
    from jingkai.kernel.flows.models import Task

    assert all(rows._plain(model) for model in (Case, Deadline, Task))


@pytest.mark.django_db
def test_a_new_row_equals_the_one_that_django_makes(cast):
    given = {"zone_id": cast.zone.pk, "office": cast.invest, "title": "示例", "number": "N8"}
    made, expected = new_row(Case, **given), Case(**given)
    for field in Case._meta.concrete_fields:
        assert getattr(made, field.attname) == getattr(expected, field.attname), field.attname
    assert (made._state.adding, made.pk) == (True, None)
    assert made._state.db == expected._state.db
    assert made.office is cast.invest
    with pytest.raises(TypeError, match="nothing"):
        new_row(Case, nothing=1)


@pytest.mark.django_db
def test_a_row_told_as_json_has_the_values_that_it_has_in_the_database(cast):
    case = stored(cast)
    told = json.loads(json.dumps(Case.objects.values().get(pk=case.pk), cls=DjangoJSONEncoder))
    values = as_told(Case, told)
    for field in Case._meta.concrete_fields:
        expected = getattr(case, field.attname)
        if isinstance(expected, datetime):  # JSON tells milliseconds
            expected = expected.replace(microsecond=expected.microsecond // 1000 * 1000)
        assert values[field.attname] == expected, field.attname


@pytest.mark.django_db
def test_rows_made_quickly_are_those_that_django_makes(cast):
    stored(cast)
    asked = Case.objects.select_related("office__parent").annotate(twice=F("pk") * 2)
    [made], [expected] = quickly(asked), asked
    assert made.__dict__.keys() - {"_prefetched_objects_cache"} == expected.__dict__.keys()
    for field in Case._meta.concrete_fields:
        assert getattr(made, field.attname) == getattr(expected, field.attname), field.attname
    assert (made.twice, made._state.adding, made._state.db) == (made.pk * 2, False, "default")
    with CaptureQueriesContext(connection) as more:
        assert (made.office, made.office.parent) == (expected.office, expected.office.parent)
    assert len(more) == 0


@pytest.mark.django_db
def test_rows_made_quickly_ask_for_what_was_left_out(cast):
    case = stored(cast)
    [made] = quickly(Case.objects.only("number", "office").select_related("office"))
    assert made.get_deferred_fields() == {f.attname for f in Case._meta.concrete_fields} - {
        "id", "number", "office_id",
    }  # fmt: skip
    assert (made.title, made.office.name) == (case.title, case.office.name)


def test_a_column_with_a_descriptor_of_its_own_is_set_by_it():
    made = known_row(Notice, "default", {"id": 7, "code": "x", "address": " 13900000000 "})
    assert isinstance(made.address, Personal)
    assert (made.address.plain, made.code) == ("13900000000", "x")
