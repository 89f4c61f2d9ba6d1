"""What relief reached enterprises, and how soon."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.choices import ReliefKind
from jingkai.domains.economy.models import Relief
from jingkai.kernel.indicators import dimension, fields, records

use = fields(Relief)
OWNER = "stats"
SOURCE = _("Register of relief measures")

entitled = records(Relief, on=use.entitled_on)
paid = records(Relief, on=use.paid_on)

entitled.count().named(
    "economy.relief_entitled",
    _("Relief measures to which enterprises were entitled"),
    unit="件", owner=OWNER, source=SOURCE,
    synonyms=("符合条件的助企纾困事项", "应享受纾困措施"),
)  # fmt: skip
reached = paid.count().named(
    "economy.relief_paid",
    _("Relief measures that reached enterprises"),
    unit="件", owner=OWNER, source=SOURCE,
    synonyms=("兑现助企纾困措施", "兑现纾困措施", "落实助企纾困事项"),
)  # fmt: skip
paid.distinct(use.enterprise).named(
    "economy.relief_enterprises",
    _("Enterprises that relief reached"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=("助企纾困惠及企业", "纾困惠及企业", "享受纾困措施企业"),
)  # fmt: skip
paid.sum(use.amount).named(
    "economy.relief_amount",
    _("Amount of relief paid to enterprises"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("兑现纾困资金", "助企纾困资金", "惠企资金"),
)  # fmt: skip
(paid.where(use.on_time == 1).count() / reached).named(
    "economy.relief_on_time_share",
    _("Share of relief that came on time"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("纾困措施按时兑现率", "惠企政策按时兑现率"),
    note=_("Within the limit of the measure, in working days from entitlement."),
)  # fmt: skip
paid.average(use.days_taken).named(
    "economy.relief_days",
    _("Mean days from entitlement to relief"),
    unit="天", owner=OWNER, source=SOURCE,
    synonyms=("纾困措施平均兑现天数", "平均兑现时间"),
)  # fmt: skip
paid.where(use.kind == ReliefKind.OFFICER).distinct(use.enterprise).named(
    "economy.relief_officer_enterprises",
    _("Enterprises that were given an officer in charge"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=("包保企业", "企业包保户数", "明确包保干部企业"),
)  # fmt: skip
paid.where(use.kind == ReliefKind.FREIGHT_PERMIT).count().named(
    "economy.freight_permits",
    _("Freight permits handed out"),
    unit="份", owner=OWNER, source=SOURCE,
    synonyms=("发放通行证", "重点物资运输车辆通行证", "物流保畅通行证"),
)  # fmt: skip

dimension("economy.relief_kind", _("Relief measure"), use.kind)
