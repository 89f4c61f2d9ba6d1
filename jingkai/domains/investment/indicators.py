"""What investment promotion counts: activities, places, leads, deals, commitments, friendly zones.

A deal counts in the period of its signing or start, whatever became of it later; only deals from
outside the region count as projects signed.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import ActivityKind, Direction, LeadState, Side
from jingkai.domains.investment.models import (
    Activity,
    Commitment,
    Deal,
    FriendlyOutcome,
    FriendlyZone,
    Lead,
    LeadContact,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

activity, lead, contact = fields(Activity), fields(Lead), fields(LeadContact)
deal, commitment = fields(Deal), fields(Commitment)
friendly, outcome = fields(FriendlyZone), fields(FriendlyOutcome)
OWNER = "invest"
ACTIVITIES = _("Register of promotion activities")
LEADS = _("Register of leads")
CONTACTS = _("Register of contacts with leads")
DEALS = _("Register of deals")
COMMITMENTS = _("Register of commitments")
FRIENDLY = _("Register of friendly zones")

# activities

held = records(Activity, on=activity.held_on)
trips = held.where(activity.direction == Direction.OUT)

held.count().named(
    "investment.activities",
    _("Promotion activities held"),
    unit="次", owner=OWNER, source=ACTIVITIES,
    synonyms=("招商活动", "各类招商活动", "招商推介活动"),
)  # fmt: skip
trips.count().named(
    "investment.trips",
    _("Trips to investors"),
    unit="次", owner=OWNER, source=ACTIVITIES,
    synonyms=("外出招商", "走出去招商", "外出招商活动"),
)  # fmt: skip
trips.distinct(activity.province).named(
    "investment.provinces_reached",
    _("Provinces reached by trips"),
    unit="省", owner=OWNER, source=ACTIVITIES,
    synonyms=("走访省份", "赴省份", "足迹遍布省份", "外出招商省份"),
)  # fmt: skip
trips.distinct(activity.city).named(
    "investment.cities_reached",
    _("Cities reached by trips"),
    unit="地市", owner=OWNER, source=ACTIVITIES,
    synonyms=("走访城市", "走访地市", "赴地市", "外出招商城市"),
)  # fmt: skip
held.where(activity.direction == Direction.IN).count().named(
    "investment.receptions",
    _("Investors invited in"),
    unit="次", owner=OWNER, source=ACTIVITIES,
    synonyms=("请进来", "来访接待", "接待客商"),
)  # fmt: skip
held.where(activity.kind == ActivityKind.ONLINE).count().named(
    "investment.online_meetings",
    _("Online meetings"),
    unit="次", owner=OWNER, source=ACTIVITIES,
    synonyms=("线上洽谈", "线上招商", "云招商"),
)  # fmt: skip
held.where(activity.kind.one_of(ActivityKind.ROADSHOW, ActivityKind.TRADE_FAIR)).count().named(
    "investment.roadshows_and_fairs",
    _("Roadshows and trade fairs"),
    unit="次", owner=OWNER, source=ACTIVITIES,
    synonyms=("推介会和展会", "展会推介", "专题推介会"),
)  # fmt: skip
held.sum(activity.companies_met).named(
    "investment.companies_met",
    _("Companies met"),
    unit="家", owner=OWNER, source=ACTIVITIES,
    synonyms=("对接企业", "洽谈企业", "走访企业"),
    note=_("The companies of each activity added up; one met twice counts twice."),
)  # fmt: skip

# leads

recorded = records(Lead, on=lead.opened_on)
closed = records(Lead, on=lead.closed_on)
converted = closed.where(lead.state == LeadState.CONVERTED)

leads_recorded = recorded.count().named(
    "investment.leads_recorded",
    _("Leads recorded"),
    unit="条", owner=OWNER, source=LEADS,
    synonyms=("新增招商线索", "新增线索"),
)  # fmt: skip
records(LeadContact, on=contact.on, where=contact.continuous == True).distinct(  # noqa: E712
    contact.lead
).named(
    "investment.leads_tracked",
    _("Key leads tracked continuously"),
    unit="项", owner=OWNER, source=CONTACTS,
    synonyms=("持续跟踪重点线索", "跟踪重点项目线索", "跟踪推进重点线索", "重点招商线索"),
    note=_(
        "A lead is tracked continuously when a contact in the period is at least the third in a"
        " row, no two of the row more than 60 days apart; both numbers are dated parameters."
    ),
)  # fmt: skip
stock(Lead, opened=lead.opened_on, closed=lead.closed_on).count().named(
    "investment.leads_open",
    _("Leads open"),
    unit="条", owner=OWNER, source=LEADS,
    synonyms=("在库线索", "在手线索"),
)  # fmt: skip
converted.count().named(
    "investment.leads_converted",
    _("Leads that became deals"),
    unit="条", owner=OWNER, source=LEADS,
    synonyms=("线索转化", "转化为项目的线索"),
)  # fmt: skip
converted.count().share_of(closed.count()).named(
    "investment.lead_conversion_share",
    _("Share of closed leads that became deals"),
    unit="%", owner=OWNER, source=LEADS,
    synonyms=("线索转化率",),
)  # fmt: skip

# deals

signed_anywhere = records(Deal, on=deal.signed_on)
signed = signed_anywhere.where(deal.from_outside == True)  # noqa: E712
started = records(Deal, on=deal.started_on).where(deal.from_outside == True)  # noqa: E712
started_at_once = signed.where(deal.started_on.same_year(deal.signed_on))

projects_signed = signed.count().named(
    "investment.projects_signed",
    _("Projects from outside the region signed"),
    unit="个", owner=OWNER, source=DEALS,
    synonyms=("签约项目", "签约域外项目", "签约区外项目", "签约引进项目", "新签约项目"),
)  # fmt: skip
signed_amount = signed.sum(deal.total_investment).named(
    "investment.signed_amount",
    _("Total investment of the projects signed"),
    unit="元", owner=OWNER, source=DEALS,
    synonyms=("签约总投资", "签约金额", "签约项目总投资", "签约额", "总投资额"),
)  # fmt: skip
projects_signed.year_on_year().named(
    "investment.projects_signed.yoy",
    _("Growth of the number of projects signed"),
    unit="%", owner=OWNER, source=DEALS,
    synonyms=("签约项目数增长", "签约项目个数同比增长"),
)  # fmt: skip
signed_amount.year_on_year().named(
    "investment.signed_amount.yoy",
    _("Growth of the investment signed"),
    unit="%", owner=OWNER, source=DEALS,
    synonyms=("签约总投资增长", "签约金额同比增长", "签约额增长"),
)  # fmt: skip
started_in_year = started_at_once.count().named(
    "investment.started_in_year",
    _("Signed projects started in the year of signing"),
    unit="个", owner=OWNER, source=DEALS,
    synonyms=("当年开工项目", "当年签约当年开工", "签约项目当年开工"),
)  # fmt: skip
(started_in_year / projects_signed).named(
    "investment.started_in_year_share",
    _("Share of signed projects started in the year of signing"),
    unit="%", owner=OWNER, source=DEALS,
    synonyms=("当年开工率", "签约项目当年开工率", "当年签约当年开工率", "签约项目开工率"),
)  # fmt: skip
started_at_once.sum(deal.total_investment).named(
    "investment.started_in_year_amount",
    _("Investment of the projects started in the year of signing"),
    unit="元", owner=OWNER, source=DEALS,
    synonyms=("当年开工项目总投资",),
)  # fmt: skip
started.count().named(
    "investment.projects_started",
    _("Projects from outside the region started"),
    unit="个", owner=OWNER, source=DEALS,
    synonyms=("引进项目开工", "开工引进项目"),
)  # fmt: skip
signed.average(deal.total_investment).named(
    "investment.average_signed_amount",
    _("Average investment of a project signed"),
    unit="元", owner=OWNER, source=DEALS,
    synonyms=("单个签约项目平均投资", "项目平均投资额"),
)  # fmt: skip
signed.where(deal.node.present()).count().share_of(projects_signed).named(
    "investment.chain_share",
    _("Share of signed projects that stand on an industry chain"),
    unit="%", owner=OWNER, source=DEALS,
    synonyms=("产业链项目占比", "补链延链强链项目占比"),
)  # fmt: skip

# commitments

fallen_due = records(Commitment, on=commitment.due_on, where=commitment.waived_on.missing())
kept = fallen_due.where(commitment.fulfilled_on <= commitment.due_on)

fallen_due.count().named(
    "investment.commitments_due",
    _("Commitments fallen due"),
    unit="项", owner=OWNER, source=COMMITMENTS,
    synonyms=("到期承诺事项",),
)  # fmt: skip
kept.count().share_of(fallen_due.count()).named(
    "investment.commitments_kept_share",
    _("Share of commitments fulfilled by their day"),
    unit="%", owner=OWNER, source=COMMITMENTS,
    synonyms=("承诺按期兑现率", "承诺履约率"),
)  # fmt: skip
kept.where(commitment.side == Side.ZONE).count().share_of(
    fallen_due.where(commitment.side == Side.ZONE).count()
).named(
    "investment.zone_commitments_kept_share",
    _("Share of the zone's own commitments fulfilled by their day"),
    unit="%", owner=OWNER, source=COMMITMENTS,
    synonyms=("政策兑现率", "优惠政策按期兑现率"),
)  # fmt: skip

# friendly zones

stock(FriendlyZone, opened=friendly.signed_on, closed=friendly.ends_on).count().named(
    "investment.friendly_zones",
    _("Friendly-zone agreements in force"),
    unit="个", owner=OWNER, source=FRIENDLY,
    synonyms=("友好园区", "友好合作园区", "结对园区"),
)  # fmt: skip
records(FriendlyOutcome, on=outcome.on).count().named(
    "investment.friendly_outcomes",
    _("Outcomes of friendly-zone agreements"),
    unit="项", owner=OWNER, source=FRIENDLY,
    synonyms=("友好园区合作成果",),
)  # fmt: skip

# ways to split figures

province = dimension(
    "investment.province", _("Province"),
    activity.province, lead.province, deal.province, contact.lead.province, friendly.province,
)  # fmt: skip
dimension(
    "investment.city", _("City"),
    activity.city, lead.city, deal.city, contact.lead.city, friendly.city, within=province,
)  # fmt: skip
dimension(
    "investment.officer", _("Officer"),
    activity.officer, lead.officer, deal.officer, contact.lead.officer, commitment.deal.officer,
)  # fmt: skip
dimension("investment.team", _("How it was led"), activity.led_by, deal.led_by)
dimension("investment.channel", _("Channel"), lead.channel, deal.channel, contact.lead.channel)
chain = dimension(
    "investment.chain", _("Industry chain"),
    lead.node.chain, deal.node.chain, contact.lead.node.chain,
)  # fmt: skip
dimension(
    "investment.node", _("Chain node"), lead.node, deal.node, contact.lead.node, within=chain
)
dimension("investment.activity_kind", _("Kind of activity"), activity.kind)
