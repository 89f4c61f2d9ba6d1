"""One thing, done once: the questions, what is to be handed in, and one page to follow it all."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices.approvals import ApplicantKind
from jingkai.domains.services.permissions import Permission
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, open_to_all, page
from jingkai.doors.portal.templatetags.portal import english
from jingkai.doors.portal.views import joint
from jingkai.kernel.access.today import zone_today


@open_to_all
def things(request: PortalRequest) -> HttpResponse:
    """All one-thing services that are offered."""
    rows = services.one_things_in_force(request.zone.pk, zone_today())
    return page(request, "things", {"things": rows})


@open_to_all
def thing(request: PortalRequest, code: str) -> HttpResponse:
    """The guide of a one-thing service: what it asks of somebody who answers like this."""
    guide = _guide(request, code)
    chosen = _answered(request.GET.getlist("with"), guide)
    asked = guide.joint_with(chosen)
    names = {one.code: english(one.version) for one in guide.members}
    facts = {
        "guide": guide, "thing": guide.thing, "chosen": chosen, "joint": asked,
        "papers": [(paper, [names[code] for code in paper.asks]) for paper in asked.papers],
        "members": [(m, not m.optional or m.code in chosen) for m in guide.members],
        "answered": "answered" in request.GET or not guide.questions,
    }  # fmt: skip
    return page(request, "thing", facts)


def _guide(request: PortalRequest, code: str) -> Any:
    on = zone_today()
    found = services.one_things_in_force(request.zone.pk, on).filter(code=code).first()
    if found is None:
        raise Http404
    return services.one_thing_guide(found, on)


def _answered(codes: list[str], guide: Any) -> list[str]:
    """The optional matters that were asked for."""
    return [one.code for one in guide.questions if one.code in codes]


@require_POST
@for_account
def apply(request: PortalRequest, code: str) -> HttpResponse:
    """Begin the one form, with the matters that the answers call for."""
    guide = _guide(request, code)
    firm = request.visitor.enterprise is not None
    if not guide.meant_for(ApplicantKind.ENTERPRISE if firm else ApplicantKind.PERSON):
        messages.warning(request, _("This is for others: choose for whom you act."))
        return gate.go(request, "acting")
    chosen = _answered(request.POST.getlist("with"), guide)
    return joint.begin(request, chosen=chosen, one_thing=guide.thing)


@for_account
def bundle(request: PortalRequest, number: str) -> HttpResponse:
    """One application for one thing: one clock, each part, all certificates."""
    found = services.bundle_of(request.visitor, number)
    if found is None:
        raise Http404
    view = services.bundle_view(found)
    facts = {
        "bundle": found, "view": view, "clocks": view.clocks,
        "sent": request.GET.get("sent") == "1",
        "may_download": request.visitor.can(Permission.OWN_DOWNLOAD),
    }  # fmt: skip
    return page(request, "bundle", facts)
