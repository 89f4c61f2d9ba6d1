"""The registers of applications, of their supplements and of visits."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.actions.filling import (
    fill_approval,
    fill_supplement,
    fill_visit,
)
from jingkai.domains.services.actions.settling import (
    settle_approvals,
    settle_supplements,
    settle_visits,
)
from jingkai.domains.services.choices import ProcedureKind
from jingkai.domains.services.choices.approvals import (
    ApprovalState,
    DeliveryWay,
    VisitReason,
)
from jingkai.domains.services.errors.approvals import RunsHere
from jingkai.domains.services.models import Approval, Supplement, Visit
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.rules.rows import approval_faults, supplement_faults
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

A, P = ApprovalState, Permission


def text(label: Any, *, required: bool = True) -> forms.CharField:
    """Some words."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea)


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of a closed list."""
    return forms.ChoiceField(label=label, choices=choices)


def at(*states: ApprovalState) -> Callable[[Any], bool]:
    """While an application stands in one of these states."""
    return lambda approval: approval.state in states


def guard_historic(approval: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A workbook changes only what a workbook brought."""
    if getattr(approval, "pk", None) is not None and not approval.historic:
        raise RunsHere(number=approval.number)


def guard_part(part: Any, values: Mapping[str, Any], seat: Any) -> None:
    """What belongs to an application that runs here comes by its own steps."""
    approval = values.get("approval") or getattr(part, "approval", None)
    guard_historic(approval, values, seat)


def _decision(result: str) -> Callable[..., Any]:
    def run(*, approval: Approval, by: Any, **values: Any) -> Any:
        return actions.decide(approval=approval, result=result, by=by, **values)

    return run


VERBS = (
    Verb("accept", _("Accept"), actions.accept, "approval", P.CASE_ACCEPT,
         when=at(A.SUBMITTED), tone="primary"),
    Verb("refuse", _("Refuse acceptance"), actions.refuse, "approval", P.CASE_ACCEPT,
         when=at(A.SUBMITTED), tone="danger",
         fields=lambda a: {"why": text(_("reason")),
                           "remedy": text(_("what the applicant can do"), required=False)}),
    Verb("special", _("Begin a special procedure"), actions.begin_special, "approval",
         P.CASE_REVIEW, when=at(A.ACCEPTED),
         fields=lambda a: {"kind": choice(_("special procedure"), ProcedureKind.choices),
                           "note": text(_("note"), required=False)}),
    Verb("special_end", _("End the special procedure"), actions.end_special, "approval",
         P.CASE_REVIEW, when=at(A.SPECIAL), tone="primary",
         fields=lambda a: {"result": text(_("what it found"), required=False)}),
    Verb("extend", _("Allow more time"), actions.extend_limit, "approval", P.CASE_EXTEND,
         when=at(A.ACCEPTED),
         fields=lambda a: {"amount": forms.IntegerField(label=_("working days"), min_value=1),
                           "why": text(_("reason")),
                           "document": forms.CharField(label=_("document"), required=False)}),
    Verb("grant", _("Grant"), _decision("granted"), "approval", P.CASE_DECIDE,
         when=at(A.ACCEPTED), tone="primary",
         fields=lambda a: {"opinion": text(_("opinion"), required=False),
                           "document_number": forms.CharField(label=_("document number"),
                                                              required=False)}),
    Verb("reject", _("Do not grant"), _decision("rejected"), "approval", P.CASE_DECIDE,
         when=at(A.ACCEPTED), tone="danger", fields=lambda a: {"opinion": text(_("reason"))}),
    Verb("deliver", _("Hand over the result"), actions.deliver, "approval", P.CASE_DELIVER,
         when=at(A.DECIDED), tone="primary",
         fields=lambda a: {"way": choice(_("way of delivery"), DeliveryWay.choices),
                           "note": text(_("note"), required=False)}),
    Verb("visit", _("Record a visit"), actions.record_visit, "approval", P.CASE_TAKE,
         fields=lambda a: {"why": choice(_("why"), VisitReason.choices),
                           "note": text(_("note"), required=False)}),
    Verb("terminate", _("Terminate"), actions.terminate, "approval", P.CASE_TERMINATE,
         when=at(A.SUBMITTED, A.SUPPLEMENT, A.ACCEPTED, A.SPECIAL), tone="danger",
         fields=lambda a: {"why": words(_("reason"))}),
)  # fmt: skip

APPLICATION = "office/services/application.html"


def application(approval: Approval, seat: Any) -> Mapping[str, Any]:
    """What was applied for: the form as it was filled in, the materials with their files."""
    page = queries.CasePage(approval)
    papers = [(one, page.attachments.get(one.code, [])) for one in page.materials]
    words = {
        "form": _("Form"), "materials": _("Materials"), "none": _("Nothing was filled in."),
        "viewer": _("The chosen file"), "choose": _("Choose a file to see it here."),
        "supplement": _("notice to supplement"),
        "handed_in": _("supplemented"), "due": _("to be supplemented by"),
        "keys": _("← → other file"), "unseen": _("This kind of file is not shown here; open it."),
        "page": _("page"),
    }  # fmt: skip
    return {"page": page, "papers": papers, "w": words}


APPROVALS = declare(
    Register(
        code="services.approvals",
        model=Approval,
        name=_("All applications"),
        noun=_("application"),
        sheet="办件",
        section="services",
        icon="inbox",
        key=("number",),
        order=("-id",),
        search=("number", "title", "applicant"),
        rows=queries.approvals_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_approval,
        checks=(approval_faults,),
        guards=guard_historic,
        settles=settle_approvals,
        verbs=VERBS,
        columns=(
            Column("number", heading="办件编号", required=True, example="2022-00001"),
            Column("title", in_form=False),
            Column("matter", heading="事项编号", required=True, match="code",
                   example="food-permit", in_list=False),
            Column("applicant", heading="申请人", required=True, example="张三（示例）"),
            Column("state", in_form=False),
            Column("channel", heading="受理渠道", example="政务服务大厅"),
            Column("accepting_office", heading="受理单位", match="name", example="示例社区",
                   in_list=False),
            Column("office", heading="承办单位", match="name", example="市场监管分局"),
            Column("applied_on", heading="申请日期", required=True, example="2022-03-07"),
            Column("accepted_on", heading="受理日期", example="2022-03-07", in_list=False),
            Column("promised_due_on", in_form=False),
            Column("finished_on", heading="办结日期", example="2022-03-09"),
            Column("result", heading="办理结果", example="准予", in_list=False),
            Column("issued_on", heading="制证日期", in_list=False),
            Column("delivered_on", heading="送达日期", in_list=False),
            Column("delivery", heading="送达方式", example="窗口领取", in_list=False),
            Column("closed_on", heading="终结日期", in_list=False,
                   hint=_("For what ended without a decision.")),
            Column("days_taken", in_form=False, in_list=False),
            Column("visits", heading="跑动次数", example="1", in_list=False),
            Column("applicant_kind", heading="申请人类型", example="自然人", in_list=False),
            Column("enterprise", heading="统一社会信用代码", match="credit_code", in_list=False),
            Column("agent", heading="经办人", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("committed", heading="告知承诺", example="否", in_list=False),
            Column("project", heading="工程项目代码", match="code", in_list=False,
                   hint=_("Of a construction project: the stage is the matter's.")),
            Column("bundle", heading="一件事办件编号", match="number", in_list=False),
        ),
        filters=(
            Filter("state"),
            Filter("matter"),
            Filter("office"),
            Filter("accepting_office"),
            Filter("channel"),
            Filter("result"),
            Filter("applied_on"),
            Filter("finished_on"),
            Filter("silent_from"),
            Filter("enterprise"),
            Filter("bundle"),
            Filter("project"),
        ),
        extra=((APPLICATION, _("Form and materials"), application),),
        related=(
            Related("services.certificates", "approval"),
            Related("services.visits", "approval"),
            Related("services.ratings", "approval"),
        ),
        glossary="application",
    )
)  # fmt: skip

SUPPLEMENTS = declare(
    Register(
        code="services.supplements",
        model=Supplement,
        name=_("Notices to supplement"),
        noun=_("notice to supplement"),
        sheet="补正告知",
        section="services",
        icon="file-warning",
        key=("approval",),
        order=("-id",),
        rows=queries.supplements_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_supplement,
        checks=(supplement_faults,),
        guards=guard_part,
        settles=settle_supplements,
        columns=(
            Column("approval", heading="办件编号", required=True, match="number",
                   example="2022-00001"),
            Column("summary", heading="补正内容", required=True, example="营业执照复印件缺页"),
            Column("asked_on", heading="告知日期", required=True, example="2022-03-08"),
            Column("due_on", in_form=False),
            Column("handed_in_on", heading="补正日期", example="2022-03-10"),
            Column("lapsed_on", in_form=False, in_list=False),
        ),
        filters=(Filter("approval"), Filter("asked_on")),
        glossary="supplement",
    )
)  # fmt: skip

VISITS = declare(
    Register(
        code="services.visits",
        model=Visit,
        name=_("Visits of applicants"),
        noun=_("visit of an applicant"),
        sheet="跑动",
        section="services",
        icon="footprints",
        key=("approval", "on", "reason"),
        order=("-id",),
        rows=queries.visits_for,
        view=P.CASE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_visit,
        guards=guard_part,
        settles=settle_visits,
        columns=(
            Column("approval", heading="办件编号", required=True, match="number",
                   example="2022-00001"),
            Column("on", heading="日期", required=True, example="2022-03-07"),
            Column("reason", heading="事由", required=True, example="提交申请"),
            Column("office", heading="地点单位", match="name", example="政务服务中心"),
            Column("note", heading="说明", in_list=False),
        ),
        filters=(Filter("approval"), Filter("on"), Filter("reason")),
        glossary="visit",
    )
)  # fmt: skip
