"""Finding the right matter, and its guide."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import Audience, MaterialNeed
from jingkai.doors.portal import offered
from jingkai.doors.portal.gate import PortalRequest, open_to_all, page
from jingkai.doors.portal.written import ways
from jingkai.doors.ui.templatetags.ui import joined
from jingkai.kernel.access.today import zone_today


@open_to_all
def matters(request: PortalRequest) -> HttpResponse:
    """The matters in force, by words, class, office and way."""
    on, asked = zone_today(), offered.Asked.of(request.GET)
    rows, after = offered.listed(request.zone.pk, asked, on)
    onward = request.GET.copy()
    onward["after"] = after
    facts = {
        "asked": asked,
        "rows": rows,
        "things": services.find_one_things(request.zone.pk, asked.words, on) if asked.words else [],
        "more": f"?{onward.urlencode()}" if after else "",
        "audiences": Audience.choices,
        "themes": offered.themes(asked.audience),
        "offices": offered.offices(request.zone.pk, on),
    }
    return page(request, "matters", facts)


@open_to_all
def situation(request: PortalRequest, code: str) -> HttpResponse:
    """What somebody in this situation needs, in order."""
    found = services.situations(request.zone.pk).filter(code=code).first()
    if found is None:
        raise Http404
    on = zone_today()
    facts = {
        "situation": found, "rows": services.by_situation(found, on),
        "things": services.one_things_for_situation(found, on),
    }  # fmt: skip
    return page(request, "situation", facts)


@open_to_all
def matter(request: PortalRequest, code: str) -> HttpResponse:
    """The guide of a matter as it is in force today."""
    on = zone_today()
    version = services.matters_in_force(request.zone.pk, on).filter(matter__code=code).first()
    if version is None:
        raise Http404
    guide = services.guide(version, on)
    facts = {
        "guide": guide,
        "version": version,
        "steps": steps(version, guide),
        "things": services.one_things_with(version, on),
        "materials": [(m, m.need != MaterialNeed.REQUIRED) for m in guide.materials],
        "held": services.held_already(request.visitor, version, on),
    }
    return page(request, "matter", facts)


def steps(version: Any, guide: Any) -> list[tuple[str, str]]:
    """The course of an application, told as steps."""
    where = _("at a place that accepts it")
    if version.online:
        where = _("online, or at a place that accepts it")
    told = [(_("Hand in the application"), where)]
    told.append((_("Acceptance"), _("what is missing is told once, all of it, in writing")))
    joint = joined(one.office for one in guide.joint_offices)
    told.append((_("Review"), joint or str(version.office)))
    for special in guide.procedures:
        told.append((str(special), _("its days lie outside the limit")))
    told.append((_("Decision"), version.result_name or _("in writing, with its reason")))
    told.append((_("Delivery"), joined(label for _code, label in ways(version))))
    return told
