"""Statements kept by their shape are Django's, and take each time's own values."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.db.models.sql import InsertQuery

from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.models import Case
from jingkai.kernel.trail import compiling
from jingkai.kernel.trail.compiling import MOST_ROWS, inserted, updated
from jingkai.kernel.trail.tests.writer import AT, act, case_of, columns, move_of, stored
from jingkai.kernel.trail.writing import _waits, change, put


@pytest.fixture(autouse=True)
def shapes(monkeypatch):
    """A process that knows no shape yet."""
    kept = {}
    monkeypatch.setattr(compiling, "_shapes", kept)
    return kept


@pytest.fixture
def compilations(monkeypatch):
    """How often Django makes the SQL of an INSERT."""
    told = []
    make = InsertQuery.get_compiler

    def counted(self, *args, **kwargs):
        told.append(self.model)
        return make(self, *args, **kwargs)

    monkeypatch.setattr(InsertQuery, "get_compiler", counted)
    return told


def row_of(model):
    return {
        f.attname: f.get_default() for f in model._meta.local_concrete_fields if not f.primary_key
    }


@pytest.mark.django_db
def test_every_table_that_actions_write_has_the_insert_that_we_expect(shapes):
    models = [m for m in apps.get_models() if _waits(m) and m._meta.app_config.name.startswith(
        "jingkai.") and m._meta.managed]  # fmt: skip
    assert len(models) > 50
    for model in models:
        inserted(model, [row_of(model)], model._meta.pk.column)
    assert [shape[0].__name__ for shape, sql in shapes.items() if not sql] == []
    assert len(shapes) == len(models)


def test_an_insert_is_made_once_and_takes_each_times_values(cast, compilations):
    def facts(nth):
        return {"甲": [nth, None, {"乙": "“引号”"}]}

    def work(nth):
        case = put(case_of(cast, f"N{nth}", closed_at=AT if nth % 2 else None))
        return case, put(move_of(case, facts=facts(nth)))

    rows = [act(cast, lambda nth=nth: work(nth)) for nth in range(4)]
    for nth, (case, move) in enumerate(rows):
        assert columns(case)["number"] == f"N{nth}"
        assert columns(case)["closed_at"] == (AT if nth % 2 else None)
        assert columns(move)["facts"] == facts(nth)
    assert compilations.count(Case) == 1


def test_an_update_takes_each_times_values_and_conditions(cast, shapes):
    cases = [stored(cast, number=f"U{n}", closed_at=AT if n == 2 else None) for n in range(3)]
    later = datetime(2022, 10, 8, tzinfo=UTC)
    shapes.clear()

    def work(case, nth):
        case.closed_at = later if nth else None
        case.title = f"第{nth}号"
        before = {"version": 1, "closed_at": AT if nth == 2 else None}
        change(case, "title", "closed_at", only_if=before)

    for nth, case in enumerate(cases):
        act(cast, lambda case=case, nth=nth: work(case, nth))
    assert [columns(c)["title"] for c in cases] == ["第0号", "第1号", "第2号"]
    assert [columns(c)["closed_at"] for c in cases] == [None, later, later]
    updates = [sql for (model, *more), sql in shapes.items() if model is Case and len(more) == 2]
    assert len(updates) == 2  # from nothing, from a time
    assert all(updates)


@pytest.mark.django_db
def test_conditions_that_are_no_plain_columns_go_by_django(shapes):
    plain = updated(Office, 1, {"name": "甲"}, {"code": "a"})
    spanning = updated(Office, 1, {"name": "甲"}, {"parent__code": "a"})
    listed = updated(Office, 1, {"name": "甲"}, {"code__in": ["a", "b"]})
    assert plain.params == ["甲", "a", 1]
    assert "%s, %s" in listed.sql
    assert "parent_id" in spanning.sql
    assert len(shapes) == 1


@pytest.mark.django_db
def test_a_value_that_is_sql_goes_by_django():
    values = {"name": Concat(F("name"), Value("！"))}
    told = updated(Office, 1, {"name": "甲"}, {})
    assert updated(Office, 1, values, {}).sql != told.sql
    assert updated(Office, 1, {"name": "乙"}, {}).params == ["乙", 1]


def test_a_few_rows_go_value_by_value_and_many_as_django_has_them(cast, compilations):
    def work(rows, turn):
        numbers = [f"{turn}-{n}" for n in range(rows)]
        return [put(case_of(cast, each, closed_at=AT if n else None))
                for n, each in enumerate(numbers)]  # fmt: skip

    for turn, rows in enumerate((3, 3, 2, MOST_ROWS + 1)):
        cases = act(cast, lambda rows=rows, turn=turn: work(rows, turn))
        assert [columns(case)["number"] for case in cases] == [f"{turn}-{n}" for n in range(rows)]
        assert [columns(case)["closed_at"] for case in cases] == [None] + [AT] * (rows - 1)
    assert compilations.count(Case) == 2


@pytest.mark.django_db
def test_many_rows_keep_no_shape(shapes):
    rows = [{"zone_id": 1, "day": date(2022, 1, 1), "is_workday": True, "source": str(n)}
            for n in range(MOST_ROWS + 1)]  # fmt: skip
    model = apps.get_model("cases", "CalendarDay")
    assert "UNNEST" in inserted(model, rows, "").sql
    assert shapes == {}
    few = inserted(model, rows[:2], "")
    assert few.sql.endswith("VALUES (%s, %s, %s, %s), (%s, %s, %s, %s) returning 1 as told")
    assert few.params == [1, date(2022, 1, 1), True, "0", 1, date(2022, 1, 1), True, "1"]
