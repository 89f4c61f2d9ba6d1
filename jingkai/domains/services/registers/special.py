"""The registers of what may come later, and of appointments."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.actions.filling import fill_check
from jingkai.domains.services.choices.approvals import AppointmentState, CheckResult
from jingkai.domains.services.models import (
    Appointment,
    CommitmentCheck,
    Counter,
    Tolerance,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.registers.approvals import choice, guard_part, text
from jingkai.domains.services.rules.rows import check_faults
from jingkai.kernel.registers.declare import Column, Filter, Register, Verb, declare

P = Permission

CHECKS = declare(
    Register(
        code="services.checks",
        model=CommitmentCheck,
        name=_("Checks of commitments"),
        noun=_("check of a commitment"),
        sheet="告知承诺核查",
        section="services",
        icon="search-check",
        key=("approval",),
        order=("due_on", "id"),
        rows=queries.checks_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_check,
        guards=guard_part,
        checks=(check_faults,),
        verbs=(
            Verb("check", _("Record the check"), actions.check_commitment, "check",
                 P.COMMITMENT_CHECK, when=lambda row: row.checked_on is None, tone="primary",
                 fields=lambda row: {"result": choice(_("result of the check"),
                                                      CheckResult.choices),
                                     "note": text(_("what was found"), required=False)}),
        ),
        columns=(
            Column("approval", heading="办件编号", required=True, match="number",
                   example="2022-00001"),
            Column("due_on", in_form=False),
            Column("checked_on", heading="核查日期", example="2022-04-01"),
            Column("result", heading="核查结果", example="已履行"),
            Column("note", heading="核查情况", in_list=False),
            Column("text", heading="承诺内容", in_list=False),
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
