"""The registers of enterprises, the people who speak for them, and portal accounts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import actions, queries, rules
from jingkai.domains.subjects.choices import Power
from jingkai.domains.subjects.models import (
    Account,
    Agency,
    Contact,
    Enterprise,
    Person,
    ScaleStatus,
)
from jingkai.domains.subjects.permissions import Permission
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Register,
    Related,
    Verb,
    declare,
)


def _day(record: Any) -> Mapping[str, forms.Field]:
    return {
        "on": forms.DateField(
            label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )
    }


def _new_name(record: Any) -> Mapping[str, forms.Field]:
    return {"name": forms.CharField(label=_("New name"), max_length=200), **_day(record)}


def _basis(record: Any) -> Mapping[str, forms.Field]:
    return {"basis": forms.CharField(label=_("Basis"), max_length=300)}


def _other_record(record: Any) -> Mapping[str, forms.Field]:
    others = Enterprise.objects.filter(zone_id=record.zone_id, merged_into__isnull=True)
    return {
        "absorbed": forms.ModelChoiceField(
            label=_("Code of the record that is merged into this one"),
            queryset=others.exclude(pk=record.pk),
            to_field_name="credit_code",
            widget=forms.TextInput,
        ),
        "fill": forms.BooleanField(
            label=_("Take from it what this record lacks"), initial=True, required=False
        ),
    }


def _identity(record: Any) -> Mapping[str, forms.Field]:
    return {
        "name": forms.CharField(label=_("Name"), max_length=60),
        "identity": forms.CharField(label=_("identity number"), max_length=18),
    }


def _day_field(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False)


def _agent(record: Any) -> Mapping[str, forms.Field]:
    return {
        "name": forms.CharField(label=_("Name of the agent"), max_length=60),
        "phone": forms.CharField(label=_("Mobile number of the account"), max_length=20),
        "powers": forms.MultipleChoiceField(label=_("Powers"), choices=Power.choices),
        "since": _day_field(_("Since")),
        "until": _day_field(_("Until")),
        "document": forms.CharField(label=_("document"), max_length=200),
    }


def _why(record: Any) -> Mapping[str, forms.Field]:
    return {"because": forms.CharField(label=_("Reason"), max_length=200)}


def _verb(
    code: str, label: Any, run: Any, fields: Any, *, asks: Any = "", tone: str = "",
    subject: str = "enterprise", permission: str = Permission.ENTERPRISE_EDIT,
) -> Verb:  # fmt: skip
    return Verb(
        code=code, label=label, run=run, fields=fields, asks=asks, tone=tone, subject=subject,
        permission=permission, when=lambda record: rules.may(code, record.state),
    )  # fmt: skip


VERBS = (
    _verb("move_in", _("Move in"), actions.move_in, _day, tone="primary"),
    _verb("rename", _("Rename"), actions.rename, _new_name),
    _verb("move_away", _("Move away"), actions.move_away, _day),
    _verb("revoke", _("Licence revoked"), actions.revoke_licence, _day, tone="danger"),
    _verb("deregister", _("Deregister"), actions.deregister, _day, tone="danger"),
    _verb(
        "restore", _("Take back the departure"), actions.restore, _basis,
        asks=_("The departure is taken back as if it had not been."),
    ),
    _verb(
        "merge", _("Merge a duplicate"), actions.merge_enterprises, _other_record,
        asks=_("The other record ends; all that refers to it will refer to this one."),
        tone="danger", subject="kept", permission=Permission.ENTERPRISE_MERGE,
    ),
    _verb(
        "grant_agency", _("Let an agent act"), actions.grant_agency, _agent,
        permission=Permission.AGENCY_GRANT,
    ),
)  # fmt: skip


def _timeline(record: Enterprise, seat: Any) -> Mapping[str, Any]:
    return {"moments": queries.timeline_of(record, seat), "nothing": _("Nothing is known yet")}


DUPLICATE_WORDS = {
    "how": _("These records may be the same subject. What a merge would do is shown below each; "
             "to carry it out, choose “Merge a duplicate” and give the code of the other record."),
    "values": _("Item"),
    "kept": _("This record"),
    "absorbed": _("The other record"),
    "taken": _("is taken"),
    "moving": _("Records that refer to the other one"),
    "moves": _("Move here"),
    "stays": _("Stay, because this record has its own"),
    "none_move": _("No record refers to the other one."),
    "nothing": _("No record looks like this one"),
}  # fmt: skip


def _duplicates(record: Enterprise, seat: Any) -> Mapping[str, Any]:
    return {
        "words": DUPLICATE_WORDS,
        "duplicates": [
            (found, queries.merge_preview(seat, kept=record, absorbed=found.enterprise))
            for found in queries.duplicates_of(record, seat)
        ],
    }


def _complete(values: dict[str, Any], seat: Any) -> None:
    """Codes as they are kept, and the office of who enters the record."""
    for field, clean in (("credit_code", rules.clean_code), ("industry", rules.clean_industry)):
        if values.get(field):
            values[field] = clean(values[field])
    if not values.get("office") and not values.get("office_id"):
        values["office"] = queries.office_of(seat)


ENTERPRISES = declare(
    Register(
        code="subjects.enterprises",
        model=Enterprise,
        name=_("Enterprises"),
        noun=_("enterprise"),
        sheet="企业",
        section="subjects",
        icon="building",
        key=("credit_code",),
        search=("name", "credit_code", "short_name"),
        rows=queries.enterprises_for,
        view=Permission.ENTERPRISE_VIEW,
        edit=Permission.ENTERPRISE_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        columns=(
            Column("name", heading="名称", required=True, example="吉林示例新材料有限公司"),
            Column(
                "credit_code",
                heading="统一社会信用代码",
                required=True,
                example="91220271MA050CT76J",
                hint=_("18 characters, as on the licence"),
            ),
            Column("kind", heading="类别", required=True, example="企业"),
            Column("state", in_form=False),
            Column("division", in_form=False),
            Column(
                "industry",
                heading="行业代码",
                example="2661",
                in_list=False,
                hint=_("GB/T 4754-2017, two to four digits"),
            ),
            Column("leading_industry", heading="主导产业", example="精细化工"),
            Column(
                "registered_capital",
                heading="注册资本(万元)",
                unit="元",
                sheet_unit="万元",
                example="2000",
            ),
            Column("legal_representative", heading="法定代表人", example="示例人"),
            Column("established_on", heading="成立日期", example="2016-05-01"),
            Column("entered_on", in_form=False, in_list=False),
            Column("left_on", in_form=False, in_list=False),
            Column("outside", heading="区外注册", example="否", in_list=False),
            Column("moved_in_on", heading="迁入日期", in_list=False),
            Column("moved_away_on", heading="迁出日期", in_list=False),
            Column("revoked_on", heading="吊销日期", in_list=False),
            Column("deregistered_on", heading="注销日期", in_list=False),
            Column("address", heading="地址", example="吉林经开区示例路1号", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("short_name", heading="简称", in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
            Column("note", heading="备注", in_list=False),
            Column("office", heading="管理单位", match="name", in_list=False),
        ),
        filters=(
            Filter("kind"),
            Filter("state"),
            Filter("division"),
            Filter("leading_industry"),
            Filter("office"),
            Filter("entered_on"),
            Filter("left_on"),
        ),
        checks=(rules.check_code, rules.check_industry, rules.check_days),
        fills=_complete,
        guards=actions.guard_office,
        settles=actions.settle_scale_of,
        redirects=queries.kept_key,
        verbs=VERBS,
        related=(
            Related("subjects.contacts", "enterprise"),
            Related("subjects.scale", "enterprise"),
            Related("subjects.agencies", "enterprise"),
        ),
        extra=(
            ("office/subjects/timeline.html", _("Timeline"), _timeline),
            ("office/subjects/duplicates.html", _("Duplicates"), _duplicates),
        ),
    )
)

CONTACTS = declare(
    Register(
        code="subjects.contacts",
        model=Contact,
        name=_("Contacts"),
        noun=_("contact"),
        sheet="联系人",
        section="subjects",
        icon="users",
        key=("enterprise", "name"),
        search=("name", "post"),
        rows=queries.contacts_for,
        view=Permission.PERSON_VIEW,
        edit=Permission.PERSON_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        removable=True,
        columns=(
            Column("name", heading="姓名", required=True, example="示例人"),
            Column(
                "enterprise",
                heading="统一社会信用代码",
                match="credit_code",
                required=True,
                example="91220271MA050CT76J",
            ),
            Column("post", heading="职务", example="总经理"),
            Column("phone", heading="联系电话", personal="phone"),
            Column("since", heading="任职日期"),
            Column("until", heading="离任日期"),
            Column("note", heading="备注", in_list=False),
        ),
    )
)

SCALE = declare(
    Register(
        code="subjects.scale",
        model=ScaleStatus,
        name=_("Scale of enterprises"),
        noun=_("scale status"),
        sheet="规模情况",
        section="subjects",
        icon="scale",
        key=("enterprise", "year"),
        rows=queries.scale_for,
        view=Permission.ENTERPRISE_VIEW,
        edit=Permission.ENTERPRISE_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        columns=(
            Column(
                "enterprise",
                heading="统一社会信用代码",
                match="credit_code",
                required=True,
                example="91220271MA050CT76J",
            ),
            Column("year", heading="年份", required=True, example="2022"),
            Column(
                "revenue",
                heading="主营业务收入(万元)",
                unit="元",
                sheet_unit="万元",
                required=True,
                example="2600",
            ),
            Column("above_scale", in_form=False),
        ),
        filters=(Filter("year"), Filter("above_scale")),
        settles=actions.settle_scale,
    )
)

PERSONS = declare(
    Register(
        code="subjects.persons",
        model=Person,
        name=_("Persons"),
        noun=_("person"),
        section="subjects",
        icon="user",
        key=("identity_digest",),
        search=("name",),
        rows=queries.persons_for,
        view=Permission.PERSON_VIEW,
        edit=Permission.PERSON_EDIT,
        removable=True,
        columns=(
            Column("name", required=True),
            Column("identity", personal="identity"),
            Column("phone", personal="phone"),
            Column("note", in_list=False),
        ),
        related=(Related("subjects.contacts", "person"),),
    )
)

ACCOUNTS = declare(
    Register(
        code="subjects.accounts",
        model=Account,
        name=_("Portal accounts"),
        noun=_("portal account"),
        section="subjects",
        icon="smartphone",
        key=("phone_digest",),
        rows=queries.accounts_for,
        view=Permission.ACCOUNT_VIEW,
        columns=(
            Column("phone", personal="phone"),
            Column("person__name", label=_("name")),
            Column("real_name"),
            Column("verified_at"),
            Column("verified_by"),
            Column("opened_at"),
            Column("closed_at"),
        ),
        verbs=(
            Verb(
                code="verify", label=_("Identity card seen"), run=actions.verify_at_counter,
                subject="account", permission=Permission.ACCOUNT_VERIFY, fields=_identity,
                when=lambda record: not record.verified and record.closed_at is None,
            ),
        ),
        related=(Related("subjects.agencies", "account"),),
    )
)  # fmt: skip

AGENCIES = declare(
    Register(
        code="subjects.agencies",
        model=Agency,
        name=_("Agencies for enterprises"),
        noun=_("agency for an enterprise"),
        section="subjects",
        icon="handshake",
        key=("account", "enterprise", "since"),
        rows=queries.agencies_for,
        view=Permission.AGENCY_VIEW,
        columns=(
            Column("account"),
            Column("enterprise"),
            Column("powers", show=lambda record: record.powers_named),
            Column("since"),
            Column("until"),
            Column("granted_by"),
            Column("document"),
            Column("ended_on"),
            Column("ended_because", in_list=False),
        ),
        verbs=(
            Verb(
                code="end", label=_("End the agency"), run=actions.end_agency, subject="agency",
                permission=Permission.AGENCY_GRANT, fields=_why, tone="danger",
                when=lambda record: record.ended_on is None,
            ),
        ),
    )
)  # fmt: skip
