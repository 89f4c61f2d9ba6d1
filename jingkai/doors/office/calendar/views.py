"""The pages of the working calendar: a year, a change previewed, published, recounted."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jingkai.doors.office.addresses import address_of
from jingkai.doors.office.calendar import year as years
from jingkai.doors.office.calendar.forms import LINES, MORE, DaysForm, taken_back
from jingkai.doors.office.work.places import case_url
from jingkai.doors.ui.requests import SeatedRequest, number_of, seated
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.actions import set_days
from jingkai.kernel.cases.calendars import supposing
from jingkai.kernel.cases.effects import Moved, effect_on, kept_moved, reached
from jingkai.kernel.cases.models import Deadline
from jingkai.kernel.cases.permissions import Permission
from jingkai.kernel.cases.watching import watch
from jingkai.kernel.errors import Refusal
from jingkai.kernel.workdays.calendar import FIRST, LAST
from jingkai.kernel.workdays.national import national

SHOWN = 200
"""How many of the limits that would move are named, of however many there are."""
KEPT = 50
"""How many of those that domains keep themselves are named, however many others were."""


def number_in(request: SeatedRequest, name: str, otherwise: int = 0) -> int:
    """A number of the address; anything else counts as not given."""
    given = number_of(request.GET.get(name), digits=9)
    return otherwise if given is None else given


def day_in(request: SeatedRequest) -> date | None:
    """The day that was chosen in the year."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def asked(request: SeatedRequest) -> DaysForm:
    """The form as it was sent, with as many lines."""
    sent = request.POST if request.method == "POST" else request.GET
    return DaysForm(sent, lines=MORE if f"since_{LINES}" in sent else LINES)


@require_GET
@seated(Permission.CALENDAR)
def calendar(request: SeatedRequest) -> HttpResponse:
    """A year: what comes from the national list, what the zone set, and the form to set days.

    `day` fills the first line with a day; `undo` fills the lines with all that the document
    behind one of the zone's own days set in that year, to stand as the country has it again.
    """
    chosen = day_in(request)
    undone = years.set_with(request.seat.zone_id, number_in(request, "undo"))
    initial = {"since_0": chosen, "until_0": chosen} if chosen else taken_back(undone)
    long = request.GET.get("more") or f"since_{LINES}" in initial
    form = DaysForm(lines=MORE if long else LINES, initial=initial)
    day = chosen or (undone[0].day if undone else None)
    year = day.year if day else number_in(request, "year", zone_today().year)
    return show_year(request, form, min(max(year, FIRST.year), LAST.year))


def show_year(
    request: SeatedRequest, form: DaysForm, year: int, status: int = 200
) -> HttpResponse:
    """The page of a year."""
    own = years.own_days(request.seat.zone_id, year)
    first, last = national().years
    facts = {
        "form": form, "year": year, "own": own, "today": zone_today(), "weekdays": _weekdays(),
        "months": years.months_of(year, {row.day: row for row in own}, zone_today()),
        "holidays": years.holidays_of(year), "known": first <= year <= last,
        "first": first, "last": last, "more": form.count > LINES,
    }  # fmt: skip
    return render(request, "office/calendar/year.html", facts, status=status)


def _weekdays() -> list[str]:
    return [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")]


@require_GET
@seated(Permission.CALENDAR)
def preview(request: SeatedRequest) -> HttpResponse:
    """What would stand otherwise: each day before and after; the limits are told part by part."""
    form = asked(request)
    if not form.is_valid():
        return show_year(request, form, zone_today().year, status=422)
    return show_preview(request, form)


def show_preview(request: SeatedRequest, form: DaysForm, refusal: str = "") -> HttpResponse:
    """The preview of a form that holds together."""
    zone, days = request.seat.zone_id, form.cleaned_data["days"]
    before = {day: years.stands(zone, day) for day in days}
    with supposing(zone, days) as then:
        works = {day: then.is_workday(day) for day in days}
    facts = {
        "form": form, "source": form.cleaned_data["source"], "refusal": refusal,
        "rows": [(day, before[day], works[day]) for day in sorted(days)],
        "past": sum(day < zone_today() for day in days),
        "reached": reached(zone, days).count(),
        "asked": urlencode(dict(form.data.items())),
        "crumbs": [(_("Working calendar"), reverse("office:calendar"))],
    }  # fmt: skip
    return render(request, "office/calendar/preview.html", facts, status=409 if refusal else 200)


@require_GET
@seated(Permission.CALENDAR)
def effect(request: SeatedRequest) -> HttpResponse:
    """The next part of the running limits, told by both calendars; the page asks for all."""
    form = asked(request)
    if not form.is_valid():
        return HttpResponse(status=422)
    zone, days = request.seat.zone_id, form.cleaned_data["days"]
    told = effect_on(zone, days, zone_now(), after=number_in(request, "after"))
    looked, kept = (0, []) if told.after else kept_moved(zone, days)
    later = sum(then > one.due for one, then in kept)
    counts = {
        "looked": number_in(request, "looked") + told.looked + looked,
        "later": number_in(request, "later") + told.later + later,
        "earlier": number_in(request, "earlier") + told.earlier + len(kept) - later,
    }
    ask = request.GET.copy()
    for name, value in {**counts, "after": told.after}.items():
        ask[name] = str(value)
    room = max(SHOWN - number_in(request, "later") - number_in(request, "earlier"), 0)
    rows = [_case_row(each) for each in told.moved[:room]]
    rows += [
        (address_of(one.register, one.pk), one.title, one.name, one.due, then)
        for one, then in kept[:max(room - len(rows), KEPT)]
    ]  # fmt: skip
    facts = {
        **counts, "moved": counts["later"] + counts["earlier"], "more": told.after,
        "ask": f"{reverse('office:calendar_effect')}?{ask.urlencode()}",
        "of": number_in(request, "of"), "rows": rows, "shown": SHOWN,
    }  # fmt: skip
    return render(request, "office/calendar/effect.html", facts)


type Row = tuple[str, str, Any, date, date]
"""Where a limit is found, whose it is, its name, its day as it stands and as it would be."""


def _case_row(each: Moved) -> Row:
    return case_url(each.case), each.case.number, each.name, each.before, each.after


@require_POST
@seated(Permission.CALENDAR)
def publish(request: SeatedRequest) -> HttpResponse:
    """Set the days; the limits that they reach are told anew on the next page."""
    form = asked(request)
    if not form.is_valid():
        return show_year(request, form, zone_today().year, status=422)
    days, source = form.cleaned_data["days"], form.cleaned_data["source"]
    try:
        told = set_days(days=days, source=source, by=request.seat)
    except Refusal as refusal:
        return show_preview(request, form, str(refusal))
    return HttpResponseRedirect(
        f"{reverse('office:calendar_recount')}?of={told}&year={min(days).year}"
    )


@seated(Permission.CALENDAR)
def recount(request: SeatedRequest) -> HttpResponse:
    """How far the limits are told anew. The page, while it is open, takes part in the telling."""
    zone = Zone.objects.get(pk=request.seat.zone_id)
    if request.method == "POST":
        watch(zone, zone_now())
    left = Deadline.objects.filter(zone_id=zone.pk, look_at__lte=zone_now()).count()
    of = max(number_in(request, "of"), left)
    facts: dict[str, Any] = {
        "left": left, "of": of, "done": of - left,
        "year": number_in(request, "year", zone_today().year),
        "crumbs": [(_("Working calendar"), reverse("office:calendar"))],
    }  # fmt: skip
    page = "recounting" if request.method == "POST" else "recount"
    return render(request, f"office/calendar/{page}.html", facts)
