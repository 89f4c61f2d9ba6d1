"""Looking up without an account: a case by number and telephone, a certificate by its code.

What is shown tells where a case stands, never whose it is.
"""

from collections.abc import Callable
from io import BytesIO

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from jingkai.domains.services import queries as services
from jingkai.domains.subjects.actions import knock
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import TrackForm, VerifyForm
from jingkai.doors.portal.gate import PortalRequest, address_of, counted, open_to_all, page
from jingkai.doors.portal.progress import course_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.moving import clocks_of

WINDOW = 10
FROM_ONE_PLACE, OF_ONE = 60, 12
"""How many lookups in ten minutes: from one address, and of one number. Whoever guesses
telephone numbers for a case is stopped by the second."""


def _counts(door: str, field: str) -> Callable[[PortalRequest], None]:
    """Count the lookup, for the place that it comes from and for what is looked up."""

    def count(request: PortalRequest) -> None:
        what = "".join(request.POST.get(field, "").split()).upper()[:80]
        asked = ((f"from {address_of(request)}", most_from_one_place()), (f"of {what}", OF_ONE))
        for who, most in asked:
            knock(zone_id=request.zone.pk, door=door, who=who, most=most, minutes=WINDOW)

    return count


def most_from_one_place() -> int:
    """How many lookups one address may make in ten minutes (`JINGKAI_LOOKUPS`)."""
    most: int = getattr(settings, "JINGKAI_LOOKUPS", FROM_ONE_PLACE)
    return most


@open_to_all
@counted(_counts("track", "number"))
def track(request: PortalRequest) -> HttpResponse:
    """Where a case stands, by its number and the telephone given with it."""
    form, status = TrackForm(request.POST or None), 200
    facts = {"form": form}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            number = form.cleaned_data["number"]
            found = services.tracked(request.zone.pk, number, form.cleaned_data["phone"])
            if found is not None:
                told = {"approval": found, "course": course_of(found),
                        "clocks": clocks_of(found.case)}  # fmt: skip
                return page(request, "tracked", told)
            form.add_error(None, _("No case has this number and this telephone number."))
    return page(request, "track", facts, status)


@open_to_all
@counted(_counts("verify", "identifier"))
def verify(request: PortalRequest) -> HttpResponse:
    """A certificate by its identifier or its verification number."""
    form, status = VerifyForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            identifier = form.cleaned_data["identifier"]
            found = services.certificate_by_identifier(
                request.zone.pk, identifier
            ) or services.certificate_by_token(request.zone.pk, identifier.strip())
            if found is not None:
                return gate.go(request, "certificate", found.token)
            why = _("No certificate of this zone has this identifier or verification number.")
            form.add_error("identifier", why)
    return page(request, "verify", {"form": form}, status)


@open_to_all
def certificate(request: PortalRequest, token: str) -> HttpResponse:
    """The public page of a certificate: what it says, and whether it is in force."""
    found = services.certificate_by_token(request.zone.pk, token)
    if found is None:
        raise Http404
    day = zone_today()
    over = found.valid_until is not None and found.valid_until < day
    facts = {"certificate": found, "over": over, "day": day,
             "begins_later": found.valid_from > day}  # fmt: skip
    response = page(request, "certificate", facts)
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_all
def qr(request: PortalRequest, token: str) -> HttpResponse:
    """The code that leads to the public page, as a picture."""
    if services.certificate_by_token(request.zone.pk, token) is None:
        raise Http404
    address = request.build_absolute_uri(gate.at(request, "certificate", token))
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
