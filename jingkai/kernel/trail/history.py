"""Row history: which models keep it, and a table as it was known at an instant."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import pghistory
from django.db import models

from jingkai.kernel.trail.registering import quicken

quicken()


def acted[M: type[models.Model]](model: M) -> M:
    """Keep every version of this model's rows, by triggers, in the table `<table>event`."""
    return _tracked(model)


def acted_in_bulk[M: type[models.Model]](model: M) -> M:
    """The same for rows that are written by the hundred thousand.

    Versions are found by their record alone; what they refer to has no index of its own, each of
    which would be kept up with every version written.
    """
    return _found_by(_tracked(model), ())


def acted_at_each_step[M: type[models.Model]](model: M) -> M:
    """The same for rows that the steps of cases write.

    Versions are found by their record, and by their zone, which seals them: a step that writes ten
    versions keeps up thirty indexes instead of seventy.
    """
    return _found_by(_tracked(model), ("zone",))


def _found_by[M: type[models.Model]](tracked: M, kept: Collection[str]) -> M:
    """Of what versions refer to, only these have an index of their own, beside the record's."""
    for one in event_model(tracked)._meta.local_fields:
        if isinstance(one, models.ForeignKey) and one.name not in kept:
            vars(one)["db_index"] = False
    return tracked


def _tracked[M: type[models.Model]](model: M) -> M:
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        obj_field=pghistory.ObjForeignKey(related_name="events", related_query_name="+"),
        model_name=f"{model.__name__}Event",
        meta={
            "ordering": ["pgh_id"],
            "indexes": [
                models.Index(
                    fields=["pgh_obj", "-pgh_id"],
                    name=f"{model._meta.db_table[:20]}_ev_latest",
                )
            ],
        },
    )
    return track(model)


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The history table's model of an acted model."""
    events: Any = model.events  # type: ignore[attr-defined]
    return events.rel.related_model  # type: ignore[no-any-return]


def as_known_at(
    model: type[models.Model], instant: datetime, where: models.Q | None = None
) -> models.QuerySet[models.Model]:
    """The rows of a model as they were known at an instant: its last versions not deleted by then.

    Yields event rows: the model's own fields, with `pgh_obj_id` for its key. `where` filters the
    versions by the model's own columns.
    """
    events = event_model(model)
    last = (
        events._default_manager.filter(pgh_created_at__lte=instant)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .values("pgh_id")
    )
    known = events._default_manager.filter(pgh_id__in=last).exclude(pgh_label="delete")
    return known.filter(where) if where is not None else known
