"""A builder's projects: four stages, what is open, done and next in each."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import MatterStanding, WaitsFor
from jingkai.domains.services.permissions import Permission
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import ProjectForm
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.views import joint
from jingkai.doors.portal.views.entering import done
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.units.reading import to_base

A_PAGE = 20


@for_account
def projects(request: PortalRequest) -> HttpResponse:
    """The projects of the enterprise, each with its four stages on one line."""
    rows = list(services.projects_of(request.visitor)[:A_PAGE])
    views = services.project_views(rows, zone_today())
    return page(request, "projects", {"views": [(view, next_of(view)) for view in views]})


@for_account
def new_project(request: PortalRequest) -> HttpResponse:
    """Open a project: its national code, its name, and what it has to go through."""
    visitor, on = request.visitor, zone_today()
    if visitor.enterprise is None:
        messages.warning(request, _("A project is a builder's: choose for which enterprise."))
        return gate.go(request, "acting")
    matters = services.construction_matters(request.zone.pk, on)
    everything = [row.matter.code for _stage, rows in matters for row in rows]
    form, status = ProjectForm(request.POST or None), 200
    needed = request.POST.getlist("needed") if request.method == "POST" else everything
    if request.method == "POST":
        status = 422
        if form.is_valid() and (made := done(form, lambda: _opened(request, form, needed))):
            messages.success(request, _("The project is open. Begin with the first stage."))
            return gate.go(request, "project", made.case.number)
    facts = {"form": form, "matters": matters, "needed": needed}
    return page(request, "project_new", facts, status)


def _opened(request: PortalRequest, form: Any, needed: Iterable[str]) -> Any:
    typed = dict(form.cleaned_data)
    if typed["investment"] is not None:
        typed["investment"] = to_base(typed["investment"], "万元")
    return actions.open_project(needed=needed, by=request.visitor, **typed)


@for_account
def project(request: PortalRequest, number: str) -> HttpResponse:
    """One project on one page: its stages with their matters, for whom it waits, what is next."""
    found = _project(request, number)
    view = services.project_view(found, zone_today())
    drafts = services.stage_drafts(request.visitor, found)
    facts = {
        "project": found, "view": view, "next": next_of(view),
        "stages": [(s, choosable(found, s), drafts.get(s.stage)) for s in view.stages],
        "may_apply": request.visitor.can(Permission.OWN_APPLY),
        "sent": request.GET.get("sent") == "1",
    }  # fmt: skip
    return page(request, "project", facts)


def choosable(project: Any, stage: Any) -> list[tuple[Any, bool]]:
    """What can be applied for in a stage now, and whether it is ticked from the start.

    By the project's list; a project without one may choose among all that the stage has.
    """
    if not stage.open:
        return []
    return [
        (line, line.to_apply) for line in stage.lines
        if line.to_apply or (line.standing == MatterStanding.NOT_NEEDED and not project.needed)
    ]  # fmt: skip


def next_of(view: Any) -> tuple[str, str, str]:
    """What the builder has to do next, with its icon and tone."""
    if view.now is None:
        return "circle-check-big", _("All four stages are finished."), "green"
    asked = [wait for wait in view.waits if wait.whom == WaitsFor.APPLICANT]
    if asked:
        words = ngettext("{n} application waits for you.", "{n} applications wait for you.",
                         len({wait.approval.pk for wait in asked}))  # fmt: skip
        return "file-plus", words.format(n=len({w.approval.pk for w in asked})), "amber"
    if missing := len(view.now.missing):
        words = ngettext("Next: apply for {n} matter of “{stage}”.",
                         "Next: apply for {n} matters of “{stage}”.", missing)  # fmt: skip
        return "pencil-line", words.format(n=missing, stage=view.now.stage.label), "blue"
    if view.now.row is None:
        return "pencil-line", _("Next: apply in “{stage}”.").format(
            stage=view.now.stage.label
        ), "blue"  # fmt: skip
    return "hourglass", _("The offices are at work; there is nothing for you to do."), "blue"


@for_account
def needed(request: PortalRequest, number: str) -> HttpResponse:
    """What the project has to go through: its own list, to be changed while it runs."""
    found = _project(request, number)
    if request.method == "POST":
        actions.set_needed(
            project=found, needed=request.POST.getlist("needed"), by=request.visitor
        )
        messages.success(request, _("The list is changed."))
        return gate.go(request, "project", number)
    matters = services.construction_matters(request.zone.pk, zone_today())
    return page(
        request, "needed", {"project": found, "matters": matters, "needed": found.needed}
    )


@require_POST
@for_account
def apply(request: PortalRequest, number: str, stage: str) -> HttpResponse:
    """Apply for matters of a stage together: one form, each material once."""
    found = _project(request, number)
    if stage not in ConstructionStage.values:
        raise Http404
    chosen = request.POST.getlist("matter")
    if not chosen:
        messages.warning(request, _("Tick at least one matter."))
        return gate.go(request, "project", number)
    return joint.begin(request, chosen=chosen, project=found, stage=stage)


def _project(request: PortalRequest, number: str) -> Any:
    found = services.project_of(request.visitor, number)
    if found is None:
        raise Http404
    return found
