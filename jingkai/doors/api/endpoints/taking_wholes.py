"""Wholes taken down at a counter: one-thing applications, building projects and their stages.

They stand in the router of what is read: an address belongs to one router.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from ninja import Field, Status

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import ApplicantKind, DeliveryWay
from jingkai.domains.services.permissions import Permission
from jingkai.domains.subjects.queries import enterprises_for
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.matters import in_force
from jingkai.doors.api.endpoints.wholes import (
    MARK,
    BundleWhole,
    ProjectWhole,
    bundle_whole,
    project_for,
    project_whole,
    router,
)
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.seeing import hold
from jingkai.doors.api.shapes import LARGEST, TEXT, Given, Key, Once, Seen, once_key
from jingkai.kernel.errors import Refusal

TAKES = may(scopes.CASES_WRITE, Permission.CASE_TAKE)
RUNS = may(scopes.CASES_WRITE, Permission.PROJECT_EDIT)
AMOUNT = r"^([0-9]{1,12}(\.[0-9]{1,2})?)?$"
AMOUNTS = ("floor_area", "investment")
Code = Annotated[str, Field(min_length=1, max_length=40, pattern=TEXT)]
Form = dict[
    Annotated[str, Field(max_length=60, pattern=TEXT)],
    Annotated[str, Field(max_length=2000, pattern=TEXT)] | int | bool,
]
Papers = dict[
    Annotated[str, Field(max_length=60, pattern=TEXT)], Literal["paper", "promised", "committed"]
]


class NoSuchThing(Refusal):
    """What the body names is not there."""

    sentence = gettext_lazy("Nothing here has the key or number {what}.")
    status = 422


class HandingIn(Given):
    """One form and the materials for all applications of the whole."""

    form: Form = Field({}, max_length=200, description="the fields of all their forms, each once")
    materials: Papers = Field({}, max_length=200, description="how each material came, by its key")
    committed: bool = Field(
        False, description="on a commitment, for those matters that may be granted on one"
    )
    came_in_person: bool = Field(True, description="a visit is counted")


class TakingBundle(HandingIn):
    """A one-thing application as a clerk takes it down."""

    one_thing: Code = Field(description="the one thing's number")
    optional: list[Code] = Field([], max_length=50, description="optional matters, by number")
    applicant_kind: ApplicantKind = ApplicantKind.PERSON
    applicant: str = Field(min_length=1, max_length=150, pattern=TEXT)
    phone: str = Field(max_length=20, pattern=r"^[0-9+ -]*$")
    agent: str = Field("", max_length=60, pattern=TEXT)
    delivery: DeliveryWay = DeliveryWay.COUNTER
    address: str = Field("", max_length=300, pattern=TEXT)


class OpeningProject(Given):
    """A building project and its builder."""

    code: str = Field(
        min_length=1, max_length=40, pattern=TEXT, description="investment-project code"
    )
    name: str = Field(min_length=1, max_length=200, pattern=TEXT)
    enterprise: int = Field(ge=1, le=LARGEST, description="the builder, by its key")
    needed: list[Code] = Field([], max_length=100, description="matters that it needs, by number")
    place: str = Field("", max_length=200, pattern=TEXT)
    floor_area: str = Field("", pattern=AMOUNT, max_length=15, description="m²; empty: unknown")
    investment: str = Field("", pattern=AMOUNT, max_length=15, description="yuan; empty: unknown")

    def values(self, request: Any) -> dict[str, Any]:
        """As the action takes it; amounts as such."""
        given = self.model_dump(exclude={"enterprise"})
        amounts = {name: Decimal(given[name]) if given[name] else None for name in AMOUNTS}
        return {**given, **amounts}


class BeginningStage(HandingIn):
    """Matters of one stage, applied for together."""

    stage: ConstructionStage
    matters: list[Code] = Field(min_length=1, max_length=50, description="by number")


@router.post("/bundles", auth=TAKES, response={201: BundleWhole})
def take_bundle_down(
    request: Asked, asked: TakingBundle, key: Once = ""
) -> Status[dict[str, Any]]:
    """Take down a one-thing application at the counter: one form, several applications."""
    seat, once = request.auth.seat, once_key(request, key)
    thing = queries.one_things_for(seat).filter(code=asked.one_thing).first()
    if thing is None:
        raise NoSuchThing(field="one_thing", what=asked.one_thing)
    row = actions.apply_for_one_thing(
        one_thing=thing, by=seat, key=UUID(once[:32]) if once else uuid4(),
        **asked.model_dump(exclude={"one_thing"}),
    )  # fmt: skip
    return Status(201, bundle_whole(request, row.pk))


@router.post("/building-projects", auth=RUNS, response={201: ProjectWhole})
def open_building_project(
    request: Asked, response: HttpResponse, asked: OpeningProject, key: Once = ""
) -> Status[dict[str, Any]]:
    """Open a building project for its builder; the four stages follow one after the other."""
    seat = request.auth.seat
    builder = enterprises_for(seat).filter(pk=asked.enterprise).first()
    if builder is None:
        raise NoSuchThing(field="enterprise", what=asked.enterprise)
    row = actions.open_project(
        enterprise=builder, by=seat, **asked.values(request),
        idempotency_key=once_key(request, key),
    )  # fmt: skip
    return Status(201, project_whole(request, response, row.pk))


@router.post("/building-projects/{pk}/stages", auth=RUNS, response={201: ProjectWhole})
def begin_project_stage(
    request: Asked, response: HttpResponse, pk: Key, asked: BeginningStage, seen: Seen = "",
    key: Once = "",
) -> Status[dict[str, Any]]:  # fmt: skip
    """Apply for matters of a stage together, when the stage before is finished."""
    project, once = project_for(request, pk), once_key(request, key)
    act: Any = actions.begin_stage
    hold(project, seen, MARK, key=once, code=act.code)
    versions = [_version(request, code) for code in dict.fromkeys(asked.matters)]
    act(
        project=project, versions=versions, by=request.auth.seat,
        **asked.model_dump(exclude={"matters"}), idempotency_key=once,
    )  # fmt: skip
    return Status(201, project_whole(request, response, pk))


def _version(request: Asked, code: str) -> Any:
    try:
        return in_force(request, code)
    except Http404:
        raise NoSuchThing(field="matters", what=code) from None
