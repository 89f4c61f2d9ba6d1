"""What becomes of an account's drafts and applications when its holder leaves; what is kept of it.

Drafts go with their files. Applications stay in the offices' files; as long as one is under way the
account can't be closed, because its holder could not be asked for anything any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions.common import named
from jingkai.domains.services.errors.approvals import StillUnderWay
from jingkai.domains.services.models import (
    Appointment,
    Approval,
    Certificate,
    Draft,
    JointDraft,
    Rating,
)
from jingkai.domains.services.queries.joint import JOINT
from jingkai.kernel.files.actions import remove
from jingkai.kernel.files.models import Attachment

DRAFT = "services.draft"


def take_off_files(draft: Draft | JointDraft, by: Any) -> None:
    """Take every file off a draft that goes."""
    holder = JOINT if isinstance(draft, JointDraft) else DRAFT
    hung = Attachment.objects.filter(holder_type=holder, holder_pk=draft.pk, current=True)
    for attachment in hung:
        remove(attachment=attachment, why="", by=by)


def leave(account: Any, by: Any) -> None:
    """The account is being closed: drafts go, what is under way forbids it.

    Raises StillUnderWay.
    """
    running = Approval.objects.filter(account=account, enterprise=None, case__closed_at=None)
    if numbers := list(running.values_list("number", flat=True)[:5]):
        raise StillUnderWay(numbers=named(numbers))
    for draft in Draft.objects.filter(account=account, case=None):
        take_off_files(draft, by)
        draft.delete()
    for joint in JointDraft.objects.filter(account=account, sent_at=None, enterprise=None):
        take_off_files(joint, by)
        joint.delete()


def kept_of(account: Any) -> Iterator[tuple[Any, Sequence[Mapping[str, Any]]]]:
    """What is kept of the account here, for its export."""
    own = Approval.objects.filter(account=account).order_by("pk")
    yield _("Applications"), [
        {"number": a.number, "title": a.title, "applicant": a.applicant, "applied": a.applied_on,
         "state": a.state, "visits": a.visits}
        for a in own
    ]  # fmt: skip
    yield _("Drafts"), [
        {"matter": d.version.name, "saved": d.saved_at}
        for d in Draft.objects.filter(account=account, case=None).select_related("version")
    ]
    yield _("Joint drafts"), [
        {"for": str(d), "saved": d.saved_at}
        for d in JointDraft.objects.filter(account=account, sent_at=None).select_related(
            "one_thing", "project"
        )
    ]
    yield _("Certificates"), [
        {"identifier": c.identifier, "name": c.name, "issued": c.issued_on}
        for c in Certificate.objects.filter(approval__account=account)
    ]
    yield _("Ratings"), [
        {"number": r.approval.number, "level": r.level, "words": r.words, "rated": r.rated_on}
        for r in Rating.objects.filter(approval__account=account).select_related("approval")
    ]
    yield _("Appointments"), [
        {"number": one.number, "slot": str(one.slot), "state": one.state}
        for one in Appointment.objects.filter(account=account).select_related("slot")
    ]
