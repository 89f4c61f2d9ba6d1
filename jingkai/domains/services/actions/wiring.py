"""What the kernel's rooms ask of applications: clocks, processes, files, portal accounts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import (
    ASIDE,
    WITH,
    approval_of,
    is_visitor,
    keep,
    owns,
)
from jingkai.domains.services.actions.effects import Step, check, follow, is_downloaded
from jingkai.domains.services.actions.filing import declare_files
from jingkai.domains.services.actions.flowing import handed_in, step, supplement_asked
from jingkai.domains.services.actions.issuing import issue
from jingkai.domains.services.actions.leaving import kept_of, leave
from jingkai.domains.services.errors.approvals import NotInFull
from jingkai.domains.services.models import Bundle, Rectification, Supplement
from jingkai.domains.services.permissions import OWN
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.queries.guides import joint_offices_of
from jingkai.domains.services.rules import forms
from jingkai.domains.subjects.actions import erases, tells_data
from jingkai.domains.subjects.permissions import let_visitors
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.kinds import ClockRule
from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.cases.moving import CLOCKS
from jingkai.kernel.flows.choices import TaskState
from jingkai.kernel.flows.hooks import CALLS, FLOWS, JOINED, UNREAD, FlowHooks
from jingkai.kernel.flows.models import Task
from jingkai.kernel.trail.acting import Machine

ISSUE = "services.issue"


def wire() -> None:
    """Fill in the kernel's tables, once at start-up."""
    CLOCKS[cases.APPROVAL.code] = lambda case: cases.clocks_of(approval_of(case))
    CLOCKS[cases.RECTIFICATION.code] = _rectification_clocks
    CLOCKS[cases.BUNDLE.code] = _bundle_clocks
    CALLS[ISSUE] = _issue
    FLOWS[cases.APPROVAL.code] = FlowHooks(
        facts=facts_of, is_applicant=_is_applicant, may_move=_may_move, moved=_moved,
        opened=_opened, supplement_asked=_supplement_asked, supplemented=_supplemented,
    )  # fmt: skip
    JOINED.extend(f"approval__{path}" for path in WITH)
    UNREAD.extend(f"approval__{path}__{name}" for path, names in ASIDE.items() for name in names)
    declare_files()
    erases(leave)
    tells_data(kept_of)
    let_visitors({str(permission): power for permission, power in OWN.items()})


def _rectification_clocks(case: Case) -> tuple[ClockRule, ...]:
    row = case._state.fields_cache.get("rectification") or Rectification.objects.get(case=case)
    return cases.rectification_clocks(row.complicated)


def _bundle_clocks(case: Case) -> tuple[ClockRule, ...]:
    row = case._state.fields_cache.get("bundle") or Bundle.objects.get(case=case)
    return (cases.bundle_clock(row.promised_limit),)


def facts_of(case: Case) -> dict[str, Any]:
    """What the conditions of a process see of an application; no personal numbers."""
    approval = approval_of(case)
    definition = definition_of(approval.version)
    open_form = {k: v for k, v in approval.form.items() if k not in definition.personal}
    joint = [one.office.code for one in joint_offices_of(approval.version)]
    return {
        "matter": approval.matter_id,
        "accepting": approval.accepting_office.code,
        "offices": joint or [approval.office.code],
        "form": forms.facts(definition.fields, open_form),
        "commitment": approval.committed,
        "tolerates": approval.tolerates,
        "handling": approval.handling,
        "channel": approval.channel,
        "delivery": approval.delivery,
        "applicant": approval.applicant_kind,
    }


def _is_applicant(case: Case, by: Any) -> bool:
    return is_visitor(by) and owns(approval_of(case), by)


def _may_move(case: Case, code: str, opinion: str, data: Mapping[str, Any], by: Any) -> None:
    check(approval_of(case), code, opinion, data)


def _moved(case: Case, move: CaseMove, data: Mapping[str, Any], by: Any) -> None:
    approval = approval_of(case)
    on = timezone.localdate(move.at)
    follow(Step(case, approval, move.code, on, move.opinion, data, by))


def _opened(case: Case, tasks: Sequence[Task], by: Any) -> None:
    """What is downloaded is handed over by the platform itself, as soon as it is issued."""
    waits = any(task.node == "deliver" and task.state == TaskState.OPEN for task in tasks)
    if waits and is_downloaded(approval_of(case)):
        step(approval_of(case), "deliver", by=Machine(zone_id=case.zone_id))


def _supplement_asked(case: Case, items: Sequence[str], by: Any) -> None:
    supplement_asked(approval_of(case), items, by=by)


def _supplemented(case: Case, by: Any) -> None:
    """The answers must be there: `actions.supplement` writes them before the process goes on."""
    approval = approval_of(case)
    notice = Supplement.objects.get(approval=approval)
    if notice.handed_in_on is None:
        raise NotInFull(missing="、".join(str(item["name"]) for item in notice.items))
    handed_in(approval, by=by)


def _issue(case: Case, data: Mapping[str, Any], by: Any) -> Mapping[str, Any] | None:
    """The process asks for the certificate; it was issued with the decision as a rule."""
    approval = approval_of(case)
    if approval.version.certificate_type and approval.issued_on is None:
        issue(approval, on=zone_today(), data=data)
        keep(approval, issued_on=zone_today())
    return None
