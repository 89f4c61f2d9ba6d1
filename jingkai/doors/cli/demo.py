"""`jingkai demo`: the demo zone, loaded through the ordinary import, and its figures compared.

What first came in and what corrected it are separate transactions, so that the zone has a history:
a figure as known at the instant between them is another one.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from jingkai.doors.cli.demo_nation import publish_upward, receive_others
from jingkai.doors.cli.demo_people import batch_under_way
from jingkai.doors.cli.demo_services import (
    MANAGER,
    book_appointments,
    load_applications,
    publish_catalogue,
)

FIRST = {
    "企业.xlsx": ("registrar", "subjects.enterprises"),
    "招商.xlsx": ("chief", "investment.deals"),
    "园区.xlsx": ("parkchief", "park.parcels"),
    "项目.xlsx": ("projchief", "projects.projects"),
    "绿色.xlsx": ("envchief", "ecology.sources"),
    "党建.xlsx": ("party", "party_building.organisations"),
    "治理.xlsx": ("govchief", "governance.appeals"),
    "民生.xlsx": ("lifechief", "livelihood.points"),
    "经济月报.xlsx": ("statistician", "economy.returns"),
    "经济-企业.xlsx": ("enterprise1", "economy.reliefs"),
    "事项.xlsx": (MANAGER, "services.matters"),
}
"""Who imports a workbook, and the register that shows that it has come in."""
CORRECTIONS = {"招商-更正.xlsx": "chief", "经济月报-更正.xlsx": "statistician"}
FAULTS_TOLD = 20
RESTATED_ON = date(2021, 7, 12)
RETURNED_ON = date(2022, 12, 16)
RESTATED_BECAUSE = "示例：国库对账后更正入库级次"


class CannotLoad(click.ClickException):
    """A workbook of the demo zone was not taken as it is."""


@dataclass(frozen=True)
class Load:
    """What one run of the command did."""

    steps: tuple[str, ...]
    compared: tuple[Any, ...]
    first_reported: datetime | None
    """When all had come in and nothing was corrected yet: `figures --as-known-at` tells it."""

    @property
    def holds(self) -> bool:
        return all(each.holds is not False for each in self.compared)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--seats", is_flag=True, help="Once it stands, print its seats alone: a quick start.")
@click.pass_context
def demo(context: click.Context, as_json: bool, seats: bool) -> None:
    """Open the demo zone, load its workbooks, and compare its figures with the facts."""
    from django.conf import settings

    from demo import zone as words
    from jingkai.doors.cli.figures import comparison, comparison_lines

    if seats and stands():
        click.echo("\n".join(_accounts()))
        return
    done = load(Path(settings.VAR) / "demo", echo=lambda line: click.echo(line, err=True))
    if as_json:
        facts = [comparison(each) for each in done.compared]
        told = {
            "zone": words.CODE, "steps": done.steps, "holds": done.holds,
            "first_reported": done.first_reported, "facts": facts,
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        first = f"As first reported: --as-known-at {done.first_reported:%Y-%m-%dT%H:%M:%S.%f%z}"
        for line in [*comparison_lines(list(done.compared)), first, *_accounts()]:
            click.echo(line)
    raise SystemExit(0 if done.holds else 1)


def _accounts() -> list[str]:
    from demo import zone as words

    names = " ".join(person.username for person in words.PEOPLE)
    return [f"Log in as one of: {names}", f"Password of every demo account: {_password()}"]


def _password() -> str:
    from demo import zone as words

    return os.environ.get("JINGKAI_DEMO_PASSWORD") or words.PASSWORD


def stands() -> bool:
    """Whether the demo zone was brought to its full state: its last step has sealed the trail."""
    from demo import zone as words
    from jingkai.kernel.access.models import Zone
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.models import Seal

    zone = Zone.objects.filter(code=words.CODE).first()
    if zone is None:
        return False
    with walled(zone.pk):
        return Seal.objects.exists()


def load(folder: Path, *, echo: Callable[[str], None]) -> Load:
    """Bring the demo zone to its full state, whatever part of it stands already."""
    from demo import zone as words
    from jingkai.doors.cli.figures import compare
    from jingkai.kernel.access import actions as access
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.indicators import Period
    from jingkai.kernel.trail.acting import Machine

    zone = access.open_zone(
        code=words.CODE, name=words.NAME, name_en=words.NAME_EN, division_code=words.DIVISION
    )
    steps = []
    for name, step in _steps().items():
        with walled(zone.pk):
            if step(Seats(zone.pk), folder, echo):
                steps.append(name)
    with walled(zone.pk):
        if steps:
            _seal(zone.pk)
        compared = compare("", Period.year(2022), Machine(zone_id=zone.pk), None)
        return Load(tuple(steps), tuple(compared), _first_reported(zone.pk))


def _first_reported(zone_id: int) -> datetime | None:
    """When the last of the first workbooks had come in."""
    from jingkai.kernel.registers.importing import IMPORTED
    from jingkai.kernel.trail.models import Entry

    imports = Entry.objects.filter(zone_id=zone_id, code=IMPORTED, subject_title__in=list(FIRST))
    entry = imports.order_by("pk").last()
    return entry.at if entry else None


def _steps() -> dict[str, Callable[["Seats", Path, Callable[[str], None]], bool]]:
    """Each in a transaction of its own, so that what was known between them can be asked."""
    return {
        "set up": set_up,
        "first import": first_import,
        "catalogue published": publish_matters,
        "applications loaded": load_cases,
        "appointments booked": book_appointments,
        "corrected and closed": correct_and_close,
        "restated": restate,
        "reversed": reverse,
        "returned": return_silent,
        "batch under way": batch_under_way,
        "published upward": publish_upward,
        "others received": receive_others,
    }


def _seal(zone_id: int) -> None:
    from jingkai.kernel.trail import sealing

    sealing.seal(zone_id)


class Seats:
    """The seats of the demo zone, by login name."""

    def __init__(self, zone_id: int) -> None:
        from jingkai.kernel.trail.acting import Machine

        self.zone_id = zone_id
        self.machine = Machine(zone_id=zone_id)

    def __getitem__(self, username: str) -> Any:
        from jingkai.kernel.access.models import Seat

        return Seat.objects.select_related("user", "office").get(
            zone_id=self.zone_id, user__username=username
        )


def set_up(seats: Seats, _folder: Path, echo: Callable[[str], None]) -> bool:
    """Offices, people in their seats, and the year's targets."""
    from demo import zone as words
    from jingkai.kernel.access.models import Office

    if Office.objects.filter(zone_id=seats.zone_id).exists():
        return False
    echo("Offices, people and targets …")
    offices = _open_offices(seats)
    _open_seats(seats, offices)
    _set_targets(seats["statistician"], offices, words)
    return True


def _open_offices(seats: Seats) -> dict[str, Any]:
    from demo import zone as words
    from jingkai.kernel.access import actions as access

    offices: dict[str, Any] = {}
    for each in words.OFFICES:
        offices[each.code] = access.open_office(
            code=each.code, name=each.name, name_en=each.name_en, kind=each.kind,
            parent=offices.get(each.parent), by=seats.machine,
        )  # fmt: skip
    return offices


def _open_seats(seats: Seats, offices: dict[str, Any]) -> None:
    from django.contrib.auth.hashers import make_password

    from demo import zone as words
    from jingkai.kernel.access import actions as access
    from jingkai.kernel.access.models import User

    # all have one password, which everybody knows: it is hashed once, at its full cost
    with patch("django.contrib.auth.base_user.make_password", cache(make_password)):
        for person in words.PEOPLE:
            user = User.objects.filter(username=person.username).first()
            user = user or access.open_account(
                username=person.username, name=person.name, password=_password(), by=seats.machine
            )
            access.give_seat(
                user=user, office=offices[person.office], role_code=person.role,
                since=words.SINCE, by=seats.machine,
            )  # fmt: skip


def _set_targets(by: Any, offices: dict[str, Any], words: Any) -> None:
    from jingkai.kernel.indicators import Period
    from jingkai.kernel.indicators.actions import set_target

    for target in words.TARGETS:
        set_target(
            indicator=target.code, period=Period.year(2022), value=Decimal(target.value),
            source=words.TARGETS_SOURCE, on=words.TARGETS_SET_ON, office=offices[target.office],
            by=by,
        )  # fmt: skip


def first_import(seats: Seats, folder: Path, echo: Callable[[str], None]) -> bool:
    """The year's workbooks as they first came in."""
    from demo.build import build_first
    from jingkai.kernel.registers.declare import REGISTERS

    missing = [
        name
        for name, (who, register) in FIRST.items()
        if not REGISTERS[register].rows(seats[who]).exists()
    ]
    if missing:
        for path in build_first(folder):
            if path.name in missing:
                _import(path, seats[FIRST[path.name][0]], echo)
    return bool(missing)


def _import(path: Path, by: Any, echo: Callable[[str], None]) -> None:
    """Bring a workbook in as its office would; what is only warned of is confirmed."""
    from jingkai.kernel.registers.importing import import_workbooks
    from jingkai.kernel.registers.reading import Source

    outcome = import_workbooks([Source.at(path)], by=by, confirm_warnings=True)
    if not outcome.written:
        told = [
            f"{fault.sheet} {fault.cell} {fault.heading} {fault.value}: {fault.sentence}"
            for fault in outcome.errors[:FAULTS_TOLD]
        ]
        raise CannotLoad("\n".join([f"{path.name}: {len(outcome.errors)} errors", *told]))
    counts = ", ".join(f"{outcome.total(came)} {came}" for came in ("created", "changed"))
    echo(f"{path.name}: {counts}")


def load_cases(seats: Seats, folder: Path, echo: Callable[[str], None]) -> bool:
    """The applications that the offices handled."""
    return load_applications(seats, folder, echo, _import)


def publish_matters(seats: Seats, folder: Path, echo: Callable[[str], None]) -> bool:
    """The catalogue's first versions were published, and succeeded in 2022."""
    return publish_catalogue(seats, folder, echo, _import)


def correct_and_close(seats: Seats, folder: Path, echo: Callable[[str], None]) -> bool:
    """What the offices corrected before the year was closed, and its closing."""
    from demo.build import build_corrections
    from jingkai.domains.economy import queries

    by = seats["statistician"]
    closed = set(queries.closings_for(by).values_list("month", flat=True))
    if not closed:
        for path in build_corrections(folder):
            _import(path, seats[CORRECTIONS[path.name]], echo)
    return _close(by, closed, echo)


def _close(by: Any, closed: set[date], echo: Callable[[str], None]) -> bool:
    """Close the months of both years, each on its day in the month after."""
    from django.utils import timezone

    from demo.economy import calendar, closed_on
    from jingkai.domains.economy import actions

    todo = [month for month in calendar() if month not in closed]
    if todo:
        echo(f"Closing {len(todo)} months …")
    for month in todo:
        at = timezone.make_aware(datetime.combine(closed_on(month), time(17)))
        actions.close_month(month=month, at=at, by=by)
    return bool(todo)


def restate(seats: Seats, _folder: Path, echo: Callable[[str], None]) -> bool:
    """The return that was found too low after its month was closed."""
    from demo.economy import MISTAKEN, months
    from jingkai.domains.economy import actions, queries
    from jingkai.domains.economy.choices import Series

    by = seats["statistician"]
    if queries.restatements_for(by).exists():
        return False
    name, month, _error = MISTAKEN
    series = Series.LOCAL_FISCAL_REVENUE
    original = queries.returns_for(by).get(series=series, month=month, correction=0)
    echo("Restating one return …")
    actions.restate_return(
        original=original, amount=Decimal(months()[name][month] * 10_000), why=RESTATED_BECAUSE,
        source="示例：国库对账单", on=RESTATED_ON, by=by,
    )  # fmt: skip
    return True


def reverse(seats: Seats, _folder: Path, echo: Callable[[str], None]) -> bool:
    """The project's return that was found too low after its reporting day."""
    from demo.projects_sheets import REVERSED_BECAUSE, REVERSED_ON, TOO_LOW
    from jingkai.domains.projects import actions, queries

    by, (name, month, error) = seats["projchief"], TOO_LOW
    rows = queries.returns_for(by).filter(project__name=name, month=month)
    if len(rows) != 1:
        return False
    (entry,) = rows
    echo("Reversing one return of a project …")
    actions.reverse_return(
        entry=entry, planned=entry.planned, actual=entry.actual + error * 10_000,
        why=REVERSED_BECAUSE, on=REVERSED_ON, by=by,
    )  # fmt: skip
    return True


def return_silent(seats: Seats, _folder: Path, echo: Callable[[str], None]) -> bool:
    """Leads of which nothing was heard went back to the pool on the last working days."""
    from jingkai.domains.investment import actions, queries

    by = seats["chief"]
    if not queries.silent_leads(by, RETURNED_ON):
        return False
    returned = actions.return_silent_leads(on=RETURNED_ON, by=by)
    echo(f"Leads returned to the pool: {len(returned)} …")
    return True
