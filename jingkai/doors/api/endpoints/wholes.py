"""Applications that belong together: one-thing bundles, and building projects in four stages.

One thing (一件事一次办): 国办发〔2022〕32号. The four stages of construction projects with joint
acceptance, and what they may take together: 国办发〔2019〕11号.
"""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from jingkai.domains.services import queries
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import BundleState
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.seeing import marked_by
from jingkai.doors.api.shapes import TEXT, Key, Page, Paging, Ref, listed, ref, same

router = Router(tags=["wholes"])
READS = may(scopes.CASES_READ, Permission.CASE_VIEW)
MATTERS = may(scopes.MATTERS_READ, Permission.MATTER_VIEW)
MARK = marked_by("stage", "needed", "finished_on")
BUNDLE = ("applicant", "state", "promised_limit", "applied_on", "due_on", "finished_on")
PROJECT = ("code", "name", "stage", "opened_on", "finished_on", "promised_limit", "days_taken")
PART = ("number", "title", "state", "result", "applied_on", "finished_on", "promised_due_on")


class PartOut(Schema):
    """An application that belongs to the whole."""

    id: int
    number: str
    title: str
    office: Ref
    state: str
    result: str
    applied_on: date
    finished_on: date | None
    promised_due_on: date | None


class BundleOut(Schema):
    """One application for one thing: one form, several applications, one clock."""

    id: int
    number: str
    one_thing: Ref
    office: Ref
    applicant: str
    state: str
    promised_limit: int = Field(description="working days from its coming in to the last result")
    applied_on: date
    due_on: date | None
    finished_on: date | None


class BundleWhole(BundleOut):
    """A one-thing application with its parts."""

    parts: list[PartOut]


class OneThingMatterOut(Schema):
    """A matter of one thing."""

    code: str
    name: str
    optional: bool = Field(description="applied for only when asked")


class OneThingOut(Schema):
    """One thing in a life or a business that takes several matters but one form."""

    code: str
    name: str
    office: Ref
    promised_limit: int = Field(description="working days")
    since: date
    until: date | None
    matters: list[OneThingMatterOut]


class ProjectOut(Schema):
    """A building project on its way through the four stages of approval."""

    id: int
    number: str
    code: str = Field(description="the national investment-project code, GB/T 40058")
    name: str
    builder: Ref
    office: Ref
    stage: str
    opened_on: date
    finished_on: date | None
    promised_limit: int = Field(description="working days of all stages together")
    days_taken: int = Field(description="working days on which an office worked on it")


class StageOut(Schema):
    """One of the four stages: accepted together, decided together."""

    stage: str
    opened_on: date | None
    finished_on: date | None
    limit: int | None = Field(description="promised working days")
    days_taken: int | None
    parts: list[PartOut]


class ProjectWhole(ProjectOut):
    """A building project with its stages, those that have not begun as well."""

    stages: list[StageOut]


class WhichBundles(Paging):
    """Which one-thing applications."""

    state: BundleState | None = Field(None, description="where they stand")
    one_thing: str = Field("", max_length=40, pattern=TEXT, description="the one thing's number")


class WhichProjects(Paging):
    """Which building projects."""

    code: str = Field("", max_length=24, pattern=TEXT, description="investment-project code")
    stage: ConstructionStage | None = Field(None, description="the stage it is in")
    open: bool = Field(False, description="only those that are not finished")


def part(approval: Any) -> dict[str, Any]:
    """An application as a part of the whole."""
    return {"id": approval.pk, "office": ref(approval.office), **same(approval, *PART)}


def bundle_told(row: Any) -> dict[str, Any]:
    """A one-thing application as the API shows it."""
    return {
        "id": row.pk, "number": row.case.number, "one_thing": ref(row.one_thing),
        "office": ref(row.office), **same(row, *BUNDLE),
    }  # fmt: skip


def project_told(row: Any) -> dict[str, Any]:
    """A building project as the API shows it."""
    return {
        "id": row.pk, "number": row.case.number, "builder": ref(row.enterprise),
        "office": ref(row.office), **same(row, *PROJECT),
    }  # fmt: skip


def bundles(request: Asked) -> Any:
    """The one-thing applications that the seat sees."""
    return queries.bundles_for(request.auth.seat).select_related("case", "one_thing", "office")


def projects(request: Asked) -> Any:
    """The building projects that the seat sees."""
    return queries.projects_for(request.auth.seat).select_related("case", "enterprise", "office")


@router.get("/one-things", auth=MATTERS, response=list[OneThingOut])
def list_one_things(request: Asked) -> list[dict[str, Any]]:
    """The one-thing services of the zone with their matters."""
    rows = queries.one_things_for(request.auth.seat).select_related("office")
    names = ("code", "name", "promised_limit", "since", "until")
    return [
        {
            "office": ref(row.office), **same(row, *names),
            "matters": [
                {**same(one.matter, "code", "name"), "optional": one.optional}
                for one in row.matters.all()
            ],
        }
        for row in rows.prefetch_related("matters__matter")
    ]  # fmt: skip


@router.get("/bundles", auth=READS, response=Page[BundleOut])
def list_bundles(request: Asked, asked: Annotated[WhichBundles, Query()]) -> dict[str, Any]:
    """The one-thing applications (一件事办件) that the seat sees, newest first."""
    return listed(
        request, bundles(request), ("-id",), asked, bundle_told, state=asked.state,
        one_thing__code=asked.one_thing,
    )  # fmt: skip


@router.get("/bundles/{pk}", auth=READS, response=BundleWhole)
def read_bundle(request: Asked, pk: Key) -> dict[str, Any]:
    """One one-thing application with its parts."""
    return bundle_whole(request, pk)


def bundle_whole(request: Asked, pk: int) -> dict[str, Any]:
    """A one-thing application with its parts."""
    row = get_object_or_404(bundles(request), pk=pk)
    return {**bundle_told(row), "parts": [part(one) for one in queries.parts_of(row)]}


@router.get("/building-projects", auth=READS, response=Page[ProjectOut])
def list_building_projects(
    request: Asked, asked: Annotated[WhichProjects, Query()]
) -> dict[str, Any]:
    """The building projects of the zone (工程建设项目), newest first."""
    rows = projects(request)
    rows = rows.filter(finished_on=None) if asked.open else rows
    return listed(
        request, rows, ("-id",), asked, project_told, code=asked.code.strip(), stage=asked.stage
    )


@router.get("/building-projects/{pk}", auth=READS, response=ProjectWhole)
def read_building_project(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One building project with its four stages and the applications of each."""
    return project_whole(request, response, pk)


def project_for(request: Asked, pk: int) -> Any:
    """The building project, if the seat sees it."""
    return get_object_or_404(projects(request), pk=pk)


def project_whole(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """A building project with its stages; its ETag is to be sent as If-Match."""
    row = project_for(request, pk)
    response["ETag"] = MARK(row)
    return {**project_told(row), "stages": [stage(line) for line in queries.stages_of(row)]}


def stage(line: Any) -> dict[str, Any]:
    """A stage, begun or not."""
    names = ("opened_on", "finished_on", "limit", "days_taken")
    begun = same(line.row, *names) if line.row is not None else dict.fromkeys(names)
    return {"stage": line.stage.value, **begun, "parts": [part(one) for one in line.parts]}
