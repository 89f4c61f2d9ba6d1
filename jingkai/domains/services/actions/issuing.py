"""Certificates are issued with the decision, replaced by newer editions, and revoked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import moment_of, require, saved
from jingkai.domains.services.actions.filling import SAID
from jingkai.domains.services.choices.approvals import ApplicantKind, CertificateState
from jingkai.domains.services.errors.approvals import ReasonNeeded, RevokedAlready
from jingkai.domains.services.models import Approval, Certificate
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.rules import certificates as rules
from jingkai.kernel.cases.reckoning import add_months
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import put

EDITION = 1


def issue(approval: Approval, *, on: date, data: Mapping[str, Any]) -> Certificate:
    """Write the certificate of a granted application inside the deciding action.

    The serial number is the case's, which is without gaps and double of no other. An earlier
    certificate that the decision replaces is named in `data["replaces"]` by its key.
    """
    version = approval.version
    parts = (version.certificate_type.upper(), _issuer(approval), approval.number)
    until = _valid_until(on, data.get("valid_until"), version.validity_months)
    said = _said(approval)
    certificate = Certificate(
        zone_id=approval.zone_id, approval=approval, name=version.result_name or version.name,
        type_code=parts[0], issuer_code=parts[1], serial=parts[2], edition=EDITION,
        identifier=rules.identifier(*parts, EDITION), holder_kind=approval.applicant_kind,
        holder=approval.applicant, holder_code=_holder_code(approval),
        person_id=approval.person_id, enterprise_id=approval.enterprise_id,
        office_id=approval.office_id, document_number=str(data.get("document_number", ""))[:60],
        content=said, digest="", issued_on=on, valid_from=on, valid_until=until,
        replaces_id=data.get("replaces"),
    )  # fmt: skip
    certificate.digest = digest_of(certificate)
    put(certificate)
    if certificate.replaces_id is not None:
        Certificate.objects.filter(pk=certificate.replaces_id, zone_id=approval.zone_id).update(
            state=CertificateState.SUPERSEDED
        )
    return certificate


def digest_of(certificate: Certificate) -> str:
    """The digest over all that the certificate says."""
    return rules.content_digest({name: getattr(certificate, name) for name in SAID})


def _issuer(approval: Approval) -> str:
    """The code of the issuing office: its unified code, else its own, as far as signs allow."""
    code = approval.version.office_code or approval.office.code
    return "".join(sign for sign in code.upper() if sign in rules.SIGNS) or "0"


def _valid_until(on: date, given: Any, months: int | None) -> date | None:
    """The last day it is valid: as decided, else as the matter has it."""
    if given:
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    return add_months(on, months) - timedelta(days=1) if months else None


def _said(approval: Approval) -> list[dict[str, Any]]:
    """What the form tells of what was granted; personal numbers stay out of it."""
    definition = definition_of(approval.version)
    shown = [(f.key, f.label) for f in definition.fields if f.key not in definition.personal]
    options = {f.key: {o.code: o.label for o in f.options} for f in definition.fields}
    said = rules.said_of(approval.form, shown)
    for one in said:
        if isinstance(one["value"], str):
            one["value"] = options[one["key"]].get(one["value"], one["value"])
    return said


def _holder_code(approval: Approval) -> str:
    """The holder's own number: the credit code, or the identity number."""
    if approval.applicant_kind == ApplicantKind.ENTERPRISE:
        return approval.enterprise.credit_code if approval.enterprise_id is not None else ""
    return approval.person.identity.plain if approval.person_id is not None else ""


@action("services.certificate.revoked", _("Revoked {subject}: {why}"))
def revoke_certificate(
    *, certificate: Certificate, because: str, by: Actor, at: datetime | None = None
) -> Certificate:
    """Take a certificate out of force for a reason that its public page tells (吊销、撤销)."""
    require(by, Permission.CERTIFICATE_REVOKE)
    if not because.strip():
        raise ReasonNeeded(field="because")
    held = Certificate.objects.select_for_update(of=("self",)).select_related(
        "approval__account"
    ).get(pk=certificate.pk)  # fmt: skip
    if held.state == CertificateState.REVOKED:
        raise RevokedAlready(certificate=held.name, day=held.revoked_on)
    revoke(held, because=because, on=moment_of(at)[1])
    record(held, why=because, identifier=held.identifier)
    return held


def revoke(certificate: Certificate, *, because: str, on: date) -> None:
    """Revoke inside another action (a broken commitment), and tell the holder."""
    certificate.state, certificate.revoked_on = CertificateState.REVOKED, on
    certificate.revoked_because = because[:300]
    saved(certificate, "state", "revoked_on", "revoked_because")
    facts = {
        "certificate": certificate.name, "identifier": certificate.identifier, "day": on,
        "why": because,
    }  # fmt: skip
    to = telling.applicant_of(certificate.approval) if certificate.approval else []
    notify(to=to, code=telling.REVOKED, subject=certificate, facts=facts)
