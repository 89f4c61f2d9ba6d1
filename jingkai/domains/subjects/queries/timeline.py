"""One subject's life in time order: what every domain knows about it.

An upper domain adds what it knows in its `apps.ready()`:

    contribute_timeline(lambda enterprise, seat: [Moment(deal.signed_on, _("Signed a deal"), …)])
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import Departure, LifeEvent
from jingkai.domains.subjects.models import Enterprise
from jingkai.kernel.errors import Sentence


@dataclass(frozen=True)
class Moment:
    """One dated thing in a subject's life.

    `register` and `key` name the record that says so, so that the page can lead to it.
    """

    on: date
    what: Sentence
    detail: str = ""
    register: str = ""
    key: int | None = None


type Contribution = Callable[[Enterprise, Any], Iterable[Moment]]

_CONTRIBUTIONS: list[Contribution] = []


def contribute_timeline(contribution: Contribution) -> Contribution:
    """Let a domain add what it knows of a subject, as far as the seat may see."""
    if contribution not in _CONTRIBUTIONS:
        _CONTRIBUTIONS.append(contribution)
    return contribution


def timeline_of(enterprise: Enterprise, seat: Any) -> list[Moment]:
    """Everything that the zone knows of a subject, the latest first."""
    moments = [m for contribution in _CONTRIBUTIONS for m in contribution(enterprise, seat)]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


@contribute_timeline
def _legal_life(enterprise: Enterprise, seat: Any) -> Iterator[Moment]:
    """Its dated events, earlier stays and earlier names."""
    for day, event in (
        (enterprise.established_on, LifeEvent.ESTABLISHED),
        (enterprise.moved_in_on, LifeEvent.MOVED_IN),
        (enterprise.moved_away_on, LifeEvent.MOVED_AWAY),
        (enterprise.revoked_on, LifeEvent.REVOKED),
        (enterprise.deregistered_on, LifeEvent.DEREGISTERED),
    ):
        if day is not None:
            yield Moment(day, event.label)
    for stay in enterprise.former_stays.all():
        if stay.entered_on != enterprise.established_on:
            yield Moment(stay.entered_on, LifeEvent.MOVED_IN.label)
        yield Moment(stay.left_on, Departure(stay.departure).label)
    for former in enterprise.former_names.all():
        before = _("until then: {name}").format(name=former.name)
        yield Moment(former.until, LifeEvent.RENAMED.label, before)


@contribute_timeline
def _scale(enterprise: Enterprise, seat: Any) -> Iterator[Moment]:
    """The years in which it stood above the statistical threshold."""
    for status in enterprise.scale_statuses.filter(above_scale=True):
        yield Moment(
            date(status.year, 12, 31), _("above scale"), str(status.year),
            "subjects.scale", status.pk,
        )  # fmt: skip


@contribute_timeline
def _contacts(enterprise: Enterprise, seat: Any) -> Iterator[Moment]:
    """Who came to and left a post."""
    for contact in enterprise.contacts.all():
        title = f"{contact.name} {contact.post}".strip()
        if contact.since:
            yield Moment(contact.since, _("took up a post"), title, "subjects.contacts", contact.pk)
        if contact.until:
            yield Moment(contact.until, _("left a post"), title, "subjects.contacts", contact.pk)
