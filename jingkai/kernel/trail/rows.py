"""Rows as the database told them, made without the ceremony of a model's `__init__`.

A step has some thirty rows in hand. Django's `Model.__init__` looks at each field anew, asks for
defaults and sends signals; for a row that is known whole, all that comes to is one dictionary.
Models that listen to signals, or have fields with descriptors of their own, are made by Django.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute)


def known_row[M: Model](model: type[M], db: str | None, values: Mapping[str, Any]) -> M:
    """A row that stands in the database with these columns, by attname; others are deferred."""
    if not _plain(model):
        return model.from_db(db, list(values), list(values.values()))
    row = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, db
    row.__dict__.update(values)
    row._state = state
    return row


@cache
def _plain(model: type[Model]) -> bool:
    """Whether nothing but its columns makes a row of this model."""
    return (
        model.__init__ is Model.__init__
        and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
        and all(type(_descriptor(model, f.attname)) in PLAIN for f in model._meta.concrete_fields)
    )


def _descriptor(model: type[Model], name: str) -> Any:
    """The descriptor of a column, as the class has it."""
    return next((vars(kind)[name] for kind in model.__mro__ if name in vars(kind)), None)
