"""Where a case has its page, and how far its day is, in words."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import record_for, record_url, register_of_label
from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows.queries import soon
from jingkai.kernel.registers.declare import Register

WORK = "work"
"""The tab of a record's page that shows its case."""


def register_of(case: Case) -> Register | None:
    """The register that keeps what a case is about: its kind is called as the model is."""
    return register_of_label(case.kind)


def record_of(seat: Seat, case: Case) -> Any:
    """The record that a case is about, if the seat sees it or has work on it; else 404."""
    register = register_of(case)
    if register is None or not seat.can(register.view):
        raise Http404
    key = register.model._default_manager.filter(case=case).values_list("pk", flat=True).first()
    return record_for(register, seat, key or 0)


def case_url(case: Case, *, task: int | None = None) -> str:
    """A case's page, at one of its tasks."""
    url = reverse("office:case", args=[case.pk])
    return f"{url}?task={task}" if task else url


def page_of(case: Case, record: Any) -> str:
    """The page of the record whose case it is."""
    register = register_of(case)
    assert register is not None
    return record_url(register, record.pk, WORK)


def due_words(day: date | None, today: date) -> tuple[str, str]:
    """How far a day is, in words, and the tone of it."""
    if day is None:
        return "", ""
    left = (day - today).days
    if left < 0:
        return _("{days} days over").format(days=-left), "red"
    words = _("today") if left == 0 else _("in {days} days").format(days=left)
    return words, "amber" if day <= soon(today) else ""
