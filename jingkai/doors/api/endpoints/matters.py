"""The catalogue of matters as people can apply for them today."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from jingkai.domains.services import queries
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Page, Paging, Ref, page_of
from jingkai.kernel.access.today import zone_today

router = Router(tags=["matters"])
READS = may(scopes.MATTERS_READ)
SAME = ("reference", "handling", "statutory_limit", "statutory_unit", "promised_limit",
        "promised_unit", "for_persons", "for_enterprises", "online", "visits", "in_force_on",
        "result_name")  # fmt: skip


class MatterOut(Schema):
    """A matter in the version in force."""

    code: str
    name: str
    name_en: str
    kind: str
    office: Ref
    reference: str = Field(description="of the version")
    handling: str
    statutory_limit: int | None
    statutory_unit: str
    promised_limit: int | None
    promised_unit: str
    for_persons: bool
    for_enterprises: bool
    online: bool
    visits: int
    in_force_on: date
    result_name: str


class MaterialOut(Schema):
    """What is to be handed in."""

    key: str
    name: str
    tolerable: bool = Field(description="may follow within a time")


class FieldOut(Schema):
    """A field of the form."""

    key: str
    label: str
    kind: str
    required: bool
    condition: str = Field(description="when it is asked at all, as an expression")
    options: dict[str, str]
    unit: str
    hint: str


class PlaceOut(Schema):
    """Where one can apply in person."""

    office: str
    name: str
    address: str
    hours: str
    phone: str
    assists: bool


class MatterWhole(MatterOut):
    """A matter with all that one must know before applying."""

    materials: list[MaterialOut]
    form: list[FieldOut]
    joint_offices: list[str]
    places: list[PlaceOut]


class WhichMatters(Paging):
    """All, or those that fit what somebody typed."""

    q: str = Field("", max_length=200, pattern=TEXT)


def told(version: Any) -> dict[str, Any]:
    """A matter as the API shows it."""
    return {
        "code": version.matter.code,
        "name": version.name,
        "name_en": version.name_en or version.matter.name_en,
        "kind": version.matter.kind,
        "office": {"id": version.office_id, "title": str(version.office)},
        **{name: getattr(version, name) for name in SAME},
    }


@router.get("/matters", auth=READS, response=Page[MatterOut])
def list_matters(request: Asked, asked: Annotated[WhichMatters, Query()]) -> dict[str, Any]:
    """The matters in force, by number; with words, those that fit them best."""
    zone_id, today = request.auth.seat.zone_id, zone_today()
    if asked.q.strip():
        found = queries.find_matters(zone_id, asked.q, today, limit=asked.limit)
        return {"items": [told(one) for one in found], "next": None}
    rows = queries.matters_in_force(zone_id, today)
    items, following = page_of(request, rows, ("matter__code",), asked)
    return {"items": [told(one) for one in items], "next": following}


@router.get("/matters/{code}", auth=READS, response=MatterWhole)
def read_matter(request: Asked, code: str) -> dict[str, Any]:
    """One matter: form, materials, limits, places."""
    version = in_force(request, code)
    guide = queries.guide(version, zone_today())
    place = ("office", "name", "address", "hours", "phone", "assists")
    field = ("key", "label", "kind", "required", "condition", "unit", "hint")
    return {
        **told(version),
        "materials": [
            {"key": m.key, "name": m.name, "tolerable": m.tolerable} for m in guide.materials
        ],
        "form": [
            {**{name: getattr(f, name) for name in field},
             "options": {option.code: option.label for option in f.options}}
            for f in guide.form
        ],
        "joint_offices": [str(one.office) for one in guide.joint_offices],
        "places": [{name: getattr(p, name) for name in place} for p in guide.places],
    }  # fmt: skip


def in_force(request: Asked, code: str) -> Any:
    """The version in force of the matter of this number, or nothing."""
    if "\0" in code:
        raise Http404
    rows = queries.matters_in_force(request.auth.seat.zone_id, zone_today())
    version = rows.filter(matter__code=code).first()
    if version is None:
        raise Http404
    return version
