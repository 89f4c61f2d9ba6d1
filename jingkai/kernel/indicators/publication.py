"""Freezing figures, and holding frozen ones against what is known now."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.drill import DrillPart, drill
from jingkai.kernel.indicators.errors import NothingToPublish
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.words import sentence
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.models import Entry

if TYPE_CHECKING:
    from jingkai.kernel.indicators.models import Publication, PublishedFigure

# Published values are kept to this many decimal places.
PLACES = 28


@dataclass(frozen=True)
class Frozen:
    """A figure ready to be published: what it means, what it is, and the digest of both."""

    figure: Figure
    version: str
    definition: str
    value: Decimal | None
    digest: str


def usual_name(period: Period) -> str:
    """What a publication is called where nobody gives it another name."""
    return _("Main figures, {period}").format(period=period.show())


def freeze(
    codes: Iterable[str], period: Period, *, seat: Actor, known_at: datetime,
    taken_over: bool = False,
) -> list[Frozen]:  # fmt: skip
    """The figures as known at the instant, with their digests. Writes nothing.

    Those `taken_over` are of a time before the records came here, and read as known now.
    """
    found = evaluate(codes, period, seat=seat, known_at=None if taken_over else known_at)
    if not found:
        raise NothingToPublish
    return [_frozen(figure, seat, known_at) for _code, figure in sorted(found.items())]


def _frozen(figure: Figure, seat: Actor, known_at: datetime) -> Frozen:
    indicator = catalogue.get(figure.code)
    meaning = version(indicator)
    value = kept(figure.value)
    digest = figure_digest(
        indicator=figure.code,
        version=meaning,
        period=figure.period.text,
        known_at=known_at.isoformat(),
        zone=seat.zone_id,
        value=None if value is None else str(value),
        records=figure.records,
    )
    return Frozen(figure, meaning, sentence(indicator), value, digest)


def records_since(zone_id: int) -> datetime | None:
    """When the zone's first entry was made here: its records have no history from before."""
    first = Entry.objects.filter(zone_id=zone_id).order_by("pk").first()
    return None if first is None else first.at


def kept(value: Decimal | None) -> Decimal | None:
    """The value as a publication keeps it."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return round(value, PLACES) if isinstance(exponent, int) and exponent < -PLACES else value


def figure_digest(**facts: str | int | None) -> str:
    """The SHA-256 of what was published."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A record that counts differently now: come in, gone, or with another amount."""

    key: Any
    label: str
    kind: str
    then: Decimal | None
    now: Decimal | None


@dataclass(frozen=True)
class Restated:
    """A published figure beside what it comes to now, with the records that make the difference."""

    code: str
    name: str
    unit: str
    then: Decimal | None
    now: Decimal | None
    redefined: bool
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        """Whether the figure is no longer what was published."""
        return self.then != self.now


def restate(
    publication: "Publication", *, seat: Actor, known_at: datetime | None = None
) -> list[Restated]:
    """Each published figure beside its value as known now, or at another instant."""
    rows = list(publication.figures.all())
    declared = [row for row in rows if row.indicator in catalogue.indicators]
    now = evaluate(
        [row.indicator for row in declared], publication.period, seat=seat, known_at=known_at
    )
    differing = [
        row.indicator for row in rows
        if row.indicator in now and kept(now[row.indicator].value) != row.value
    ]  # fmt: skip
    then = evaluate(differing, publication.period, seat=seat, known_at=publication.known_at)
    return [
        _restated(row, publication, now.get(row.indicator), seat, known_at,
                  then.get(row.indicator))
        for row in rows
    ]  # fmt: skip


def _restated(
    row: "PublishedFigure",
    publication: "Publication",
    now: Figure | None,
    seat: Actor,
    known_at: datetime | None,
    then: Figure | None,
) -> Restated:
    if now is None:  # withdrawn from the catalogue since
        return Restated(row.indicator, row.indicator, row.unit, row.value, None, True, ())
    value = kept(now.value)
    changes: tuple[Change, ...] = ()
    # of a figure that was taken over nobody knows by which records it was told
    if value != row.value and then is not None and kept(then.value) == row.value:
        before = _contributions(row.indicator, publication.period, seat, publication.known_at)
        after = _contributions(row.indicator, publication.period, seat, known_at)
        changes = _changes(before, after)
    return Restated(
        row.indicator,
        now.name,
        row.unit,
        row.value,
        value,
        row.version != version(catalogue.get(row.indicator)),
        changes,
    )


type Place = tuple[str, type[models.Model], Any]


def _contributions(
    code: str, period: Period, seat: Actor, known_at: datetime | None
) -> dict[Place, Decimal]:
    """What each record adds to each leaf of the figure."""
    found: dict[Place, Decimal] = {}
    for part in drill(code, period, seat=seat, known_at=known_at):
        leaf = f"{part.role}:{part.label}:{part.period.text}"
        for key, amount in _amounts(part):
            found[leaf, part.aggregate.records.model, key] = amount
    return found


def _amounts(part: DrillPart) -> Iterable[tuple[Any, Decimal]]:
    key = "pgh_obj_id" if part.known_at is not None else "pk"
    if part.aggregate.function != "sum":
        return ((row[0], Decimal(1)) for row in part.queryset.values_list(key))
    rows = part.queryset.values_list(key, part.column)
    return ((row[0], Decimal(row[1] or 0)) for row in rows)


def _changes(before: dict[Place, Decimal], after: dict[Place, Decimal]) -> tuple[Change, ...]:
    """The records that make the difference, each once."""
    changes: dict[tuple[type[models.Model], Any], Change] = {}
    for place in {**before, **after}:
        then, now = before.get(place), after.get(place)
        if then != now:
            kind = "gone" if now is None else "come" if then is None else "changed"
            _leaf, model, key = place
            changes.setdefault((model, key), Change(key, "", kind, then, now))
    titles: dict[type[models.Model], dict[Any, models.Model]] = {}
    for model in {model for model, _key in changes}:
        titles[model] = model._default_manager.in_bulk([k for m, k in changes if m is model])
    return tuple(
        replace(change, label=str(titles[model].get(key, f"#{key}")))
        for (model, key), change in changes.items()
    )
