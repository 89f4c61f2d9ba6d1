"""The registers of the special ways of applying, and of appointments."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices.approvals import AppointmentState, CheckResult
from jingkai.domains.services.models import (
    Appointment,
    Bundle,
    CommitmentCheck,
    ConstructionProject,
    Counter,
    OneThing,
    OneThingMatter,
    Tolerance,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.registers.approvals import choice, text
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

P = Permission

ONE_THINGS = declare(
    Register(
        code="services.one_things",
        model=OneThing,
        name=_("One-thing services"),
        noun=_("one thing"),
        sheet="一件事",
        section="services",
        icon="layers",
        key=("code",),
        order=("code",),
        rows=queries.one_things_for,
        view=P.MATTER_VIEW,
        edit=P.ONE_THING_EDIT,
        imports=P.ONE_THING_EDIT,
        columns=(
            Column("name", heading="一件事名称", required=True, example="开办餐饮店一件事"),
            Column("code", heading="一件事编号", required=True, example="open-restaurant"),
            Column("office", heading="牵头单位", required=True, match="name"),
            Column("promised_limit", heading="承诺时限(工作日)", required=True, example="8"),
            Column("since", heading="上线日期", required=True, example="2022-01-01"),
            Column("until", heading="下线日期", in_list=False),
            Column("note", heading="说明", in_list=False),
        ),
        filters=(Filter("office"),),
        related=(Related("services.one_thing_matters", "one_thing"),
                 Related("services.bundles", "one_thing")),
        glossary="one thing",
    )
)  # fmt: skip

ONE_THING_MATTERS = declare(
    Register(
        code="services.one_thing_matters",
        model=OneThingMatter,
        name=_("Matters of one-thing services"),
        noun=_("matter of one thing"),
        sheet="一件事事项",
        section="services",
        icon="list",
        key=("one_thing", "matter"),
        order=("one_thing", "order", "id"),
        rows=queries.one_thing_matters_for,
        view=P.MATTER_VIEW,
        edit=P.ONE_THING_EDIT,
        imports=P.ONE_THING_EDIT,
        removable=True,
        columns=(
            Column("one_thing", heading="一件事编号", required=True, match="code"),
            Column("matter", heading="事项编号", required=True, match="code"),
            Column("order", heading="顺序", example="1"),
            Column("optional", heading="按需办理", example="否"),
        ),
        filters=(Filter("one_thing"), Filter("matter")),
        glossary="one thing",
    )
)  # fmt: skip

BUNDLES = declare(
    Register(
        code="services.bundles",
        model=Bundle,
        name=_("One-thing applications"),
        noun=_("one-thing application"),
        section="services",
        icon="layers",
        key=("key",),
        order=("-id",),
        rows=queries.bundles_for,
        view=P.CASE_VIEW,
        columns=(
            Column("applicant", in_form=False),
            Column("one_thing", in_form=False),
            Column("state", in_form=False),
            Column("office", in_form=False),
            Column("applied_on", in_form=False),
            Column("due_on", in_form=False),
            Column("finished_on", in_form=False),
        ),
        filters=(Filter("state"), Filter("one_thing"), Filter("applied_on")),
        related=(Related("services.approvals", "bundle"),),
        glossary="one-thing application",
    )
)  # fmt: skip

STAGES = "office/services/stages.html"


def _stages(project: ConstructionProject, seat: Any) -> dict[str, Any]:
    """The four stages with their limits, and the applications of each."""
    words = {
        "limit": _("limit in working days"), "taken": _("working days taken"),
        "opened": _("opened on"), "finished": _("finished on"), "ahead": _("not begun"),
        "done": _("finished"), "now": _("under way"), "none": _("no applications yet"),
        "total": _("working days of the whole"),
    }  # fmt: skip
    return {"stages": queries.stages_of(project), "project": project, "w": words}


PROJECTS = declare(
    Register(
        code="services.construction",
        model=ConstructionProject,
        name=_("Construction projects"),
        noun=_("construction project"),
        section="services",
        icon="building",
        key=("code",),
        order=("-id",),
        rows=queries.projects_for,
        view=P.CASE_VIEW,
        columns=(
            Column("name", in_form=False),
            Column("code", in_form=False),
            Column("enterprise", in_form=False),
            Column("stage", in_form=False),
            Column("opened_on", in_form=False),
            Column("days_taken", in_form=False),
            Column("promised_limit", in_form=False),
            Column("finished_on", in_form=False),
        ),
        filters=(Filter("stage"), Filter("enterprise"), Filter("opened_on")),
        extra=((STAGES, _("Stages"), _stages),),
        related=(Related("services.approvals", "project"),),
        glossary="construction project",
    )
)  # fmt: skip

CHECKS = declare(
    Register(
        code="services.checks",
        model=CommitmentCheck,
        name=_("Checks of commitments"),
        noun=_("check of a commitment"),
        section="services",
        icon="search-check",
        key=("approval",),
        order=("due_on", "id"),
        rows=queries.checks_for,
        view=P.CASE_VIEW,
        verbs=(
            Verb("check", _("Record the check"), actions.check_commitment, "check",
                 P.COMMITMENT_CHECK, when=lambda row: row.checked_on is None, tone="primary",
                 fields=lambda row: {"result": choice(_("result of the check"),
                                                      CheckResult.choices),
                                     "note": text(_("what was found"), required=False)}),
        ),
        columns=(
            Column("approval", in_form=False),
            Column("due_on", in_form=False),
            Column("checked_on", in_form=False),
            Column("result", in_form=False),
            Column("note", in_form=False, in_list=False),
        ),
        filters=(Filter("result"), Filter("due_on")),
        glossary="commitment",
    )
)  # fmt: skip

TOLERANCES = declare(
    Register(
        code="services.tolerances",
        model=Tolerance,
        name=_("Materials to follow"),
        noun=_("material to follow"),
        section="services",
        icon="hourglass",
        key=("approval", "code"),
        order=("due_on", "id"),
        rows=queries.tolerances_for,
        view=P.CASE_VIEW,
        verbs=(
            Verb("hand_in", _("Record as handed in"), actions.hand_in_material, "tolerance",
                 P.CASE_TAKE, when=lambda row: row.state == "open", tone="primary",
                 fields=lambda row: {"origin": choice(_("where from"), [
                     ("paper", _("handed in on paper")), ("uploaded", _("uploaded"))])}),
        ),
        columns=(
            Column("name", in_form=False),
            Column("approval", in_form=False),
            Column("state", in_form=False),
            Column("due_on", in_form=False),
            Column("handed_in_on", in_form=False),
        ),
        filters=(Filter("state"), Filter("due_on")),
        glossary="tolerant acceptance",
    )
)  # fmt: skip

COUNTERS = declare(
    Register(
        code="services.counters",
        model=Counter,
        name=_("Service counters"),
        noun=_("service counter"),
        sheet="窗口",
        section="services",
        icon="monitor",
        key=("place", "number"),
        order=("place", "number", "id"),
        rows=queries.counters_for,
        view=P.APPOINTMENT_VIEW,
        edit=P.PLACE_EDIT,
        imports=P.PLACE_EDIT,
        columns=(
            Column("number", heading="窗口号", required=True, example="A01"),
            Column("place", heading="办事网点", required=True, match="name"),
            Column("name", heading="窗口名称", required=True, example="综合受理"),
            Column("open", heading="开放", example="是"),
        ),
        filters=(Filter("place"),),
        glossary="counter",
    )
)  # fmt: skip

APPOINTMENTS = declare(
    Register(
        code="services.appointments",
        model=Appointment,
        name=_("All appointments"),
        noun=_("appointment"),
        section="services",
        icon="calendar",
        key=("number",),
        order=("-id",),
        rows=queries.appointments_for,
        view=P.APPOINTMENT_VIEW,
        verbs=(
            Verb("end", _("Came or did not come"), actions.end_appointment, "appointment",
                 P.APPOINTMENT_EDIT, tone="primary", when=lambda row: row.state == "booked",
                 fields=lambda row: {"state": choice(_("state"), [
                     (each.value, each.label)
                     for each in (AppointmentState.KEPT, AppointmentState.MISSED)])}),
            Verb("cancel", _("Cancel"), actions.cancel_booking, "appointment",
                 P.APPOINTMENT_EDIT, tone="danger", when=lambda row: row.state == "booked"),
        ),
        columns=(
            Column("number", in_form=False),
            Column("name", in_form=False),
            Column("slot", in_form=False),
            Column("matter", in_form=False),
            Column("state", in_form=False),
            Column("phone", in_form=False, in_list=False, personal="phone"),
            Column("booked_at", in_form=False, in_list=False),
        ),
        filters=(Filter("state"),),
        glossary="appointment",
    )
)  # fmt: skip
