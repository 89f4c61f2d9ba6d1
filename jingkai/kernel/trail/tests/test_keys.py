"""Keys come from the sequence of their table, in order, so many as are wanted."""

import pytest
from django.db import connection

from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.models import Case
from jingkai.kernel.trail import keys
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.keys import INLINE, keys_sql


def drawn(wanted):
    columns, parameters = keys_sql(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns}", parameters)
        return cursor.fetchone()


@pytest.mark.django_db
def test_keys_follow_each_other_and_the_row_after_them(cast):
    few, many = drawn({Case: 3, Office: INLINE + 1})
    assert few == list(range(few[0], few[0] + 3))
    assert many == list(range(many[0], many[0] + INLINE + 1))
    assert drawn({Case: 1}) == ([few[-1] + 1],)


@pytest.mark.django_db
def test_all_sequences_are_looked_up_at_once(cast):
    keys._sequences.clear()
    assert keys.sequence_of(Case).endswith("cases_case_id_seq")
    assert "access_office" in keys._sequences


@pytest.mark.django_db
def test_history_of_steps_has_indexes_by_its_record_and_its_zone():
    with connection.cursor() as cursor:
        table = event_model(Case)._meta.db_table
        found = connection.introspection.get_constraints(cursor, table).values()
    assert sorted(each["columns"] for each in found if each["index"] or each["primary_key"]) == [
        ["pgh_id"], ["pgh_obj_id", "pgh_id"], ["zone_id"],
    ]  # fmt: skip
