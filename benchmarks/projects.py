"""Projects at scale: 10,000 projects with 60 monthly returns each, at one user.

    uv run python -m benchmarks.projects --projects 10000 --months 60

Server time, without the network: the list of projects (first page, a filter, a search), the S-curve
of the zone over the year, and all figures of projects of the year together, each asked several
times; the median and the slowest are printed. Nothing is kept warm but the connection.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

NAME = "jingkai_bench_projects"
FIRST_YEAR, ASKED_YEAR = 2018, 2022
PROJECTS = """
insert into projects_project (id, zone_id, office_id, number, code, name, investor, industry,
    leading_industry, total_investment, opening_investment, content, near_consumer,
    industrial_park, industrial_park_id, site, deal_number, expected_output, registered_on,
    signed_on, started_on,
    structure_on, equipment_on, production_on, planned_production_on, followed, stop_reason,
    end_reason,
    status, is_key, adds_above_scale, works_ended_on, structure_left_on, equipment_left_on)
select n, %(zone)s, %(office)s, 'ZDX' || lpad(n::text, 6, '0'), '',
    '示例' || (array['碳纤维','精细化工','原料药','装备','涂料','助剂','仓储'])[1 + n %% 7]
        || n || '项目',
    '示例投资方' || n, '2661',
    (array['new_materials','fine_chemicals','biomedicine','equipment','other'])[1 + n %% 5],
    (50000000 + (n * 7919) %% 900000000)::numeric, 0, '', n %% 9 = 0,
    '', case when n %% 11 = 0 then %(park)s end, '', '', 100000000,
    signed, signed, signed + 60,
    case when n %% 10 > 2 then signed + 180 end, case when n %% 10 > 5 then signed + 400 end,
    case when n %% 10 > 7 then signed + 700 end, signed + 690, '', '', '',
    case when n %% 10 > 7 then 'production' when n %% 10 > 5 then 'equipment'
        when n %% 10 > 2 then 'structure' else 'started' end,
    true, n %% 4 = 0, case when n %% 10 > 7 then signed + 700 end,
    case when n %% 10 > 5 then signed + 400 end, case when n %% 10 > 7 then signed + 700 end
from (select n, date '2018-01-01' + (n * 31 %% 1500) as signed
      from generate_series(1, %(projects)s) n) made
"""
RETURNS = """
insert into projects_projectreturn (zone_id, project_id, month, entry, planned, actual, note,
    progress, reported_on, reported_by, entered_at)
select %(zone)s, p, month, 0, 1000000, 900000 + (p * 13 %% 200000), '', '',
    (month + interval '1 month 6 days')::date, '示例', now()
from generate_series(1, %(projects)s) p,
    generate_series(date '2018-01-01', date '2018-01-01' + (%(months)s - 1) * interval '1 month',
        interval '1 month') month
"""
MORE = """
insert into projects_productionline (zone_id, project_id, number, product, link, capacity,
    producing_on)
select %(zone)s, p, 1, '示例', (array['precursor','fibre','products'])[1 + p %% 3], 1000,
    date '2018-01-01' + p %% 1800 from generate_series(1, %(projects)s) p;
insert into projects_projectproduct (zone_id, project_id, name, use)
select %(zone)s, p, '示例产品' || k, ''
from generate_series(1, %(projects)s) p, generate_series(1, 5) k
"""
TABLES = ("project", "projectreturn", "productionline", "projectproduct")


def prepare(projects: int, months: int) -> Any:
    """A fresh database with the rows, and the chief's seat."""
    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.domains.park.factories import make_park
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.models import User
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区")
    user = User(username="chief", name="示例人")
    user.set_unusable_password()
    user.save()
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        office = actions.open_office(code="c", name="管委会", kind="committee", by=by)
        seat = actions.give_seat(
            user=user, office=office, role_code="project_chief", since=date(2018, 1, 1), by=by
        )
        park = make_park(by)
    facts = {"zone": zone.pk, "office": office.pk, "park": park.pk, "projects": projects,
             "months": months}  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('jingkai.zone', %s, false)", [str(zone.pk)])
        for table in TABLES:
            cursor.execute(f"alter table projects_{table} disable trigger user")
        for statement in (PROJECTS, RETURNS, *MORE.split(";")):
            cursor.execute(statement, facts)
            print(f"{cursor.rowcount} rows", file=sys.stderr)
        for table in TABLES:
            cursor.execute(f"alter table projects_{table} enable trigger user")
            cursor.execute(f"vacuum analyze projects_{table}")
    return seat


def pages(seat: Any) -> dict[str, Callable[[], object]]:
    """What is asked, by name."""
    from django.test import Client

    from jingkai.domains.projects.queries import zone_curve
    from jingkai.kernel.indicators import Period, catalogue
    from jingkai.kernel.indicators.evaluate import evaluate

    client = Client()
    client.force_login(seat.user)
    here = "/office/r/projects.projects/"
    figures = [each.code for each in catalogue.all("projects.")]
    figures += ["park.park_projects", "park.projects_equipment_ready"]

    def page(path: str) -> Callable[[], object]:
        def ask() -> object:
            answer = client.get(path, headers={"host": "127.0.0.1"})
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
            return answer.content

        return ask

    first, last = date(ASKED_YEAR, 1, 1), date(ASKED_YEAR, 12, 1)
    return {
        "list, first page": page(here),
        "list, filtered": page(f"{here}?f_leading_industry=biomedicine"),
        "list, searched": page(f"{here}?q=碳纤维"),
        "S-curve of the zone": lambda: zone_curve(seat, first, last),
        f"{len(figures)} figures of the year": lambda: evaluate(
            figures, Period.year(ASKED_YEAR), seat=seat
        ),
    }


def measure(seat: Any, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each: the first asking apart, then the median and the slowest."""
    from jingkai.kernel.access.walls import walled

    told = {}
    for name, ask in pages(seat).items():
        taken = []
        for _round in range(rounds + 1):
            began = time.perf_counter()
            if name.startswith("list"):
                ask()
            else:
                with walled(seat.zone_id):
                    ask()
            taken.append((time.perf_counter() - began) * 1000)
        told[name] = {
            "first": round(taken[0]), "median": round(statistics.median(taken[1:])),
            "slowest": round(max(taken[1:])),
        }  # fmt: skip
    return told


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--kept", action="store_true", help="ask the database of the last run")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django

    django.setup()
    seat = kept_seat() if asked.kept else prepare(asked.projects, asked.months)
    told = measure(seat, asked.rounds)
    print(json.dumps({"projects": asked.projects, "months": asked.months, "ms": told},
                     ensure_ascii=False, indent=1))  # fmt: skip


def kept_seat() -> Any:
    """The chief's seat of the last run."""
    from django.conf import settings

    from jingkai.config import database
    from jingkai.kernel.access.models import Seat, Zone
    from jingkai.kernel.access.walls import walled

    database.ensure_server(settings.VAR)
    database.point_at(NAME)
    zone = Zone.objects.get(code="bench")
    with walled(zone.pk):
        return Seat.objects.select_related("user", "office", "zone").get(user__username="chief")


if __name__ == "__main__":
    main()
