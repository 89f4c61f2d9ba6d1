"""Handing in what was asked for, all of it at once, and what was allowed to follow later."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.domains.services.choices.approvals import ApprovalState
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.written import attached, box_of, written
from jingkai.doors.ui.requests import number_of
from jingkai.kernel.errors import Refusal

MATERIAL, FIELD = "material:", "field:"


@for_account
def supplement(request: PortalRequest, number: str) -> HttpResponse:
    """The notice with its points, each to be answered; sent once, in full."""
    approval = services.application_of(request.visitor, number)
    notice = services.supplement_of(approval) if approval is not None else None
    if approval is None or notice is None:
        raise Http404
    if approval.state != ApprovalState.SUPPLEMENT:
        return gate.go(request, "case", number)
    draft = services.draft_behind(approval)
    refusal, status = None, 200
    if request.method == "POST":
        try:
            _hand_in(request, approval, notice, draft)
        except Refusal as refused:
            refusal, status = refused, refused.status
        else:
            messages.success(request, _("Handed in. The time runs on from here."))
            return gate.go(request, "case", number)
    facts = {
        "approval": approval, "notice": notice, "refusal": refusal, "draft": draft,
        "points": _points(request, approval, notice),
    }  # fmt: skip
    return page(request, "supplement", facts, status)


def _hand_in(request: PortalRequest, approval: Any, notice: Any, draft: Any) -> None:
    if draft is not None:
        attached(request, draft)
    posted = request.POST
    answers = [posted.get(f"answer_{i}", "") for i in range(len(notice.items))]
    form = {
        key: value
        for key, value in written(posted, approval.version).items()
        if f"f_{key}" in posted
    }
    with_files = {
        material.code for material, files in services.materials_with_files(approval) if files
    }
    asked = {key for item in notice.items if (key := _key(item, MATERIAL))}
    files = services.files_of(draft) if draft is not None else {}
    materials = {key: "uploaded" for key in asked if files.get(key) or key in with_files}
    actions.supplement(
        approval=approval, answers=answers, form=form or None, materials=materials,
        version=number_of(posted.get("version")), by=request.visitor,
    )  # fmt: skip


def _points(request: PortalRequest, approval: Any, notice: Any) -> list[dict[str, Any]]:
    """Each point with what answers it: files, a field of the form, or words."""
    entries = {entry.field.key: entry for entry in services.entries_of(approval)}
    draft = services.draft_behind(approval)
    files = services.files_of(draft) if draft is not None else {}
    told = []
    for number, item in enumerate(notice.items):
        material, field = _key(item, MATERIAL), _key(item, FIELD)
        told.append(
            {
                "number": number,
                "item": item,
                "answer": request.POST.get(f"answer_{number}", ""),
                "box": box_of(material, files.get(material, [])) if material and draft else None,
                "entry": entries.get(field),
            }
        )
    return told


@require_POST
@for_account
def follow(request: PortalRequest, number: str, pk: int) -> HttpResponse:
    """Hand in a material that was allowed to follow later."""
    approval = services.application_of(request.visitor, number)
    draft = services.draft_behind(approval) if approval is not None else None
    if approval is None or draft is None:
        raise Http404
    tolerance = get_object_or_404(services.still_to_follow(approval), pk=pk)
    if not attached(request, draft):
        messages.warning(request, _("Choose a file first."))
        return gate.go(request, "case", number)
    actions.hand_in_material(tolerance=tolerance, by=request.visitor)
    messages.success(request, _("Handed in: {name}").format(name=tolerance.name))
    return gate.go(request, "case", number)


def _key(item: Any, kind: str) -> str:
    about = str(item.get("about", ""))
    return about.removeprefix(kind) if about.startswith(kind) else ""
