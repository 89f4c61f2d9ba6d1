"""What a verb asks before it acts: the form fields that registers of several domains share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import Verb


def not_in_the_future(day: date) -> None:
    """What happened did not happen tomorrow."""
    if day > zone_today():
        raise ValidationError(_("This day lies in the future."))


def past_day(label: Any = "") -> forms.DateField:
    """The day on which something happened; today unless told."""
    checked = [not_in_the_future]
    return forms.DateField(label=label or _("date"), initial=zone_today, validators=checked)


def any_day(label: Any, initial: Any = None, *, required: bool = True) -> forms.DateField:
    """A day, also one to come."""
    return forms.DateField(label=label, initial=initial, required=required)


def words(label: Any, *, length: int = 300, required: bool = True) -> forms.CharField:
    """A line or two of words."""
    return forms.CharField(label=label, max_length=length, required=required)


def number(label: Any, initial: Any = None, *, least: int = 1) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(label=label, initial=initial, min_value=least)


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of a closed list."""
    return forms.ChoiceField(label=label, choices=choices)


def officer(record: Any, permission: str, label: Any) -> forms.ModelChoiceField[Seat]:
    """The open seats of the record's zone that may take the work."""
    open_seats = Seat.objects.filter(zone_id=record.zone_id, until__isnull=True)
    able = [seat.pk for seat in open_seats if seat.can(permission)]
    rows = Seat.objects.filter(pk__in=able).select_related("user", "office")
    return forms.ModelChoiceField(rows, label=label)


def verb(
    code: str,
    label: Sentence,
    run: Callable[..., Any],
    subject: str,
    permission: str,
    /,
    **more: Any,
) -> Verb:
    """A verb that is asked for its day where it has no form of its own."""
    more.setdefault("fields", lambda record: {"on": past_day()})
    return Verb(code, label, run, subject, permission, **more)
