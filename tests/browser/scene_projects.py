"""The scene's projects: who works on them, one under construction, a deal about to be signed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jingkai.domains.investment.factories import give_evidence, make_deal
from jingkai.domains.projects.factories import WAN, make_line, make_problem, make_project
from jingkai.domains.projects.factories import make_return as make_project_return
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat, User, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine

PEOPLE = (
    ("project", "钱进", "stats", "project_officer"),
    ("project_chief", "石坚", "committee", "project_chief"),
)
DEAL, PROJECT = "示例碳纤维制品签约项目", "示例碳纤维在建项目"
STARTED = date(2026, 2, 3)


def build(zone: Zone, password: str) -> None:
    """Seats, a project with returns of some months, and a deal in evaluation with its papers."""
    with walled(zone.pk):
        seats = people(zone, password)
        clerk = Seat.objects.get(user__username="clerk")
        deal = make_deal(
            clerk, date(2026, 6, 1), name=DEAL, negotiated_on=date(2026, 6, 9),
            evaluated_on=date(2026, 7, 1), planned_start_on=date(2026, 12, 20), officer=clerk,
        )  # fmt: skip
        give_evidence(clerk, deal)
        under_construction(seats["project"])


def people(zone: Zone, password: str) -> dict[str, Seat]:
    by, seats = Machine(zone_id=zone.pk), {}
    for username, name, office, role in PEOPLE:
        user = access.open_account(username=username, name=name, password=password, by=by)
        seats[username] = access.give_seat(
            user=User.objects.get(pk=user.pk), office=Office.objects.get(code=office),
            role_code=role, since=date(2020, 1, 1), by=by,
        )  # fmt: skip
    return seats


def under_construction(by: Any) -> None:
    project = make_project(
        by, date(2026, 1, 5), name=PROJECT, officer=by, signed_on=date(2026, 1, 5),
        started_on=STARTED, structure_on=date(2026, 5, 20), planned_signed_on=date(2026, 1, 5),
        planned_started_on=STARTED, planned_structure_on=date(2026, 5, 1),
        planned_equipment_on=date(2026, 11, 1), planned_production_on=date(2027, 3, 1),
        code="2601-220271-04-01-123450",
    )  # fmt: skip
    for month in range(2, 9):
        make_project_return(
            by, project, date(2026, month, 1), Decimal(900 + 40 * month) * WAN,
            Decimal(1_000 + 35 * month) * WAN,
        )  # fmt: skip
    make_line(by, project, 1)
    make_problem(by, project, zone_today() - timedelta(20), title="示例供电线路需迁改")
