"""What the cockpit shows: boards of figures, trends and lists, declared as tables.

The zone's ground and its people have theirs in `boards_zone.py`.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import province_of
from jingkai.doors.cockpit.boards_zone import ZONE
from jingkai.doors.cockpit.declaring import Board, Shape, Split, Tile, Trend

__all__ = ["BOARDS", "Board", "Shape", "Split", "Tile", "Trend"]

ECONOMY = Board(
    "economy",
    _("Economic operation"),
    column=True,
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
    column=True,
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
    column=True,
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

BOARDS = (ECONOMY, PROJECTS, INVESTMENT, SUBJECTS, *ZONE)
