"""What belongs to an application: its notice to supplement, its process, tasks and certificates.

They stand in the router of the steps: an address that is read and stepped on belongs to one router.
"""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Field, Schema

from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints import certificates, tasks
from jingkai.doors.api.endpoints.case_steps import router
from jingkai.doors.api.endpoints.cases import page_for
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import Key, same
from jingkai.kernel.flows.models import Definition, Run
from jingkai.kernel.flows.offering import offered
from jingkai.kernel.flows.queries import tasks_of

READS = may(scopes.CASES_READ, Permission.CASE_VIEW)
UNREAD = ("state", "definition__source", "definition__decisions")


class PointOut(Schema):
    """One thing that was to be supplemented, with what came of it."""

    about: str = Field("", description="`material:<key>` or `field:<key>`")
    name: str
    wrong: str = Field(description="what to do about it")
    answer: str = ""
    done: bool = False


class SupplementOut(Schema):
    """The one notice of all that is to be supplemented (一次性补正告知)."""

    asked_on: date
    due_on: date = Field(description="to be handed in by this day")
    handed_in_on: date | None
    lapsed_on: date | None = Field(description="the day passed without an answer")
    items: list[PointOut]


class ProcessOut(Schema):
    """The process that runs on it: which version, where it stands still, what may be done."""

    code: str
    name: str
    version: int
    versions: list[int] = Field(description="of its process that were published, newest first")
    finished: bool
    halts: list[str] = Field(description="why it stands still: supplement, suspended, returned")
    verbs: list[str] = Field(description="what the seat may do with the case as a whole")


@router.get("/cases/{pk}/supplement", auth=READS, response=SupplementOut)
def read_supplement(request: Asked, pk: Key) -> dict[str, Any]:
    """What is to be supplemented, by when, and what came in; nothing where nothing was asked."""
    notice = page_for(request, pk).supplement
    if notice is None:
        raise Http404
    return same(notice, *SupplementOut.model_fields)


@router.get("/cases/{pk}/process", auth=READS, response=ProcessOut)
def read_process(request: Asked, pk: Key) -> dict[str, Any]:
    """Its process and what the seat may do with the case; nothing where it runs without one."""
    case = page_for(request, pk).approval.case
    run = Run.objects.select_related("definition").defer(*UNREAD).filter(case=case).first()
    if run is None:
        raise Http404
    case.run, now = run, run.definition
    versions = Definition.objects.filter(zone_id=case.zone_id, code=now.code)
    return {
        **same(now, "code", "name", "version"),
        "versions": list(
            versions.exclude(state="draft").order_by("-version").values_list("version", flat=True)
        ),
        "finished": run.finished_at is not None,
        "halts": sorted(halt.value for halt in run.halts),
        "verbs": [verb.value for verb in offered(case, request.auth.seat)],
    }


@router.get("/cases/{pk}/tasks", auth=READS, response=list[tasks.TaskOut])
def list_case_tasks(request: Asked, pk: Key) -> list[dict[str, Any]]:
    """Every piece of work on it, in the order in which they came; who has or had them."""
    return [tasks.told(task) for task in tasks_of(page_for(request, pk).approval.case)]


@router.get("/cases/{pk}/certificates", auth=READS, response=list[certificates.CertificateOut])
def list_case_certificates(request: Asked, pk: Key) -> list[dict[str, Any]]:
    """The certificates that were issued with it."""
    return [certificates.told(one) for one in page_for(request, pk).certificates]
