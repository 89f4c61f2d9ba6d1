"""The catalogue of matters as people can apply for them today."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from jingkai.domains.services import queries
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Page, Paging, Ref, page_of, ref, same
from jingkai.kernel.access.today import zone_today

router = Router(tags=["matters"])
READS = may(scopes.MATTERS_READ)
SAME = ("reference", "handling", "statutory_limit", "statutory_unit", "promised_limit",
        "promised_unit", "for_persons", "for_enterprises", "online", "visits", "in_force_on",
        "result_name")  # fmt: skip

OF_GUIDE = ("code", "name", "kind", "office", "audiences", "materials", "procedures",
            "joint_offices", "places")  # fmt: skip


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


class BasisOut(Schema):
    """Whose power it is, what it rests on, and where one can complain."""

    legal_basis: str
    level: str = Field(description="1 nation, 2 province, 3 city, 4 zone, 5 street, 6 community")
    implementation_code: str = Field(description="31 signs, GB/T 39554.1")
    rights: str
    review_office: str
    litigation_court: str
    inquiry: str
    complaint: str


class ConditionsOut(Schema):
    """Who may apply, under what conditions, at what cost."""

    who_may_apply: str
    conditions: str
    charges: bool
    fee: str
    fee_basis: str
    quantity_limit: str
    commitment: bool = Field(description="may be granted on a commitment (告知承诺)")
    construction_stage: str


class WaysOut(Schema):
    """How it can be applied for, how often one has to come, how the result comes."""

    at_counter: bool
    by_post: bool
    online: bool
    online_depth: str
    online_address: str
    visits: int
    presence_reason: str
    appointment: bool
    appointment_rules: str
    common_handling: str
    common_scope: str
    deliver_counter: bool
    deliver_post: bool
    deliver_download: bool


class PaperOut(Schema):
    """A material with all that one must know of it."""

    key: str
    name: str
    need: str
    condition: str = Field(description="when it is needed, as an expression")
    condition_note: str = Field(description="the same in words")
    originals: int
    copies: int
    form: str
    source: str
    source_note: str
    held: str = Field(description="where the zone has it already: then it is not asked for")
    certificate_type: str
    tolerable: bool
    tolerance_days: int | None = Field(description="working days within which it may follow")
    basis: str
    note: str


class ProcedureOut(Schema):
    """A special procedure that may come up; its time lies outside the limit."""

    kind: str
    name: str
    limit: int | None
    unit: str
    basis: str
    note: str


class GuidePlaceOut(PlaceOut):
    """Where one can apply in person, and how to get there."""

    transport: str


class GuideOut(Schema):
    """The guide of a matter (办事指南), by the elements of the implementation list."""

    code: str
    reference: str = Field(description="of the version")
    name: str
    kind: str
    office: Ref
    audiences: list[str]
    in_force_on: date
    basis: BasisOut
    conditions: ConditionsOut
    ways: WaysOut
    statutory_limit: int | None
    statutory_unit: str
    statutory_note: str
    promised_limit: int | None
    promised_unit: str
    promised_note: str
    result_kind: str
    result_name: str
    validity_months: int | None
    flow_note: str
    materials: list[PaperOut]
    procedures: list[ProcedureOut]
    joint_offices: list[str]
    places: list[GuidePlaceOut]


PARTS: dict[str, type[Schema]] = {
    "basis": BasisOut, "conditions": ConditionsOut, "ways": WaysOut,
}  # fmt: skip


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


@router.get("/matters/{code}/guide", auth=READS, response=GuideOut)
def read_guide(request: Asked, code: str) -> dict[str, Any]:
    """The guide of a matter, as it must be made public (Administrative Licensing Law, article 30).

    Legal basis, conditions, materials, ways, limits, fees, special procedures, places, remedies; in
    the language that was asked for, where the zone has it.
    """
    version = in_force(request, code)
    guide = queries.guide(version, zone_today())
    own = set(GuideOut.model_fields) - {*PARTS, *OF_GUIDE}
    return {
        **same(version, *own),
        "code": version.matter.code, "name": guide.name, "kind": version.matter.kind,
        "office": ref(version.office), "audiences": [str(one) for one in guide.audiences],
        **{name: same(version, *shape.model_fields) for name, shape in PARTS.items()},
        "materials": [same(one, *PaperOut.model_fields) for one in guide.materials],
        "procedures": [same(one, *ProcedureOut.model_fields) for one in guide.procedures],
        "joint_offices": [str(one.office) for one in guide.joint_offices],
        "places": [same(one, *GuidePlaceOut.model_fields) for one in guide.places],
    }  # fmt: skip


def in_force(request: Asked, code: str) -> Any:
    """The version in force of the matter of this number, or nothing."""
    if "\0" in code:
        raise Http404
    version = queries.offered_as(request.auth.seat.zone_id, code, zone_today())
    if version is None:
        raise Http404
    return version
