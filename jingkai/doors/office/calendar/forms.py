"""The days to set, line by line, and the document that orders it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.kernel.cases.models import CalendarDay
from jingkai.kernel.workdays.calendar import FIRST, LAST

LINES = 3
MORE = 12
"""Lines offered at first, and after asking for more: a year's notice has about as many."""
LONGEST = 62
"""Days that one line may hold: nothing longer is set by one order, a mistyped year is."""
OF_SOURCE = 200
"""The longest name of a document."""
WAYS = {"off": False, "work": True, "national": None}


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def taken_back(days: Sequence[CalendarDay]) -> dict[str, Any]:
    """What stands in the lines that give these days of one document back to the country."""
    given: dict[str, Any] = {}
    runs: list[list[date]] = []
    for row in days:
        if runs and runs[-1][-1] + timedelta(days=1) == row.day:
            runs[-1].append(row.day)
        else:
            runs.append([row.day])
    for n, run in enumerate(runs[:MORE]):
        given |= {f"since_{n}": run[0], f"until_{n}": run[-1], f"way_{n}": "national"}
    if runs:
        given["source"] = _("Repeal of {source}").format(source=days[0].source)[:OF_SOURCE]
    return given


class DaysForm(forms.Form):
    """Lines from a day to a day, and the source document."""

    source = forms.CharField(
        label=gettext_lazy("Source document"), max_length=OF_SOURCE,
        help_text=gettext_lazy("Name and number; it stands in the explanation of each limit."),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: int = LINES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = lines
        for n in range(lines):
            self.fields[f"since_{n}"] = _day(gettext_lazy("First day"))
            self.fields[f"until_{n}"] = _day(gettext_lazy("Last day"))
            self.fields[f"way_{n}"] = forms.ChoiceField(
                label=gettext_lazy("These days are"), required=False,
                choices=[
                    ("off", gettext_lazy("days off")), ("work", gettext_lazy("working days")),
                    ("national", gettext_lazy("as the country has them")),
                ],
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[Any, Any, Any]]:
        """The fields line by line."""
        for n in range(self.count):
            yield self[f"since_{n}"], self[f"until_{n}"], self[f"way_{n}"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        days: dict[date, bool | None] = {}
        for n in range(self.count):
            since, until = values.get(f"since_{n}"), values.get(f"until_{n}")
            if since is None:
                if until is not None:
                    self.add_error(f"since_{n}", _("From which day?"))
                continue
            for day in self._line(n, since, until or since):
                if day in days:
                    words = _("{day} stands in an earlier line already.").format(day=day)
                    self.add_error(f"since_{n}", words)
                    break
                days[day] = WAYS[values.get(f"way_{n}") or "off"]
        if not days and not self.errors:
            self.add_error("since_0", _("Name at least one day."))
        values["days"] = days
        return values

    def _line(self, n: int, since: date, until: date) -> list[date]:
        if until < since:
            self.add_error(f"until_{n}", _("The last of the days lies before the first."))
        elif not FIRST <= since <= until <= LAST:
            self.add_error(f"since_{n}", _("The working calendar does not reach there."))
        elif (until - since).days >= LONGEST:
            words = _("No more than {days} days in a line; check the year.").format(days=LONGEST)
            self.add_error(f"until_{n}", words)
        else:
            return [since + timedelta(days=n) for n in range((until - since).days + 1)]
        return []
