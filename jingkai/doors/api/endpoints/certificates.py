"""Electronic certificates (电子证照): those the seat sees, their files, verification, revocation.

Identifiers are those of GB/T 36904-2018; that an electronic certificate has the force of one on
paper is the State Council's Order 716 (2019), article 10.
"""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices.approvals import CertificateState
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.seeing import marked_by
from jingkai.doors.api.shapes import (
    TEXT,
    Asking,
    Given,
    Key,
    Page,
    Paging,
    Ref,
    listed,
    ref,
    same,
)
from jingkai.doors.api.verbs import Verb, offer, stepping
from jingkai.kernel.access.today import zone_today

router = Router(tags=["certificates"])
READS = may(scopes.CERTIFICATES_READ, Permission.CERTIFICATE_VIEW)
VERIFIES = may(scopes.CERTIFICATES_VERIFY)
REVOKES = may(scopes.CERTIFICATES_REVOKE, Permission.CERTIFICATE_REVOKE)
SAME = ("identifier", "name", "type_code", "holder_kind", "holder", "document_number", "state",
        "issued_on", "valid_from", "valid_until", "revoked_on", "revoked_because", "digest",
        "edition")  # fmt: skip
MARK = marked_by("digest", "state", "revoked_on")


class CertificateOut(Schema):
    """An electronic certificate; the holder's number is never told."""

    id: int
    identifier: str = Field(description="by GB/T 36904, with its check character")
    name: str
    type_code: str
    holder_kind: str
    holder: str
    document_number: str
    case: int | None = Field(description="the application that it was issued with, by its key")
    office: Ref = Field(description="which issued it")
    state: str
    standing: str = Field(description="whether it holds today, in words")
    valid: bool = Field(description="whether it holds today")
    issued_on: date
    valid_from: date
    valid_until: date | None
    revoked_on: date | None
    revoked_because: str
    digest: str = Field(description="SHA-256 over all that it says")
    edition: int


class SaidOut(Schema):
    """One thing that a certificate says."""

    label: str
    value: str


class CertificateWhole(CertificateOut):
    """A certificate with what it says and its public page."""

    content: list[SaidOut]
    public: str = Field(description="the address behind its QR code, open to anybody")


class VerifiedOut(Schema):
    """What anybody may know of a certificate: what it says, and whether it holds today."""

    identifier: str
    name: str
    holder: str = Field(description="a person's name is masked but for its first sign")
    office: str
    issued_on: date
    valid_from: date
    valid_until: date | None
    valid: bool
    standing: str = Field(description="whether it holds, in words")
    because: str = Field(description="why it was revoked, if it was")
    digest: str
    content: list[SaidOut]


class WhichCertificates(Paging):
    """Which certificates."""

    identifier: str = Field("", max_length=80, pattern=TEXT, description="by GB/T 36904")
    state: CertificateState | None = Field(None, description="as it was issued or revoked")
    type_code: str = Field("", max_length=40, pattern=TEXT, description="the type of certificate")


class Verifying(Asking):
    """By what a certificate is looked up."""

    code: str = Field(
        min_length=1, max_length=100, pattern=TEXT,
        description="its identifier, or what its QR code carries",
    )  # fmt: skip


class Revoking(Given):
    """The reason, which its public page tells."""

    because: str = Field(min_length=1, max_length=300, pattern=TEXT, description="told publicly")


def told(one: Any) -> dict[str, Any]:
    """A certificate as the API shows it."""
    standing, valid = queries.standing_of(one, zone_today())
    return {
        "id": one.pk, "case": one.approval_id, "office": ref(one.office),
        "standing": str(standing), "valid": valid, **same(one, *SAME),
    }  # fmt: skip


def said(one: Any) -> list[dict[str, str]]:
    """What it says, in its order."""
    return [{"label": str(line["label"]), "value": str(line["value"])} for line in one.content]


def whole(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """A certificate with what it says."""
    one = certificate_for(request, pk)
    response["ETag"] = MARK(one)
    return {**told(one), "content": said(one), "public": public_page(request, one)}


def public_page(request: Asked, one: Any) -> str:
    """The address behind its QR code."""
    code = request.auth.seat.zone.code
    return request.build_absolute_uri(reverse("portal:certificate", args=[code, one.token]))


def certificate_for(request: Asked, pk: int) -> Any:
    """The certificate, if the seat sees it."""
    rows = queries.certificates_for(request.auth.seat).select_related("office")
    return get_object_or_404(rows, pk=pk)


@router.get("/certificates", auth=READS, response=Page[CertificateOut])
def list_certificates(
    request: Asked, asked: Annotated[WhichCertificates, Query()]
) -> dict[str, Any]:
    """The certificates that the seat's offices have issued, newest first."""
    rows = queries.certificates_for(request.auth.seat).select_related("office")
    identifier = "".join(asked.identifier.split()).upper()
    return listed(
        request, rows, ("-id",), asked, told, identifier=identifier, state=asked.state,
        type_code=asked.type_code,
    )  # fmt: skip


@router.get(
    "/certificates/verification", auth=VERIFIES, response={200: VerifiedOut, 404: Problem}
)
def verify_certificate(
    request: Asked, asked: Annotated[Verifying, Query()]
) -> dict[str, Any]:
    """Whether a certificate holds today, by its identifier or its QR code, as anybody may know.

    The same as its public page tells; nothing comes back where the zone issued no such one.
    """
    zone_id = request.auth.seat.zone_id
    found = queries.certificate_by_identifier(zone_id, asked.code)
    found = found or queries.certificate_by_token(zone_id, asked.code.strip())
    if found is None:
        raise Http404
    face = queries.public_certificate(found, zone_today())
    return {
        **same(found, "identifier", "name", "issued_on", "valid_from", "valid_until", "digest"),
        "holder": face.holder, "office": str(found.office), "valid": face.valid,
        "standing": str(face.standing), "because": face.why_not, "content": said(found),
    }  # fmt: skip


@router.get("/certificates/{pk}", auth=READS, response=CertificateWhole)
def read_certificate(request: Asked, response: HttpResponse, pk: Key) -> dict[str, Any]:
    """One certificate with what it says."""
    return whole(request, response, pk)


@router.get(
    "/certificates/{pk}/file",
    auth=READS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The certificate as a page.",
                "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def read_certificate_file(request: Asked, pk: Key) -> HttpResponse:
    """The certificate as a PDF of one page, with its QR code; what counts is the record."""
    one = certificate_for(request, pk)
    drawn = queries.certificate_pdf(one, public_page(request, one))
    response = HttpResponse(drawn, content_type="application/pdf")
    name = f"{one.name}-{one.serial}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


VERBS = (
    Verb("revoke", "revoke_certificate", actions.revoke_certificate,
         _("Take it out of force for a reason that its public page tells (吊销、撤销); the holder"
           " is told (Administrative Licensing Law, articles 69 and 70)."), Revoking),
)  # fmt: skip
STEP = stepping("certificate", certificate_for, whole, mark=MARK)
offer(router, "/certificates/{pk}", VERBS, STEP, CertificateWhole, REVOKES)
