"""A record's journal: the notes that people leave on it, and its history in words."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers.actions import refuse, written
from jingkai.kernel.registers.faults import of_model
from jingkai.kernel.registers.models import Note
from jingkai.kernel.registers.versions import Version, register_of, restored, versions
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.history import event_model


def notes_on(subject: models.Model) -> QuerySet[Note]:
    """The notes on a record, newest first."""
    return Note.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).order_by("-pk")


@action("registers.note.written", _("Wrote a note on {on}"))
def write_note(*, subject: models.Model, text: str, by: Any) -> Note:
    """Leave a note on a record that the seat may see."""
    register = register_of(type(subject))
    if register is None or not by.can(register.view):
        raise Forbidden
    note = Note(
        zone_id=by.zone_id,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        text=text.strip(),
        author=by.name,
        seat_id=by.pk,
    )
    refuse([], of_model(note), confirmed=False)
    written([note])
    record(note, on=str(subject))
    return note


def history_of(subject: models.Model, seat: Any) -> list[Version]:
    """Every version of a record, newest first: who, when, in which action, and what differs."""
    return versions(subject, seat)


def as_known_at(subject: models.Model, instant: datetime) -> models.Model | None:
    """The record as it was known at an instant; None if it was not known then."""
    events: Any = event_model(type(subject))._default_manager
    known = events.filter(pgh_obj_id=subject.pk, pgh_created_at__lte=instant)
    version = known.order_by("-pgh_id").first()
    if version is None or version.pgh_label == "delete":
        return None
    return restored(type(subject), version)
