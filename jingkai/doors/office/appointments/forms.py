"""Times to offer, and somebody to book in."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.services import queries
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.calendars import calendar_of

LONGEST = 62
"""Days for which times are offered at once."""
LENGTHS = (10, 15, 20, 30, 60)
MOST = 200
HALVES = (("morning", "08:30", "11:30"), ("afternoon", "13:00", "16:30"))


def _time(label: Any, initial: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, initial=initial)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class TimesForm(forms.Form):
    """The same times on each working day of a stretch."""

    since = _day(gettext_lazy("First day"))
    until = _day(gettext_lazy("Last day"))
    morning_from = _time(gettext_lazy("Morning from"), HALVES[0][1])
    morning_until = _time(gettext_lazy("Morning until"), HALVES[0][2])
    afternoon_from = _time(gettext_lazy("Afternoon from"), HALVES[1][1])
    afternoon_until = _time(gettext_lazy("Afternoon until"), HALVES[1][2])
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Minutes each"), coerce=int, initial=30,
        choices=[(n, str(n)) for n in LENGTHS],
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=gettext_lazy("People each time"), min_value=1, max_value=MOST, initial=2
    )
    counter: Any = forms.ModelChoiceField(
        label=gettext_lazy("At which counter"), queryset=None, required=False,
        empty_label=gettext_lazy("any counter"),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Any, seat: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        counters: Any = self.fields["counter"]
        found = queries.counters_for(seat).filter(place=place, open=True)
        counters.queryset = found.order_by("number")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        values["days"] = self._days(since, until) if since and until else []
        values["times"] = [span for half, *_ in HALVES for span in self._half(values, half)]
        if not values["times"] and not self.errors:
            self.add_error("morning_from", _("Name at least one stretch of the day."))
        return values

    def _days(self, since: date, until: date) -> list[date]:
        """The working days of the stretch, by the zone's calendar."""
        if since < zone_today():
            self.add_error("since", _("That day is over."))
        elif until < since:
            self.add_error("until", _("The last of the days lies before the first."))
        elif (until - since).days >= LONGEST:
            words = _("No more than {days} days at once; check the year.").format(days=LONGEST)
            self.add_error("until", words)
        else:
            works = calendar_of(self.place.zone_id).is_workday
            days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
            if found := [day for day in days if works(day)]:
                return found
            self.add_error("since", _("None of these is a working day."))
        return []

    def _half(self, values: dict[str, Any], half: str) -> Iterator[tuple[time, time]]:
        """A stretch of the day cut into times of equal length; what is left over is left out."""
        begins, ends = values.get(f"{half}_from"), values.get(f"{half}_until")
        if not begins and not ends:
            return
        if not begins or not ends or ends <= begins:
            self.add_error(f"{half}_until", _("It ends after it begins."))
            return
        step = timedelta(minutes=values.get("minutes") or LENGTHS[0])
        moment, last = datetime.combine(date.min, begins), datetime.combine(date.min, ends)
        if moment + step > last:
            self.add_error(f"{half}_until", _("It is shorter than one of the times."))
        while moment + step <= last:
            yield moment.time(), (moment + step).time()
            moment += step


class BookForm(forms.Form):
    """Somebody who calls or stands at the counter, booked in by name and telephone."""

    slot: Any = forms.ModelChoiceField(label=gettext_lazy("Time"), queryset=None)
    name = forms.CharField(label=gettext_lazy("Who is expected"), max_length=60)
    phone = forms.RegexField(
        r"^[0-9+ -]{5,20}$", label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("The number of the appointment is sent there."),
        error_messages={"invalid": gettext_lazy("Digits only, please.")},
    )  # fmt: skip
    matter = forms.CharField(
        label=gettext_lazy("What for"), max_length=150, required=False,
        help_text=gettext_lazy("The matter's name, as far as it is known."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        slots: Any = self.fields["slot"]
        slots.queryset = queries.free_slots(place, on).filter(on=on)
        slots.label_from_instance = time_of
        matters = queries.matters_in_force(place.zone_id, zone_today())
        self.matters = [row.name for row in matters[:MOST]]
        self.fields["matter"].widget.attrs["list"] = "matters"

    def clean_matter(self) -> Any:
        words = self.cleaned_data["matter"].strip()
        if not words:
            return None
        rows = queries.matters_in_force(self.place.zone_id, zone_today())
        found = rows.filter(name=words).first() or rows.filter(matter__code=words).first()
        if found is None:
            raise forms.ValidationError(_("No matter in force has this name."))
        return found.matter


def time_of(slot: Any) -> str:
    """A slot as it is offered at the counter."""
    free = _("{number} free").format(number=slot.capacity - slot.booked)
    counter = f" {slot.counter.number}" if slot.counter else ""
    return f"{slot.begins:%H:%M}–{slot.ends:%H:%M}{counter} · {free}"
