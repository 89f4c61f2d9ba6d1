"""The registers of certificates, ratings, rectifications and calls back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jingkai.domains.services import actions, queries
from jingkai.domains.services.actions.filling import (
    fill_certificate,
    fill_of_approval,
    fill_rectification,
)
from jingkai.domains.services.actions.settling import (
    settle_certificates,
    settle_rectifications,
)
from jingkai.domains.services.choices.approvals import (
    CallResult,
    CertificateState,
    RectificationState,
)
from jingkai.domains.services.models import CallBack, Certificate, Rating, Rectification
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.registers.approvals import choice, guard_part, text
from jingkai.domains.services.rules.rows import certificate_faults, rectification_faults
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

P, R = Permission, RectificationState


def _is_valid(certificate: Any) -> bool:
    return str(certificate.state) == CertificateState.VALID


def _calls(row: Any) -> dict[str, Any]:
    """What a call may find where the rectification stands."""
    open_ones = (CallResult.NOT_REACHED, CallResult.CONFIRMED, CallResult.GROUNDLESS)
    answered = (CallResult.NOT_REACHED, CallResult.SATISFIED, CallResult.UNSATISFIED)
    fitting = answered if row.state == R.ANSWERED else open_ones
    fields: dict[str, Any] = {
        "called": words(_("who was called"), length=60),
        "result": choice(_("result of the call"), [(each.value, each.label) for each in fitting]),
        "said": text(_("what was said"), required=False),
    }
    if row.state == R.OPEN:
        fields["complicated"] = forms.BooleanField(label=_("complicated"), required=False)
    return fields


def _calls_missing(row: Any) -> list[Any]:
    """Calls that must have been tried in vain before it is closed without a last word."""
    left = queries.calls_missing(row, zone_today())
    words = ngettext("{n} more call that did not reach the person",
                     "{n} more calls that did not reach the person", left)  # fmt: skip
    return [words.format(n=left)] if left else []


COMPLAINT = "office/services/complaint.html"


def complaint(row: Any, seat: Any) -> Mapping[str, Any]:
    """What the person said of which application, and how they are reached."""
    words = {
        "level": _("level of satisfaction"), "said": _("in their own words"),
        "about": _("what about"), "way": _("way of rating"), "rated": _("rated on"),
        "rater": _("rated by"), "application": _("application"), "phone": _("telephone"),
        "show": _("Show the telephone to call back"), "none": _("Nothing was written."),
    }  # fmt: skip
    calling = row.state in (R.OPEN, R.ANSWERED) and seat.can(P.RATING_CALL_BACK)
    return {"w": words, "rating": row.rating, "calling": calling}


CERTIFICATES = declare(
    Register(
        code="services.certificates",
        model=Certificate,
        name=_("Electronic certificates"),
        noun=_("electronic certificate"),
        sheet="电子证照",
        section="services",
        icon="badge-check",
        key=("identifier",),
        order=("-id",),
        search=("name", "holder", "identifier"),
        rows=queries.certificates_for,
        view=P.CERTIFICATE_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_certificate,
        checks=(certificate_faults,),
        settles=settle_certificates,
        verbs=(
            Verb("revoke", _("Revoke"), actions.revoke_certificate, "certificate",
                 P.CERTIFICATE_REVOKE, when=_is_valid, tone="danger",
                 fields=lambda c: {"because": words(_("reason"))}),
        ),
        columns=(
            Column("name", heading="证照名称", required=True, example="食品经营许可证"),
            Column("identifier", heading="证照标识", required=True,
                   example="1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403"
                           ".002.S"),
            Column("holder", heading="持证主体", example="示例餐饮店"),
            Column("state", in_form=False),
            Column("approval", heading="办件编号", match="number", in_list=False),
            Column("enterprise", heading="统一社会信用代码", match="credit_code", in_list=False),
            Column("document_number", heading="证号", in_list=False),
            Column("office", heading="发证单位", match="name", in_list=False),
            Column("issued_on", heading="发证日期", required=True, example="2022-03-09"),
            Column("valid_from", heading="有效期起", in_list=False),
            Column("valid_until", heading="有效期止"),
            Column("revoked_on", heading="撤销日期", in_list=False),
            Column("revoked_because", heading="撤销原因", in_list=False),
            Column("digest", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("type_code"), Filter("issued_on"), Filter("approval"),
                 Filter("enterprise")),
        glossary="electronic certificate",
    )
)  # fmt: skip

RATINGS = declare(
    Register(
        code="services.ratings",
        model=Rating,
        name=_("Ratings"),
        noun=_("rating"),
        sheet="好差评",
        section="services",
        icon="star",
        key=("approval",),
        order=("-id",),
        rows=queries.ratings_for,
        view=P.RATING_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_of_approval,
        guards=guard_part,
        columns=(
            Column("approval", heading="办件编号", required=True, match="number",
                   example="2022-00001"),
            Column("level", heading="评价等级", required=True, example="非常满意"),
            Column("rated_on", heading="评价日期", required=True, example="2022-03-09"),
            Column("channel", heading="评价渠道", example="网上", in_list=False),
            Column("office", heading="被评价单位", match="name"),
            Column("rater", heading="评价人", in_list=False),
            Column("words", heading="评价内容"),
            Column("changed_on", in_form=False, in_list=False),
        ),
        filters=(Filter("level"), Filter("rated_on"), Filter("office"), Filter("approval")),
        related=(Related("services.rectifications", "rating"),),
        glossary="rating",
    )
)  # fmt: skip

RECTIFICATIONS = declare(
    Register(
        code="services.rectifications",
        model=Rectification,
        name=_("Rectifications of bad ratings"),
        noun=_("rectification of a bad rating"),
        sheet="差评整改",
        section="services",
        icon="wrench",
        key=("rating",),
        order=("-id",),
        rows=queries.rectifications_for,
        view=P.RATING_VIEW,
        imports=P.CASE_IMPORT,
        fills=fill_rectification,
        checks=(rectification_faults,),
        settles=settle_rectifications,
        verbs=(
            Verb("call_back", _("Record a call back"), actions.call_back, "rectification",
                 P.RATING_CALL_BACK, fields=_calls, tone="primary",
                 when=lambda row: row.state in (R.OPEN, R.ANSWERED)),
            Verb("answer", _("Rectified"), actions.answer_rectification, "rectification",
                 P.RATING_RECTIFY, tone="primary", when=lambda row: row.state == R.RECTIFYING,
                 fields=lambda row: {"found": text(_("what was found")),
                                     "measure": text(_("what was done"))}),
            Verb("close", _("Close: the person can't be reached"), actions.close_rectification,
                 "rectification", P.RATING_CALL_BACK, when=lambda row: row.state == R.ANSWERED,
                 missing=_calls_missing),
        ),
        extra=((COMPLAINT, _("What was rated"), complaint),),
        columns=(
            Column("rating", heading="办件编号", required=True, match="approval__number",
                   example="2022-00001"),
            Column("state", in_form=False),
            Column("office", heading="整改单位", match="name"),
            Column("complicated", heading="情况复杂", example="否", in_list=False),
            Column("opened_on", heading="立案日期", required=True, example="2022-03-09"),
            Column("due_on", in_form=False),
            Column("found", heading="核实情况", in_list=False),
            Column("measure", heading="整改措施", in_list=False),
            Column("answered_on", heading="整改完成日期", in_list=False),
            Column("closed_on", heading="办结日期"),
            Column("satisfied", heading="回访满意", example="是"),
        ),
        filters=(Filter("state"), Filter("office"), Filter("opened_on"), Filter("closed_on"),
                 Filter("rating")),
        related=(Related("services.callbacks", "rectification"),),
        glossary="rectification",
    )
)  # fmt: skip

CALLBACKS = declare(
    Register(
        code="services.callbacks",
        model=CallBack,
        name=_("Calls back"),
        noun=_("call back"),
        sheet="回访",
        section="services",
        icon="phone",
        key=("rectification", "on"),
        order=("-id",),
        rows=queries.callbacks_for,
        view=P.RATING_VIEW,
        imports=P.CASE_IMPORT,
        columns=(
            Column("rectification", heading="办件编号", required=True,
                   match="rating__approval__number", example="2022-00001"),
            Column("on", heading="回访日期", required=True, example="2022-03-10"),
            Column("called", heading="回访对象", required=True, example="张三（示例）"),
            Column("result", heading="回访结果", required=True, example="对整改满意"),
            Column("said", heading="回访内容"),
            Column("seat", in_form=False, in_list=False),
        ),
        filters=(Filter("rectification"), Filter("on"), Filter("result")),
        glossary="call back",
    )
)  # fmt: skip
