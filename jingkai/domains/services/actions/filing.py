"""Who may see and hand in the files of applications.

They hang on the draft (`services.draft`) from the first upload on, and stay there when it is sent
in: the application leads back to its draft.
"""

from typing import Any

from jingkai.domains.services.actions.common import is_visitor, owns
from jingkai.domains.services.choices.approvals import ApprovalState, ToleranceState
from jingkai.domains.services.models import Approval, Draft, JointDraft, Tolerance
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.joint import JOINT
from jingkai.kernel.files.holders import declare_holder
from jingkai.kernel.files.rules import DOCUMENTS, DRAWINGS, MB, FileRule
from jingkai.kernel.flows.queries import is_involved

DRAFT = "services.draft"
IDENTITY = frozenset({"id", "signer_id", "agent", "identity", "id_card", "household"})
"""Materials that show who somebody is: watermarked, each reading leaves an entry."""


def declare_files() -> None:
    """Make the holder known; once at start-up."""
    declare_holder(DRAFT, reads=may_read, writes=may_write, rule=rule_of)
    declare_holder(JOINT, reads=may_read_joint, writes=may_write_joint, rule=rule_of)


def rule_of(kind: str) -> FileRule:
    """What may be uploaded as a material."""
    if kind in IDENTITY:
        return FileRule(types=DOCUMENTS, max_size=20 * MB, max_count=6, identity=True)
    return FileRule(types=DOCUMENTS | DRAWINGS, max_size=2048 * MB)


def may_read(reader: Any, pk: int) -> bool:
    """The applicant, whoever took it down, the seats that see or review the application."""
    draft = Draft.objects.filter(pk=pk, zone_id=reader.zone_id).first()
    if draft is None:
        return False
    if is_visitor(reader):
        return reader.can(Permission.OWN_VIEW) and owns(draft, reader)
    if draft.seat_id is not None and draft.seat_id == reader.pk:
        return True
    if draft.case_id is None or not reader.can(Permission.CASE_VIEW):
        return False
    if Approval.objects.visible_to(reader).filter(case=draft.case_id).exists():
        return True
    return draft.case is not None and is_involved(reader, draft.case)


def may_write(writer: Any, pk: int) -> bool:
    """Whoever types the draft; once it is sent in, as long as something is asked for."""
    draft = Draft.objects.filter(pk=pk, zone_id=writer.zone_id).first()
    if draft is None:
        return False
    if is_visitor(writer):
        may = writer.can(Permission.OWN_APPLY) and owns(draft, writer)
    else:
        may = writer.can(Permission.CASE_TAKE) and may_read(writer, pk)
    return may and (draft.case_id is None or _asked(draft.case_id))


def may_read_joint(reader: Any, pk: int) -> bool:
    """The applicant and whoever takes it down; sent in, the files hang on each application."""
    draft = JointDraft.objects.filter(pk=pk, zone_id=reader.zone_id).first()
    if draft is None:
        return False
    if is_visitor(reader):
        return reader.can(Permission.OWN_VIEW) and owns(draft, reader)
    return draft.seat_id is not None and draft.seat_id == reader.pk


def may_write_joint(writer: Any, pk: int) -> bool:
    """Whoever types the joint draft, until it is sent in."""
    needed = Permission.OWN_APPLY if is_visitor(writer) else Permission.CASE_TAKE
    waiting = JointDraft.objects.filter(pk=pk, zone_id=writer.zone_id, sent_at=None).exists()
    return waiting and writer.can(needed) and may_read_joint(writer, pk)


def _asked(case_id: int) -> bool:
    """Whether the application waits for a supplement or for a material that was to follow."""
    approval = Approval.objects.filter(case=case_id).first()
    if approval is None:
        return False
    if approval.state == ApprovalState.SUPPLEMENT:
        return True
    follows = Tolerance.objects.filter(approval=approval, state=ToleranceState.OPEN)
    return bool(approval.tolerates) and follows.exists()
