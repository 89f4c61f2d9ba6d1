"""A joint application as it is typed: one form for several matters, saved often, sent in once."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions.building import begin_stage
from jingkai.domains.services.actions.common import (
    allow_owner,
    is_visitor,
    moment_of,
    named,
    require,
)
from jingkai.domains.services.actions.drafting import WHO, allow_application, known_applicant
from jingkai.domains.services.actions.leaving import take_off_files
from jingkai.domains.services.actions.wholes import apply_for_one_thing
from jingkai.domains.services.choices.approvals import DeliveryWay
from jingkai.domains.services.errors.approvals import (
    DraftChanged,
    DraftSent,
    FormFaults,
    NotForYou,
    NotYours,
    RealNameNeeded,
    one_of,
)
from jingkai.domains.services.errors.wholes import NothingChosen
from jingkai.domains.services.models import (
    Bundle,
    ConstructionProject,
    JointDraft,
    OneThing,
    ProjectStage,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.joint import (
    Joint,
    joint_files,
    joint_for,
    joint_sheet,
)
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put

TYPED = ("form", "materials", "chosen", "delivery", "address", "on_commitment", "revision",
         "saved_at", *WHO, "account")  # fmt: skip


@action("services.joint_draft.saved", _("Saved the joint draft {subject}"))
def save_joint_draft(
    *,
    form: Mapping[str, Any],
    by: Any,
    one_thing: OneThing | None = None,
    project: ConstructionProject | None = None,
    stage: str = "",
    draft: JointDraft | None = None,
    key: uuid.UUID | str | None = None,
    revision: int | None = None,
    at: datetime | None = None,
    **more: Any,
) -> JointDraft:
    """Keep what was typed for several matters so far: nothing is required, nothing is judged.

    Begun for a one-thing service, or for a stage of a project. `more`: chosen, materials, delivery,
    address, committed (where a matter may be granted so), and for a clerk who takes it down what
    `save_draft` takes of an applicant.
    Raises DraftChanged, DraftSent, NotYours, NotForYou.
    """
    allow_application(by)
    held = _held(draft, key, by)
    if held is not None:
        _allow(held, by, revision)
    else:
        _may_begin(project, by)
    row = held or JointDraft(
        zone_id=by.zone_id, key=key or uuid.uuid4(), one_thing=one_thing, project=project,
        stage=stage, revision=0,
    )  # fmt: skip
    moment, on = moment_of(at)
    _typed(row, form, by, {**_builder(row, by), **more}, on)
    row.revision, row.saved_at = row.revision + 1, moment
    if held is None:
        row = _put(row, by)
    else:
        change(row, *TYPED)
    record(row, revision=row.revision)
    return row


def _held(draft: JointDraft | None, key: Any, by: Any) -> JointDraft | None:
    if draft is None and key is None:
        return None
    sought = {"pk": draft.pk} if draft is not None else {"key": key}
    rows = JointDraft.objects.select_for_update(of=("self",)).select_related(
        "one_thing__office", "project__enterprise", "bundle__case"
    )
    return rows.filter(zone_id=by.zone_id, **sought).first()


def _allow(held: JointDraft, by: Any, revision: int | None) -> None:
    _allow_writer(held, by)
    if held.sent_at is not None:
        raise DraftSent(number=_number_of(held))
    if revision is not None and revision != held.revision:
        raise DraftChanged(revision=held.revision)


def _allow_writer(held: JointDraft, by: Any) -> None:
    allow_owner(held, by)
    if not is_visitor(by) and by.pk is not None and held.seat_id != by.pk:
        raise NotYours


def _may_begin(project: ConstructionProject | None, by: Any) -> None:
    """A stage is applied for by the builder, or at the counter by who runs projects."""
    if project is None:
        return
    if not is_visitor(by):
        require(by, Permission.PROJECT_EDIT)
    elif by.enterprise is None or by.enterprise.pk != project.enterprise_id:
        raise NotForYou(matter=project.name, who=by.name)


def _number_of(draft: JointDraft) -> str:
    if draft.bundle is not None:
        return str(draft.bundle.number)
    return f"{draft.project} {draft.get_stage_display()}"


def _builder(draft: JointDraft, by: Any) -> dict[str, Any]:
    """At the counter the applicant of a project's stage is its builder."""
    if is_visitor(by) or draft.project is None:
        return {}
    builder = draft.project.enterprise
    return {"applicant_kind": "enterprise", "applicant": builder.name, "enterprise": builder}


def _typed(
    row: JointDraft, form: Mapping[str, Any], by: Any, more: Mapping[str, Any], on: Any
) -> None:
    """Put what was typed into the row; personal numbers are sealed."""
    row.chosen = list(more.get("chosen", row.chosen))
    joint = joint_for(row, on)
    row.form = joint.sealed(dict(form))
    row.materials = dict(more.get("materials", row.materials))
    row.delivery = one_of(DeliveryWay, more.get("delivery", row.delivery), "delivery")
    row.address = str(more.get("address", row.address))[:300]
    row.on_commitment = bool(more.get("committed", row.on_commitment))
    if is_visitor(by):
        known_applicant(row, by)
        return
    row.seat_id = by.pk
    for name in WHO:
        if name in more:
            setattr(row, name, more[name])


def _put(row: JointDraft, by: Any) -> JointDraft:
    """Write a new draft; when the same key came in at the same moment, that one is it."""
    try:
        with transaction.atomic():
            return put(row)
    except IntegrityError:
        rows = JointDraft.objects.select_for_update(of=("self",))
        first = rows.get(zone_id=by.zone_id, key=row.key)
        _allow_writer(first, by)
        return first


@action("services.joint_draft.discarded", _("Discarded the joint draft {subject}"))
def discard_joint_draft(*, draft: JointDraft, by: Any) -> None:
    """Throw a joint draft away that was never sent in."""
    allow_application(by)
    held = _held(draft, None, by)
    if held is None:
        raise NotYours
    _allow(held, by, None)
    record(held)
    take_off_files(held, by)
    held.delete()


@action("services.joint_draft.sent", _("Sent in {subject}: {matters}"))
def submit_joint(
    *, draft: JointDraft, by: Any, at: datetime | None = None, **more: Any
) -> Bundle | ProjectStage:
    """Apply for all chosen matters at once; pressed twice, it is the same applications.

    Raises FormFaults with everything that is missing or wrong in any of them, NothingChosen,
    NotForYou, RealNameNeeded, StageNotReady, NotOpen.
    """
    allow_application(by)
    held = _held(draft, None, by)
    if held is None:
        raise NotYours
    _allow_writer(held, by)
    if held.sent_at is not None:
        record(held, matters=_now("sent in before"))
        return _sent(held)
    moment, on = moment_of(at)
    joint = joint_for(held, on)
    _judge(held, joint, by, on)
    made = _send(held, joint, by, moment, more)
    held.sent_at = moment
    held.bundle = made if isinstance(made, Bundle) else None
    change(held, "sent_at", "bundle", only_if={"sent_at": None})
    record(held, matters=named(version.name for version in joint.versions))
    return made


def _sent(held: JointDraft) -> Bundle | ProjectStage:
    if held.bundle is not None:
        bundle: Bundle = held.bundle
        return bundle
    return ProjectStage.objects.get(project=held.project_id or 0, stage=held.stage)


def _judge(held: JointDraft, joint: Joint, by: Any, on: Any) -> None:
    """All that is wrong and missing at once, whichever of the matters asks for it."""
    if not joint.versions:
        raise NothingChosen
    if is_visitor(by) and not by.verified:
        raise RealNameNeeded
    sheet = joint_sheet(held, joint, by, on, final=True)
    lacking = [sheaf.material for sheaf in sheet.missing]
    if not sheet.faults and not lacking:
        return
    words = [f"{entry.field.label}: {entry.fault}" for entry in sheet.faults]
    words += [material.name for material in lacking]
    raise FormFaults(
        field=sheet.faults[0].field.key if sheet.faults else "", what=named(words),
        fields={entry.field.key: entry.fault for entry in sheet.faults},
        materials=[material.key for material in lacking],
    )  # fmt: skip


def _send(
    held: JointDraft, joint: Joint, by: Any, at: datetime, more: Mapping[str, Any]
) -> Bundle | ProjectStage:
    given: dict[str, Any] = {
        "form": joint.opened(held.form), "materials": held.materials, "by": by, "at": at,
        "joint": joint, "committed": held.on_commitment,
        "files": joint_files(held), "delivery": held.delivery, "address": held.address,
        **_who(held, by), **more,
    }  # fmt: skip
    if held.one_thing is not None:
        codes: Sequence[str] = [version.matter.code for version in joint.versions]
        return apply_for_one_thing(
            one_thing=held.one_thing, key=held.key, optional=codes, **given
        )
    assert held.project is not None
    return begin_stage(
        project=held.project, stage=held.stage, versions=list(joint.versions), **given
    )


def _who(held: JointDraft, by: Any) -> dict[str, Any]:
    """Who applies, as a clerk took it down; of a visitor it is known."""
    if is_visitor(by):
        return {}
    phone = held.phone.plain if held.phone else ""
    return {
        "applicant_kind": held.applicant_kind, "applicant": held.applicant, "phone": phone,
        "person": held.person, "enterprise": held.enterprise, "agent": held.agent,
    }  # fmt: skip
