"""Outside oracle: TPC-H's Q1, Q6 and Q14 as indicators, equal to plain SQL on a small scale."""

import random
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection

from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.telling import no_target
from jingkai.kernel.indicators.evaluate import Telling
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests import tpch
from jingkai.kernel.indicators.tests.tpch import LineItem, Part

ROWS, CLOSE = 3_000, Decimal("1e-13")
TYPES = ["PROMO BURNISHED TIN", "STANDARD PLATED BRASS", "PROMO ANODIZED STEEL", "ECONOMY TIN"]


@pytest.fixture
def items(cast, tmp_path):
    """Line items as the specification draws them, in the zone's database and in its lake."""
    draw = random.Random(1)
    with connection.schema_editor() as editor:
        editor.sql_create_table = f"create temporary {editor.sql_create_table.split(' ', 1)[1]}"
        for model in (Part, LineItem):
            editor.create_model(model)
    zone = cast.zone.pk
    Part.objects.bulk_create(
        Part(zone_id=zone, p_partkey=n, p_type=TYPES[n % 4]) for n in range(1, 201)
    )
    LineItem.objects.bulk_create(_item(draw, zone) for _ in range(ROWS))
    held = tables(tpch.EVERY, [tpch.FLAG])
    write(tmp_path, zones=[cast.zone.code], held=held)
    return SimpleNamespace(live=LiveEngine(), duck=DuckEngine(Manifest.load(tmp_path), threads=1))


def _item(draw, zone):
    ordered = date(1992, 1, 1) + timedelta(days=draw.randrange(2406))
    shipped = ordered + timedelta(days=draw.randint(1, 121))
    received = shipped + timedelta(days=draw.randint(1, 30))
    today, quantity = date(1995, 6, 17), draw.randint(1, 50)
    return LineItem(
        zone_id=zone,
        part_id=draw.randint(1, 200),
        l_quantity=quantity,
        l_extendedprice=quantity * Decimal(draw.randint(90_000, 200_000)) / 100,
        l_discount=Decimal(draw.randint(0, 10)) / 100,
        l_tax=Decimal(draw.randint(0, 8)) / 100,
        l_returnflag=draw.choice("RA") if received <= today else "N",
        l_linestatus="O" if shipped > today else "F",
        l_shipdate=shipped,
    )


def rows_of(sql):
    """What plain SQL answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(lineitem="lineitem", part="part").replace("%'", "%%'"), [])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def told(engine, zone, asked, by=None):
    """Figures of an engine by group."""
    cells = engine.answers(cube_of(asked, zones=[zone], by=by, totals=False))
    telling = Telling(no_target, None)
    return {
        (each.code, group): telling.figure(each, period, cells.reader(zone, group)).value
        for each, period in asked
        for group in ([None] if by is None else "ANR")
    }


@pytest.mark.parametrize("name", ["live", "duck"])
def test_q1_q6_and_q14_equal_plain_sql(cast, items, name):
    engine, zone = getattr(items, name), cast.zone.code
    q1 = told(engine, zone, [(each, tpch.YEARS) for each in tpch.Q1_ASKED.values()], tpch.FLAG)
    rows = rows_of(tpch.Q1_SQL)
    assert len(rows) == 4
    for row in rows:
        for column in tpch.Q1:
            value = q1[f"{column}.{row['l_linestatus']}", row["l_returnflag"]]
            if column.startswith("avg"):
                assert abs(value - row[column]) < CLOSE * value
            else:
                assert value == row[column]
    others = [(tpch.Q6_ASKED, tpch.Q6_PERIOD), (tpch.Q14_ASKED, tpch.Q14_PERIOD)]
    found = told(engine, zone, others)
    assert found["revenue", None] == rows_of(tpch.Q6_SQL)[0]["revenue"] > 0
    promo = rows_of(tpch.Q14_SQL)[0]["promo_revenue"]
    assert abs(found["promo_revenue", None] - promo) < CLOSE * promo
