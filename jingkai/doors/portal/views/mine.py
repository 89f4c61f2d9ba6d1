"""What is mine: applications, drafts, certificates, appointments."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.governance import queries as governance
from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.domains.services.choices.approvals import RATABLE, UNDER_WAY, Level
from jingkai.domains.services.permissions import Permission
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.progress import course_of
from jingkai.doors.portal.written import box_of
from jingkai.doors.ui.requests import number_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.moving import clocks_of
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices import queries as notices
from jingkai.kernel.notices.actions import mark_read

A_PAGE, TOLD = 20, 50


@for_account
def mine(request: PortalRequest) -> HttpResponse:
    """One's applications, the newest first, and what else is one's own."""
    visitor = request.visitor
    rows = services.applications_of(visitor)
    after = number_of(request.GET.get("after"))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    some = list(rows[: A_PAGE + 1])
    facts = {
        "rows": some[:A_PAGE],
        "more": some[A_PAGE - 1].pk if len(some) > A_PAGE else None,
        "drafts": services.drafts_of(visitor)[:A_PAGE],
        "joint_drafts": services.joint_drafts_of(visitor)[:A_PAGE],
        "bundles": services.bundle_views(list(services.bundles_of(visitor)[:A_PAGE])),
        "projects": services.project_views(
            list(services.projects_of(visitor)[:A_PAGE]), zone_today()
        ),
        "certificates": services.certificates_of(visitor)[:A_PAGE],
        "appointments": services.appointments_of(visitor)[:A_PAGE],
        "may_download": visitor.can(Permission.OWN_DOWNLOAD),
        "appeals": governance.appeals_of_account(visitor.account)[:A_PAGE],
        "unread": notices.unread_by(visitor),
    }
    return page(request, "mine", facts)


@for_account
def told(request: PortalRequest) -> HttpResponse:
    """What the account was told, the newest first; looked at, it counts as read."""
    rows = list(notices.notices_for(request.visitor).order_by("-pk")[:TOLD])
    response = page(request, "told", {"rows": rows})
    mark_read(by=request.visitor, keys=[row.pk for row in rows if row.read_at is None])
    return response


@for_account
def case(request: PortalRequest, number: str) -> HttpResponse:
    """One application: where it stands, by when, what is asked, what came of it."""
    approval = _own(request, number)
    visitor = request.visitor
    facts = {
        "approval": approval,
        "course": course_of(approval),
        "clocks": clocks_of(approval.case),
        "sent": request.GET.get("sent") == "1",
        "words": services.words_of(approval.version, approval.form),
        "materials": services.materials_with_files(approval),
        "supplement": services.supplement_of(approval),
        "certificates": approval.certificates.all(),
        "may_download": visitor.can(Permission.OWN_DOWNLOAD),
        "may_withdraw": approval.state in UNDER_WAY and visitor.can(Permission.OWN_WITHDRAW),
        "may_rate": approval.state in RATABLE and visitor.can(Permission.OWN_RATE),
        "follow": [(row, box_of(row.code, [])) for row in services.still_to_follow(approval)],
        "rating": getattr(approval, "rating", None),
        "levels": [(level.value, level.label) for level in reversed(Level)],
        "moves": services.public_moves(approval),
    }
    return page(request, "case", facts)


@for_account
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """One's own certificate, to keep and to print."""
    if not request.visitor.can(Permission.OWN_DOWNLOAD):
        raise Forbidden
    rows = services.certificates_of(request.visitor).select_related("zone", "office")
    certificate = get_object_or_404(rows, pk=pk)
    address = request.build_absolute_uri(gate.at(request, "certificate", certificate.token))
    response = HttpResponse(
        services.certificate_pdf(certificate, address), content_type="application/pdf"
    )
    name = f"{certificate.name}-{certificate.serial}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_POST
@for_account
def withdraw(request: PortalRequest, number: str) -> HttpResponse:
    """Take an application back before it is decided."""
    approval = _own(request, number)
    actions.withdraw(
        approval=approval, by=request.visitor, why=request.POST.get("why", "")[:300],
        version=_seen(request),
    )  # fmt: skip
    messages.success(request, _("The application is withdrawn."))
    return gate.go(request, "case", number)


@require_POST
@for_account
def rate(request: PortalRequest, number: str) -> HttpResponse:
    """Say how it was."""
    level = number_of(request.POST.get("level"))
    if level is None:
        messages.warning(request, _("Choose one of the five levels."))
        return gate.go(request, "case", number)
    actions.rate(
        approval=_own(request, number), level=level, by=request.visitor,
        words=request.POST.get("words", "")[:1000],
    )  # fmt: skip
    messages.success(request, _("Thank you. Whoever is responsible reads it."))
    return gate.go(request, "case", number)


def _seen(request: PortalRequest) -> int | None:
    """The version of the case that the page showed."""
    return number_of(request.POST.get("version"))


def _own(request: PortalRequest, number: str) -> Any:
    found = services.application_of(request.visitor, number)
    if found is None:
        raise Http404
    return found
