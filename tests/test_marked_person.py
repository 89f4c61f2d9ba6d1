"""A marked person is put into every sealed column; nobody without the permission meets them.

One seat may do everything but read personal identifiers. It opens every register's pages, exports
and map cards, every plain page of each door and the API; the marks stand nowhere, nor in what the
pages log, nor in any table of the database.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from jingkai.doors.api.tests.contracts import Program, token_for
from jingkai.doors.office.tests import samples, samples_services
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.personal import EncryptedTextField
from jingkai.kernel.access.roles import PERMISSIONS, ROLES, Role, Scope
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import CODES, Machine, perform, record
from tests.contracts import entered

NAME = "标戊己"
MARKS = {
    "phone": r"1397766\d{4}", "identity": r"2202041988071\d{5}", "account": r"622202123456789\d{4}",
    "name": NAME,
}  # fmt: skip
"""What the marks look like; masked, they show three signs at the front and four at the end."""
TRIED = "tests.marked.tried"
STREETS = ("governance", "livelihood")
NOT_WALKED = {"logout/", "office/r/", "cockpit/wall/"}


def sealed() -> Iterator[tuple[Any, list[Any]]]:
    """The models that hold sealed identifiers of people, with these columns."""
    for model in apps.get_models():
        fields = [f for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]
        kept = [f for f in fields if f.masked_as in MARKS]
        if kept and not hasattr(model, "pgh_tracked_model"):
            yield model, kept


def mark(field: Any, nth: int) -> str:
    """The mark of the row of this number: some columns hold each value once."""
    if field.name == "account":
        return f"622202123456789{nth:04d}"
    given = {"phone": f"1397766{nth:04d}", "identity": f"2202041988071{nth:05d}", "name": NAME}
    return given[field.masked_as]


@pytest.fixture
def blind(cast: Any, monkeypatch: Any) -> Any:
    """A seat that may do everything but read personal identifiers."""
    every = frozenset(PERMISSIONS) - {Permission.PERSONAL_READ}
    role = Role(code="blind", name="", description="", permissions=every, scope=Scope.ZONE)
    monkeypatch.setitem(ROLES, "blind", role)
    return cast._seat("blind", "程盲", cast.committee, "blind", Machine(zone_id=cast.zone.pk))


@pytest.fixture
def marked(cast: Any, monkeypatch: Any) -> list[str]:
    """A record of every register that has one, the marks in each sealed column; their codes."""
    known: dict[str, Any] = {}
    made, plain = [], samples._sample
    monkeypatch.setattr(samples, "_sample", lambda one, people, _known: plain(one, people, known))
    numbers, opened = iter(range(10, 99)), samples_services.build_visitor
    monkeypatch.setattr(
        samples_services, "build_visitor",
        lambda zone, **more: opened(zone, **{"phone": f"139000001{next(numbers)}", **more}),
    )  # fmt: skip
    models = {model for model, _fields in sealed()}
    for register in REGISTERS.values():
        if register.model in models:
            known[register.code] = samples.sample(register.code, cast)
            made.append(register.code)
    monkeypatch.setitem(CODES, TRIED, "Tried {subject}")

    def work() -> None:
        nth = count(1)
        for model, fields in sealed():
            for row in model._base_manager.all():
                number = next(nth)
                for field in fields:
                    setattr(row, field.name, mark(field, number))
                row.save()
        record(cast.zone)

    perform(TRIED, Machine(zone_id=cast.zone.pk), work)
    return made


def text_of(answer: Any) -> str:
    """All that an answer says, a workbook's cells included."""
    parts = answer.streaming_content if answer.streaming else [answer.content]
    content = b"".join(parts)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode("utf8", "replace")


def of_registers(seat: Any, codes: list[str]) -> Iterator[str]:
    """Every register's list and exports; all pages of the records of those that are marked."""
    for code, register in REGISTERS.items():
        here = f"/office/r/{code}/"
        if not register.rows(seat).exists():
            continue
        yield here
        yield f"{here}export/csv/"
        if code not in codes:
            continue
        yield f"{here}export/xlsx/"
        if register.layer is not None:
            yield f"{here}export/geojson/"
        for pk in register.rows(seat).values_list("pk", flat=True)[:1]:
            yield from (f"{here}{pk}/", f"{here}{pk}/change/", f"{here}bulk/?pk={pk}")
            if register.layer is not None:
                yield f"/office/map/{code}/{pk}/"


def plain_pages() -> Iterator[str]:
    """Every address of the doors that needs nothing, and the portal's of this zone."""
    for route in _routes(get_resolver()):
        address = route.replace("portal/<slug:zone>/", "portal/here/").replace("\\Z", "")
        if "<" not in address and not address.startswith(tuple(NOT_WALKED)) and "(" not in address:
            yield "/" + address.lstrip("^/")


def _routes(resolver: Any, above: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        else:
            yield route


def met(words: str) -> list[str]:
    return [name for name, value in MARKS.items() if re.search(value, words)]


def tabs_of(address: str, answer: Any) -> list[str]:
    """The further tabs of a record's page."""
    if not re.fullmatch(r"/office/r/[\w.]+/\d+/", address) or answer.status_code != 200:
        return []
    return [tab.name for tab in answer.context["tabs"]]


def walk(client: Any, addresses: Iterator[str], found: dict[str, list[str]]) -> int:
    """Open all; where a mark stood is put into `found`. How many answered."""
    opened = 0
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500, address
        opened += answer.status_code == 200
        if told := met(text_of(answer)):
            found[address] = told
        for tab in tabs_of(address, answer):
            other = client.get(f"{address}?tab={tab}")
            if told := met(text_of(other)):
                found[f"{address}?tab={tab}"] = told
    return opened


def in_database() -> dict[str, list[str]]:
    """The tables, history and trail included, in which a mark stands as it is."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"select coalesce(string_agg(t::text, chr(10)), '') from \"{table}\" t")
            if told := met(cursor.fetchone()[0]):
                found[table] = told
    return found


def test_a_marked_person_is_met_nowhere_without_the_permission(
    cast: Any, blind: Any, marked: list[str], caplog: Any, capfd: Any
) -> None:
    assert len(marked) >= 12
    found: dict[str, list[str]] = {}
    client = entered(blind)
    with caplog.at_level("DEBUG"):
        opened = walk(client, of_registers(blind, marked), found)
        opened += walk(client, plain_pages(), found)
        opened += walk(Client(), plain_pages(), found)
        figures = [c for c in catalogue.indicators if c.split(".")[0] in STREETS][:8]
        opened += walk(client, (f"/cockpit/figures/{code}/?year=2022" for code in figures), found)
        opened += walk(Program(token_for(blind)), of_api(marked, blind), found)
        _wrong(client, marked, blind, found)
    assert found == {}
    assert opened > 200, "they were really opened"
    assert met(caplog.text + "".join(capfd.readouterr())) == []
    assert in_database() == {}


def of_api(codes: list[str], seat: Any) -> Iterator[str]:
    """The marked registers and their records by the API, and its plain endpoints."""
    for code in codes:
        yield f"/api/v1/registers/{code}"
        for pk in REGISTERS[code].rows(seat).values_list("pk", flat=True)[:1]:
            yield f"/api/v1/registers/{code}/{pk}"
    yield from (address for address in plain_pages() if address.startswith("/api/"))


def _wrong(client: Any, codes: list[str], seat: Any, found: dict[str, list[str]]) -> None:
    """What is refused tells no mark either: unmasking, and forms sent back with a fault."""
    for code in codes:
        register = REGISTERS[code]
        here = f"/office/r/{code}/"
        pk = register.rows(seat).values_list("pk", flat=True).first()
        for column in register.columns:
            if column.personal:
                answer = client.post(f"{here}{pk}/show/{column.field}/")
                assert answer.status_code == 403, (code, column.field)
        answer = client.post(f"{here}{pk}/change/", {})
        assert answer.status_code < 500, code
        if told := met(text_of(answer)):
            found[f"{here}{pk}/change/ (refused)"] = told


def test_the_same_pages_tell_the_marks_to_who_may_read_them(
    cast: Any, blind: Any, marked: list[str], monkeypatch: Any
) -> None:
    """The walk would find them: an export by a seat with the permission does tell them."""
    every = frozenset(PERMISSIONS)
    role = Role(code="blind", name="", description="", permissions=every, scope=Scope.ZONE)
    monkeypatch.setitem(ROLES, "blind", role)
    found: dict[str, list[str]] = {}
    exports = (f"/office/r/{code}/export/csv/" for code in marked)
    walk(entered(blind), exports, found)
    told = {name for names in found.values() for name in names}
    assert told == set(MARKS), sorted(found)
