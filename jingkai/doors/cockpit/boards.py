"""What the cockpit shows: boards of figures, trends and lists, declared as tables.

Everything is named by the code of its figure; one that the catalogue doesn't hold is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import province_of
from jingkai.kernel.errors import Sentence


class Shape(StrEnum):
    """How a trend is drawn."""

    GROWTH = "growth"  # a line of ratios around zero, with the month in which it turned
    BESIDE = "beside"  # bars by month beside those of the year before
    TOGETHER = "together"  # bars by month, and a line of what has come together since January
    STOCK = "stock"  # a line of what was there at each month's end
    RATIO = "ratio"  # a line of the months, and one of what has come together since January


@dataclass(frozen=True)
class Tile:
    """A figure at large; `growth` is the figure that tells how it grew, `of` what is left out.

    `spark`: whether its last twelve months are drawn beside it.
    """

    code: str
    growth: str = ""
    of: Sentence = ""
    lead: bool = False
    spark: bool = True


@dataclass(frozen=True)
class Trend:
    """A chart of a figure's last twelve months; growth may draw several figures together.

    `cumulative` tells each month from January on.
    """

    key: str
    title: Sentence
    shape: Shape
    codes: tuple[str, ...]
    cumulative: bool = False


@dataclass(frozen=True)
class Split:
    """A list of a figure's parts by a dimension, the largest first.

    `within` is the coarser dimension that groups them, `parent` tells to which group a part goes.
    """

    key: str
    title: Sentence
    code: str
    by: str
    within: str = ""
    parent: Callable[[str], str] | None = None
    rows: int = 8


@dataclass(frozen=True)
class Board:
    """One part of the zone's year."""

    key: str
    title: Sentence
    tiles: tuple[Tile, ...]
    trends: tuple[Trend, ...] = ()
    splits: tuple[Split, ...] = ()
    chains: bool = False


ECONOMY = Board(
    "economy",
    _("Economic operation"),
    tiles=(
        Tile("economy.fixed_asset_investment", "economy.fixed_asset_investment.yoy", lead=True),
        Tile(
            "economy.local_fiscal_revenue",
            "economy.local_fiscal_revenue.yoy_excluding_refunds",
            _("VAT credit refunds taken out"),
            lead=True,
        ),
        Tile("economy.industrial_output", "economy.industrial_output.yoy_cumulative", lead=True),
        Tile("economy.fine_chemicals_output", "economy.fine_chemicals_output.yoy"),
        Tile("economy.new_materials_output", "economy.new_materials_output.yoy"),
        Tile("economy.biomedicine_output", "economy.biomedicine_output.yoy"),
    ),
    trends=(
        Trend(
            "industry", _("Growth of industrial output since January"), Shape.GROWTH,
            ("economy.industrial_output.yoy_cumulative",),
        ),
        Trend(
            "investment", _("Fixed-asset investment by month"), Shape.BESIDE,
            ("economy.fixed_asset_investment",),
        ),
        Trend(
            "revenue", _("Growth of local fiscal revenue since January"), Shape.GROWTH,
            (
                "economy.local_fiscal_revenue.yoy_excluding_refunds",
                "economy.local_fiscal_revenue.yoy",
            ),
            cumulative=True,
        ),
    ),
)  # fmt: skip

PROJECTS = Board(
    "projects",
    _("Project construction"),
    tiles=(
        Tile("projects.key_projects_active", lead=True),
        Tile("projects.key_project_investment", "projects.key_project_investment.yoy", lead=True),
        Tile("projects.plan_completion", lead=True, spark=False),
        Tile("projects.in_main_structure"),
        Tile("projects.in_equipment_installation"),
        Tile("projects.put_into_production", spark=False),
        Tile("projects.capacity.carbon_fibre"),
        Tile("projects.expected_output", spark=False),
        Tile("projects.problems_open"),
    ),
    trends=(
        Trend("project_investment", _("Investment of key projects by month"), Shape.TOGETHER,
              ("projects.key_project_investment",)),
    ),
    splits=(
        Split("project_industries", _("Investment of key projects by leading industry"),
              "projects.key_project_investment", "projects.leading_industry"),
        Split("project_status", _("Key projects by status"), "projects.key_projects_active",
              "projects.status"),
    ),
)  # fmt: skip

INVESTMENT = Board(
    "investment",
    _("Investment promotion"),
    tiles=(
        Tile("investment.signed_amount", "investment.signed_amount.yoy", lead=True),
        Tile("investment.projects_signed", lead=True),
        Tile("investment.started_in_year_share", lead=True, spark=False),
        Tile("investment.activities"),
        Tile("investment.provinces_reached", spark=False),
        Tile("investment.cities_reached", spark=False),
        Tile("investment.leads_tracked"),
        Tile("investment.friendly_zones", spark=False),
    ),
    trends=(
        Trend("signed", _("Signed investment by month"), Shape.TOGETHER,
              ("investment.signed_amount",)),
    ),
    splits=(
        Split("chain", _("Signed investment by chain"), "investment.signed_amount",
              "investment.chain"),
        Split("kind", _("Activities by kind"), "investment.activities", "investment.activity_kind"),
        Split("city", _("Cities reached"), "investment.trips", "investment.city",
              within="investment.province", parent=province_of, rows=34),
    ),
    chains=True,
)  # fmt: skip

SUBJECTS = Board(
    "subjects",
    _("Register of subjects"),
    tiles=(
        Tile("subjects.market_entities", "subjects.market_entities.yoy", lead=True),
        Tile("subjects.market_entities.enterprises"),
        Tile("subjects.market_entities.households"),
        Tile("subjects.market_entities.entries"),
        Tile("subjects.market_entities.exits"),
        Tile("subjects.above_scale_industry"),
    ),
    trends=(
        Trend("entities", _("Market entities at the end of each month"), Shape.STOCK,
              ("subjects.market_entities",)),
    ),
    splits=(
        Split("industries", _("Market entities by leading industry"),
              "subjects.market_entities", "subjects.leading_industry"),
    ),
)  # fmt: skip

BOARDS = (ECONOMY, PROJECTS, INVESTMENT, SUBJECTS)
