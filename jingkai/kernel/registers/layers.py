"""Map layers: which of the registers' shapes an actor may see, and what is told of each.

A seat sees a layer as it sees the register's list: with the register's permission, and those rows
that its scope lets it see. Anybody sees the layers that are public, and their public columns.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, ForeignKey, Q
from django.utils.translation import get_language, override

from jingkai.kernel.access.roles import Scope
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.geo.fields import Packed
from jingkai.kernel.registers.declare import REGISTERS, Column, Layer, Reckoned, Register
from jingkai.kernel.registers.errors import NoLayer
from jingkai.kernel.registers.fields import column_field
from jingkai.kernel.registers.showing import shown_value
from jingkai.kernel.registers.values import match_field
from jingkai.kernel.trail.history import as_known_at

LABEL, COLOUR = "label", "colour"
"""The names under which every tile has a shape's name, and the value by which it is coloured."""


@dataclass(frozen=True)
class Seen:
    """A layer as one actor sees it."""

    register: Register
    layer: Layer
    actor: Any
    rows: models.QuerySet[Any]
    key: str
    columns: tuple[Column, ...]
    reckoned: Mapping[str, tuple[Reckoned, Any]] = field(default_factory=dict)
    """What follows from other records, by the column's name, with its expression."""

    @property
    def colour_by(self) -> str:
        """The column that gives the colours: what is reckoned before what is kept."""
        return _colour(self.layer, self.actor)

    @property
    def marked(self) -> "tuple[type[models.Model], ...]":
        """The models whose change marks tell when the layer has to be drawn anew."""
        among = {m for one, _of in self.reckoned.values() for m in one.among}
        return self.register.model, *sorted(among, key=lambda one: one._meta.db_table)

    def paths(self) -> list[str]:
        """The columns of the table that the told columns come from."""
        return [_path(self.register, column) for column in self.columns]

    def values(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Key, bytes of the shape, and the told columns of these rows, as tuples."""
        shape = Packed(F(self.layer.shape))
        told = {
            f"told_{at}": self.reckoned[path][1] if path in self.reckoned else F(path)
            for at, path in enumerate(self.paths())
        }
        found: Any = rows.filter(**{f"{self.layer.shape}__isnull": False}).order_by()
        return found.annotate(packed=shape, **told).values_list(  # type: ignore[no-any-return]
            self.key, "packed", *told
        )

    def properties(
        self, rows: list[tuple[Any, ...]], *, colour_only: bool = False
    ) -> dict[str, list[Any]]:
        """What is told of each of these rows, by name, in the reader's language."""
        language = get_language() or "zh-hans"
        found: dict[str, list[Any]] = {}
        with override(language):
            for at, column in enumerate(self.columns, start=2):
                name = column.field
                if name == self.colour_by:
                    found[COLOUR] = [row[at] for row in rows]
                if colour_only:
                    continue
                show = self._shows(column, language)
                told = [None if row[at] in (None, "") else show(row[at]) for row in rows]
                if name == (self.layer.label or self.register.title_field):
                    found[LABEL] = told
                if name in self.layer.columns or name in self.reckoned:
                    found[name] = told
        return found

    def _shows(self, column: Column, language: str) -> Callable[[Any], str]:
        kept = column_field(self.register, column)
        plain = kept if not isinstance(kept, ForeignKey) else None
        words = self.reckoned[column.field][0].words if column.field in self.reckoned else {}
        known: dict[Any, str] = {}

        def show(value: Any) -> str:
            if value.__hash__ is None:
                return shown_value(column, plain, value, self.actor, language)
            if value not in known and value in words:
                known[value] = words[value]
            elif value not in known:
                known[value] = shown_value(column, plain, value, self.actor, language)
            return known[value]

        return show


def _path(register: Register, column: Column) -> str:
    """The column itself; of another record, what identifies it."""
    field = column_field(register, column)
    if isinstance(field, ForeignKey):
        return f"{column.field}__{match_field(field, column)}"
    return column.field


def layers_for(actor: Any) -> list[Register]:
    """The registers whose layers the actor may see, in the order of their declaration."""
    return [r for r in REGISTERS.values() if r.layer is not None and may_see(r, actor)]


def may_see(register: Register, actor: Any) -> bool:
    """Whether the layer is the actor's to see, at least its public part."""
    layer = register.layer
    return layer is not None and (bool(layer.public) or actor.can(register.view))


def layer_of(layer: Register | str) -> Register:
    """The register of a layer. Raises NoLayer."""
    register = REGISTERS.get(layer) if isinstance(layer, str) else layer
    if register is None or register.layer is None:
        raise NoLayer(name=layer)
    return register


def seen(
    layer: Register | str,
    actor: Any,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Seen:
    """The layer as the actor sees it: now, as it was on a day, as it was known at an instant.

    Raises NoLayer, Forbidden.
    """
    register = layer_of(layer)
    of: Any = register.layer
    if not may_see(register, actor):
        raise Forbidden
    whole = actor.can(register.view)
    now = register.rows if whole or of.public_rows is None else of.public_rows
    rows, key = now(actor), "pk"
    if known_at is not None:
        rows, key = _as_known(register, rows, actor, known_at, whole), "pgh_obj_id"
    if as_of is not None and of.during is not None:
        rows = rows.filter(_holding(of.during, as_of))
    told = [c for c in _told(register, of) if whole or c.field in of.public]
    day = as_of or zone_today()
    reckoned = {
        one.column.field: (one, one.of(key, day, known_at)) for one in _reckoned(of, actor)
    }  # fmt: skip
    told += [one.column for one, _of in reckoned.values()]
    return Seen(register, of, actor, rows, key, tuple(told), reckoned)


def _reckoned(layer: Layer, actor: Any) -> list[Reckoned]:
    return [one for one in layer.reckoned if actor.can(one.permission)]


def _colour(layer: Layer, actor: Any) -> str:
    chosen = (one.column.field for one in _reckoned(layer, actor) if one.choices)
    return next(chosen, layer.colour_by)


def _as_known(
    register: Register, now: models.QuerySet[Any], actor: Any, known_at: datetime, whole: bool
) -> models.QuerySet[Any]:
    """Versions known then; who sees less than the zone sees those of what is seen today."""
    rows = as_known_at(register.model, known_at)
    if not whole or getattr(actor, "scope", Scope.ZONE) != Scope.ZONE:
        rows = rows.filter(pgh_obj_id__in=now.order_by().values("pk"))
    return rows


def _holding(during: tuple[str, str], day: date) -> Q:
    since, until = during
    return (Q(**{since: None}) | Q(**{f"{since}__lte": day})) & (
        Q(**{until: None}) | Q(**{f"{until}__gt": day})
    )


def _told(register: Register, layer: Layer) -> Iterable[Column]:
    """The columns that a tile tells, each once."""
    names = (layer.label or register.title_field, layer.colour_by, *layer.columns)
    known: Mapping[str, Column] = {column.field: column for column in register.columns}
    for name in dict.fromkeys(filter(None, names)):
        yield known.get(name) or Column(name)


def legend(register: Register, actor: Any) -> dict[str, str]:
    """What the colours of a layer mean to an actor: value to words, in the reader's language."""
    layer = register.layer
    if layer is None or not layer.colour_by:
        return {}
    colour = _colour(layer, actor)
    for one in layer.reckoned:
        if one.column.field == colour:
            return one.words
    column = next((c for c in register.columns if c.field == layer.colour_by), None)
    field = column_field(register, column or Column(layer.colour_by))
    return {str(value): str(words) for value, words in (field.flatchoices if field else ())}
