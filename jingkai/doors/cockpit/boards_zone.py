"""Boards of the zone's ground and people: relief, park, ecology, services, grids, livelihood.

They tell figures alone, without trends: what is drawn of them is drawn on each figure's own page.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.doors.cockpit.declaring import Board, Tile


def _lead(code: str) -> Tile:
    return Tile(code, lead=True, spark=False)


def _tile(code: str) -> Tile:
    return Tile(code, spark=False)


PARK = Board(
    "park",
    _("Land and parks"),
    tiles=(
        _lead("park.factory_buildings"),
        _lead("park.factory_use_rate"),
        _lead("park.utility_length"),
        _tile("park.industrial_parks"),
        _tile("park.park_projects"),
        _tile("park.roads_opened"),
        _tile("park.construction_quota"),
        _tile("park.pocket_parks"),
        _tile("park.green_and_road_area_maintained"),
    ),
)
ECOLOGY = Board(
    "ecology",
    _("Green park"),
    tiles=(
        _lead("ecology.voc_treated_share"),
        _lead("ecology.surface_water_class"),
        _lead("ecology.rectifications_open"),
        _tile("ecology.voc_enterprises"),
        _tile("ecology.water_good_share"),
        _tile("ecology.soil_exceedances"),
        _tile("ecology.inspections"),
    ),
)
SERVICES = Board(
    "services",
    _("Government services"),
    tiles=(
        _lead("services.online_share"),
        _lead("services.time_limit_cut"),
        _lead("services.same_day_share"),
        _tile("services.approvals_finished"),
        _tile("services.on_time_share"),
        _tile("services.satisfaction"),
        _tile("services.community_coverage"),
    ),
)
GOVERNANCE = Board(
    "governance",
    _("Grassroots governance"),
    tiles=(
        _lead("governance.appeals_received"),
        _lead("governance.resolution_rate"),
        _lead("governance.satisfaction_rate"),
        _tile("governance.response_rate"),
        _tile("governance.appeals_open"),
        _tile("governance.appeals_in_time_share"),
        _tile("governance.grids"),
        _tile("governance.wardens"),
        _tile("governance.hard_problems_solved"),
    ),
)
WHISTLES = Board(
    "whistles",
    _("Whistles, cards and campaigns"),
    tiles=(
        _lead("governance.whistles_sounded"),
        _lead("governance.arrivals_in_time_share"),
        _lead("governance.whistles_satisfied_share"),
        _tile("governance.whistles_open"),
        _tile("governance.whistle_work_in_time_share"),
        _tile("governance.cards_issued"),
        _tile("governance.cards_answered_in_time_share"),
        _tile("governance.campaign_tasks_accepted"),
        _tile("governance.campaign_tasks_in_time_share"),
    ),
)
LIVELIHOOD = Board(
    "livelihood",
    _("People's livelihood"),
    tiles=(
        _lead("livelihood.new_jobs"),
        _lead("livelihood.registered_unemployment_rate"),
        _lead("livelihood.subsidies_paid"),
        _tile("livelihood.pension_participation"),
        _tile("livelihood.subsidies_on_time"),
        _tile("livelihood.minimum_allowance_people"),
        _tile("livelihood.service_points"),
        _tile("livelihood.after_class_share"),
        _tile("livelihood.village_collective_income"),
    ),
)
PARTY = Board(
    "party_building",
    _("Party building"),
    tiles=(
        _lead("party_building.organisations"),
        _lead("party_building.first_topics"),
        _lead("party_building.visited_enterprises"),
        _tile("party_building.members"),
        _tile("party_building.study_sessions"),
        _tile("party_building.cycles_kept_share"),
        _tile("party_building.milestones_reached_share"),
        _tile("party_building.findings_open"),
    ),
)
RELIEF = Board(
    "relief",
    _("Relief for enterprises"),
    tiles=(
        _lead("economy.relief_enterprises"),
        _lead("economy.relief_amount"),
        _lead("economy.relief_on_time_share"),
        _tile("economy.relief_paid"),
        _tile("economy.relief_days"),
        _tile("economy.relief_officer_enterprises"),
        _tile("economy.freight_permits"),
    ),
)

ZONE = (RELIEF, PARK, ECOLOGY, SERVICES, GOVERNANCE, WHISTLES, LIVELIHOOD, PARTY)
"""In the order of the domains of the account."""
