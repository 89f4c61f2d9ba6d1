"""TPC-H's Q1, Q6 and Q14 as indicators, and as the plain SQL that they must equal.

Line items and parts of the TPC-H specification (revision 3, 1.4 and 2.4), with its column names and
types; only the columns that these queries look at.
"""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy

from jingkai.kernel.indicators import Indicator, Measure, Period, fields, records
from jingkai.kernel.indicators.catalogue import Dimension
from jingkai.kernel.indicators.tests.metricflow.models import Fact


def money() -> "models.DecimalField[Decimal, Decimal]":
    """A decimal as the specification has it."""
    return models.DecimalField(max_digits=15, decimal_places=2)


class Part(Fact):
    p_partkey = models.BigIntegerField(primary_key=True)
    p_type = models.CharField(max_length=25)

    class Meta:
        app_label, db_table, managed = "tpch", "part", False


class LineItem(Fact):
    part = models.ForeignKey(
        Part, models.DO_NOTHING, related_name="+", db_column="l_partkey", db_constraint=False
    )
    l_quantity, l_extendedprice, l_discount, l_tax = money(), money(), money(), money()
    l_returnflag = models.CharField(max_length=1)
    l_linestatus = models.CharField(max_length=1)
    l_shipdate = models.DateField()

    class Meta:
        app_label, db_table, managed = "tpch", "lineitem", False


line = fields(LineItem)
shipped = records(LineItem, on=line.l_shipdate)
price = line.l_extendedprice * (1 - line.l_discount)
early = shipped.where(line.l_shipdate <= date(1998, 9, 2))
forecast = shipped.where(
    (line.l_discount >= Decimal("0.05"))
    & (line.l_discount <= Decimal("0.07"))
    & (line.l_quantity < 24)
)
Q1: dict[str, Measure] = {
    "sum_qty": early.sum(line.l_quantity),
    "sum_base_price": early.sum(line.l_extendedprice),
    "sum_disc_price": early.sum(price),
    "sum_charge": early.sum(price * (1 + line.l_tax)),
    "avg_qty": early.average(line.l_quantity),
    "avg_price": early.average(line.l_extendedprice),
    "avg_disc": early.average(line.l_discount),
    "count_order": early.count(),
}
Q6 = forecast.sum(line.l_extendedprice * line.l_discount)
Q14 = shipped.where(line.part.p_type.prefix(5) == "PROMO").sum(price) / shipped.sum(price) * 100
YEARS, Q6_PERIOD, Q14_PERIOD = (
    Period.parse(text) for text in ("1992-01..1998-12", "1994", "1995-09")
)
STATUSES = ("F", "O")
FLAG = Dimension("l_returnflag", gettext_lazy("Test"), (line.l_returnflag.path,))


def indicator(code: str, measure: Measure) -> Indicator:
    """An indicator outside the catalogue."""
    return Indicator(code, gettext_lazy("Test figure"), measure, "个", "stats")


# Q1 is by return flag and line status: by the first, kept to each of the second.
Q1_ASKED = {
    (name, status): indicator(f"{name}.{status}", measure.where(line.l_linestatus == status))
    for name, measure in Q1.items()
    for status in STATUSES
}
Q6_ASKED, Q14_ASKED = indicator("revenue", Q6), indicator("promo_revenue", Q14)
EVERY = (*Q1_ASKED.values(), Q6_ASKED, Q14_ASKED)
Q1_SQL = """
select l_returnflag, l_linestatus, sum(l_quantity) as sum_qty,
  sum(l_extendedprice) as sum_base_price,
  sum(l_extendedprice * (1 - l_discount)) as sum_disc_price,
  sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge,
  avg(l_quantity) as avg_qty, avg(l_extendedprice) as avg_price, avg(l_discount) as avg_disc,
  count(*) as count_order
from {lineitem}
where l_shipdate <= date '1998-12-01' - interval '90' day
group by l_returnflag, l_linestatus
order by l_returnflag, l_linestatus
"""
Q6_SQL = """
select sum(l_extendedprice * l_discount) as revenue
from {lineitem}
where l_shipdate >= date '1994-01-01' and l_shipdate < date '1994-01-01' + interval '1' year
  and l_discount between 0.06 - 0.01 and 0.06 + 0.01 and l_quantity < 24
"""
Q14_SQL = """
select 100.00 * sum(case when p_type like 'PROMO%'
    then l_extendedprice * (1 - l_discount) else 0 end)
  / sum(l_extendedprice * (1 - l_discount)) as promo_revenue
from {lineitem}, {part}
where l_partkey = p_partkey
  and l_shipdate >= date '1995-09-01' and l_shipdate < date '1995-09-01' + interval '1' month
"""
