"""Rows as the database told them, and new ones, made without the ceremony of `Model.__init__`.

A step has some thirty rows in hand. Django's `Model.__init__` looks at each field anew, asks for
defaults and sends signals; for a row that is known whole, all that comes to is one dictionary.
Models that listen to signals are made by Django; fields with descriptors of their own are set
by these.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute)
ALIKE = (
    models.AutoField, models.BigAutoField, models.CharField, models.TextField, models.BooleanField,
    models.IntegerField, models.BigIntegerField, models.SmallIntegerField,
    models.PositiveIntegerField, models.PositiveSmallIntegerField,
    models.ForeignKey, models.OneToOneField, models.JSONField,
)  # fmt: skip
"""Kinds of fields, as Django has them, whose values JSON tells as they are."""


def known_row[M: Model](model: type[M], db: str | None, values: Mapping[str, Any]) -> M:
    """A row that stands in the database with these columns, by attname; others are deferred."""
    if not _silent(model):
        return model.from_db(db, list(values), list(values.values()))
    row = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, db
    row.__dict__.update(values)
    row._state = state
    for name in _described(model):
        if name in values:
            setattr(row, name, values[name])
    return row


class Making:
    """How the rows of a compiled query become models, with the rows that they refer to."""

    def __init__(self, compiler: Any, db: str, mode: Any) -> None:
        info = compiler.klass_info
        own = info["select_fields"]
        self.db, self.model = db, info["model"]
        self.columns = slice(own[0], own[-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.columns]]
        self.related = get_related_populators(info, compiler.select, db, mode)
        _make_quickly(self.related)
        self.annotated = tuple((compiler.annotation_col_map or {}).items())

    def row(self, told: Sequence[Any]) -> Any:
        """The model, from what the database told of it."""
        columns = dict(zip(self.names, told[self.columns], strict=True))
        one: Any = known_row(self.model, self.db, columns)
        for populator in self.related:
            populator.populate(told, one)
        for name, column in self.annotated:
            setattr(one, name, told[column])
        return one


def _make_quickly(populators: Sequence[Any]) -> None:
    """Let the rows that come with a row be made as it is itself."""
    for one in populators:
        def made(db: str, names: Sequence[str], values: Sequence[Any], of: Any = one) -> Any:
            return known_row(of.model_cls, db, dict(zip(names, values, strict=True)))

        one.from_db = made
        _make_quickly(one.related_populators)


class _Quickly(ModelIterable):  # type: ignore[type-arg]
    """A query's rows as they are iterated."""

    def __iter__(self) -> Iterator[Any]:
        asked: Any = self.queryset
        mode = asked._fetch_mode
        if asked._known_related_objects or mode.track_peers:
            yield from super().__iter__()
            return
        compiler = asked.query.get_compiler(using=asked.db)
        results = compiler.execute_sql(
            chunked_fetch=self.chunked_fetch, chunk_size=self.chunk_size
        )
        making = Making(compiler, asked.db, mode)
        yield from map(making.row, compiler.results_iter(results))


def quickly[M: Model](asked: QuerySet[M]) -> QuerySet[M]:
    """The same query, whose rows are made without ceremony: for pages that show many of them."""
    found: Any = asked.all()
    found._iterable_class = _Quickly
    return found  # type: ignore[no-any-return]


def new_row[M: Model](model: type[M], **values: Any) -> M:
    """A row that does not stand in the database yet: these values, by name, else the defaults.

    Raises TypeError for a name that the model doesn't have.
    """
    if not _plain(model):
        return model(**values)
    row = model.__new__(model)
    row._state = ModelState()
    held, related = row.__dict__, _related(model)
    for name, default in _defaults(model):
        held[name] = values.pop(name) if name in values else default()
    for name, value in values.items():
        if name not in related:
            raise TypeError(f"{model.__name__} has no field {name}")
        setattr(row, name, value)
    return row


def as_told(model: type[Model], told: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row's columns that came as JSON, by attname."""
    values = dict(told)
    for name, read in _unlike_json(model):
        if values.get(name) is not None:
            values[name] = read(values[name])
    return values


@cache
def _defaults(model: type[Model]) -> list[tuple[str, Callable[[], Any]]]:
    return [(field.attname, field.get_default) for field in model._meta.concrete_fields]


@cache
def _related(model: type[Model]) -> frozenset[str]:
    """The names under which a row is given the rows that it refers to."""
    return frozenset(f.name for f in model._meta.concrete_fields if f.name != f.attname)


@cache
def _unlike_json(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    fields = model._meta.concrete_fields
    return [(field.attname, field.to_python) for field in fields if type(field) not in ALIKE]


@cache
def _silent(model: type[Model]) -> bool:
    """Whether nobody is told of a row of this model that is made."""
    return (
        model.__init__ is Model.__init__
        and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )


@cache
def _described(model: type[Model]) -> tuple[str, ...]:
    """The columns that have a descriptor of their own."""
    names = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in names if type(_descriptor(model, name)) not in PLAIN)


def _plain(model: type[Model]) -> bool:
    """Whether nothing but its columns makes a row of this model."""
    return _silent(model) and not _described(model)


def _descriptor(model: type[Model], name: str) -> Any:
    """The descriptor of a column, as the class has it."""
    return next((vars(kind)[name] for kind in model.__mro__ if name in vars(kind)), None)
