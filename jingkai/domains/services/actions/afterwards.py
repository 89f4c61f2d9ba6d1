"""What comes later: materials that were to follow, commitments to be checked, days that lapse."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions.common import (
    allow_owner,
    is_visitor,
    moment_of,
    require,
    saved,
)
from jingkai.domains.services.actions.flowing import end, take
from jingkai.domains.services.actions.issuing import revoke
from jingkai.domains.services.choices.approvals import (
    ApprovalState,
    CertificateState,
    CheckResult,
    MaterialOrigin,
    ToleranceState,
)
from jingkai.domains.services.errors.approvals import (
    CheckedAlready,
    NothingAsked,
    ReasonNeeded,
    one_of,
)
from jingkai.domains.services.models import (
    Approval,
    ApprovalMaterial,
    Certificate,
    CommitmentCheck,
    Supplement,
    Tolerance,
)
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.access.models import Zone
from jingkai.kernel.trail.acting import action, record


@action("services.tolerance.handed_in", _("Handed in “{material}” for {subject}"))
def hand_in_material(
    *, tolerance: Tolerance, by: Any, origin: str = "uploaded", at: datetime | None = None
) -> Tolerance:
    """A material that was to follow (容缺) is there."""
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.CASE_TAKE)
    held = take(tolerance.approval)
    allow_owner(held, by)
    row = Tolerance.objects.select_for_update(of=("self",)).get(pk=tolerance.pk)
    if row.state != ToleranceState.OPEN:
        raise NothingAsked(number=held.number)
    row.state, row.handed_in_on = ToleranceState.HANDED_IN, moment_of(at)[1]
    saved(row, "state", "handed_in_on")
    ApprovalMaterial.objects.filter(approval=held, code=row.code).update(
        origin=one_of(MaterialOrigin, origin, "origin")
    )
    record(held, material=row.name)
    return row


@action("services.commitment.checked", _("Checked the commitment of {subject}: {result}"))
def check_commitment(
    *, check: CommitmentCheck, result: str, note: str, by: Any, at: datetime | None = None
) -> CommitmentCheck:
    """Look afterwards whether what was promised holds; a broken promise takes the grant back."""
    require(by, Permission.COMMITMENT_CHECK)
    result = one_of(CheckResult, result, "result")
    row = CommitmentCheck.objects.select_for_update(of=("self",)).select_related(
        "approval__account"
    ).get(pk=check.pk)  # fmt: skip
    if row.checked_on is not None:
        raise CheckedAlready(number=row.approval.number, day=row.checked_on)
    if result == CheckResult.BROKEN and not note.strip():
        raise ReasonNeeded(field="note")
    on = moment_of(at)[1]
    row.result, row.note, row.checked_on, row.seat_id = result, note, on, by.pk
    saved(row, "result", "note", "checked_on", "seat")
    if result == CheckResult.BROKEN:
        _take_back(row.approval, note, on)
    record(row.approval, result=str(CheckResult(result).label), note=note)
    return row


def _take_back(approval: Approval, why: str, on: date) -> None:
    because = _now("commitment broken: {why}").format(why=why)
    valid = Certificate.objects.filter(approval=approval, state=CertificateState.VALID)
    for certificate in valid.select_related("approval__account"):
        revoke(certificate, because=because, on=on)


@action("services.lapses.told", _("Told lapsed days of {subject}: {supplements}, {tolerances}"))
def lapse(*, on: date, by: Any, at: datetime | None = None) -> int:
    """What was to be handed in by a day and was not: the application is held as withdrawn.

    Run once a day. A supplement that was not handed in ends its application; a material that was to
    follow lapses and has to be asked about. How many there were.
    """
    require(by, Permission.CASE_TERMINATE)
    late = Supplement.objects.filter(
        zone_id=by.zone_id, handed_in_on=None, lapsed_on=None, due_on__lt=on,
        approval__state=ApprovalState.SUPPLEMENT,
    ).select_related("approval")  # fmt: skip
    ended = [_lapsed(notice, on, by, at) for notice in late]
    rows = Tolerance.objects.filter(
        zone_id=by.zone_id, state=ToleranceState.OPEN, due_on__lt=on
    )
    lapsed = rows.update(state=ToleranceState.LAPSED)
    zone = Zone.objects.get(pk=by.zone_id)
    record(zone, supplements=len(ended), tolerances=lapsed)
    return len(ended) + lapsed


def _lapsed(notice: Supplement, on: date, by: Any, at: datetime | None) -> Supplement:
    held = take(notice.approval)
    notice.lapsed_on = on
    saved(notice, "lapsed_on", lapsed_on=None)
    why = _now("not supplemented by {day}").format(day=notice.due_on)
    end(held, "withdraw", by=by, at=at, why=why)
    return notice
