"""Acceptance: within five working days accepted, refused with reasons, or sent back once, whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import (
    allow_acceptance,
    allow_owner,
    is_visitor,
    moment_of,
    named,
    require,
    saved,
)
from jingkai.domains.services.actions.flowing import ask_for_supplement, step, supplemented, take
from jingkai.domains.services.actions.supplementing import checked_items
from jingkai.domains.services.choices.approvals import ApprovalState, MaterialOrigin
from jingkai.domains.services.errors.approvals import (
    FormFaults,
    NothingAsked,
    NotInFull,
)
from jingkai.domains.services.models import Approval, ApprovalMaterial, Supplement
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.rules import forms
from jingkai.domains.services.rules.approvals import unanswered
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put


@action("services.approval.accepted", _("Accepted {subject}"))
def accept(
    *, approval: Approval, by: Any, version: int | None = None, at: datetime | None = None,
    opinion: str = "",
) -> Approval:  # fmt: skip
    """Accept an application: the statutory and the promised limit begin to run."""
    return _decide_on_acceptance(approval, "accept", by, version, at, opinion)


@action("services.approval.refused", _("Refused to accept {subject}: {why}"))
def refuse(
    *, approval: Approval, why: str, by: Any, version: int | None = None,
    at: datetime | None = None, remedy: str = "",
) -> Approval:  # fmt: skip
    """Refuse acceptance in writing (不予受理): why, and what the applicant can do."""
    return _decide_on_acceptance(approval, "refuse", by, version, at, why, remedy=remedy)


def _decide_on_acceptance(
    approval: Approval, code: str, by: Any, version: int | None, at: datetime | None,
    opinion: str, **data: Any,
) -> Approval:  # fmt: skip
    require(by, Permission.CASE_ACCEPT)
    held = take(approval, version=version)
    allow_acceptance(held, by, moment_of(at)[1])
    step(held, code, by=by, at=at, opinion=opinion, data=data)
    record(held, why=opinion, **data)
    return held


@action("services.approval.supplement_asked", _("Had {subject} supplemented: {items}"))
def ask_supplement(
    *, approval: Approval, items: Sequence[Mapping[str, Any]], by: Any,
    version: int | None = None, at: datetime | None = None,
) -> Approval:  # fmt: skip
    """Tell once and all at once what is to be supplemented (一次性告知补正); the time stands still.

    `items`: each {"about": "material:…" or "field:…", "name": …, "wrong": what is wrong with it}.
    """
    require(by, Permission.CASE_ACCEPT, Permission.CASE_REVIEW)
    held = take(approval, version=version)
    moment, on = moment_of(at)
    allow_acceptance(held, by, on)
    listed = checked_items(items)
    ask_for_supplement(held, listed, by=by, at=moment)
    record(held, items=named(item["name"] for item in listed))
    return held


@action("services.approval.supplemented", _("Supplemented {subject}"))
def supplement(
    *, approval: Approval, answers: Sequence[str | Mapping[str, Any]], by: Any,
    form: Mapping[str, Any] | None = None, materials: Mapping[str, str] | None = None,
    version: int | None = None, at: datetime | None = None,
) -> Approval:  # fmt: skip
    """Hand in what was asked for, in full; then the time runs on.

    `answers`: one for each point of the notice, in its order; `form`: fields that changed;
    `materials`: {key: origin} of materials that came ("uploaded", "paper"). Raises NotInFull.
    """
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.CASE_TAKE)
    held = take(approval, version=version)
    allow_owner(held, by)
    notice = Supplement.objects.select_for_update(of=("self",)).filter(approval=held).first()
    if notice is None or notice.handed_in_on or held.state != ApprovalState.SUPPLEMENT:
        raise NothingAsked(number=held.number)
    moment, on = moment_of(at)
    _answer(notice, answers)
    if form:
        _correct(held, form)
    _add_materials(held, materials or {})
    notice.handed_in_on = on
    saved(notice, "items", "handed_in_on", handed_in_on=None)
    supplemented(held, by=by, at=moment)
    telling.tell(telling.HANDED_IN, held, day=on)
    record(held)
    return held


def _answer(notice: Supplement, answers: Sequence[str | Mapping[str, Any]]) -> None:
    """Every point has its answer; a point without one is named."""
    given = [a if isinstance(a, str) else str(a.get("answer", "")) for a in answers]
    notice.items = [
        {**item, "answer": given[i].strip() if i < len(given) else "",
         "done": i < len(given) and bool(given[i].strip())}
        for i, item in enumerate(notice.items)
    ]  # fmt: skip
    if missing := unanswered(notice.items):
        raise NotInFull(field="answers", missing=named(missing))


def _correct(approval: Approval, form: Mapping[str, Any]) -> None:
    """Put corrected fields into the form, judged as when it was sent in."""
    definition = definition_of(approval.version)
    whole = {**definition.opened(approval.form), **form}
    clean, faults = forms.clean(definition.fields, whole)
    wrong = [fault for fault in faults if not fault.warning]
    if wrong:
        words = named(f"{fault.field}: {fault.sentence}" for fault in wrong)
        fields = {fault.field: str(fault.sentence) for fault in wrong}
        raise FormFaults(field=wrong[0].field, what=words, fields=fields, materials=[])
    approval.form = definition.sealed(clean)
    change(approval, "form")


def _add_materials(approval: Approval, materials: Mapping[str, str]) -> None:
    """What was handed in late stands in its row, new or not."""
    if not materials:
        return
    definition = definition_of(approval.version)
    kept = {row.code: row for row in ApprovalMaterial.objects.filter(approval=approval)}
    for key, origin in materials.items():
        described = definition.material(key)
        if described is None:
            continue
        row = kept.get(key)
        if row is None:
            put(
                ApprovalMaterial(
                    zone_id=approval.zone_id, approval=approval, code=key, name=described.name,
                    origin=MaterialOrigin(origin), note=_now("supplemented"),
                )
            )  # fmt: skip
        elif row.origin != origin:
            row.origin = MaterialOrigin(origin)
            change(row, "origin")
