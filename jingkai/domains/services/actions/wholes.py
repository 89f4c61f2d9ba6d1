"""One-thing bundles: one form, several applications, one clock; and how a whole is finished."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.actions.building import stage_part_finished
from jingkai.domains.services.actions.common import is_visitor, moment_of, named, require, saved
from jingkai.domains.services.actions.together import Handed, apply_together
from jingkai.domains.services.choices.approvals import FINISHED, UNDER_WAY, BundleState
from jingkai.domains.services.errors import NotInForce
from jingkai.domains.services.errors.approvals import NotOpen
from jingkai.domains.services.models import Approval, Bundle, MatterVersion, OneThing
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.cases.moving import lock, move_case, open_case, recount
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import put


@action("services.bundle.submitted", _("Applied for {subject}"))
def apply_for_one_thing(
    *, one_thing: OneThing, form: Mapping[str, Any], by: Any, key: uuid.UUID | str,
    optional: Sequence[str] = (), materials: Mapping[str, str] | None = None,
    at: datetime | None = None, **more: Any,
) -> Bundle:  # fmt: skip
    """One form, several applications, one clock to the applicant (一件事一次办).

    `optional` names the matters (by code) that are applied for only when asked; `key` makes the
    sending idempotent; `more` is what `save_draft` takes of an applicant at a counter, and the
    `files` by material.
    """
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.CASE_TAKE)
    moment, on = moment_of(at)
    first = Bundle.objects.filter(zone_id=by.zone_id, key=key).select_related("case").first()
    if first is not None:
        record(first, again=True)
        return first
    if one_thing.since > on or (one_thing.until is not None and one_thing.until <= on):
        raise NotOpen(name=one_thing.name, day=on)
    handed = Handed(
        form, materials or {}, more.pop("files", {}), more.pop("joint", None),
        committed=bool(more.pop("committed", False)),
    )  # fmt: skip
    came = bool(more.pop("came_in_person", False))
    bundle = _open_bundle(one_thing, by, key, moment, more)
    versions = _versions(one_thing, optional, on)
    apply_together(
        versions, handed, by=by, at=moment, applicant={**_led(one_thing, by), **more},
        bundle=bundle, came_in_person=came,
    )  # fmt: skip
    recount(bundle.case)
    bundle.due_on = _due(bundle)
    saved(bundle, "due_on")
    record(bundle, matters=named(version.name for version in versions))
    return bundle


def _led(one_thing: OneThing, by: Any) -> dict[str, Any]:
    """The leading office takes all parts down, also those that other offices decide (综合受理)."""
    leads = not is_visitor(by) and getattr(by, "office_id", None) == one_thing.office_id
    return {"anywhere": True} if leads else {}


def _open_bundle(
    one_thing: OneThing, by: Any, key: Any, at: datetime, more: Mapping[str, Any]
) -> Bundle:
    known = _applicant(by, more)
    case = open_case(
        kind=cases.BUNDLE, title=one_thing.name, office=one_thing.office, by=by,
        party=known["applicant"], at=at,
    )  # fmt: skip
    return put(
        Bundle(
            zone_id=by.zone_id, case=case, key=key, number=case.number, one_thing=one_thing,
            office=one_thing.office,
            promised_limit=one_thing.promised_limit, applied_on=moment_of(at)[1], **known,
        )
    )  # fmt: skip


def _applicant(by: Any, more: Mapping[str, Any]) -> dict[str, Any]:
    """Who applies for the whole: the visitor, or whom the clerk has entered."""
    if is_visitor(by):
        enterprise = by.enterprise
        return {
            "applicant_kind": "enterprise" if enterprise else "person",
            "applicant": enterprise.name if enterprise else by.name, "account": by.account,
            "person": by.person, "enterprise": enterprise, "phone": by.account.phone.plain,
            "agent": by.name if enterprise else "",
        }  # fmt: skip
    names = ("applicant_kind", "applicant", "person", "enterprise", "agent", "phone")
    return {"applicant": "", **{name: more[name] for name in names if name in more}}


def _versions(one_thing: OneThing, optional: Sequence[str], on: date) -> list[MatterVersion]:
    """The versions in force of the matters that are applied for."""
    parts = [
        part for part in one_thing.matters.select_related("matter").order_by("order", "pk")
        if not part.optional or part.matter.code in optional
    ]  # fmt: skip
    rows = MatterVersion.objects.in_force(on).filter(matter__in=[p.matter_id for p in parts])
    found = {version.matter_id: version for version in rows.select_related("matter", "office")}
    for part in parts:
        if part.matter_id not in found:
            raise NotInForce(matter=part.matter.name, day=on)
    return [found[part.matter_id] for part in parts]


def _due(bundle: Bundle) -> date | None:
    rows = [row for row in past_of(bundle.case).deadlines if row.clock == "bundle"]
    return rows[0].due_on if rows else None


def part_finished(approval: Approval, *, on: date, by: Any) -> None:
    """When the last application of a whole has its result, the whole is finished."""
    if approval.bundle_id is not None:
        _finish_bundle(approval.bundle_id, on, by)
    if approval.project_id is not None:
        stage_part_finished(approval, on, by)


def _finish_bundle(pk: int, on: date, by: Any) -> None:
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=pk)
    states = list(Approval.objects.filter(bundle=pk).values_list("state", flat=True))
    if bundle.state != BundleState.RUNNING or any(state in UNDER_WAY for state in states):
        return
    granted = all(state in FINISHED for state in states)
    bundle.case = lock(bundle.case_id)
    move_case(bundle.case, "finish" if granted else "stop", by=by)
    recount(bundle.case)
    bundle.state = BundleState.FINISHED if granted else BundleState.STOPPED
    bundle.finished_on = on
    saved(bundle, "state", "finished_on")
