"""Queries that are made once find what Django's find, each time with its own values."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.tests.writer import act, case_of
from jingkai.kernel.trail.writing import put


@pytest.fixture
def cases(cast):
    def work():
        return [put(case_of(cast, f"P{n}", title=f"百分之{n}%", party="李’'梅")) for n in range(3)]

    return act(cast, work)


def test_rows_come_whole_with_what_belongs_to_them(cast, cases):
    ask = Prepared(
        lambda case, zone: Case.objects.filter(pk=case, zone_id=zone)
        .select_related("office__parent", "officer")
        .annotate(told=Value("50%"))
    )
    for case in cases:
        [found] = ask(case=case.pk, zone=cast.zone.pk)
        with CaptureQueriesContext(connection) as captured:
            assert (found.title, found.party, found.told) == (case.title, case.party, "50%")
            assert found.office.parent == cast.committee
            assert found.officer is None
        assert len(captured) == 0
        assert {f.attname: getattr(found, f.attname) for f in Case._meta.concrete_fields} == {
            f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields
        }
    assert ask(case=cases[0].pk, zone=cast.elsewhere.pk) == []


def test_texts_and_days_are_values_too(cast, cases):
    by_text = Prepared(lambda number, party: Case.objects.filter(number=number, party=party))
    assert by_text(number="P1", party="李’'梅") == [cases[1]]
    assert by_text(number="P1", party="%") == []
    by_day = Prepared(lambda on: Seat.objects.filter(since__lte=on).order_by("pk"))
    days = [date(2019, 12, 31), date(2030, 1, 1)]
    assert [by_day(on=day) for day in days] == [
        list(Seat.objects.filter(since__lte=day).order_by("pk")) for day in days
    ]


def test_its_sql_is_made_once(cast, cases, monkeypatch):
    made = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *a, **k: made.append(1) or as_sql(*a, **k))
    ask = Prepared(lambda case: Deadline.objects.filter(case=case).order_by("pk"))
    for case in cases:
        assert ask(case=case.pk) == []
    assert len(made) == 1
