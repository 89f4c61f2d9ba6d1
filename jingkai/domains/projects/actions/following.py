"""Where a project lies follows from its parcel, until a shape of its own is drawn.

Which shape was taken over is known by its mark, so it doesn't matter how a project or a parcel was
written: by a form, a workbook, a program, or by undoing one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park import queries as park
from jingkai.domains.projects.models import Project
from jingkai.kernel.trail.acting import Actor, declare, perform, record

FOLLOWED = declare("projects.site.followed", _("{subject} lies where its parcel lies: {parcel}"))
BATCH = 500
TAKEN = ["parcel", "shape", "followed"]


def follow(projects: Iterable[Project], by: Any) -> None:
    """Have projects lie where their parcels lie, unless they were drawn.

    One that was given no parcel lies on that whose number, or only name, its site is.
    """
    found = [one for one in projects if one.parcel_id or one.followed or one.site]
    for start in range(0, len(found), BATCH):
        _follow(found[start : start + BATCH], by)


def follow_parcels(parcels: Sequence[Any], by: Any) -> None:
    """Have projects that were not drawn, nor given up, follow what became of their parcels."""
    keys = [parcel.pk for parcel in parcels]
    taken = Q(shape__isnull=True) | ~Q(followed="")
    rows = Project.objects.filter(taken, zone_id=by.zone_id, parcel_id__in=keys, ended_on=None)
    follow(rows.select_for_update(of=("self",)), by)


def _follow(projects: list[Project], by: Actor) -> None:
    named = park.parcels_named({one.site for one in projects if not one.parcel_id}, by)
    changed: dict[int, Project] = {}
    for project in projects:
        if not project.parcel_id and (key := named.get(project.site)):
            project.parcel_id = key
            changed[project.pk] = project
    lying = park.sites_of({one.parcel_id for one in projects if one.parcel_id}, by)
    for project in projects:
        _name, shape = lying.get(project.parcel_id or 0, ("", None))
        if _takes(project, shape):
            changed[project.pk] = project
    if changed:
        names = {key: name for key, (name, _shape) in lying.items()}
        perform(FOLLOWED, by, lambda: _write(list(changed.values()), names))


def _takes(project: Project, shape: Any) -> bool:
    """Give a project that wasn't drawn its parcel's shape; whether that changes anything."""
    before = project.followed, mark_of(project.shape)
    if project.shape is not None and before[0] != before[1]:
        project.followed = ""  # it was drawn
    else:
        project.shape, project.followed = shape, mark_of(shape)
    return before != (project.followed, mark_of(project.shape))


def mark_of(shape: Any) -> str:
    """What tells a shape from others; nothing of none."""
    if shape is None:
        return ""
    return hashlib.sha256(shapely.to_wkb(shape, include_srid=False)).hexdigest()[:32]


def _write(projects: list[Project], names: dict[int, str]) -> None:
    Project.objects.bulk_update(projects, TAKEN, batch_size=BATCH)
    for project in projects:
        record(project, parcel=names.get(project.parcel_id or 0, "—"))
