"""One record's page: what it is, what can be done with it, and all that is known around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.doors.office.addresses import (
    list_url,
    map_url,
    may,
    record_for,
    record_url,
    register_for,
)
from jingkai.doors.office.papers import TAB as PAPERS
from jingkai.doors.office.papers import papers_facts
from jingkai.doors.office.tables import head_html, label_for, sheet_of, shown_unit, writer
from jingkai.doors.office.tones import state_field, tone_of
from jingkai.doors.office.work import case as work
from jingkai.doors.office.work.places import WORK
from jingkai.doors.ui.maps.small import small_map
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.papers import papers_of
from jingkai.kernel.registers import journal
from jingkai.kernel.registers.declare import REGISTERS, Register, Related, Verb
from jingkai.kernel.registers.fields import column_field
from jingkai.kernel.registers.listing import related_paths
from jingkai.kernel.registers.showing import NOTHING, raw
from jingkai.kernel.trail.models import Entry

SHOWN = 50


@dataclass(frozen=True)
class Tab:
    """One tab: its name in the address, its words, and what its template is told."""

    name: str
    label: str
    template: str
    facts: Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Offer:
    """A verb that the record's state offers, and what is still missing for it."""

    verb: Verb
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One line of the overview."""

    field: str
    label: str
    unit: str
    value: str
    personal: bool
    follows: bool = False
    """Whether nobody fills it in: it follows from other records, or is of old."""


@seated()
def show_record(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """The record's page, on the tab that the address names."""
    register = register_for(request.seat, code)
    if (kept := kept_elsewhere(register, request.seat, pk)) is not None:
        return redirect(record_url(register, kept))
    record = record_for(register, request.seat, pk)
    tabs = tabs_of(request, register, record)
    first = "overview" if "known_at" in request.GET else tabs[0].name
    wanted = request.GET.get("tab", first)
    tab = next((tab for tab in tabs if tab.name == wanted), None)
    if tab is None:
        raise Http404
    return render(
        request,
        "office/record.html",
        {
            **head_facts(register, record, request.seat),
            "tabs": tabs,
            "tab": tab,
            **tab.facts(),
        },
    )


def kept_elsewhere(register: Register, seat: Seat, pk: int) -> int | None:
    """The key of the record that took this one in, where the seat sees that and not this."""
    if register.redirects is None or register.rows(seat).filter(pk=pk).exists():
        return None
    return register.redirects(seat, pk)


def head_facts(register: Register, record: Any, seat: Seat) -> dict[str, Any]:
    """What stands over every page about one record."""
    state = state_field(register)
    field: Any = register.model._meta.get_field(state) if state else None
    value = getattr(record, state) if state else None
    edits = may(seat, register, "edit") and not stays(register, record, seat)
    return {
        "register": register,
        "record": record,
        "url": record_url(register, record.pk),
        "map_url": map_url(register, record),
        "state": dict(field.flatchoices).get(value, "") if state else "",
        "tone": tone_of(value),
        "offers": offers_of(register, record, seat),
        "may_edit": edits and any(c.in_form for c in register.columns),
        "may_remove": edits and register.removable,
        "crumbs": [(register.name, list_url(register))],
    }


def stays(register: Register, record: Any, seat: Seat) -> bool:
    """Whether the register refuses any change of the record as it stands: a published version."""
    try:
        if register.guards is not None:
            register.guards(record, {}, seat)
    except Refusal:
        return True
    return False


def offers_of(register: Register, record: Any, seat: Seat) -> list[Offer]:
    """The verbs for this record and this seat."""
    own = work.own_verbs(record, [verb.code for verb in register.verbs])
    return [
        Offer(verb, tuple(str(words) for words in verb.missing(record)))
        for verb in register.verbs
        if verb.code in own and seat.can(verb.permission) and verb.when(record)
    ]


def tabs_of(request: SeatedRequest, register: Register, record: Any) -> list[Tab]:
    """The tabs: the record, the domain's own, the records around it, and its past."""
    seat = request.seat
    tabs = [
        Tab("overview", _("Overview"), "office/parts/overview.html",
            lambda: overview(request, register, record)),
    ]  # fmt: skip
    if work.has_case(record):
        facts = lambda: work.facts(record, seat)  # noqa: E731
        tabs.insert(0, Tab(WORK, _("Handling"), "office/work/case.html", facts))
    for number, (template, label, context) in enumerate(register.extra):
        facts = (lambda give: lambda: {"extra": template_facts(give, record, seat)})(context)
        tabs.append(Tab(f"more-{number}", str(label), template, facts))
    if papers_of(record) is not None:
        tabs.append(Tab(PAPERS, _("Papers"), "office/parts/papers.html",
                        lambda: papers_facts(record, seat)))  # fmt: skip
    for related in register.related:
        other = REGISTERS.get(related.register)
        if other is not None and seat.can(other.view):
            tabs.append(_related_tab(seat, other, related, record))
    tabs.append(
        Tab("history", _("History"), "office/parts/history.html",
            lambda: {"versions": journal.history_of(record, seat)})
    )  # fmt: skip
    tabs.append(
        Tab("journal", _("Journal"), "office/parts/journal.html",
            lambda: {"notes": journal.notes_on(record), "entries": entries_of(record)})
    )  # fmt: skip
    return tabs


def template_facts(give: Any, record: Any, seat: Seat) -> dict[str, Any]:
    """What a domain tells its own tab."""
    return dict(give(record, seat))


def _related_tab(seat: Seat, other: Register, related: Related, record: Any) -> Tab:
    def facts() -> dict[str, Any]:
        sheet = sheet_of(other)
        found = other.rows(seat).filter(**{related.path: record}).order_by(*other.order)
        rows = list(found.select_related(*related_paths(other))[:SHOWN])
        filtered = any(declared.field == related.path for declared in other.filters)
        return {
            "other": other,
            "head": head_html(sheet, "", lambda order: list_url(other, order=order)),
            "body": sheet.rows(rows),
            "rows": rows,
            "all": list_url(other, **{f"f_{related.path}": str(record.pk)}) if filtered else "",
            "more": len(rows) == SHOWN,
        }

    name = f"{related.register}-{related.path}".replace(".", "-")
    return Tab(name, str(related.label or other.name), "office/parts/related.html", facts)


def overview(request: SeatedRequest, register: Register, record: Any) -> dict[str, Any]:
    """The record's columns, as they are or as they were known at an instant."""
    asked = request.GET.get("known_at", "")
    instant = instant_of(asked)
    shown: Any = record
    if asked and instant is not None:
        shown = journal.as_known_at(record, instant)
    facts = facts_of(register, shown) if shown is not None else []
    return {
        "facts": [fact for fact in facts if fact.value != NOTHING],
        "blank": [one.label for one in facts if one.value == NOTHING and not one.follows],
        "known_at": asked if instant else "",
        "unknown_then": shown is None,
        "small": small_map(getattr(shown, register.layer.shape, None), request.seat)
        if register.layer else None,
        "may_read_personal": request.seat.can(Permission.PERSONAL_READ),
    }


def instant_of(text: str) -> datetime | None:
    """A day (its end) or an instant, in the zone's time."""
    try:
        if (moment := parse_datetime(text)) is not None and ("T" in text or " " in text):
            return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        day = parse_date(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def facts_of(register: Register, record: Any) -> list[Fact]:
    """The record column by column, in the order of its declaration."""
    language, facts = get_language() or "zh-hans", []
    for column in register.columns:
        if column.field == "__str__":
            continue
        value = writer(register, column, language)(record)
        unit = shown_unit(column, language) if value != NOTHING else ""
        kept = column_field(register, column)
        follows = not column.in_form and kept is not None and not kept.editable
        label = label_for(register, column)
        facts.append(Fact(column.field, label, unit, value, bool(column.personal), follows))
    return facts


def entries_of(record: Any) -> list[Entry]:
    """What was done to the record, newest first."""
    rows = Entry.objects.filter(subject_type=record._meta.label_lower, subject_id=record.pk)
    return list(rows.order_by("-pk")[:200])


@require_POST
@seated()
def write_note(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """Leave a note in the record's journal."""
    register = register_for(request.seat, code)
    record = record_for(register, request.seat, pk)
    if text := request.POST.get("text", "").strip():
        journal.write_note(subject=record, text=text, by=request.seat)
        messages.success(request, _("The note stands in the journal."))
    return go(request, record_url(register, pk, "journal"))


@require_POST
@seated(Permission.PERSONAL_READ)
def show_personal(request: SeatedRequest, code: str, pk: int, field: str) -> HttpResponse:
    """One identity or telephone number unmasked; that it was read stands in the trail."""
    register = register_for(request.seat, code)
    record = record_for(register, request.seat, pk)
    column = next((c for c in register.columns if c.field == field and c.personal), None)
    if column is None:
        raise Http404
    value = access.read_personal(
        subject=record, what=label_for(register, column), value=raw(column, record),
        by=request.seat,
    )  # fmt: skip
    response = render(request, "office/parts/personal.html", {"value": value})
    response["Cache-Control"] = "no-store"
    return response
