"""Several matters asked for together: one form, each material once, what is wrong and missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jingkai.domains.services.models import (
    ConstructionProject,
    Draft,
    JointDraft,
    MatterVersion,
    OneThing,
)
from jingkai.domains.services.queries.definitions import Definition, definition_of
from jingkai.domains.services.queries.holdings import Holder, holdings_of
from jingkai.domains.services.queries.matters import matters_in_force
from jingkai.domains.services.queries.own import own
from jingkai.domains.services.queries.sheets import Sheaf, Sheet, entries_for, given
from jingkai.domains.services.rules import forms
from jingkai.domains.services.rules.materials import needed, offered
from jingkai.domains.services.rules.merging import (
    Merged,
    Paper,
    Part,
    merge_fields,
    merge_materials,
    saved_by,
)
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.registers.declare import Fault

JOINT = "services.jointdraft"
"""The holder on which the files of a joint application hang until it is sent in."""
BY_ENTERPRISE = frozenset({"enterprise.name", "enterprise.credit_code"})


@dataclass(frozen=True)
class Joint:
    """The matters of one joint application with what they ask, merged.

    `among` are all that could have been chosen: fields and materials have the same keys whichever
    of them are.
    """

    versions: tuple[MatterVersion, ...]
    among: tuple[MatterVersion, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The numbers of the matters."""
        return frozenset(version.matter.code for version in self.versions)

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """What each matter that could have been chosen asks, under its number."""
        return tuple(
            Part(v.matter.code, definition_of(v).fields, definition_of(v).materials)
            for v in self.among
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """What each of the matters asks."""
        return tuple(part for part in self.all_parts if part.code in self.codes)

    @cached_property
    def merged(self) -> Merged:
        """The one form."""
        return merge_fields(self.all_parts, self.codes)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """Each material once."""
        return merge_materials(self.all_parts, self.codes)

    @property
    def may_commit(self) -> list[MatterVersion]:
        """Those of the matters that may be granted on a commitment (告知承诺)."""
        return [version for version in self.versions if version.commitment]

    @property
    def spared(self) -> int:
        """How many materials are not asked a second time."""
        return saved_by(self.parts, self.papers)

    @cached_property
    def definition(self) -> Definition:
        """For sealing personal numbers, also those of matters that are chosen no more."""
        return Definition(self.among[0], merge_fields(self.all_parts).fields, (), ())

    def opened(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """A kept form as it was typed."""
        return self.definition.opened(form) if self.among else dict(form)

    def sealed(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """A form as it is kept."""
        return self.definition.sealed(form) if self.among else dict(form)


def joint_of(
    versions: Sequence[MatterVersion], among: Sequence[MatterVersion] = ()
) -> Joint:
    """What these matters ask together."""
    return Joint(tuple(versions), tuple(among or versions))


def stage_matters(zone_id: int, stage: str, on: date) -> list[MatterVersion]:
    """The matters of a stage of construction that are offered on a day, by their numbers."""
    return list(matters_in_force(zone_id, on).filter(construction_stage=stage))


@dataclass(frozen=True)
class Member:
    """A matter of a one-thing service on a day, and the question that decides an optional one."""

    version: MatterVersion
    optional: bool = False
    question: str = ""
    question_en: str = ""

    @property
    def code(self) -> str:
        """The matter's number."""
        return str(self.version.matter.code)


def one_thing_members(thing: OneThing, on: date) -> list[Member]:
    """The matters of a one-thing service in its order, as they are in force on a day."""
    rows = list(thing.matters.order_by("order", "pk"))
    versions = matters_in_force(thing.zone_id, on).filter(
        matter_id__in=[row.matter_id for row in rows]
    )
    found = {version.matter_id: version for version in versions}
    return [
        Member(found[row.matter_id], row.optional, row.question, row.question_en)
        for row in rows if row.matter_id in found
    ]  # fmt: skip


def offered_to(draft: JointDraft, on: date) -> list[tuple[MatterVersion, bool]]:
    """The matters that a joint application may be for, and whether each may be left out."""
    if draft.one_thing is not None:
        members = one_thing_members(draft.one_thing, on)
        return [(one.version, one.optional) for one in members]
    assert draft.project is not None
    needed_codes = set(draft.project.needed)
    rows = stage_matters(draft.zone_id, draft.stage, on)
    return [
        (row, True) for row in rows
        if not needed_codes or row.matter.code in needed_codes or row.matter.code in draft.chosen
    ]  # fmt: skip


def joint_for(draft: JointDraft, on: date) -> Joint:
    """What a draft asks, for the matters that are chosen."""
    chosen = set(draft.chosen)
    if draft.one_thing is not None:
        members = one_thing_members(draft.one_thing, on)
        asked = [one.version for one in members if one.code in chosen or not one.optional]
        return joint_of(asked, [one.version for one in members])
    rows = stage_matters(draft.zone_id, draft.stage, on)
    return joint_of([row for row in rows if row.matter.code in chosen], rows)


def joint_drafts_of(visitor: Any) -> QuerySet[JointDraft]:
    """What the visitor began for several matters and has not sent in."""
    rows = JointDraft.objects.filter(own(visitor), zone_id=visitor.zone_id, sent_at=None)
    found: QuerySet[JointDraft] = rows.select_related(
        "one_thing__office", "project__enterprise"
    ).order_by("-saved_at")
    return found


def joint_draft_of(visitor: Any, key: Any) -> JointDraft | None:
    """The visitor's joint draft of this key, sent in or not."""
    rows = JointDraft.objects.filter(own(visitor), zone_id=visitor.zone_id, key=key)
    found: JointDraft | None = rows.select_related(
        "one_thing__office", "project__enterprise", "project__case", "bundle"
    ).first()
    return found


def joint_files(draft: JointDraft) -> dict[str, list[Attachment]]:
    """The files that hang on a joint draft, by the material that they are."""
    files: dict[str, list[Attachment]] = {}
    rows = Attachment.objects.filter(holder_type=JOINT, holder_pk=draft.pk, current=True)
    for one in rows.select_related("file").order_by("pk"):
        files.setdefault(one.kind, []).append(one)
    return files


def holder_of(draft: JointDraft | Draft, by: Any) -> Holder:
    """Whose papers the zone looks for."""
    verified = getattr(by, "verified", draft.person_id is not None)
    return Holder(draft.person_id, draft.enterprise_id, bool(verified))


def joint_sheet(
    draft: JointDraft, joint: Joint, by: Any, on: date, *, final: bool = False
) -> Sheet:  # fmt: skip
    """The page of a joint draft; `final`: with everything that is missing as a fault."""
    fields = joint.merged.fields
    values = joint.opened(draft.form)
    clean, faults = forms.clean(fields, values, draft=not final)
    held = _held(joint, holder_of(draft, by), on)
    sheaves = _sheaves(joint, clean, draft, held)
    return Sheet(draft, entries_for(fields, values, faults), sheaves)  # type: ignore[arg-type]


def joint_judged(joint: Joint, values: Mapping[str, Any]) -> tuple[set[str], list[Fault]]:
    """The keys of the fields that are asked for these values, and what is wrong with them."""
    fields = joint.merged.fields
    _clean, faults = forms.clean(fields, values, draft=True)
    return {field.key for field in forms.asked(fields, values)}, faults


def _held(joint: Joint, holder: Holder, on: date) -> frozenset[tuple[str, str]]:
    """What the zone holds already: the matter's number with its material's key."""
    return frozenset(
        (version.matter.code, key)
        for version in joint.versions
        for key in holdings_of(holder, definition_of(version), on).keys()
    )


def _sheaves(
    joint: Joint, clean: Mapping[str, Any], draft: JointDraft, held: frozenset[tuple[str, str]]
) -> tuple[Sheaf, ...]:
    files = joint_files(draft)
    promised = {v.matter.code for v in joint.may_commit} if draft.on_commitment else set()
    known = {
        part.code: forms.facts(part.fields, joint.merged.own(part.code, clean))
        for part in joint.parts
    }
    found = []
    for paper in joint.papers:
        asked = [code for code, one in paper.asks.items() if needed(one, known[code])]
        asking = [code for code in asked if code not in promised]
        may = any(offered(one, known[code]) for code, one in paper.asks.items())
        hung = tuple(files.get(paper.key, ()))
        if asked or may or hung:
            there = bool(asked) and all((c, paper.asks[c].key) in held for c in asked)
            origin = str(draft.materials.get(paper.key, ""))
            sheaf: Any = Sheaf(paper, bool(asking), there, hung, origin)  # type: ignore[arg-type]
            found.append(sheaf)
    return tuple(found)


def joint_words(joint: Joint, form: Mapping[str, Any]) -> list[tuple[forms.Field, str]]:
    """What was filled in, for reading."""
    return given(joint.merged.fields, joint.opened(form))


def carried_over(project: ConstructionProject, joint: Joint) -> dict[str, Any]:
    """What is known for the form of a stage: of the project, and as typed in stages before."""
    found: dict[str, Any] = {}
    rows = project.approvals.select_related("version").order_by("pk")
    for approval in rows:
        earlier = definition_of(approval.version)
        labels = {field.key: (field.label, field.kind) for field in earlier.fields}
        values = earlier.opened(approval.form)
        for field in joint.merged.fields:
            if labels.get(field.key) == (field.label, field.kind) and values.get(field.key):
                found[field.key] = values[field.key]
    told = {
        "project.name": project.name, "project.code": project.code, "project.place": project.place,
        "project.floor_area": _plain(project.floor_area),
        "project.investment": _plain(project.investment),
        "enterprise.name": project.enterprise.name,
        "enterprise.credit_code": project.enterprise.credit_code,
    }  # fmt: skip
    for field in joint.merged.fields:
        if told.get(field.prefill) and (
            field.prefill in BY_ENTERPRISE or field.key not in found
        ):
            found[field.key] = told[field.prefill]
    return found


def _plain(amount: Any) -> str:
    return f"{amount.normalize():f}" if amount is not None else ""

