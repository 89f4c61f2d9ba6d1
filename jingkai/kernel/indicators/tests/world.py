"""Records to count in tests: targets, which belong to offices, which have superior offices."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy

from jingkai.kernel.indicators.columns import fields
from jingkai.kernel.indicators.measures import Indicator
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.recordsets import records
from jingkai.kernel.trail.acting import CODES, declare, perform, record

WRITTEN = "test.targets.written"
if WRITTEN not in CODES:
    declare(WRITTEN, gettext_lazy("Targets written"))

target = fields(Target)
flow = records(Target, on=target.set_on)
YEAR = Period.year(2022)


def an_indicator(measure, code="test.figure", unit="个"):
    """An indicator outside the catalogue."""
    return Indicator(code, gettext_lazy("Test figure"), measure, unit, "stats")


def a_target(cast, number, **facts):
    """One record, as facts about its row."""
    given = {
        "indicator": f"i{number}",
        "value": Decimal(100 + number),
        "set_on": date(2022, 5, 17),
        "ended_on": None,
        "office": cast.invest,
        "months": 12,
        "source": "plan",
    } | facts
    return Target(zone_id=cast.zone.pk, first_month=24000 + number, **given)


def write(cast, rows):
    """Put records into the zone, with history, by one action."""
    rows = list(rows)

    def work():
        Target.objects.bulk_create(rows)
        record(rows[0])
        return rows

    return perform(WRITTEN, cast.statistician, work) if rows else []


def change(cast, row, **facts):
    """Change a record, which leaves a version in its history."""

    def work():
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
        record(row)

    perform(WRITTEN, cast.statistician, work)


def remove(cast, row):
    """Delete a record; its history stays."""

    def work():
        record(row)
        row.delete()

    perform(WRITTEN, cast.statistician, work)
