"""The words of land, roads, lines, parks, buildings and green space that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuotaKind(models.TextChoices):
    """What a land quota allows (用地指标)."""

    PLAN = "plan", _("new construction land in the spatial plan")
    FARMLAND_OUT = "farmland_out", _("permanent basic farmland taken out")
    ANNUAL = "annual", _("annual plan of new construction land")
    LINKED = "linked", _("linked with reclaimed construction land")


USABLE = (QuotaKind.ANNUAL, QuotaKind.LINKED)
"""Quotas that a parcel's approval uses up."""


class QuotaSource(models.TextChoices):
    """Who gave a quota."""

    NATION = "nation", _("by the nation")
    PROVINCE = "province", _("by the province")
    CITY = "city", _("by the city")
    ZONE = "zone", _("saved within the zone")


class LandUse(models.TextChoices):
    """Use of land by the national guide for land and sea use (用地用海分类), codes as there."""

    INDUSTRY_1 = "100101", _("class 1 industrial land")
    INDUSTRY_2 = "100102", _("class 2 industrial land")
    INDUSTRY_3 = "100103", _("class 3 industrial land")
    LOGISTICS = "1101", _("logistics and storage land")
    OFFICES = "0801", _("land of public bodies")
    EDUCATION = "0804", _("land for schools")
    COMMERCE = "0901", _("commercial land")
    HOUSING = "0701", _("residential land")
    UTILITIES = "1300", _("land for utilities")
    GREEN = "1401", _("park and green land")


INDUSTRY = (LandUse.INDUSTRY_1, LandUse.INDUSTRY_2, LandUse.INDUSTRY_3)


class SupplyMode(models.TextChoices):
    """How land comes to its user (供地方式)."""

    AUCTION = "auction", _("auction or listing")
    AGREEMENT = "agreement", _("agreement")
    ALLOCATION = "allocation", _("allocation")
    LEASE = "lease", _("lease first, then sale")


class ParcelStage(models.TextChoices):
    """How far a parcel has come, by the days on which its stages were reached."""

    PLANNED = "planned", _("planned")
    REQUISITIONED = "requisitioned", _("requisitioned")
    APPROVED = "approved", _("approved for construction")
    SUPPLIED = "supplied", _("supplied")
    CONTRACTED = "contracted", _("contract signed")
    STARTED = "started", _("works started")
    COMPLETED = "completed", _("completed")
    TAKEN_BACK = "taken_back", _("taken back")


STAGES = (
    ParcelStage.PLANNED,
    ParcelStage.REQUISITIONED,
    ParcelStage.APPROVED,
    ParcelStage.SUPPLIED,
    ParcelStage.CONTRACTED,
    ParcelStage.STARTED,
    ParcelStage.COMPLETED,
)
STAGE_DAYS = {
    ParcelStage.REQUISITIONED: "requisitioned_on",
    ParcelStage.APPROVED: "approved_on",
    ParcelStage.SUPPLIED: "supplied_on",
    ParcelStage.CONTRACTED: "contracted_on",
    ParcelStage.STARTED: "started_on",
    ParcelStage.COMPLETED: "finished_on",
}
"""The day on which a parcel reached a stage."""


class HoldCause(models.TextChoices):
    """Why works did not begin when agreed (闲置土地处置办法第八条), and what excuses nothing."""

    HANDOVER = "handover", _("the government did not hand over the land in time")
    PLANNING = "planning", _("a plan was changed by law")
    POLICY = "policy", _("a policy of the state changed the agreed use")
    PETITION = "petition", _("a dispute of the people concerned")
    RELICS = "relics", _("a military ban or cultural relics")
    GOVERNMENT = "government", _("another act of the government")
    FORCE_MAJEURE = "force_majeure", _("a natural disaster or other force majeure")
    OWN = "own", _("the user's own reasons")


EXCUSING = frozenset(HoldCause) - {HoldCause.OWN}
"""Causes that make the idle-land clocks stand still."""


class IdleGround(models.TextChoices):
    """In what way land lies idle."""

    NOT_STARTED = "not_started", _("works not started")
    STOPPED = "stopped", _("works stopped too early")


class IdleFinding(models.TextChoices):
    """What an investigation of idle land found."""

    NOT_IDLE = "not_idle", _("not idle")
    USER = "user", _("idle by the user's doing")
    GOVERNMENT = "government", _("idle by the government's doing or force majeure")


class IdleState(models.TextChoices):
    """Where a case of idle land stands, by the days on which its steps were taken."""

    FOUND = "found", _("suspected")
    INVESTIGATED = "investigated", _("under investigation")
    DETERMINED = "determined", _("determined")
    FEE_LEVIED = "fee_levied", _("fee levied")
    FEE_PAID = "fee_paid", _("fee paid")
    TAKEN_BACK = "taken_back", _("taken back")
    CLOSED = "closed", _("case closed")


class RoadClass(models.TextChoices):
    """Class of a town road (城市道路等级)."""

    EXPRESS = "express", _("expressway")
    MAIN = "main", _("main road")
    SECONDARY = "secondary", _("secondary road")
    BRANCH = "branch", _("branch road")


class Axis(models.TextChoices):
    """Along which axis of the grid a road runs."""

    EAST_WEST = "east_west", _("east–west")
    NORTH_SOUTH = "north_south", _("north–south")


class LineKind(models.TextChoices):
    """The seven kinds of municipal utility lines (市政管线，建设部令第136号)."""

    WATER = "water", _("water supply")
    DRAINAGE = "drainage", _("drainage")
    GAS = "gas", _("gas")
    HEAT = "heat", _("heat and steam")
    POWER = "power", _("power")
    TELECOM = "telecom", _("telecommunication")
    INDUSTRIAL = "industrial", _("industrial pipes")


class LineState(models.TextChoices):
    """Whether a line is in the ground, by its days."""

    PLANNED = "planned", _("planned")
    LAID = "laid", _("laid")
    RETIRED = "retired", _("out of use")


class WorksState(models.TextChoices):
    """How far a park or a building has come, by its days."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under construction")
    DONE = "done", _("completed")
    GONE = "gone", _("demolished")


class LetState(models.TextChoices):
    """How far a building is let on a day; before it stands, how far it has come."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under construction")
    VACANT = "vacant", _("nothing let")
    PARTLY = "partly", _("partly let")
    LET = "let", _("fully let")
    GONE = "gone", _("demolished")


class HazardClass(models.TextChoices):
    """Fire hazard of production and storage, from the gravest down (GB 50016)."""

    A = "A", _("class A (甲)")
    B = "B", _("class B (乙)")
    C = "C", _("class C (丙)")
    D = "D", _("class D (丁)")
    E = "E", _("class E (戊)")


class EnvironmentClass(models.TextChoices):
    """What environmental procedure a project needs, from the gravest down."""

    REPORT = "report", _("environmental impact report")
    FORM = "form", _("environmental impact form")
    REGISTRATION = "registration", _("registration form")
    NONE = "none", _("none needed")


class GreenKind(models.TextChoices):
    """What a green space is."""

    POCKET_PARK = "pocket_park", _("pocket park")
    PARK = "park", _("park")
    BELT = "belt", _("shelter belt")
    VERGE = "verge", _("roadside green")
    LAWN = "lawn", _("lawn")
