"""What merging two records would do: values that differ, relations that move.

Which relations there are is read from the models themselves, so that a new domain's records are
found without being named here.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from jingkai.domains.subjects.models import Enterprise, FormerStay
from jingkai.domains.subjects.models.enterprises import DERIVED
from jingkai.kernel.errors import Sentence
from jingkai.kernel.units import show

NOT_TAKEN = {"id", "zone", "credit_code", "merged_into", "phone_digest", *DERIVED}
"""Columns whose value never comes from the merged record: identity, the wall, derived copies."""


@dataclass(frozen=True)
class Difference:
    """One value that differs; `suggested`: the kept record has none, so the other's is taken."""

    field: str
    label: Sentence
    kept: str
    absorbed: str
    suggested: bool


@dataclass(frozen=True)
class Moving:
    """The records of one relation: so many move, so many stay with the merged record.

    Those stay that the kept record already has (the revenue of the same year).
    """

    label: Sentence
    moves: int
    stays: int


@dataclass(frozen=True)
class MergePreview:
    """All that a merge would do; `seen` is handed back on confirming, so that nothing changed."""

    kept: Enterprise
    absorbed: Enterprise
    differences: tuple[Difference, ...]
    moving: tuple[Moving, ...]
    seen: str

    @property
    def suggested(self) -> tuple[str, ...]:
        """The fields that the kept record lacks and the other one has."""
        return tuple(d.field for d in self.differences if d.suggested)


def merge_preview(seat: Any, *, kept: Enterprise, absorbed: Enterprise) -> MergePreview:
    """What merging `absorbed` into `kept` would do. Reads only."""
    differences = tuple(_differences(kept, absorbed))
    moving = []
    for relation in relations():
        rows = relation.rows(absorbed)
        if total := rows.count():
            moves = relation.movable(kept, absorbed).count()
            moving.append(Moving(relation.label, moves, total - moves))
    text = repr((kept.pk, absorbed.pk, differences, [(str(m.label), m.moves) for m in moving]))
    seen = hashlib.sha256(text.encode()).hexdigest()[:32]
    return MergePreview(kept, absorbed, differences, tuple(moving), seen)


def _differences(kept: Enterprise, absorbed: Enterprise) -> Iterator[Difference]:
    for field in Enterprise._meta.concrete_fields:
        if field.name in NOT_TAKEN:
            continue
        ours, theirs = getattr(kept, field.name), getattr(absorbed, field.name)
        if ours != theirs:
            suggested = (ours is None or ours == "") and theirs is not None
            yield Difference(
                field.name, field.verbose_name, _shown(kept, field), _shown(absorbed, field),
                suggested,
            )  # fmt: skip


def _shown(enterprise: Enterprise, field: "models.Field[Any, Any]") -> str:
    value = getattr(enterprise, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return show(value, "元")
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Relation:
    """A foreign key of some model to the subject."""

    model: type[models.Model]
    name: str

    @property
    def label(self) -> Sentence:
        return self.model._meta.verbose_name_plural or self.model.__name__

    def rows(self, enterprise: Enterprise) -> models.QuerySet[Any]:
        """The records that point to the subject."""
        return self.model._base_manager.filter(**{self.name: enterprise})

    def movable(self, kept: Enterprise, absorbed: Enterprise) -> models.QuerySet[Any]:
        """Those that can point to the kept record without contradicting one of its own."""
        rows = self.rows(absorbed)
        for others, condition in self._uniques():
            same = {name: OuterRef(name) for name in others}
            rows = rows.exclude(Exists(self.rows(kept).filter(condition, **same)) & condition)
        if self.model is FormerStay and kept.entered_on is not None:
            later = Q(entered_on__lt=kept.left_on) if kept.left_on else Q()
            rows = rows.exclude(Q(left_on__gt=kept.entered_on) & later)
        return rows

    def _uniques(self) -> Iterator[tuple[tuple[str, ...], Q]]:
        """What may be there once per subject: the other columns, and where it holds."""
        meta = self.model._meta
        if getattr(meta.get_field(self.name), "unique", False):
            yield (), Q()
        sets: list[tuple[tuple[str, ...], Q | None]]
        sets = [(tuple(names), None) for names in meta.unique_together]
        for constraint in meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                sets.append((tuple(constraint.fields), constraint.condition))
        for fields, condition in sets:
            if self.name in fields:
                yield tuple(f for f in fields if f != self.name), condition or Q()


def relations() -> Iterator[Relation]:
    """Every foreign key to a subject, of whatever domain; history tables keep what was."""
    for found in Enterprise._meta.get_fields(include_hidden=True):
        if not isinstance(found, models.ManyToOneRel):
            continue
        model = found.related_model
        if isinstance(model, str) or not model._meta.managed or hasattr(model, "pgh_id"):
            continue
        yield Relation(model, found.field.name)
