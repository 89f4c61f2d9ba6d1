"""Figures split by a dimension: lists with bars, the largest part first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.cockpit.asking import Asked
from jingkai.doors.cockpit.telling import tell
from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.catalogue import Dimension
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.evaluate import evaluate_split
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.plan import Group
from jingkai.kernel.indicators.words import value_words


@dataclass(frozen=True)
class Part:
    """One part of a figure: its name, its value, its length beside the largest, its own page."""

    name: str
    text: str
    width: int
    url: str
    key: Group
    value: Decimal
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Parts:
    """A list of parts, and how many more there are than are shown."""

    key: str
    title: str
    url: str
    parts: tuple[Part, ...]
    more: int = 0


def parts_of(
    code: str,
    by: str,
    asked: Asked,
    *,
    seat: Seat,
    groups: Mapping[Group, Figure] | None = None,
) -> list[Part]:
    """The figure's parts, the largest first; those that are nothing are left out."""
    if groups is None:
        groups = evaluate_split(
            [code], asked.period, by, seat=seat, known_at=asked.known_at, where=asked.where
        )[code]
    told = [(key, f, f.value) for key, f in groups.items() if f.value]
    most = max((abs(value) for _key, _figure, value in told), default=Decimal(1))
    name = names(catalogue.dimension(by), [key for key, _figure, _value in told])
    address = reverse("cockpit:figure", args=[code])
    found = [
        Part(
            name=name(key),
            text=tell(value, figure.unit),
            width=max(1, int(abs(value) / most * 100)),
            url=f"{address}?{asked.within(by, key).query}" if key not in (None, "") else "",
            key=key,
            value=value,
        )
        for key, figure, value in told
    ]
    return sorted(found, key=lambda part: (-part.value, part.key in (None, ""), part.name))


def nested(
    outer: Iterable[Part], inner: Iterable[Part], parent: Callable[[str], str]
) -> list[Part]:
    """The outer parts, each with the inner ones that belong to it."""
    under: dict[Group, list[Part]] = {}
    for part in inner:
        if part.key not in (None, ""):
            under.setdefault(parent(str(part.key)), []).append(part)
    return [
        Part(
            part.name, part.text, part.width, part.url, part.key, part.value,
            tuple(under.get(part.key, ())),
        )
        for part in outer
    ]  # fmt: skip


def names(dimension: Dimension, keys: Iterable[Group]) -> Callable[[Group], str]:
    """What a dimension's values are called: choices by their label, records by their name."""
    path = dimension.columns[0]
    field = field_of(path)
    records: dict[Any, Any] = {}
    if isinstance(field, models.ForeignKey) and not path.prefix:
        records = field.related_model._default_manager.in_bulk(
            [key for key in keys if key is not None]
        )

    def name(key: Group) -> str:
        if key is None or key == "":
            return _("not told")
        if key in records:
            return str(records[key])
        return value_words(path, key)

    return name
