"""For whom an application waits: an office at a step, or the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jingkai.domains.services.choices.approvals import ApprovalState, ToleranceState, WaitsFor
from jingkai.domains.services.models import Approval, Supplement, Tolerance
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.flows.choices import STANDING, TaskKind
from jingkai.kernel.flows.models import Task


@dataclass(frozen=True)
class Wait:
    """One thing that an application waits for: at whom, for what, since when and by when."""

    approval: Approval
    whom: WaitsFor
    step: str
    office: Office | None = None
    since: date | None = None
    due_on: date | None = None
    holder: Seat | None = None
    task_id: int | None = None

    def tone_on(self, day: date) -> str:
        """Red past its day; amber when the applicant is asked."""
        if self.due_on is not None and self.due_on < day:
            return "red"
        return "amber" if self.whom == WaitsFor.APPLICANT else ""


def waits_for(approvals: Sequence[Approval]) -> dict[int, tuple[Wait, ...]]:
    """For whom each of these waits, by its case."""
    by_case = {approval.case_id: approval for approval in approvals}
    found: dict[int, list[Wait]] = {case: [] for case in by_case}
    asked = {a.pk: a for a in approvals if a.state == ApprovalState.SUPPLEMENT}
    for notice in Supplement.objects.filter(approval__in=asked, handed_in_on=None):
        approval = asked[notice.approval_id]
        found[approval.case_id].append(_of_applicant(approval, notice.summary, notice))
    for row in Tolerance.objects.filter(
        approval__in=[a.pk for a in approvals if a.tolerates], state=ToleranceState.OPEN
    ):
        approval = next(a for a in approvals if a.pk == row.approval_id)
        found[approval.case_id].append(_of_applicant(approval, row.name, row))
    rows = Task.objects.filter(case__in=list(by_case), state__in=STANDING)
    for task in rows.exclude(kind=TaskKind.COPY).select_related("office", "holder__user"):
        if task.office is not None and by_case[task.case_id].pk not in asked:
            found[task.case_id].append(_of_office(by_case[task.case_id], task))
    for approval in approvals:
        if not found[approval.case_id]:
            found[approval.case_id].append(_without_process(approval))
    return {case: tuple(waits) for case, waits in found.items()}


def _of_applicant(approval: Approval, what: str, row: Supplement | Tolerance) -> Wait:
    since = row.asked_on if isinstance(row, Supplement) else approval.applied_on
    return Wait(approval, WaitsFor.APPLICANT, what, None, since, row.due_on)


def _of_office(approval: Approval, task: Task) -> Wait:
    return Wait(
        approval, WaitsFor.OFFICE, task.name, task.office, timezone.localdate(task.opened_at),
        task.supervised_on or task.due_on, task.holder, task.pk,
    )  # fmt: skip


def _without_process(approval: Approval) -> Wait:
    """An application that runs without a process waits for the office that decides."""
    state = str(ApprovalState(approval.state).label)
    since = approval.accepted_on or approval.applied_on
    return Wait(
        approval, WaitsFor.OFFICE, state, approval.office, since, approval.promised_due_on
    )
