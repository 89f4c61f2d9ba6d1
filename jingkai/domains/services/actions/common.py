"""What the actions of government services share: who may, which day, an application in hand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from jingkai.domains.services.errors.approvals import NotAcceptedHere, NotYours
from jingkai.domains.services.models import Approval, Delegation, MatterVersion
from jingkai.domains.services.queries import may_accept
from jingkai.kernel.access.models import Office
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.writing import change

WITH = ("account", "person", "enterprise", "version", "office", "accepting_office")
ASIDE = {
    "version": (
        "legal_basis", "power_source", "office_nature", "commissioned_office", "rights",
        "street_code", "village_code", "statutory_note", "promised_note", "who_may_apply",
        "conditions", "quantity_limit", "person_theme", "enterprise_theme", "at_counter", "by_post",
        "online_address", "in_hall", "common_handling", "common_scope", "appointments_a_day",
        "appointment_rules", "online_payment", "self_service", "intermediary", "result_kind",
        "flow_note", "item_name", "item_code", "note",
    ),
    "enterprise": (
        "name_en", "industry", "leading_industry", "registered_capital", "address", "outside",
        "established_on", "moved_in_on", "moved_away_on", "revoked_on", "deregistered_on", "note",
        "entered_on", "left_on", "division", "name_key", "organisation_code",
    ),
}  # fmt: skip
"""What is told of a matter or of a company, and what a step on an application hardly asks for."""


def require(by: Any, *permissions: str) -> None:
    """Whoever acts holds one of these permissions, whichever door they came through."""
    if not any(by.can(permission) for permission in permissions):
        raise Forbidden


def moment_of(at: datetime | None) -> tuple[datetime, date]:
    """When something happens, and on which day in the zone."""
    moment = at or zone_now()
    return moment, timezone.localdate(moment)


def is_visitor(by: Any) -> bool:
    """Whether an applicant acts on the portal, rather than a seat or the machine."""
    return hasattr(by, "account")


def owns(record: Any, by: Any) -> bool:
    """Whether a draft or an application is the visitor's: their own, or the enterprise's."""
    if by.enterprise is not None:
        return bool(record.enterprise_id == by.enterprise.pk)
    if record.enterprise_id is not None:
        return False
    person = by.person
    if person is not None and record.person_id == person.pk:
        return True
    return by.account is not None and record.account_id == by.account.pk


def allow_owner(record: Any, by: Any) -> None:
    """An applicant touches nobody else's application."""
    if is_visitor(by) and not owns(record, by):
        raise NotYours


def accepts(version: MatterVersion, office: Office, on: date) -> bool:
    """Whether an office accepts the matter: it is its own, or was delegated to it (委托受理)."""
    return may_accept(version, office, on)


def helps(version: MatterVersion, office: Office, on: date) -> bool:
    """Whether an office takes applications down: it accepts them, or hands them over (帮办代办)."""
    if office.pk == version.office_id:
        return True
    standing = Delegation.objects.standing_on(on)
    return standing.filter(matter=version.matter_id, office=office).exists()


def allow_acceptance(approval: Approval, by: Any, on: date) -> None:
    """A seat accepts what its office decides, what was delegated to it, and the parts of a whole.

    A building project and a one-thing service are accepted by the office that leads them.
    """
    office = getattr(by, "office", None)
    if office is None or office.pk == approval.office_id or leads(approval, office):
        return
    if not accepts(approval.version, office, on):
        raise NotAcceptedHere(office=office.name, matter=approval.version.name)


def leads(approval: Approval, office: Office) -> bool:
    """Whether the office leads the whole to which an application belongs (一窗受理)."""
    whole = approval.bundle or approval.project
    return whole is not None and whole.office_id == office.pk


def approval_of(case: Case) -> Approval:
    """The application of a case in hand, with its applicant's account and its version."""
    known: Approval | None = case._state.fields_cache.get("approval")
    if known is not None:
        return known
    approval = Approval.objects.select_related(*WITH).get(case=case)
    approval.case = case
    return approval


def keep(approval: Approval, **values: Any) -> None:
    """Write these columns of an application, and none if nothing differs."""
    changed = [name for name, value in values.items() if getattr(approval, name) != value]
    for name in changed:
        setattr(approval, name, values[name])
    if changed:
        change(approval, *changed)


def dues(case: Case) -> dict[str, date | None]:
    """What the case's clocks say, as the columns that lists and figures use."""
    told = {row.clock: row for row in past_of(case).deadlines if row.task_id is None}
    promised, statutory = told.get("promised"), told.get("statutory")
    lapses = statutory.due_on if statutory is not None else None
    return {
        "promised_due_on": promised.due_on if promised is not None else None,
        "silent_from": lapses + timedelta(days=1) if lapses else None,
    }


def named(words: Iterable[object]) -> str:
    """Several things in a row."""
    return "、".join(str(word) for word in words)


def saved[M: models.Model](row: M, *fields: str, **only_if: Any) -> M:
    """Write the named fields of a row, only if it still holds what was read."""
    change(row, *fields, only_if=only_if or None)
    return row
