"""What a reader asks of the cockpit: which period, as known when, and of which part of the zone.

All of it stands in the address, so that a page can be passed on, kept and printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Self
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import queries as economy
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Days, Period, Span, span


class NoSuchInstant(Refusal):
    """An instant that can't be read."""

    sentence = _("“{text}” is not a day or an instant.")
    hint = _("Write it like 2022-12-31 or 2022-12-31T18:00.")
    status = 400


@dataclass(frozen=True)
class AskedOf[P: Period | Days]:
    """The time, the instant (None: now), and values of dimensions that the figure is kept to."""

    period: P
    known_at: datetime | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The address's query that asks for this again."""
        words = [("period", self.period.text)]
        if self.known_at is not None:
            local = timezone.localtime(self.known_at)
            words.append(("known_at", local.replace(tzinfo=None).isoformat(timespec="minutes")))
        words += [("in", f"{code}:{value}") for code, value in self.where.items()]
        return urlencode(words)

    @property
    def is_past(self) -> bool:
        """Whether the page looks back, and must say so."""
        return self.known_at is not None

    def of(self, period: P) -> Self:
        """The same for another period."""
        return replace(self, period=period)

    def now(self) -> Self:
        """The same as known now."""
        return replace(self, known_at=None)

    def whole(self) -> Self:
        """The same of the whole zone."""
        return replace(self, where={})

    def within(self, dimension: str, value: object) -> Self:
        """The same, kept to one value of a dimension."""
        return replace(self, where={**self.where, dimension: str(value)})


class Asked(AskedOf[Span]):
    """What a page of the zone's own figures is asked: months, or days."""


def asked_of(request: HttpRequest, seat: Seat) -> Asked:
    """What the address asks; without a period, up to the last month that has come in."""
    text = request.GET.get("period", "").strip()
    where = dict(
        part.split(":", 1) for part in request.GET.getlist("in") if ":" in part
    )
    return Asked(
        span(text) if text else latest(seat),
        instant(request.GET.get("known_at", "")),
        where,
    )


def latest(seat: Seat) -> Period:
    """From January to the last month of which a return has come in; else to last month."""
    newest = economy.newest_month(seat)
    if newest is not None:
        return Period.ytd(newest.year, newest.month)
    today = zone_today()
    return Period.month(today.year, today.month).previous().year_to_date()


def instant(text: str) -> datetime | None:
    """An instant as typed or picked; a day means its end. What lies ahead is now."""
    text = text.strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NoSuchInstant(text=text) from None
    if len(text) <= len("2022-12-31"):
        moment = datetime.combine(moment, time.max)
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return None if moment >= timezone.now() else moment
