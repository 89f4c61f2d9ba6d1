"""What the lake holds is what the catalogue looks at."""

import pytest
from django.apps import apps
from django.db import models

from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.indicators import catalogue, records, stock
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.errors import NotComparable
from jingkai.kernel.indicators.lake.errors import PersonalColumn
from jingkai.kernel.indicators.lake.layout import (
    HISTORY,
    OTHER,
    arrow_type,
    schema,
    schema_version,
    tables,
)
from jingkai.kernel.indicators.lake.tests.reading_back import in_lake
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.measures import aggregates
from jingkai.kernel.indicators.models import Publication, Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, target
from jingkai.kernel.indicators.tests.world import write as put


def by_name(*indicators):
    return {table.name: table for table in tables(indicators, ())}


def test_every_counted_model_is_a_table_and_each_has_its_key_and_its_zone():
    found = {table.model for table in tables()}
    assert {leaf.records.model for each in catalogue.all() for leaf in aggregates(each)} <= found
    for table in tables():
        assert table.names[:2] == ("zone", table.key)
        assert len(set(table.names)) == len(table.names)
        assert [field.name for field in schema(table)] == list(table.names)


def test_joined_tables_carry_the_keys_and_columns_that_are_looked_at_and_no_others():
    held = records(Target, on=target.set_on, where=target.office.parent.kind == "bureau")
    found = by_name(an_indicator(held.sum(target.value)))
    assert found["access_office"].names == ("zone", "id", "kind", "parent_id")
    assert found["access_office"].day is None
    own = {"zone", "id", "office_id", "set_on", "set_on_month", "value"}
    for_targets = {"indicator", "first_month", "months", "ended_on"}
    assert set(found["indicators_target"].names) == own | for_targets


def test_days_of_a_period_have_a_month_key_and_the_commonest_parts_the_files():
    named = [
        an_indicator(stock(Target, opened=target.set_on, closed=target.ended_on).count(), "a"),
        an_indicator(records(Target, on=target.ended_on).count(), "b"),
    ]
    table = by_name(*named)["indicators_target"]
    assert {"set_on_month", "ended_on_month"} <= set(table.names)
    assert table.day == "ended_on"  # a tie goes by name
    one_more = an_indicator(records(Target, on=target.set_on).count(), "c")
    assert by_name(*named, one_more)["indicators_target"].day == "set_on"
    types = {column.name: column.type for column in table.columns}
    assert types["value"] == "decimal128(24, 6)"
    assert types["set_on"] == "date32[day]"
    assert types["set_on_month"] == "int32"


def test_a_day_behind_a_foreign_key_is_a_month_key_of_its_own_table():
    held = {table.model: table for table in tables()}
    behind = {
        leaf.records.opened
        for each in catalogue.all()
        for leaf in aggregates(each)
        if len(leaf.records.opened.names) > 1
    }
    assert behind
    for path in behind:
        field = field_of(path)
        assert f"{field.column}_month" in held[field.model].names
        assert f"{path.names[0]}_month" not in held[path.model].names


def test_history_stands_beside_with_who_and_when_it_was_written():
    table = by_name(an_indicator(records(Target, on=target.set_on).count()))["indicators_target"]
    history = table.history
    assert history.name == table.history_name == "indicators_targetevent"
    assert history.names == ("zone", *(name for name, _type in HISTORY), *table.names[1:])
    assert history.day == "pgh_created_at"


def test_the_version_changes_with_a_column_a_partition_or_the_time_zone(settings):
    flow = records(Target, on=target.set_on)
    one, two = an_indicator(flow.count()), an_indicator(flow.sum(target.months))
    three = an_indicator(flow.distinct(target.source))
    versions = {schema_version(tables([each], ())) for each in (one, two, three)}
    assert len(versions) == 2  # months are there anyway: targets are set for so many
    settings.TIME_ZONE = "UTC"
    assert schema_version(tables([one], ())) not in versions


def test_what_identifies_a_person_is_refused():
    class Somebody(models.Model):
        number = EncryptedTextField(masked_as="identity")
        number_digest = DigestField(of="number")
        picture = models.BinaryField()

        class Meta:
            app_label = "lake_tests"

    try:
        for name in ("number", "number_digest"):
            with pytest.raises(PersonalColumn):
                arrow_type(Somebody._meta.get_field(name))
        with pytest.raises(NotComparable):
            arrow_type(Somebody._meta.get_field("picture"))
    finally:
        apps.all_models.pop("lake_tests", None)
        apps.clear_cache()


def test_what_is_only_published_is_no_table():
    assert Publication._meta.db_table not in {table.name for table in tables()}


def test_of_a_free_text_only_the_values_come_in_that_a_condition_knows(cast, tmp_path):
    flow = records(Target, on=target.set_on)
    held = [
        an_indicator(flow.where((target.source != "") & (target.source != "plan")).count(), "a"),
        an_indicator(flow.where(target.source.one_of("order")).count(), "b"),
    ]
    told = {column.name: column.only for column in by_name(*held)["indicators_target"].columns}
    assert told["source"] == ("", "order", "plan")
    assert told["indicator"] is None  # asked as it is
    put(cast, [a_target(cast, n, source=text) for n, text in enumerate(("", "plan", "王强说的"))])
    write(tmp_path, zones=["here"], held=tables(held, ()))
    assert sorted(in_lake(tmp_path, "indicators_target", ["source"])) == [
        ("",), ("plan",), (OTHER,),
    ]  # fmt: skip
    assert verify(tmp_path, zones=["here"], held=tables(held, ())).differences == ()


def test_a_free_text_that_is_ordered_cut_or_counted_comes_in_as_it_is():
    flow = records(Target, on=target.set_on)
    for measure in (
        flow.distinct(target.source),
        flow.where(target.source > "a").count(),
        flow.where(target.source.prefix(2) == "ab").count(),
        flow.where(target.source == target.indicator).count(),
    ):
        table = by_name(an_indicator(measure))["indicators_target"]
        assert {column.name: column.only for column in table.columns}["source"] is None
