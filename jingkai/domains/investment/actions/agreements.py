"""What is done with commitments and friendly-zone agreements."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.errors import AgreementEnded, CommitmentClosed
from jingkai.domains.investment.models import Commitment, Deal, FriendlyOutcome, FriendlyZone
from jingkai.domains.investment.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record


@action("investment.commitment.fulfilled", _("Fulfilled: {subject}"))
def fulfil_commitment(*, commitment: Commitment, on: date, evidence: str, by: Actor) -> Commitment:
    """Record that a promise was kept, with the evidence."""
    commitment = _open(commitment, on, by)
    commitment.fulfilled_on, commitment.evidence = on, evidence
    return saved(commitment, on=on, evidence=evidence)


@action("investment.commitment.waived", _("Waived: {subject} ({why})"))
def waive_commitment(*, commitment: Commitment, on: date, why: str, by: Actor) -> Commitment:
    """Let a promise go by agreement of both sides, with the reason."""
    require(by, Permission.DEAL_SIGN)
    commitment = _open(commitment, on, by)
    commitment.waived_on, commitment.waived_because = on, why
    return saved(commitment, on=on, why=why)


def _open(commitment: Commitment, on: date, by: Actor) -> Commitment:
    require(by, Permission.COMMITMENT_EDIT)
    commitment = locked(commitment)
    if closed := commitment.fulfilled_on or commitment.waived_on:
        raise CommitmentClosed(commitment=commitment.content, day=closed)
    not_before(on, commitment.made_on, _("day made"))
    return commitment


@action("investment.friendly_zone.outcome_recorded", _("Recorded an outcome with {subject}"))
def record_outcome(
    *,
    friendly_zone: FriendlyZone,
    on: date,
    kind: str,
    content: str,
    by: Actor,
    deal: Deal | None = None,
) -> FriendlyOutcome:
    """Record something that came of an agreement."""
    require(by, Permission.FRIENDLY_ZONE_EDIT)
    not_before(on, friendly_zone.signed_on, _("day of signing"))
    outcome = FriendlyOutcome(
        zone_id=friendly_zone.zone_id, friendly_zone=friendly_zone, on=on, kind=kind,
        content=content, deal=deal,
    )  # fmt: skip
    outcome.full_clean(exclude=["zone"])
    outcome.save()
    record(friendly_zone, content=content, on=on)
    return outcome


@action("investment.friendly_zone.ended", _("Ended the agreement with {subject}"))
def end_agreement(*, friendly_zone: FriendlyZone, on: date, by: Actor) -> FriendlyZone:
    """Record that an agreement is in force no longer."""
    require(by, Permission.FRIENDLY_ZONE_EDIT)
    agreement = locked(friendly_zone)
    if agreement.ends_on is not None and agreement.ends_on <= on:
        raise AgreementEnded(partner=agreement.partner, day=agreement.ends_on)
    not_before(on, agreement.signed_on, _("day of signing"))
    agreement.ends_on = on
    agreement.save()
    record(agreement, on=on)
    return agreement
