"""What the doors show of economic operation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import actions, queries, rules
from jingkai.domains.economy.errors import MonthClosed
from jingkai.domains.economy.models import MonthClosing, MonthlyReturn, Restatement, month_words
from jingkai.domains.economy.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare


def refuse_closed(record: MonthlyReturn | None, values: Mapping[str, Any], seat: Any) -> None:
    """A return of a closed month is not entered, changed or removed; see `restate_return`."""
    months = {values.get("month"), record.month if record is not None and record.pk else None}
    for month in months:
        if month and queries.closing_of(seat, month):
            raise MonthClosed(month=month_words(month))


def is_open(record: MonthlyReturn) -> bool:
    """Whether the return's month may still be closed."""
    return not MonthClosing.objects.filter(zone_id=record.zone_id, month=record.month).exists()


def is_restatable(record: MonthlyReturn) -> bool:
    """Whether it is a return, not a restatement's record, of a closed month."""
    return record.correction == 0 and not is_open(record)


def days_late(record: MonthlyReturn) -> int:
    """How many days after the reporting day it came in."""
    return rules.days_late(record.reported_on, queries.due_date(record.zone_id, record.month))


def _close(*, original: MonthlyReturn, by: Any) -> MonthClosing:
    return actions.close_month(month=original.month, at=timezone.now(), by=by)


def _restate(*, original: MonthlyReturn, by: Any, **values: Any) -> Restatement:
    return actions.restate_return(original=original, by=by, on=zone_today(), **values)


def _restate_form(record: MonthlyReturn) -> dict[str, forms.Field]:
    return {
        "amount": forms.DecimalField(
            label=_("Correct amount (yuan)"), max_digits=20, decimal_places=2
        ),
        "why": forms.CharField(label=_("Reason"), max_length=500),
        "source": forms.CharField(label=_("Source document"), max_length=200),
    }


RETURNS = declare(
    Register(
        code="economy.returns",
        model=MonthlyReturn,
        name=_("Monthly returns"),
        noun=_("monthly return"),
        sheet="月度报表",
        key=("series", "month", "correction"),
        order=("-month", "series", "correction"),
        search=("source", "reported_by"),
        columns=(
            Column("series", heading="指标", required=True, example="项目月报以外固定资产投资"),
            Column("month", heading="月份", required=True, example="2022-01-01",
                   show=lambda row: month_words(row.month)),
            Column("amount", heading="金额(万元)", required=True, example="28000",
                   unit="元", sheet_unit="万元"),
            Column("correction", label=_("restatement no."), in_form=False),
            Column("reported_by", heading="报送单位", required=True, example="统计局"),
            Column("reported_on", heading="报送日期", example="2022-02-09",
                   hint=_("Left empty: the day of entry.")),
            Column("days_late", label=_("days late"), show=days_late, in_form=False),
            Column("source", heading="来源文件", required=True, example="1月固定资产投资月报"),
            Column("entered_at", label=_("entered"), in_list=False, in_form=False),
        ),
        filters=(Filter("series"), Filter("month"), Filter("reported_by", kind="text")),
        checks=(rules.return_faults,),
        guards=refuse_closed,
        rows=queries.returns_for,
        view=Permission.RETURN_VIEW,
        edit=Permission.RETURN_EDIT,
        imports=Permission.RETURN_IMPORT,
        verbs=(
            Verb("close_month", _("Close this month"), _close, "original",
                 Permission.MONTH_CLOSE, when=is_open, tone="primary",
                 asks=_("All returns of the month become final. A closed month is not reopened.")),
            Verb("restate", _("Restate"), _restate, "original", Permission.RETURN_RESTATE,
                 when=is_restatable, fields=_restate_form),
        ),
        related=(Related("economy.restatements", "restated"),),
        glossary="monthly return",
        icon="table",
        section="economy",
    )
)  # fmt: skip

CLOSINGS = declare(
    Register(
        code="economy.closings",
        model=MonthClosing,
        name=_("Closed months"),
        noun=_("closed month"),
        key=("month",),
        order=("-month",),
        columns=(
            Column("month", show=lambda row: month_words(row.month), in_form=False),
            Column("closed_at", in_form=False),
            Column("closed_by__user__name", label=_("closed by"), in_form=False),
        ),
        filters=(Filter("month"),),
        rows=queries.closings_for,
        view=Permission.RETURN_VIEW,
        icon="lock",
        section="economy",
    )
)

RESTATEMENTS = declare(
    Register(
        code="economy.restatements",
        model=Restatement,
        name=_("Restatements"),
        noun=_("restatement"),
        key=("record",),
        order=("-on",),
        columns=(
            Column("record", in_form=False),
            Column("before", unit="元", in_form=False),
            Column("after", unit="元", in_form=False),
            Column("record__amount", label=_("difference"), unit="元", in_form=False),
            Column("reason", in_form=False),
            Column("on", in_form=False),
        ),
        filters=(Filter("on"),),
        rows=queries.restatements_for,
        view=Permission.RETURN_VIEW,
        icon="history",
        section="economy",
    )
)
