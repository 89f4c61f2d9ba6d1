"""New rows of workbooks completed: the version that was in force, the limits, the key of the case.

An application that comes in by a workbook gets its case in the same action (`settling.py`); its key
is taken here in stretches, so that the row can name it before it stands.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from jingkai.domains.services import cases
from jingkai.domains.services.choices.approvals import (
    ApplicantKind,
    CertificateState,
    Channel,
    RectificationState,
)
from jingkai.domains.services.models import MatterVersion
from jingkai.domains.services.rules import histories
from jingkai.domains.services.rules.approvals import channel_of, days_taken
from jingkai.domains.services.rules.certificates import content_digest
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Event, Pause, due
from jingkai.kernel.cases.models import Case
from jingkai.kernel.trail.acting import acting

AT_A_TIME = 1_000
SAID = ("identifier", "name", "holder", "document_number", "issued_on", "valid_from",
        "valid_until", "content")  # fmt: skip
"""What the digest of a certificate is taken over."""
LIMITS = ("handling", "statutory_limit", "statutory_unit", "promised_limit", "promised_unit")


class _Keys:
    """Keys of cases that are still to be written, taken from their table's own sequence."""

    def __init__(self) -> None:
        self.left: list[int] = []

    def next(self) -> int:
        """The next key."""
        if not self.left:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select nextval(pg_get_serial_sequence('cases_case', 'id'))"
                    " from generate_series(1, %s)",
                    [AT_A_TIME],
                )
                self.left = [row[0] for row in reversed(cursor.fetchall())]
        return self.left.pop()


@lru_cache(maxsize=2)
def _keys(action: UUID) -> _Keys:
    return _Keys()


@lru_cache(maxsize=2)
def _versions(action: UUID, zone_id: int) -> dict[int, list[MatterVersion]]:
    """All published versions of a zone by matter, the newest first; read once in an action."""
    found: dict[int, list[MatterVersion]] = {}
    rows = MatterVersion.objects.filter(zone_id=zone_id, published_at__isnull=False)
    for version in rows.select_related("office", "matter").order_by("-in_force_on"):
        found.setdefault(version.matter_id, []).append(version)
    return found


def version_for(matter: Any, on: date | None) -> MatterVersion | None:
    """The version under which somebody applied on a day; the oldest where none was in force yet."""
    versions = _versions(acting().context, matter.zone_id).get(matter.pk, [])
    for version in versions:
        if version.in_force_on is not None and (on is None or version.in_force_on <= on):
            return version
    return versions[-1] if versions else None


def new_case() -> Case:
    """The case that an imported row will have."""
    return Case(pk=_keys(acting().context).next())


def fill_approval(values: dict[str, Any], seat: Any) -> None:
    """Everything of an application that follows from its matter and its days."""
    matter, applied_on = values.get("matter"), values.get("applied_on")
    if matter is None or applied_on is None:
        return
    version = version_for(matter, applied_on)
    if version is None:
        values["version"] = None
        return
    values.update({name: getattr(version, name) for name in LIMITS})
    values["version"], values["title"] = version, version.name
    values["office"] = values.get("office") or version.office
    values["accepting_office"] = values.get("accepting_office") or values["office"]
    values["channel"] = values.get("channel") or _channel(values["accepting_office"])
    if values.get("enterprise") is not None:
        values["applicant_kind"] = ApplicantKind.ENTERPRISE
    values["applicant_kind"] = values.get("applicant_kind") or ApplicantKind.PERSON
    values["case"], values["historic"] = new_case(), True
    values["visits"] = values.get("visits") or 0
    values.update(told(values, seat.zone_id))


def _channel(office: Any) -> Channel:
    return channel_of(office.kind)


def told(values: Mapping[str, Any], zone_id: int) -> dict[str, Any]:
    """State, result and what the clocks come to, from the days of an application."""
    calendar, accepted = calendar_of(zone_id), values.get("accepted_on")
    paused = [(values["asked_on"], values.get("handed_in_on"))] if values.get("asked_on") else []
    finished = values.get("finished_on")
    clocks = _clocks(values, accepted, paused, calendar)
    closed = values.get("closed_on") or histories.closing_of(values)
    silent = clocks.get(cases.STATUTORY) if finished or not closed else None
    return {
        "state": histories.state_of(values),
        "result": histories.result_of(values),
        "closed_on": closed,
        "supplemented": bool(values.get("asked_on")),
        "promised_due_on": clocks.get(cases.PROMISED),
        "silent_from": silent + timedelta(days=1) if silent else None,
        "days_taken": days_taken(accepted, finished, paused, calendar)
        if accepted and finished
        else None,
    }


def _clocks(
    values: Mapping[str, Any], accepted: date | None, paused: list[Any], calendar: Any
) -> dict[str, date | None]:
    """When the statutory and the promised limit run out."""
    if accepted is None:
        return {}
    term = _Term(values)
    pauses = [Pause(begins, ends, cases.SUPPLEMENT, "") for begins, ends in paused]
    events = [Event("accepted", accepted)]
    return {
        rule.code: due(rule, events, calendar, pauses=pauses).due_on
        for rule in limits_of(*(getattr(term, name) for name in LIMITS[1:]))
    }


class _Term:
    """The limits among a row's values."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        for name in LIMITS:
            setattr(self, name, values.get(name))


@lru_cache(maxsize=500)
def limits_of(
    statutory: int | None, statutory_unit: str, promised: int | None, promised_unit: str
) -> tuple[Any, ...]:
    """The clocks of these limits; few different ones among many applications."""
    return (
        *cases.limit(cases.STATUTORY, statutory, statutory_unit or "workdays"),
        *cases.limit(cases.PROMISED, promised, promised_unit or "workdays"),
    )


def named(record: Any, field: str) -> Any:
    """Another record as its key alone, for a row to point at; not read from the database."""
    related: Any = record._meta.get_field(field).related_model
    key = getattr(record, f"{field}_id")
    return related(pk=key) if key is not None else None


def fill_of_approval(values: dict[str, Any], seat: Any) -> None:
    """What belongs to an application: its office, unless another is named."""
    approval = values.get("approval")
    if approval is not None and not values.get("office"):
        values["office"] = named(approval, "office")


def fill_visit(values: dict[str, Any], seat: Any) -> None:
    """Somebody came where the application was accepted, unless another place is named."""
    approval = values.get("approval")
    if approval is not None and not values.get("office"):
        values["office"] = named(approval, "accepting_office")


def fill_check(values: dict[str, Any], seat: Any) -> None:
    """A commitment is to be checked within the days set for it, counted from the grant."""
    approval, found = values.get("approval"), values.get("result")
    values["result"] = found or ""
    if approval is not None:
        granted = approval.finished_on or approval.applied_on
        days = int(cases.dated("commitment_check_workdays").on(granted).value)
        values["due_on"] = calendar_of(seat.zone_id).add(granted, days)


def fill_supplement(values: dict[str, Any], seat: Any) -> None:
    """One point that says all, and the day to hand in by."""
    summary, asked_on = values.get("summary") or "", values.get("asked_on")
    values["items"] = [{"about": "", "name": summary, "wrong": summary, "done": True}]
    if asked_on is not None:
        days = int(cases.dated("supplement_workdays").on(asked_on).value)
        values["due_on"] = calendar_of(seat.zone_id).add(asked_on, days)


def fill_rectification(values: dict[str, Any], seat: Any) -> None:
    """Its case, its office and its day, from the rating and the days."""
    rating, opened_on = values.get("rating"), values.get("opened_on")
    if rating is None or opened_on is None:
        return
    values["case"], values["office"] = new_case(), named(rating, "office")
    values["state"] = RectificationState(histories.rectification_course(values)[-1].target)
    rule = cases.COMPLICATED if values.get("complicated") else cases.SIMPLE
    calendar = calendar_of(seat.zone_id)
    values["due_on"] = due(rule, [Event("open", opened_on)], calendar).due_on


def fill_certificate(values: dict[str, Any], seat: Any) -> None:
    """The parts of the identifier stand in it; who issued it unless told otherwise."""
    parts = str(values.get("identifier") or "").upper().split(".")
    if len(parts) == 10:
        values["identifier"] = ".".join(parts)
        values["type_code"], values["issuer_code"], values["serial"] = parts[5:8]
        values["edition"] = int(parts[8]) if parts[8].isdecimal() else 0
    approval, enterprise = values.get("approval"), values.get("enterprise")
    if approval is not None:
        values["office"] = values.get("office") or named(approval, "office")
        values["enterprise"] = enterprise = enterprise or named(approval, "enterprise")
        values["person"] = named(approval, "person")
        values["holder"] = values.get("holder") or approval.applicant
    values["office"] = values.get("office") or office_of(seat)
    kind = ApplicantKind.ENTERPRISE if enterprise is not None else ApplicantKind.PERSON
    values["holder_kind"] = values.get("holder_kind") or kind
    values["valid_from"] = values.get("valid_from") or values.get("issued_on")
    values["content"] = []
    revoked = values.get("revoked_on") is not None
    values["state"] = CertificateState.REVOKED if revoked else CertificateState.VALID
    said = {name: values.get(name) for name in SAID}
    said["document_number"] = said["document_number"] or ""
    values["digest"] = content_digest(said)
