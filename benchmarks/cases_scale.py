"""A million cases with three million tasks: inboxes, case lists, applications, tracking.

    uv run python -m benchmarks.cases_scale --cases 1000000 --seconds 30 [--plans]

Sixteen readers, each a seat drawn anew for every question, ask one after the other without a pause;
times are those of the queries with their rows made, inside the zone's wall as the web role, in as
many processes as a small server has. `--plans` prints what PostgreSQL does for each.
"""

import argparse
import multiprocessing
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from benchmarks.served import approvals

NAME = "jingkai_bench_cases"
OFFICES, SEATS = 40, 400
ROLES = ("services_clerk", "services_reviewer", "services_approver")
KINDS = ("services.approval", "services.rectification", "services.bundle")
STEPS = ("accept", "review", "decide")
TODAY = date(2022, 9, 26)
LIMIT = 150.0

PEOPLE = """
insert into access_office (id, zone_id, parent_id, code, name, name_en, kind, path)
    select n, %(zone)s, null, 'o' || n, '示例单位' || n, '', 'bureau', '/' || n || '/'
    from generate_series(1, %(offices)s) n;
insert into access_user (id, password, username, name, is_active, failures)
    select n, '!', 'u' || n, '示例人' || n, true, 0 from generate_series(1, %(seats)s) n;
insert into access_seat (id, zone_id, office_id, user_id, role_code, since)
    select n, %(zone)s, 1 + n %% %(offices)s, n,
        (array['services_clerk','services_reviewer','services_approver'])[1 + (n / 40) %% 3],
        date '2020-01-01'
    from generate_series(1, %(seats)s) n;
insert into flows_definition (id, zone_id, code, version, name, source, decisions, digest, state,
        note)
    values (1, %(zone)s, 'bench', 1, '示例流程', '', '{}', 'x', 'published', '');
"""
CASES = """
insert into cases_case (id, zone_id, kind, number, title, party, state, office_id, officer_id,
        opened_at, closed_at, version, steps)
select n, %(zone)s,
    (array['services.approval','services.approval','services.approval','services.bundle',
           'services.rectification'])[1 + (random() * 4)::int],
    'BJ2022' || lpad(n::text, 8, '0'),
    (array['企业设立登记','食品经营许可','建设工程规划许可','施工许可','消防验收','养老保险参保',
           '失业登记','最低生活保障','项目备案','用地预审'])[1 + (random() * 9)::int]
        || '（' || chr(19968 + (random() * 6000)::int) || chr(19968 + (random() * 6000)::int)
        || chr(19968 + (random() * 6000)::int) || '有限公司）',
    '示例公司' || (random() * 100000)::int,
    case when n %% 20 > 0 then 'delivered' else 'accepted' end,
    1 + (random() * random() * (%(offices)s - 1))::int, 1 + (random() * (%(seats)s - 1))::int,
    timestamptz '2022-09-26 09:00+08' - random() * interval '1000 days',
    case when n %% 20 > 0 then timestamptz '2022-09-26 10:00+08' end, 4, 4
from generate_series(1, %(cases)s) n;
insert into flows_run (case_id, zone_id, definition_id, state, passed, rounds, returned, waits,
        seen_from, suspended_for, finished_at)
select id, %(zone)s, 1,
    case when closed_at is null then jsonb_build_object('v', 1, 'in', repeat('x', 1500)) end,
    '["start","accept","review"]', '{"accept":1}', '[]', '[]', 0, '', closed_at
from cases_case;
"""
TASKS = """
insert into flows_task (zone_id, case_id, node, engine_id, round, name, kind, joint, need, "order",
        role_code, office_id, seat_id, holder_id, form, state, version, final, opened_at, days,
        due_on, sort_on, closed_at, outcome, opinion, urged, supervised_on)
select %(zone)s, c.id, (array['accept','review','decide'])[s], s::text, 1,
    (array['受理','审查','决定'])[s], case when copy then 'copy' else 'step' end, 'one', 1, 0,
    case when own then '' else (array['services_clerk','services_reviewer',
        'services_approver'])[s] end,
    c.office_id, case when own or copy then seat end,
    case when copy then null when not stands or held then seat end, '',
    case when not stands then 'done' when part < .04 then 'waiting' else 'open' end, 1, false,
    c.opened_at, 5, day, least(day, supervised), case when not stands then c.opened_at + s *
    interval '1 day' end, case when stands then '' else 'agree' end, '', 0, supervised
from (
    select c.*, s, c.closed_at is null and s > 1 as stands, random() < .5 as held,
        random() < .1 as own, s = 3 and c.closed_at is null and c.id %% 40 = 0 as copy,
        date '2022-09-26' + ((random() - .03) * 20)::int as day, random() as part,
        case when random() < .01 then date '2022-09-28' end as supervised,
        1 + (c.office_id - 2 + %(seats)s + %(offices)s * (random() * 9)::int) %% %(seats)s as seat
    from cases_case c, generate_series(1, 3) s
) c;
"""
TABLES = ("cases_case", "flows_run", "flows_task", *approvals.TABLES)


def prepare(cases: int) -> int:
    """A fresh database of that size; the key of its zone."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions

    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区").pk
    given = {"zone": zone, "offices": OFFICES, "seats": SEATS, "cases": cases}
    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('jingkai.zone', %s, false)", [str(zone)])
        cursor.execute("select setseed(0.5)")
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        _made(cursor, given, PEOPLE)
        given |= approvals.parameters(zone)
        _made(cursor, given, CASES, TASKS, approvals.APPROVALS)
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")
        cursor.execute("vacuum analyze")
    connections.close_all()
    return int(zone)


def _made(cursor: Any, given: Mapping[str, Any], *statements: str) -> None:
    """Run statements that stand one behind the other."""
    for each in statements:
        for statement in filter(str.strip, each.split(";\n")):
            cursor.execute(statement, given)


type Question = Callable[[Any, random.Random, int], Any]


def inbox(tab: str, pages: int = 1, **more: Any) -> Question:
    """The first pages of a tab of the inbox, one after the other."""

    def ask(seat: Any, chance: random.Random, cases: int) -> Any:
        from jingkai.kernel.flows import queries

        after, found = "", None
        for _ in range(pages):
            found = queries.inbox(seat, queries.Asked(tab, after=after, **more), on=TODAY)
            after = found.next_cursor
            if not after:
                break
        return found

    return ask


def questions() -> dict[str, Question]:
    """What readers ask: a seat, chance, and how many cases there are."""
    from jingkai.kernel.flows import queries
    from jingkai.kernel.flows.choices import Tab
    from jingkai.kernel.flows.queries import Asked

    return {
        "inbox: to claim": inbox(Tab.CLAIM),
        "inbox: to claim, three pages": inbox(Tab.CLAIM, 3),
        "inbox: to do": inbox(Tab.MINE),
        "inbox: with others": inbox(Tab.OUT),
        "inbox: copies": inbox(Tab.COPIES),
        "inbox: done": inbox(Tab.DONE),
        "inbox: rare kind": inbox(Tab.CLAIM, kinds=["services.bundle"]),
        "inbox: overdue": inbox(Tab.CLAIM, standing="overdue"),
        "inbox: search by title": inbox(Tab.CLAIM, search="消防验收"),
        "inbox: search by rare title": inbox(Tab.CLAIM, search="鱼鲜"),
        "inbox: done, search": inbox(Tab.DONE, search="鱼鲜"),
        "inbox: search by number": lambda seat, chance, cases: queries.inbox(
            seat, Asked(Tab.DONE, search=f"BJ2022{chance.randrange(cases):08}"), on=TODAY
        ),
        "counts of the tabs": lambda seat, chance, cases: queries.counts(seat),
        "one task": lambda seat, chance, cases: queries.task(seat, chance.randrange(cases) + 1),
        "tasks of a case": lambda seat, chance, cases: _tasks_of(chance.randrange(cases) + 1),
        **_lists(),
        **approvals.questions(),
        "board": lambda seat, chance, cases: queries.board(_over(seat), on=TODAY),
        "load of an office": lambda seat, chance, cases: queries.load(
            _over(seat), seat.office, on=TODAY
        ),
    }


def _lists() -> dict[str, Question]:
    """Lists of cases, a page of fifty."""
    from jingkai.kernel.cases.models import Case

    def page(**where: Any) -> Any:
        rows = Case.objects.filter(**where).select_related("office", "officer__user")
        return list(rows.order_by("-pk")[:51])

    kind = KINDS[0]
    return {
        "cases: of the office": lambda s, r, n: page(office=s.office_id, kind=kind),
        "cases: of the office, deep": lambda s, r, n: page(
            office=s.office_id, kind=kind, pk__lt=r.randrange(n)
        ),
        "cases: by state": lambda s, r, n: page(zone=s.zone_id, kind=kind, state="accepted"),
        "cases: the officer's open": lambda s, r, n: page(officer=s.pk, closed_at=None),
        "cases: office and state": lambda s, r, n: page(
            office=s.office_id, kind=kind, state="accepted"
        ),
    }


def _tasks_of(pk: int) -> Any:
    from jingkai.kernel.cases.models import Case
    from jingkai.kernel.flows import queries

    case = Case.objects.select_related("run").get(pk=pk)
    return queries.way_of(case, queries.tasks_of(case))


def _over(seat: Any) -> Any:
    """The seat as one that sees the whole zone's board."""
    seat.role_code = "services_supervisor"
    seat.__dict__.pop("role", None)
    return seat


def reader(zone: int, cases: int, number: int, until: float, told: Any) -> None:
    """One reader, asking until the time is over."""
    from django.db import connection

    from jingkai.kernel.access.models import Seat
    from jingkai.kernel.access.walls import walled

    chance, asked = random.Random(number), list(questions().items())
    with walled(zone):
        seats = list(Seat.objects.select_related("office", "user"))
    while time.perf_counter() < until:
        name, ask = chance.choice(asked)
        seat = chance.choice(seats)
        role = seat.role_code
        with walled(zone):
            began = time.perf_counter()
            ask(seat, chance, cases)
            told.append((name, time.perf_counter() - began))
        seat.role_code = role
        seat.__dict__.pop("role", None)
    connection.close()


def some_readers(zone: int, cases: int, first: int, readers: int, seconds: float, out: Any) -> None:
    """The readers of one process."""
    from jingkai.config import cli, database

    cli.start("zh-hans")
    database.point_at(NAME)
    told: list[tuple[str, float]] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=reader, args=(zone, cases, first + n, until, told))
        for n in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.put(told)


def measured(zone: int, cases: int, asked: Any) -> dict[str, list[float]]:
    """Seconds by question, from all processes."""
    context = multiprocessing.get_context("spawn")
    out, each = context.Queue(), asked.readers // asked.processes
    processes = [
        context.Process(target=some_readers, args=(zone, cases, n * each, each, asked.seconds, out))
        for n in range(asked.processes)
    ]
    for process in processes:
        process.start()
    times: dict[str, list[float]] = {}
    for _ in processes:
        for name, seconds in out.get():
            times.setdefault(name, []).append(seconds)
    for process in processes:
        process.join()
    return times


def plans(zone: int, cases: int) -> None:
    """What PostgreSQL does for each question, for one seat."""
    from django.db import connection

    from jingkai.kernel.access.models import Seat
    from jingkai.kernel.access.walls import walled

    chance = random.Random(7)
    for name, ask in questions().items():
        with walled(zone):
            seat = Seat.objects.select_related("office", "user").get(pk=41)
            asked: list[tuple[Any, Any]] = []

            def keep(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
                asked.append((sql, params))  # noqa: B023
                return execute(sql, params, many, context)

            with connection.execute_wrapper(keep):
                ask(seat, chance, cases)
            for sql, params in asked:
                if str(sql).startswith("SELECT") or str(sql).startswith("("):
                    with connection.cursor() as cursor:
                        cursor.execute(f"explain (analyze, buffers) {sql}", params)
                        lines = "\n    ".join(line for (line,) in cursor.fetchall())
                    print(f"{name}\n    {lines}")


def tell(times: dict[str, list[float]]) -> float:
    """Print the times; the worst p95 in milliseconds."""
    worst = 0.0
    everything = [one for each in times.values() for one in each]
    for name, found in [("everything", everything), *sorted(times.items())]:
        ordered = sorted(found)
        p95 = 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        worst = max(worst, p95)
        middle = 1000 * statistics.median(ordered)
        print(f"  {name:30} median {middle:6.0f} ms   p95 {p95:6.0f} ms   {len(ordered):6}")
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--keep", type=int, help="the zone of a database that stands already")
    asked: Any = parser.parse_args()
    from jingkai.config import cli, database

    cli.start("zh-hans")
    began = time.perf_counter()
    zone = asked.keep or prepare(asked.cases)
    database.point_at(NAME)
    print(
        f"zone {zone}, {asked.cases:,} cases, {3 * asked.cases:,} tasks;"
        f" made in {time.perf_counter() - began:.0f} s"
    )
    if asked.plans:
        plans(zone, asked.cases)
        return 0
    times = measured(zone, asked.cases, asked)
    return 0 if tell(times) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
