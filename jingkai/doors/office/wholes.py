"""Building projects and one-thing applications: how far each is, its clock, for whom it waits."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from jingkai.domains.services import queries
from jingkai.domains.services.choices.approvals import ApprovalState, WaitsFor
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries import WholeStanding
from jingkai.doors.ui.requests import SeatedRequest, number_of, seated
from jingkai.kernel.access.today import zone_today

PROJECTS, BUNDLES = "projects", "bundles"
A_PAGE = 20
FIND = {PROJECTS: queries.find_projects, BUNDLES: queries.find_bundles}


@seated(Permission.CASE_VIEW)
def wholes(request: SeatedRequest) -> HttpResponse:
    """One of the two lists, the newest first, a page by key."""
    asked = asked_of(request.GET)
    rows = FIND[asked["of"]](request.seat, asked["q"], asked["standing"])
    if (after := number_of(asked["after"])) is not None:
        rows = rows.filter(pk__lt=after)
    some = list(rows[: A_PAGE + 1])
    listed = some[:A_PAGE]
    facts = {
        "asked": asked, "rows": lines_of(asked["of"], listed),
        "tabs": [(_("Construction projects"), url({**asked, "of": PROJECTS, "after": ""}),
                  asked["of"] == PROJECTS),
                 (_("One-thing applications"), url({**asked, "of": BUNDLES, "after": ""}),
                  asked["of"] == BUNDLES)],
        "standings": standings(asked),
        "next": url({**asked, "after": str(listed[-1].pk)}) if len(some) > A_PAGE else "",
        "may_take": request.seat.can(Permission.CASE_TAKE),
        "may_open": request.seat.can(Permission.PROJECT_EDIT),
    }  # fmt: skip
    return render(request, "office/building/board.html", facts)


def asked_of(asking: Any) -> dict[str, Any]:
    """What the address asks; what it doesn't know is left aside."""
    of, standing = asking.get("of", ""), asking.get("standing", "")
    return {
        "of": of if of in FIND else PROJECTS,
        "standing": WholeStanding(standing) if standing in list(WholeStanding) else None,
        "q": asking.get("q", "").strip()[:60],
        "after": asking.get("after", "")[:20],
    }


def url(asked: dict[str, Any]) -> str:
    """The list as it is asked for."""
    told = {key: str(value) for key, value in asked.items() if value}
    return f"{reverse('office:wholes')}?{urlencode(told)}"


def standings(asked: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The filters by what waits for whom, the present one marked."""
    words = {
        None: _("All"), WholeStanding.RUNNING: _("Under way"),
        WholeStanding.TO_ACCEPT: _("To be accepted"),
        WholeStanding.ASKED: _("To be supplemented"), WholeStanding.FINISHED: _("Ended"),
    }  # fmt: skip
    return [
        (label, url({**asked, "standing": code, "after": ""}), code == asked["standing"])
        for code, label in words.items()
    ]


def lines_of(of: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Each with its view, what waits for acceptance, and for whom it waits."""
    views: Sequence[Any]
    if of == PROJECTS:
        views = queries.project_views(rows, zone_today())
    else:
        views = queries.bundle_views(rows)
    return [
        {
            "view": view,
            "to_accept": sum(part.state == ApprovalState.SUBMITTED for part in view.parts),
            "asked": sum(part.state == ApprovalState.SUPPLEMENT for part in view.parts),
            "offices": offices_of(view),
        }
        for view in views
    ]


def offices_of(view: Any) -> list[Any]:
    """The offices at which it lies, each once."""
    waits = [wait for wait in view.waits if wait.whom == WaitsFor.OFFICE and wait.office]
    return list({wait.office.pk: wait.office for wait in waits}.values())
