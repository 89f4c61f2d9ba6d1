"""What the green park counts: compounds and their treatment, water, soil, rectification."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology.choices import SoilGradeCode, WaterClassCode
from jingkai.domains.ecology.models import (
    EmissionSource,
    Inspection,
    Rectification,
    SoilSample,
    WaterMonth,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

source, seen, case = fields(EmissionSource), fields(Inspection), fields(Rectification)
month, soil = fields(WaterMonth), fields(SoilSample)
OWNER = "ecology"
SOURCES = _("Register of emission sources")
INSPECTIONS = _("Register of inspections")
RECTIFICATIONS = _("Register of rectifications")
WATER = _("Water classes by month")
SOIL = _("Register of soil samples")
GOOD = (WaterClassCode.I, WaterClassCode.II, WaterClassCode.III)

# sources

in_operation = stock(EmissionSource, opened=source.began_on, closed=source.closed_on)
voc = in_operation.where(source.voc == True)  # noqa: E712
untreated = stock(
    EmissionSource, opened=source.began_on, closed=source.untreated_until
).where(source.voc == True)  # noqa: E712

in_operation.count().named(
    "ecology.emission_sources",
    _("Emission sources in operation"),
    unit="个", owner=OWNER, source=SOURCES,
    synonyms=("废气排放源", "在用排放源"),
)  # fmt: skip
enterprises = voc.distinct(source.enterprise).named(
    "ecology.voc_enterprises",
    _("Enterprises that emit volatile organic compounds"),
    unit="家", owner=OWNER, source=SOURCES,
    synonyms=("涉挥发性有机物企业", "涉VOCs企业", "挥发性有机物排放企业", "涉气企业"),
)  # fmt: skip
waiting = untreated.distinct(source.enterprise).named(
    "ecology.voc_untreated_enterprises",
    _("Enterprises with a source of volatile organic compounds still untreated"),
    unit="家", owner=OWNER, source=SOURCES,
    synonyms=("未完成治理企业", "未完成挥发性有机物治理企业"),
)  # fmt: skip
treated = (enterprises - waiting).named(
    "ecology.voc_treated_enterprises",
    _("Enterprises with the treatment of volatile organic compounds completed"),
    unit="家", owner=OWNER, source=SOURCES,
    synonyms=("完成治理企业", "完成挥发性有机物治理企业"),
)  # fmt: skip
(treated / enterprises).named(
    "ecology.voc_treated_share",
    _("Share of those enterprises with treatment completed"),
    unit="%", owner=OWNER, source=SOURCES,
    synonyms=("治理完成率", "挥发性有机物治理完成率", "VOCs治理完成率"),
    note=_("An enterprise counts as treated when every such source of it is."),
)  # fmt: skip

# inspections and rectification

records(Inspection, on=seen.inspected_on).count().named(
    "ecology.inspections",
    _("Inspections of emission sources"),
    unit="次", owner=OWNER, source=INSPECTIONS,
    synonyms=("现场检查", "环保检查", "检查企业次数"),
)  # fmt: skip
found = records(Rectification, on=case.found_on).count().named(
    "ecology.rectifications_found",
    _("Problems found that are to be put right"),
    unit="个", owner=OWNER, source=RECTIFICATIONS,
    synonyms=("发现环境问题", "发现生态环境问题"),
)  # fmt: skip
records(Rectification, on=case.closed_on).count().named(
    "ecology.rectifications_closed",
    _("Rectifications closed"),
    unit="个", owner=OWNER, source=RECTIFICATIONS,
    synonyms=("整改销号", "完成整改", "整改完成"),
)  # fmt: skip
stock(Rectification, opened=case.found_on, closed=case.closed_on).count().named(
    "ecology.rectifications_open",
    _("Rectifications open"),
    unit="个", owner=OWNER, source=RECTIFICATIONS,
    synonyms=("未销号问题", "在办整改"),
)  # fmt: skip

# water

judged = records(WaterMonth, on=month.month)

judged.worst(month.water_class, tuple(WaterClassCode)).named(
    "ecology.surface_water_class",
    _("Class of surface water held in every section and month"),
    unit="类", owner=OWNER, source=WATER,
    synonyms=("地表水水质", "地表水环境质量", "水质类别", "地表水水质类别"),
    note=_("The worst class of a section in a month, by the mean of the month's samples."),
)  # fmt: skip
(judged.where(month.water_class.one_of(*GOOD)).count() / judged.count()).named(
    "ecology.water_good_share",
    _("Share of sections and months in classes Ⅰ to Ⅲ"),
    unit="%", owner=OWNER, source=WATER,
    synonyms=("水质优良比例", "优良水体比例", "断面达标率"),
)  # fmt: skip

# soil

sampled = records(SoilSample, on=soil.taken_on).where(soil.grade != "")

sampled.count().named(
    "ecology.soil_samples",
    _("Soil samples judged"),
    unit="个", owner=OWNER, source=SOIL,
    synonyms=("土壤样品", "土壤监测样品"),
)  # fmt: skip
sampled.where(
    soil.grade.one_of(SoilGradeCode.SCREENING, SoilGradeCode.CONTROL)
).count().named(
    "ecology.soil_exceedances",
    _("Soil samples above a screening value"),
    unit="个", owner=OWNER, source=SOIL,
    synonyms=("土壤超标样品", "土壤超标点位"),
)  # fmt: skip
sampled.average(soil.index).named(
    "ecology.soil_index",
    _("Mean share of the screening value in soil"),
    unit="%", owner=OWNER, source=SOIL,
    synonyms=("土壤污染指数",),
    note=_("Of each sample the pollutant that comes nearest to its screening value."),
)  # fmt: skip

# ways to split figures

dimension("ecology.treatment", _("Treatment"), source.treatment)
dimension("ecology.enterprise", _("Enterprise"), source.enterprise)
dimension("ecology.section", _("Water section"), month.section)
dimension("ecology.found_by", _("Came to light by"), case.found_by)
