"""What the monthly returns tell: investment, revenue, output, and how they grew.

Every figure counts returns together with their restatements. A period with a month that has not
come in is not told, rather than told too small.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.models import MonthlyReturn
from jingkai.domains.projects.indicators import all_investment
from jingkai.kernel.indicators import fields, records
from jingkai.kernel.indicators.measures import Aggregate

ret = fields(MonthlyReturn)
OWNER = "stats"
SOURCE = _("Register of monthly returns")


def total(series: Series) -> Aggregate:
    """The amounts of one series over the months of the period."""
    return records(MonthlyReturn, on=ret.month, where=ret.series == series, monthly=True).sum(
        ret.amount
    )


elsewhere = total(Series.FIXED_ASSET_INVESTMENT)
investment = all_investment + elsewhere
revenue = total(Series.LOCAL_FISCAL_REVENUE)
refunds = total(Series.VAT_CREDIT_REFUND)
fine_chemicals = total(Series.OUTPUT_FINE_CHEMICALS)
new_materials = total(Series.OUTPUT_NEW_MATERIALS)
biomedicine = total(Series.OUTPUT_BIOMEDICINE)
industry = total(Series.INDUSTRIAL_OUTPUT)

investment.named(
    "economy.fixed_asset_investment",
    _("Fixed-asset investment"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("固定资产投资", "固定资产投资完成额", "固投", "全社会固定资产投资"),
    note=_(
        "The monthly returns of all projects, and what is invested outside of them by statement;"
        " told once the statements of all months have come in."
    ),
)  # fmt: skip
elsewhere.named(
    "economy.investment_outside_projects",
    _("Fixed-asset investment outside the project returns"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("项目月报以外固定资产投资", "零星固定资产投资"),
)  # fmt: skip
investment.year_on_year().named(
    "economy.fixed_asset_investment.yoy",
    _("Growth of fixed-asset investment"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("固定资产投资增速", "固定资产投资同比增长", "固投增速"),
)  # fmt: skip
revenue.named(
    "economy.local_fiscal_revenue",
    _("Local fiscal revenue"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("地方级财政收入", "地方财政收入", "地方级收入"),
)  # fmt: skip
revenue.year_on_year().named(
    "economy.local_fiscal_revenue.yoy",
    _("Growth of local fiscal revenue"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("地方级财政收入增速", "地方级财政收入同比增长"),
)  # fmt: skip
refunds.named(
    "economy.vat_credit_refunds",
    _("VAT credit refunds (local share)"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("增值税留抵退税", "留抵退税"),
)  # fmt: skip
revenue.excluding(_("VAT credit refunds"), refunds, reduces=True).year_on_year().named(
    "economy.local_fiscal_revenue.yoy_excluding_refunds",
    _("Growth of local fiscal revenue, VAT credit refunds taken out"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=(
        "扣除留抵退税因素后增长", "剔除留抵退税因素后增长", "扣除留抵退税后增长",
        "地方级财政收入同口径增长",
    ),
    note=_("Both years on the same basis: the refunds of each are added back to its revenue."),
)  # fmt: skip
fine_chemicals.named(
    "economy.fine_chemicals_output",
    _("Output of fine chemicals"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("精细化工产值", "精细化工产业产值"),
)  # fmt: skip
fine_chemicals.year_on_year().named(
    "economy.fine_chemicals_output.yoy",
    _("Growth of the output of fine chemicals"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("精细化工产业增长", "精细化工产值增速", "精细化工增长"),
)  # fmt: skip
new_materials.named(
    "economy.new_materials_output",
    _("Output of new materials"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("新材料产值", "新材料产业产值"),
)  # fmt: skip
new_materials.year_on_year().named(
    "economy.new_materials_output.yoy",
    _("Growth of the output of new materials"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("新材料产业增长", "新材料产值增速", "新材料增长"),
)  # fmt: skip
biomedicine.named(
    "economy.biomedicine_output",
    _("Output of biomedicine"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("生物医药产值", "生物医药产业产值"),
)  # fmt: skip
biomedicine.year_on_year().named(
    "economy.biomedicine_output.yoy",
    _("Growth of the output of biomedicine"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("生物医药产业增长", "生物医药产值增速"),
)  # fmt: skip
industry.named(
    "economy.industrial_output",
    _("Industrial output above the threshold"),
    unit="元", owner=OWNER, source=SOURCE,
    synonyms=("规上工业总产值", "规模以上工业总产值", "工业总产值"),
)  # fmt: skip
industry.year_on_year().named(
    "economy.industrial_output.yoy",
    _("Growth of industrial output"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("规上工业总产值增速", "工业总产值同比增长", "规模以上工业总产值增长"),
)  # fmt: skip
industry.year_to_date().year_on_year().named(
    "economy.industrial_output.yoy_cumulative",
    _("Growth of industrial output since January"),
    unit="%", owner=OWNER, source=SOURCE,
    synonyms=("规上工业总产值累计增速", "工业总产值累计同比增长"),
    note=_("From January to the last month of the period, against the same months a year before."),
)  # fmt: skip
