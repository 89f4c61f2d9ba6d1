"""Looking up without an account: a case by number and telephone, a certificate by its code.

What is shown tells where a case stands, never whose it is.
"""

from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from jingkai.domains.services import queries as services
from jingkai.domains.subjects.actions import knock
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import TrackForm, VerifyForm
from jingkai.doors.portal.gate import PortalRequest, open_to_all, page
from jingkai.doors.portal.progress import course_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.moving import clocks_of

WINDOW = 10
FROM_ONE_PLACE, OF_ONE_CASE = 60, 12
"""How many lookups in ten minutes: from one address, and of one number. Whoever guesses
telephone numbers for a case is stopped by the second."""


@open_to_all
def track(request: PortalRequest) -> HttpResponse:
    """Where a case stands, by its number and the telephone given with it."""
    form, status = TrackForm(request.POST or None), 200
    facts = {"form": form}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            number = "".join(form.cleaned_data["number"].split()).upper()
            _knock(request, "track", number)
            found = services.tracked(request.zone.pk, number, form.cleaned_data["phone"])
            if found is not None:
                told = {"approval": found, "course": course_of(found),
                        "clocks": clocks_of(found.case)}  # fmt: skip
                return page(request, "tracked", told)
            form.add_error(None, _("No case has this number and this telephone number."))
    return page(request, "track", facts, status)


@open_to_all
def verify(request: PortalRequest) -> HttpResponse:
    """A certificate by its identifier."""
    form, status = VerifyForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            identifier = form.cleaned_data["identifier"]
            _knock(request, "verify", identifier)
            found = services.certificate_by_identifier(request.zone.pk, identifier)
            if found is not None:
                return gate.go(request, "certificate", found.token)
            form.add_error(
                "identifier", _("No certificate of this zone has this identifier.")
            )
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


def _knock(request: PortalRequest, door: str, what: str) -> None:
    """Count the lookup, for the place that it comes from and for what is looked up."""
    place = request.META.get("REMOTE_ADDR", "")
    for who, most in ((f"from {place}", FROM_ONE_PLACE), (f"of {what}", OF_ONE_CASE)):
        knock(zone_id=request.zone.pk, door=door, who=who, most=most, minutes=WINDOW)
