"""The time that a report as a whole tells of, as whoever has it checked says it: year and part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.period import month_name

_FIRST, _LAST = 1990, 2100
_SO_FAR = (2, 4, 5, 7, 8, 9, 10, 11)
"""Months up to which a report tells since January, where that is no quarter nor half."""
_PARTS = {
    "": _("Recognise from its text"),
    "{year}": _("The whole year"),
    "{year}H1": _("The first half"),
    "{year}H2": _("The second half"),
    "{year}Q1": _("The first quarter"),
    "{year}Q2": _("The second quarter"),
    "{year}Q3": _("The third quarter"),
    "{year}Q4": _("The fourth quarter"),
}
"""What a report may tell of, as periods are written with their year."""


def _parts() -> list[tuple[str, Any]]:
    """The parts of a year, with the months since January and each single month."""
    so_far = [
        (f"{{year}}-01..{{year}}-{month:02}",
         pgettext("part of a year", "{first} to {last}").format(
             first=month_name(0), last=month_name(month - 1)))
        for month in _SO_FAR
    ]  # fmt: skip
    months = [
        (f"{{year}}-{month:02}",
         pgettext("part of a year", "{month}").format(month=month_name(month - 1)))
        for month in range(1, 13)
    ]  # fmt: skip
    return [
        *_PARTS.items(),
        (str(_("From January on")), [*so_far]),
        (str(_("A single month")), [*months]),
    ]


class TimeForm(forms.Form):
    """The year that a report speaks of unless it says otherwise, and what part of it."""

    year = forms.IntegerField(
        label=_("Year that it reports on"), min_value=_FIRST, max_value=_LAST
    )
    part = forms.ChoiceField(label=_("Tells of"), choices=_parts, required=False)

    @property
    def period(self) -> Period | None:
        """What the report tells of; none when that is to be recognised."""
        part = self.cleaned_data["part"]
        return Period.parse(part.format(year=self.cleaned_data["year"])) if part else None

    @staticmethod
    def telling(year: int, about: Period | None) -> dict[str, Any]:
        """The form's first values for a report that was taken to tell of `about`."""
        if about is None:
            return {"year": year}
        told = about.last_month // 12
        return {"year": told, "part": about.text.replace(str(told), "{year}")}
