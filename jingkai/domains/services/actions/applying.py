"""An application is sent in: once, however often the button is pressed, wherever it is taken."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import dues, is_visitor, moment_of, named
from jingkai.domains.services.actions.drafting import (
    allow_application,
    allow_writer,
    in_force,
    save_draft,
)
from jingkai.domains.services.actions.flowing import begin
from jingkai.domains.services.choices.approvals import (
    ApplicantKind,
    Channel,
    MaterialOrigin,
    VisitReason,
)
from jingkai.domains.services.errors import NotInForce
from jingkai.domains.services.errors.approvals import (
    FormFaults,
    NoCommitment,
    NotForYou,
    RealNameNeeded,
)
from jingkai.domains.services.models import (
    Approval,
    ApprovalMaterial,
    Draft,
    MatterVersion,
    Tolerance,
    Visit,
)
from jingkai.domains.services.queries.definitions import Definition, definition_of
from jingkai.domains.services.queries.holdings import Holder, Holdings, holdings_of
from jingkai.domains.services.rules import forms
from jingkai.domains.services.rules.approvals import Lack, channel_of, lacking
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.moving import open_case, recount
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.trail.acting import acting, action, record, together
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.writing import change, put

DRAFT = "services.draft"
"""The holder on which an application's files hang, from the first upload on."""


def submit(*, draft: Draft, by: Any, at: datetime | None = None, **more: Any) -> Approval:
    """Send a draft in; pressed twice, it is the same case.

    `more`: bundle, project (set by those who open several together). Raises FormFaults with all
    that is missing or wrong, NotForYou, RealNameNeeded, NotInForce.
    """
    try:
        return _submit(draft=draft, by=by, at=at, more=more)
    except _SentAlready as sent:
        return Approval.objects.select_related("case").get(case=sent.case_id)


class _SentAlready(Exception):
    """The draft has its case: nothing is written a second time."""

    def __init__(self, case_id: int) -> None:
        self.case_id = case_id
        super().__init__()


@action("services.approval.submitted", _("Sent in {subject}"))
def _submit(*, draft: Draft, by: Any, at: datetime | None, more: Mapping[str, Any]) -> Approval:
    return send_in(draft, by=by, at=at, **more)


_HELD = Prepared(
    lambda draft, zone: Draft.objects.select_for_update(of=("self",))
    .select_related("version__matter", "version__office", "account")
    .filter(pk=draft, zone_id=zone)
)


def send_in(draft: Draft, *, by: Any, at: datetime | None = None, **more: Any) -> Approval:
    """Send a draft in inside another action; see `submit`."""
    allow_application(by)
    held = _HELD.one(draft=draft.pk, zone=by.zone_id)
    allow_writer(held, by)
    if held.case_id is not None:
        raise _SentAlready(held.case_id)
    return _Application(held, by, moment_of(at)).opened(more)


@action("services.approval.taken", _("Took down {subject} at the counter"))
def hall_apply(
    *, version: MatterVersion, form: Mapping[str, Any], by: Any, at: datetime | None = None,
    came_in_person: bool = True, **more: Any,
) -> Approval:  # fmt: skip
    """A clerk applies for somebody who stands at the counter of a hall, a street, a community.

    `more` is what `save_draft` takes: who applies, the materials on paper, what is to follow.
    """
    with together():
        draft = save_draft(version=version, form=form, by=by, at=at, **more)
    if {"draft", "key"} & more.keys():
        approval = send_in(draft, by=by, at=at, came_in_person=came_in_person)
    else:  # nobody else can know of it, and no file hangs on it
        application = _Application(draft, by, moment_of(at), fresh=True)
        approval = application.opened({"came_in_person": came_in_person})
    record(approval, channel=approval.channel)
    return approval


class _Application:
    """One draft on its way to a case."""

    def __init__(
        self, draft: Draft, by: Any, moment: tuple[datetime, date], *, fresh: bool = False
    ) -> None:
        self.draft, self.by, self.fresh = draft, by, fresh
        self.at, self.on = moment
        self.version: Any = draft.version
        self.definition: Definition = definition_of(self.version)

    def opened(self, more: Mapping[str, Any]) -> Approval:
        """Judge it, open its case, start its process, tell the applicant."""
        self._allow()
        form, lack, holdings, files = self._judged()
        case = open_case(
            kind=cases.APPROVAL, title=self.version.name, office=self.version.office, by=self.by,
            party=self.draft.applicant, at=self.at,
        )  # fmt: skip
        approval = self._approval(case, form, bool(lack.may_follow), more)
        put(approval)
        self._keep_materials(approval, holdings, files, lack)
        came = more.get("came_in_person", False)
        if came:
            put(self._visit(approval))
        self.draft.case = case
        change(self.draft, "case", only_if=None if self.fresh else {"case": None})
        begin(approval, by=self.by)
        recount(case)
        _copy_dues(approval)
        telling.tell(telling.SUBMITTED, approval, day=self.on)
        if acting().code == "services.approval.submitted":
            record(approval, channel=approval.channel)
        return approval

    def _allow(self) -> None:
        """The matter is offered now, and to whoever applies."""
        version, draft = self.version, self.draft
        if not in_force(version, self.on):
            raise NotInForce(matter=version.name, day=self.on)
        if is_visitor(self.by) and not self.by.verified:
            raise RealNameNeeded
        kind = ApplicantKind(draft.applicant_kind)
        open_to = {
            ApplicantKind.PERSON: version.for_persons,
            ApplicantKind.ENTERPRISE: version.for_enterprises or version.for_others,
        }
        if not open_to[kind]:
            raise NotForYou(matter=version.name, who=kind.label)
        if draft.committed and not version.commitment:
            raise NoCommitment(matter=version.name)

    def _judged(self) -> tuple[dict[str, Any], Lack, Holdings, dict[str, int]]:
        """The clean form and what of the materials is there; all faults at once."""
        definition, draft = self.definition, self.draft
        form, faults = forms.clean(definition.fields, definition.opened(draft.form))
        wrong = [fault for fault in faults if not fault.warning]
        if not draft.applicant:
            wrong.append(Fault("applicant", _now("This is missing.")))
        holdings = holdings_of(self._holder(), definition, self.on)
        files = {} if self.fresh else uploaded(draft)
        handed = {key for key, origin in draft.materials.items() if origin != "promised"}
        given = {*files, *holdings.keys(), *handed}
        lack = lacking(
            definition.wanted(form), given, committed=draft.committed,
            tolerated={key for key, origin in draft.materials.items() if origin == "promised"},
        )  # fmt: skip
        if wrong or lack.missing:
            labels = {field.key: field.label for field in definition.fields}
            words = [f"{labels.get(f.field, f.field)}: {f.sentence}" for f in wrong]
            words += [each.name for each in lack.missing]
            fault = FormFaults(
                field=wrong[0].field if wrong else "", what=named(words),
                fields={f.field: str(f.sentence) for f in wrong},
                materials=[each.key for each in lack.missing],
            )  # fmt: skip
            raise fault
        return form, lack, holdings, files

    def _holder(self) -> Holder:
        draft = self.draft
        verified = getattr(self.by, "verified", draft.person_id is not None)
        return Holder(draft.person_id, draft.enterprise_id, verified)

    def _approval(
        self, case: Any, form: dict[str, Any], tolerates: bool, more: Mapping[str, Any]
    ) -> Approval:
        version, draft, here = self.version, self.draft, getattr(self.by, "office", None)
        return Approval(
            zone_id=case.zone_id, case=case, number=case.number, matter=version.matter,
            version=version, title=version.name, office=version.office,
            accepting_office=here or _window(version, more),
            channel=Channel.ONLINE if here is None else channel_of(here.kind),
            form=self.definition.sealed(form), delivery=draft.delivery, address=draft.address,
            committed=draft.committed, tolerates=tolerates, handling=version.handling,
            statutory_limit=version.statutory_limit, statutory_unit=version.statutory_unit,
            promised_limit=version.promised_limit, promised_unit=version.promised_unit,
            applied_on=self.on, visits=1 if more.get("came_in_person") else 0,
            bundle=more.get("bundle"), project=more.get("project"),
            applicant_kind=draft.applicant_kind, applicant=draft.applicant, agent=draft.agent,
            account=draft.account, person_id=draft.person_id, enterprise_id=draft.enterprise_id,
            phone=draft.phone.plain if draft.phone else "",
        )  # fmt: skip

    def _keep_materials(
        self, approval: Approval, holdings: Holdings, files: dict[str, int], lack: Lack
    ) -> None:
        """One row for each material that there is, that the zone holds, or that is to follow."""
        for material in self.definition.materials:
            row = self._material(approval, material, holdings, files, lack)
            if row is not None:
                put(row)
        days = {m.key: m.tolerance_days or 5 for m in self.definition.materials}
        for each in lack.may_follow:
            due_on = calendar_of(approval.zone_id).add(self.on, days[each.key])
            put(
                Tolerance(
                    zone_id=approval.zone_id, approval=approval, code=each.key, name=each.name,
                    due_on=due_on,
                )
            )  # fmt: skip

    def _material(
        self, approval: Approval, material: Any, holdings: Holdings, files: dict[str, int],
        lack: Lack,
    ) -> ApprovalMaterial | None:  # fmt: skip
        key = material.key
        origin = _origin(key, self.draft, holdings, files, {w.key for w in lack.may_follow})
        if origin is None:
            return None
        return ApprovalMaterial(
            zone_id=approval.zone_id, approval=approval, code=key, name=material.name,
            origin=origin, certificate=holdings.certificates.get(key),
            earlier=holdings.earlier.get(key), files=files.get(key, 0),
        )  # fmt: skip

    def _visit(self, approval: Approval) -> Visit:
        return Visit(
            zone_id=approval.zone_id, approval=approval, on=self.on, reason=VisitReason.APPLY,
            office=approval.accepting_office,
        )  # fmt: skip


def _window(version: MatterVersion, more: Mapping[str, Any]) -> Any:
    """Which office accepts what comes in online: of a whole, the one that leads it (一窗受理)."""
    whole = more.get("bundle") or more.get("project")
    return version.office if whole is None else whole.office


def _origin(
    key: str, draft: Draft, holdings: Holdings, files: dict[str, int], follow: set[str]
) -> MaterialOrigin | None:
    """Where a material comes from: what was handed in comes before what the zone holds."""
    if files.get(key):
        return MaterialOrigin.UPLOADED
    if key in follow:
        return MaterialOrigin.PROMISED
    if draft.materials.get(key) in ("paper", "uploaded"):
        return MaterialOrigin.PAPER
    if key in holdings.certificates:
        return MaterialOrigin.CERTIFICATE
    if key in holdings.keys():
        return MaterialOrigin.REUSED
    return MaterialOrigin.COMMITTED if draft.committed else None


def uploaded(draft: Draft) -> dict[str, int]:
    """How many files hang on a draft, by material."""
    kinds = Attachment.objects.filter(
        holder_type=DRAFT, holder_pk=draft.pk, current=True
    ).values_list("kind", flat=True)
    found: dict[str, int] = {}
    for kind in kinds:
        found[kind] = found.get(kind, 0) + 1
    return found


def _copy_dues(approval: Approval) -> None:
    """Nothing is promised before acceptance, unless the clocks say so already."""
    told = {name: value for name, value in dues(approval.case).items() if value is not None}
    for name, value in told.items():
        setattr(approval, name, value)
    if told:
        change(approval, *told)
