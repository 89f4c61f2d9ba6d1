"""Records of every kind that the catalogue counts, filled without knowing their business.

Values are drawn by the type of each field, so that every column also is missing, early, late, and
of every choice at times. A row that the database refuses is left out, and another one tried.
"""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connections, models
from django.db.models import sql
from django.utils.translation import gettext_lazy
from shapely import Point

from jingkai.kernel.access.models import Zone
from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.compile import keeps_history
from jingkai.kernel.indicators.figures import needs_of
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.predicates import Path, paths
from jingkai.kernel.indicators.tests.history import known
from jingkai.kernel.trail.acting import CODES, declare, perform, record

TRIED = """
    create or replace function pg_temp.tried(statement text) returns text language plpgsql as $$
    declare
        key text;
    begin
        execute statement into key;
        return key;
    exception when others then
        return null;
    end $$
"""
"""Runs a statement in a savepoint of its own; null where the database refuses it."""
TRIES = 2_000
"""How often a row of a model is tried at most: some have many rules."""
SINGLE = (
    "code", "number", "name", "digest", "identifier", "token", "phone", "identity", "reference",
)  # fmt: skip
FILLED = "test.catalogue.filled"
if FILLED not in CODES:
    declare(FILLED, gettext_lazy("Filled for a test"))


class Filler:
    """Fills each counted model with some rows, and gives some of them an older history."""

    def __init__(self, cast, rows=30, seed=1):
        self.cast, self.rows, self.random = cast, rows, random.Random(seed)
        self.made: dict[type[models.Model], list[models.Model]] = {Zone: [cast.zone]}
        self.serial = 0

    def fill(self):
        """Rows for every counted model; returns how many of each."""

        def work():
            for model in counted_models():
                self._fill(model)
            record(self.cast.zone)

        perform(FILLED, self.cast.statistician, work)
        return {model: len(rows) for model, rows in self.made.items() if model is not Zone}

    def _fill(self, model):
        if model in self.made:
            return
        self.made[model] = []
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is not model:
                self._fill(field.related_model)
        for _attempt in range(TRIES // self.rows):
            lacking = self.rows - len(self.made[model])
            if not lacking:
                break
            for row in inserted([self._row(model) for _ in range(lacking)]):
                self.made[model].append(row)
                if keeps_history(model):
                    self._past(row)

    def _row(self, model):
        facts = {
            field.name: value
            for field in model._meta.concrete_fields
            if not field.primary_key and (value := self._value(field)) is not models.NOT_PROVIDED
        }
        if {"province", "city"} <= facts.keys():
            facts["city"] = self._city(model, facts["province"])
        if self.random.random() < 0.5:
            facts |= self._ordered(model, facts)
        return model(**facts)

    def _ordered(self, model, facts):
        """The row's days, and its moments, in the order of its columns, from one of them on not
        come yet: things happen one after another, and hardly ever so by chance."""
        found = {}
        for kind in (models.DateField, models.DateTimeField):
            days = [
                field for field in model._meta.concrete_fields
                if type(field) is kind and isinstance(facts.get(field.name), date)
            ]  # fmt: skip
            values = sorted(facts[field.name] for field in days)
            cut = self.random.randrange(len(days) + 1)
            found |= {
                field.name: None if field.null and at >= cut else value
                for at, (field, value) in enumerate(zip(days, values, strict=True))
            }
        return found

    def _city(self, model, province):
        """A city within the province: registers keep both, by codes that begin alike."""
        cities = [code for code, _name in model._meta.get_field("city").flatchoices]
        return self.random.choice([code for code in cities if code[:2] == province[:2]] or [""])

    def _past(self, row):
        """Perhaps it was known otherwise before, perhaps not at all, perhaps as deleted."""
        facts = {
            field.attname: value
            for field in row._meta.concrete_fields
            if not field.primary_key and not isinstance(field, models.ForeignKey)
            and (value := self._value(field)) is not models.NOT_PROVIDED
        }
        if self.random.random() < 0.7:
            known(row, datetime(2022, 6, 1, tzinfo=UTC), facts=facts)
        if self.random.random() < 0.4:
            label = self.random.choice(["update", "update", "delete"])
            known(row, datetime(2023, 1, 1, tzinfo=UTC), age="second", label=label)

    def _value(self, field):
        if field.name == "zone":
            return self.cast.zone
        if field.null and self.random.random() < 0.25:
            return None
        if isinstance(field, models.ForeignKey):
            rows = self.made.get(field.related_model) or [None]
            return self.random.choice(rows)
        if field.choices:
            if field.blank and self.random.random() < 0.3:
                return field.get_default()
            return self.random.choice([value for value, _label in field.flatchoices])
        if isinstance(field, ShapeField) and "Point" in field.kinds:
            return Point(126.4 + self.random.random() / 10, 43.9 + self.random.random() / 10)
        return self._plain(field)

    def _plain(self, field):
        day = date(2021, 1, 1) + timedelta(days=self.random.randrange(1000))
        self.serial += 1
        if isinstance(field, models.DateTimeField):
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        if isinstance(field, models.DateField):
            return day.replace(day=1) if field.name == "month" else day
        if isinstance(field, models.DecimalField):
            return Decimal(self.random.randrange(1, 10_000)) / 100
        if isinstance(field, models.BooleanField):
            return self.random.random() < 0.5
        if field.name.endswith("year"):
            return day.year
        if isinstance(field, models.IntegerField):
            return self.random.randrange(1, 12)
        if isinstance(field, models.UUIDField):
            return UUID(int=self.serial)
        if isinstance(field, models.CharField | models.TextField):
            if field.blank and self.random.random() < 0.4:
                return ""
            single = field.unique or field.name.endswith(SINGLE)
            width = min(field.max_length or 18, 40)
            word = f"{self.serial:0{width}}" if single else self.random.choice("ABC")
            return word[-(field.max_length or 20) :]
        return models.NOT_PROVIDED


def inserted(rows):
    """Those of the rows that the database takes, in it; each is tried by itself, all in one go."""
    if not rows:
        return []
    model, database = type(rows[0]), connections["default"]
    made_there = (models.AutoField, models.GeneratedField)
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, made_there)]
    query = sql.InsertQuery(model)
    query.insert_values(fields, rows[:1])
    compiler = query.get_compiler(connection=database)
    ((insert, _values),) = compiler.as_sql()
    insert += f" returning {database.ops.quote_name(model._meta.pk.column)}"
    with database.cursor() as cursor:
        cursor.execute(TRIED)
        statements = [
            cursor.mogrify(
                insert, [compiler.prepare_value(f, compiler.pre_save_val(f, row)) for f in fields]
            )
            for row in rows
        ]
        cursor.execute(f"select {', '.join(['pg_temp.tried(%s)'] * len(rows))}", statements)
        keys = [key for key in cursor.fetchone() if key is not None]
    return list(model._base_manager.in_bulk(keys).values())


def counted_models():
    """Every model that a declared figure counts, or whose columns its conditions look at."""
    found: dict[type[models.Model], None] = {}
    for indicator in catalogue.all():
        for aggregate, _period in needs_of(indicator, Period.year(2022)):
            records = aggregate.records
            found[records.model] = None
            for path in paths(records.condition):
                for depth in range(1, len(path.names)):
                    field = field_of(Path(path.model, path.names[:depth]))
                    found[field.related_model] = None
    return list(found)
