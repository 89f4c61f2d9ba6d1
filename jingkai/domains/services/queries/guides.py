"""A matter's guide (办事指南) as one structured thing, and the parts that others work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from jingkai.domains.services.choices import (
    Audience,
    DelegationWay,
    OnlineDepth,
    VersionState,
)
from jingkai.domains.services.models import (
    Delegation,
    FormField,
    JointOffice,
    Material,
    MatterVersion,
    ServicePlace,
    SpecialProcedure,
)
from jingkai.domains.services.rules.forms import Field, read_options

KEPT = 2_000
"""Published versions whose parts a process keeps: they never change."""


@dataclass(frozen=True)
class Place:
    """Where one can go with an application, and what is done there."""

    office: str
    name: str
    address: str
    hours: str
    transport: str
    phone: str
    assists: bool


@dataclass(frozen=True)
class Guide:
    """All that somebody must know before applying, in the reader's language where there is one."""

    version: MatterVersion
    name: str
    audiences: tuple[Audience, ...]
    materials: tuple[Material, ...]
    form: tuple[Field, ...]
    procedures: tuple[SpecialProcedure, ...]
    joint_offices: tuple[JointOffice, ...]
    places: tuple[Place, ...]

    @property
    def fully_online(self) -> bool:
        """Whether nobody needs to come."""
        return str(self.version.online_depth) == OnlineDepth.FULL


def guide(version: MatterVersion, on: date) -> Guide:
    """The guide of a version, with the places that accept it on a day."""
    return Guide(
        version=version,
        name=_worded(version.name, version.name_en or version.matter.name_en),
        audiences=applicants_of(version),
        materials=materials_of(version),
        form=form_of(version),
        procedures=procedures_of(version),
        joint_offices=joint_offices_of(version),
        places=_places(version, on),
    )


def _worded(chinese: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else chinese


def applicants_of(version: MatterVersion) -> tuple[Audience, ...]:
    """Who may apply: residents, enterprises (and other bodies) or both."""
    found = []
    if version.for_persons:
        found.append(Audience.PERSON)
    if version.for_enterprises or version.for_others:
        found.append(Audience.ENTERPRISE)
    return tuple(found)


def form_of(version: MatterVersion) -> tuple[Field, ...]:
    """The fields of its form, for `rules.forms`."""
    return _kept(version, "form", lambda: tuple(map(_field, version.formfields.all())))


def materials_of(version: MatterVersion) -> tuple[Material, ...]:
    """Its materials in their order."""
    return _kept(version, "materials", lambda: tuple(version.materials.all()))


def procedures_of(version: MatterVersion) -> tuple[SpecialProcedure, ...]:
    """The special procedures that may come up."""
    return _kept(version, "procedures", lambda: tuple(version.specialprocedures.all()))


def joint_offices_of(version: MatterVersion) -> tuple[JointOffice, ...]:
    """The other offices that take part, with the office of each."""
    return _kept(
        version, "offices", lambda: tuple(version.jointoffices.select_related("office").all())
    )


def _field(row: FormField) -> Field:
    return Field(
        key=row.key, label=row.label, label_en=row.label_en, kind=row.kind,
        required=row.required, condition=row.condition, options=read_options(row.options),
        unit=row.unit, hint=row.hint, prefill=row.prefill, group=row.group,
    )  # fmt: skip


class _Kept:
    """The parts of one version, read as they are asked for."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[Any, ...]] = {}


@lru_cache(maxsize=KEPT)
def _keeper(database: str, pk: int, published_at: str) -> _Kept:
    return _Kept()


def _kept[T](version: MatterVersion, kind: str, read: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
    """The parts of a published version are read once in a process; those of a draft each time."""
    if version.state != VersionState.PUBLISHED or version.published_at is None:
        return read()
    database = str(connection.settings_dict["NAME"])
    parts = _keeper(database, version.pk, version.published_at.isoformat()).parts
    if kind not in parts:
        parts[kind] = read()
    return parts[kind]


def _places(version: MatterVersion, on: date) -> tuple[Place, ...]:
    """The implementing office's own place, then every place it is delegated to."""
    ways = dict(
        Delegation.objects.standing_on(on)
        .filter(matter_id=version.matter_id)
        .values_list("office_id", "way")
    )
    offices = {version.office_id, *ways}
    rows = ServicePlace.objects.filter(office_id__in=offices, opened_on__lte=on)
    rows = rows.exclude(closed_on__lte=on).select_related("office").order_by("office__path")
    own = [_own_place(version)] if version.place else []
    return (*own, *(_place(row, ways.get(row.office_id, "")) for row in rows))


def _own_place(version: MatterVersion) -> Place:
    return Place(
        str(version.office), version.place, version.place, version.hours, version.transport,
        version.inquiry, assists=False,
    )  # fmt: skip


def _place(row: ServicePlace, way: str) -> Place:
    return Place(
        _worded(row.office.name, row.office.name_en), _worded(row.name, row.name_en), row.address,
        row.hours, row.transport, row.phone, assists=way == DelegationWay.ASSIST,
    )  # fmt: skip
