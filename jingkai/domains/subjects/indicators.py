"""What is counted of subjects: how many on any day, who came and went, who is above scale.

A subject that left and came back has its present stay in its own row and each earlier one in a row
of former stays; the two together are the stock on any day.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import MARKET_KINDS, Kind
from jingkai.domains.subjects.models import Award, Enterprise, FormerStay, ScaleStatus
from jingkai.kernel.indicators import Measure, Predicate, dimension, during, fields, records, stock

ent, stay, scale = fields(Enterprise), fields(FormerStay), fields(ScaleStatus)
award = fields(Award)
awards = records(Award, on=award.counted_on)
"""Awards by the year they are given for; domains above count those of their field."""
awarded = stock(Award, opened=award.counted_on)
"""Awards given for years up to the period's end; domains above tell for how many years."""
enterprises_there = stock(
    Enterprise, opened=ent.entered_on, closed=ent.left_on, where=ent.kind == Kind.ENTERPRISE
)
"""Enterprises in the zone at the period's end; domains above tell shares of them."""
enterprises_during = during(
    Enterprise, opened=ent.entered_on, closed=ent.left_on, where=ent.kind == Kind.ENTERPRISE
)
"""Enterprises in the zone at some time in the period."""
OWNER = "subjects"
SOURCE = _("Register of enterprises")

IS_MARKET = ent.kind.one_of(MARKET_KINDS)
WAS_MARKET = stay.enterprise.kind.one_of(MARKET_KINDS) & stay.enterprise.merged_into.missing()


def there(now: Predicate, then: Predicate) -> Measure:
    """Those in the zone at the period's end: present stays and former ones."""
    present = stock(Enterprise, opened=ent.entered_on, closed=ent.left_on, where=now)
    former = stock(FormerStay, opened=stay.entered_on, closed=stay.left_on, where=then)
    return present.count() + former.count()


market_entities = there(IS_MARKET, WAS_MARKET).named(
    "subjects.market_entities",
    _("Market entities"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=(
        "市场主体", "经营主体", "市场主体总数", "市场主体总量", "各类市场主体", "市场主体户数",
    ),
    note=_("In the zone at the end of the period: enterprises, households and cooperatives "
           "registered here or moved in, less those that moved away, were revoked or "
           "deregistered."),
)  # fmt: skip
(market_entities - market_entities.period_before()).named(
    "subjects.market_entities.net_increase",
    _("Net increase of market entities"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=("净增市场主体", "市场主体净增", "净增经营主体", "市场主体净增长"),
)  # fmt: skip
market_entities.year_on_year().named(
    "subjects.market_entities.yoy",
    _("Growth of market entities"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("市场主体增速", "市场主体同比增长", "经营主体同比增长"),
)  # fmt: skip
(
    records(Enterprise, on=ent.entered_on, where=IS_MARKET).count()
    + records(FormerStay, on=stay.entered_on, where=WAS_MARKET).count()
).named(
    "subjects.market_entities.entries",
    _("New market entities"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=("新增市场主体", "新登记市场主体", "新增经营主体", "新设市场主体"),
    note=_("Registered in the zone or moved in within the period."),
)  # fmt: skip
(
    records(Enterprise, on=ent.left_on, where=IS_MARKET).count()
    + records(FormerStay, on=stay.left_on, where=WAS_MARKET).count()
).named(
    "subjects.market_entities.exits",
    _("Market entities that left"),
    unit="户", owner=OWNER, source=SOURCE,
    synonyms=("退出市场主体", "注销市场主体", "退出经营主体"),
    note=_("Moved away, revoked or deregistered within the period."),
)  # fmt: skip

for kind, code, name, synonyms in (
    (Kind.ENTERPRISE, "enterprises", _("Enterprises in the zone"), ("企业户数", "实有企业")),
    (
        Kind.HOUSEHOLD, "households", _("Self-employed households in the zone"),
        ("个体工商户户数", "实有个体工商户"),
    ),
):  # fmt: skip
    there(
        ent.kind == kind,
        (stay.enterprise.kind == kind) & stay.enterprise.merged_into.missing(),
    ).named(
        f"subjects.market_entities.{code}", name,
        unit="户", owner=OWNER, source=SOURCE, synonyms=synonyms,
    )  # fmt: skip

above_scale = stock(
    ScaleStatus,
    opened=scale.counted_from,
    closed=scale.counted_until,
    where=(scale.above_scale == True) & scale.enterprise.merged_into.missing(),  # noqa: E712
)
above_scale.count().named(
    "subjects.above_scale",
    _("Enterprises above scale"),
    unit="户", owner=OWNER, source=_("Register of the scale of enterprises"),
    synonyms=("规模以上企业", "规上企业", "四上企业"),
    note=_("By the latest full year's revenue against the threshold of the industry."),
)  # fmt: skip
industrial = (scale.enterprise.division >= "06") & (scale.enterprise.division <= "46")
above_scale.where(industrial).count().named(
    "subjects.above_scale_industry",
    _("Industrial enterprises above scale"),
    unit="户", owner=OWNER, source=_("Register of the scale of enterprises"),
    synonyms=("规模以上工业企业", "规上工业企业"),
    note=_("By the latest full year's main-business revenue: 20 million yuan and more since 2011."),
)  # fmt: skip

awards.count().named(
    "subjects.awards",
    _("Awards received"),
    unit="项", owner=OWNER, source=_("Register of awards"),
    synonyms=("获得荣誉", "荣誉数", "获奖数", "荣获奖项"),
    note=_("By the year an award is given for, not by the date of its document."),
)  # fmt: skip

dimension("subjects.award_field", _("field of the award"), award.field)
dimension("subjects.award_level", _("level of the awarding body"), award.level)
dimension("subjects.kind", _("Kind of subject"), ent.kind, stay.enterprise.kind)
dimension(
    "subjects.division", _("Industry division"),
    ent.division, stay.enterprise.division, scale.enterprise.division,
)  # fmt: skip
dimension(
    "subjects.leading_industry", _("Leading industry"),
    ent.leading_industry, stay.enterprise.leading_industry, scale.enterprise.leading_industry,
)  # fmt: skip
