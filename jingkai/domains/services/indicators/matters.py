"""What is counted of the catalogue: matters offered, their limits, how they are handled, where."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import (
    DelegationWay,
    HandlingKind,
    LimitUnit,
    OnlineDepth,
    VersionState,
)
from jingkai.domains.services.models import Delegation, MatterVersion, ServicePlace
from jingkai.kernel.access.models import OfficeKind
from jingkai.kernel.indicators import dimension, fields, stock

version, delegation, place = fields(MatterVersion), fields(Delegation), fields(ServicePlace)
OWNER = "hall"
SOURCE = _("Catalogue of matters")
COMMUNITIES = (OfficeKind.COMMUNITY, OfficeKind.VILLAGE)

offered = stock(
    MatterVersion,
    opened=version.in_force_on,
    closed=version.out_of_force_on,
    where=version.state == VersionState.PUBLISHED,
)
limited = offered.where(
    version.statutory_limit.present()
    & version.promised_limit.present()
    & (version.statutory_unit == LimitUnit.WORKDAYS)
    & (version.promised_unit == LimitUnit.WORKDAYS)
)
statutory, promised = (
    limited.sum(version.statutory_limit),
    limited.sum(version.promised_limit),
)

offered.count().named(
    "services.matters_in_force",
    _("Matters in force"),
    unit="项", owner=OWNER, source=SOURCE,
    synonyms=("政务服务事项", "政务服务事项数", "在办事项", "依申请事项"),
    note=_("Matters with a published version in force at the end of the period."),
)  # fmt: skip
offered.where(version.online_depth == OnlineDepth.FULL).count().share_of(offered.count()).named(
    "services.online_share",
    _("Share of matters handled online"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("网上办理率", "全程网办率", "网办率", "事项网上办理率"),
    note=_("Of the matters in force at the end of the period, those whose whole process runs "
           "online. It counts matters, not cases."),
)  # fmt: skip
(statutory - promised).share_of(statutory).named(
    "services.time_limit_cut",
    _("Cut of promised against statutory time limits"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("承诺时限压缩比例", "办理时限压缩", "审批时限压缩", "时限压缩率", "承诺办结时限压缩"),
    note=_("1 less the sum of promised limits over the sum of statutory limits, over the matters "
           "in force at the end of the period that have both in working days."),
)  # fmt: skip
statutory.named(
    "services.statutory_days",
    _("Statutory limits together"),
    unit="日", owner=OWNER, source=SOURCE,
    synonyms=("法定时限合计",),
    note=_("Working days, over the matters in force that have both limits in working days."),
)  # fmt: skip
promised.named(
    "services.promised_days",
    _("Promised limits together"),
    unit="日", owner=OWNER, source=SOURCE,
    synonyms=("承诺时限合计",),
    note=_("Working days, over the matters in force that have both limits in working days."),
)  # fmt: skip
offered.where(version.handling == HandlingKind.IMMEDIATE).count().named(
    "services.immediate_matters",
    _("Matters done at once"),
    unit="项", owner=OWNER, source=SOURCE,
    synonyms=("即办件事项", "即办事项"),
)  # fmt: skip
(offered.sum(version.visits) / offered.count()).named(
    "services.visits_per_matter",
    _("Visits that a matter asks for, on average"),
    unit="次", owner=OWNER, source=SOURCE,
    synonyms=("平均跑动次数", "事项平均跑动次数"),
    note=_("By the catalogue; what cases really asked for is counted with the cases."),
)  # fmt: skip

communities = stock(
    ServicePlace,
    opened=place.listed_on,
    closed=place.closed_on,
    where=place.office.kind.one_of(COMMUNITIES),
)
served = stock(
    Delegation,
    opened=delegation.since,
    closed=delegation.until,
    where=delegation.office.kind.one_of(COMMUNITIES) & (delegation.way == DelegationWay.ACCEPT),
)
served.distinct(delegation.office).share_of(communities.count()).named(
    "services.community_coverage",
    _("Communities covered by the services network"),
    unit="%", owner=OWNER, source=_("Registers of service places and of delegated matters"),
    synonyms=("社区政务服务网络覆盖率", "社区覆盖率", "政务服务社区覆盖率"),
    note=_("Communities that accept at least one matter, of all communities of the zone, at the "
           "end of the period."),
)  # fmt: skip
served.distinct(delegation.matter).named(
    "services.community_matters",
    _("Matters accepted in communities"),
    unit="项", owner=OWNER, source=_("Register of delegated matters"),
    synonyms=("下沉社区事项", "社区受理事项"),
)  # fmt: skip

dimension("services.office", _("Implementing office"), version.office)
dimension("services.kind", _("Type of matter"), version.matter.kind)
