"""A hundred indicators over ten million facts: ours, the best SQL written by hand, one query each.

    uv run python -m benchmarks.indicators --rows 10000000

The facts lie in a database of their own behind the zone's wall, and every way of asking runs as the
web role in the same transaction. Ours includes planning and compiling (both caches emptied before
each run). The hand-written queries are two, FILTER columns and one GROUP BY added up in SQL; the
faster one counts. All answers are compared before anything is printed.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
NAME = "jingkai_bench_indicators"
BARRED = 100
STAGES = ["lead", "talks", "evaluated", "signed", "started"]
INDUSTRIES = [f"C{number}" for number in range(13, 33)]
CHANNELS = ["visit", "fair", "online", "agent", "bundle", "task_force"]
CREATE = """
drop table if exists bench_fact;
create unlogged table bench_fact (
    id bigint primary key, zone_id bigint not null, happened_on date not null,
    stage varchar(20) not null, industry varchar(10) not null, channel varchar(20) not null,
    officer integer not null, amount numeric(20, 4) not null
);
"""
FILL = """
insert into bench_fact
select n, 1, date '2022-01-01' + (n %% 365)::int,
    (%s::text[])[1 + ((n * 7919 / 13) %% 5)::int], (%s::text[])[1 + ((n * 104729 / 17) %% 20)::int],
    (%s::text[])[1 + ((n * 1299709 / 19) %% 6)::int], (n * 15485863 / 23) %% 200,
    ((n * 32452843) %% 100000000)::numeric / 100
from generate_series(1::bigint, %s) n
"""


def prepare(rows: int) -> None:
    """A migrated database with a zone, and the table of facts behind its wall."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access.walls import ZONE_IS_SET

    database.fresh(settings.VAR, NAME)
    web = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute(FILL, [STAGES, INDUSTRIES, CHANNELS, rows])
        cursor.execute("create index on bench_fact (zone_id, happened_on)")
        cursor.execute(f"grant select on bench_fact to {web}")
        cursor.execute("alter table bench_fact enable row level security")
        cursor.execute("alter table bench_fact force row level security")
        cursor.execute(f"create policy zone_wall on bench_fact using ({ZONE_IS_SET})")
        cursor.execute("vacuum analyze bench_fact")


@cache
def fact_model() -> Any:
    """The facts as Django knows them; no migration, the benchmark makes the table."""
    from django.db import models

    class Fact(models.Model):
        zone_id = models.BigIntegerField()
        happened_on = models.DateField()
        stage = models.CharField(max_length=20, choices=[(each, each) for each in STAGES])
        industry = models.CharField(max_length=10, choices=[(each, each) for each in INDUSTRIES])
        channel = models.CharField(max_length=20, choices=[(each, each) for each in CHANNELS])
        officer = models.IntegerField()
        amount = models.DecimalField(max_digits=20, decimal_places=4)

        class Meta:
            app_label = "benchmarks"
            db_table = "bench_fact"
            managed = False

        def __str__(self) -> str:
            return str(self.pk)

    return Fact


def conditions(count: int) -> list[tuple[list[str], list[str], str]]:
    """So many conditions: stages reached; every second one industries, every third a channel."""
    return [
        (
            STAGES[number % 5 :],
            sorted(INDUSTRIES[(number * 3 + step) % 20] for step in range(4 * (number % 2))),
            "" if number % 3 else CHANNELS[number % 6],
        )
        for number in range(count)
    ]


def declare(count: int) -> list[Any]:
    """Counts and sums of amounts, half of each, as a domain would declare them."""
    from jingkai.kernel.indicators import Indicator, fields, records

    model = fact_model()
    fact = fields(model)
    facts = records(model, on=fact.happened_on)
    made = []
    for number, (stages, industries, channel) in enumerate(conditions(count // 2)):
        refined = facts.where(fact.stage.reached(stages[0]))
        if industries:
            refined = refined.where(fact.industry.one_of(industries))
        if channel:
            refined = refined.where(fact.channel == channel)
        for kind, measure in (("n", refined.count()), ("s", refined.sum(fact.amount))):
            made.append(Indicator(f"{kind}{number}", f"{kind}{number}", measure, "个", "bench"))
    return made


def sql_conditions(count: int) -> list[str]:
    """The same conditions as somebody writes them."""

    def listed(values: Sequence[str]) -> str:
        return ", ".join(f"'{value}'" for value in values)

    return [
        f"stage in ({listed(stages)})"
        + (f" and industry in ({listed(industries)})" if industries else "")
        + (f" and channel = '{channel}'" if channel else "")
        for stages, industries, channel in conditions(count // 2)
    ]


type Timed = tuple[float, list[Decimal]]
YEAR = "zone_id = 1 and happened_on >= '2022-01-01' and happened_on < '2023-01-01'"


def by_filters(count: int) -> list[Any]:
    """One query, a FILTER column for each."""
    columns = ", ".join(
        f"count(*) filter (where {condition}), sum(amount) filter (where {condition})"
        for condition in sql_conditions(count)
    )
    return list(ask(f"select {columns} from bench_fact where {YEAR}")[0])


def by_group(count: int) -> list[Any]:
    """One query, grouped by the columns in question and added up above."""
    columns = ", ".join(
        f"sum(n) filter (where {condition}), sum(s) filter (where {condition})"
        for condition in sql_conditions(count)
    )
    grouped = (
        "select stage, industry, channel, count(*) n, sum(amount) s"
        f" from bench_fact where {YEAR} group by 1, 2, 3"
    )
    return list(ask(f"select {columns} from ({grouped}) atoms")[0])


def one_each(count: int) -> list[Any]:
    """A query for every indicator."""
    answers = []
    for condition in sql_conditions(count):
        for column in ("count(*)", "sum(amount)"):
            where = f"{YEAR} and {condition}"
            answers.append(ask(f"select {column} from bench_fact where {where}")[0][0])
    return answers


def ask(sql: str) -> list[Any]:
    """The rows of a query as the web role."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def ours(indicators: list[Any]) -> list[Any]:
    """The same figures through the kernel's front door."""
    from jingkai.kernel.indicators import Period
    from jingkai.kernel.indicators.compile import to_sql
    from jingkai.kernel.indicators.evaluate import evaluate
    from jingkai.kernel.trail.acting import Machine

    to_sql.cache_clear()
    told = evaluate(indicators, Period.year(2022), seat=Machine(zone_id=1))
    return [told[each.code].value for each in indicators]


def timed(ways: dict[str, Callable[[], list[Any]]], runs: int) -> dict[str, Timed]:
    """The median time of each way, asked in turn so that a busy machine is busy for all."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    answers: dict[str, list[Decimal]] = {}
    for _run in range(runs):
        for name, work in ways.items():
            begun = time.perf_counter()
            told = work()
            times[name].append(time.perf_counter() - begun)
            answers[name] = [Decimal(answer or 0) for answer in told]
    return {name: (statistics.median(taken), answers[name]) for name, taken in times.items()}


def measure(count: int, runs: int) -> None:
    """Ask in every way, compare the answers, print the times and their ratios."""
    indicators = declare(count)
    ours(indicators[:1])  # the engine is imported before the clock runs
    ways = {
        "ours": lambda: ours(indicators),
        "by hand, FILTER": lambda: by_filters(count),
        "by hand, GROUP BY": lambda: by_group(count),
    }
    found = timed(ways, runs) | timed({"one query each": lambda: one_each(count)}, 1)
    answers = [told for _seconds, told in found.values()]
    assert all(told == answers[0] for told in answers), "the ways of asking disagree"
    seconds = {name: taken for name, (taken, _told) in found.items()}
    best = min(seconds["by hand, FILTER"], seconds["by hand, GROUP BY"])
    print(f"{count} indicators")
    for name, taken in seconds.items():
        print(f"  {name:<20} {taken:8.3f} s")
    most, least = ("  (bar: ≤ 1.5)", "  (bar: ≥ 5)") if count == BARRED else ("", "")
    print(f"  ours / best by hand  {seconds['ours'] / best:8.2f}{most}")
    print(f"  one each / ours      {seconds['one query each'] / seconds['ours']:8.1f}{least}")


def main() -> None:
    """Make the facts once, then measure for several numbers of indicators."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="use facts made before, keep them")
    parser.add_argument("--indicators", type=int, nargs="*", default=[10, 24, 100])
    given = parser.parse_args()
    django.setup()
    from jingkai.kernel.access.walls import walled

    if not (given.keep and made_before()):
        prepare(given.rows)
    with walled(1):
        print(f"{ask('select count(*) from bench_fact')[0][0]:,} facts")
        for count in given.indicators:
            measure(count, given.runs)
    if not given.keep:
        clear()


def made_before() -> bool:
    """Whether the facts of an earlier run stand; points the connections at them."""
    from django.conf import settings
    from django.db import DatabaseError

    from jingkai.config import database

    database.ensure_server(settings.VAR)
    database.point_at(NAME)
    try:
        return ask("select to_regclass('bench_fact')")[0][0] is not None
    except DatabaseError:
        return False


def clear() -> None:
    """Give the space back."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("drop table if exists bench_fact")


if __name__ == "__main__":
    main()
