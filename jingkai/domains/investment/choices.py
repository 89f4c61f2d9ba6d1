"""The words of investment promotion that come from closed lists."""

from datetime import date
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.units.parameters import read_parameters


class ActivityKind(models.TextChoices):
    """What a promotion activity is (招商活动)."""

    VISIT = "visit", _("visit to investors")
    RECEPTION = "reception", _("reception of investors")
    ROADSHOW = "roadshow", _("roadshow")
    TRADE_FAIR = "trade_fair", _("trade fair")
    ONLINE = "online", _("online meeting")


class Direction(models.TextChoices):
    """Which way people travel: out to investors, in to the zone, or not at all."""

    OUT = "out", _("going out")
    IN = "in", _("inviting in")
    ONLINE = "online", _("online")


DIRECTION_OF = {
    ActivityKind.VISIT: Direction.OUT,
    ActivityKind.RECEPTION: Direction.IN,
    ActivityKind.ONLINE: Direction.ONLINE,
}
"""Kinds that leave no choice of direction; a roadshow or a fair may be held on either side."""


class LedBy(models.TextChoices):
    """Who leads the work, which is the team that a contribution is told by."""

    LEADER = "leader", _("by leaders")
    TASK_FORCE = "task_force", _("by task force")
    ENTERPRISE = "enterprise", _("through existing enterprises")
    BUNDLE = "bundle", _("in bundles")


class Channel(models.TextChoices):
    """How a lead came to the zone."""

    ACTIVITY = "activity", _("promotion activity")
    CHAIN = "chain", _("search along the chain")
    ENTERPRISE = "enterprise", _("recommended by an enterprise")
    FRIENDLY_ZONE = "friendly_zone", _("friendly zone")
    AGENCY = "agency", _("agency or association")
    WALK_IN = "walk_in", _("came by itself")


class LeadState(models.TextChoices):
    """Where a lead stands."""

    POOL = "pool", _("in the pool")
    CLAIMED = "claimed", _("claimed")
    NEGOTIATING = "negotiating", _("in negotiation")
    LOST = "lost", _("lost")
    CONVERTED = "converted", _("became a deal")


LEAD_HELD = (LeadState.CLAIMED, LeadState.NEGOTIATING)
LEAD_OPEN = (LeadState.POOL, *LEAD_HELD)
LEAD_CLOSED = (LeadState.LOST, LeadState.CONVERTED)


class LossReason(models.TextChoices):
    """Why a lead was lost or a deal ended."""

    SITE = "site", _("land or workshop not fitting")
    TERMS = "terms", _("terms not agreed")
    ENVIRONMENT = "environment", _("environment or energy limits")
    FINANCE = "finance", _("investor lacks funds")
    ELSEWHERE = "elsewhere", _("settled elsewhere")
    MARKET = "market", _("market changed")
    NO_ANSWER = "no_answer", _("no answer")
    OTHER = "other", _("other reason")


class ContactWay(models.TextChoices):
    """How an officer and an investor spoke."""

    CALL = "call", _("telephone call")
    MESSAGE = "message", _("message")
    MEETING = "meeting", _("meeting")
    VISIT = "visit", _("visit")
    VIDEO = "video", _("video meeting")


class DealStage(models.TextChoices):
    """Where a deal stands on its way from lead to start of construction."""

    LEAD = "lead", _("lead")
    NEGOTIATION = "negotiation", _("negotiation")
    EVALUATION = "evaluation", _("evaluation")
    SIGNED = "signed", _("signed")
    STARTED = "started", _("construction started")
    ENDED = "ended", _("ended")


STAGE_ORDER = (
    DealStage.LEAD,
    DealStage.NEGOTIATION,
    DealStage.EVALUATION,
    DealStage.SIGNED,
    DealStage.STARTED,
)
STAGE_DATES = {
    DealStage.NEGOTIATION: "negotiated_on",
    DealStage.EVALUATION: "evaluated_on",
    DealStage.SIGNED: "signed_on",
    DealStage.STARTED: "started_on",
}
"""The day on which a deal reached a stage."""


class EvidenceKind(models.TextChoices):
    """Documents that a stage of a deal rests on."""

    PROPOSAL = "proposal", _("project proposal")
    DUE_DILIGENCE = "due_diligence", _("due-diligence report")
    MINUTES = "minutes", _("minutes of the evaluation meeting")
    CONTRACT = "contract", _("investment contract")
    CONSTRUCTION_PERMIT = "construction_permit", _("construction permit or order to start")
    OTHER = "other", _("other document")


class EnvironmentClass(models.TextChoices):
    """What environmental procedure the project needs (建设项目环境影响评价分类管理名录)."""

    REPORT = "report", _("environmental impact report")
    FORM = "form", _("environmental impact form")
    REGISTRATION = "registration", _("registration form")
    NONE = "none", _("none needed")


class Side(models.TextChoices):
    """Who owes a commitment."""

    ZONE = "zone", _("the zone")
    INVESTOR = "investor", _("the investor")


class CommitmentKind(models.TextChoices):
    """What was promised."""

    LAND = "land", _("land and workshops")
    SUPPORT_FUNDS = "support_funds", _("support funds")
    UTILITIES = "utilities", _("utilities and roads")
    SERVICE = "service", _("approvals and services")
    INVESTMENT = "investment", _("investment in place")
    SCHEDULE = "schedule", _("start and production on time")
    OUTPUT = "output", _("output and tax")
    JOBS = "jobs", _("jobs")


class GapKind(models.TextChoices):
    """What is weak at a node of a chain, and so what to look for (补链 强链 延链)."""

    NO_ENTERPRISE = "no_enterprise", _("no enterprise: complete the chain")
    SINGLE_SUPPLIER = "single_supplier", _("single supplier: strengthen the chain")
    SHORT_CAPACITY = "short_capacity", _("capacity short of its neighbour: extend the chain")


class OutcomeKind(models.TextChoices):
    """What came of an agreement with a friendly zone."""

    EXCHANGE = "exchange", _("exchange of visits")
    LEAD = "lead", _("lead passed on")
    PROJECT = "project", _("project brought together")
    SHARED_PARK = "shared_park", _("park built together")
    TALENT = "talent", _("exchange of staff")


@cache
def provinces() -> dict[str, str]:
    """Provinces by GB/T 2260 code."""
    return _divisions("provinces")


@cache
def cities() -> dict[str, str]:
    """Prefecture-level cities by GB/T 2260 code; a municipality is its own city."""
    return _divisions("cities")


def province_of(city: str) -> str:
    """The province that a city's code lies in.

    >>> province_of("320500"), province_of("710000"), province_of("")
    ('320000', '710000', '')
    """
    return f"{city[:2]}0000" if city else ""


def province_choices() -> list[tuple[str, str]]:
    """Provinces as choices of a field."""
    return list(provinces().items())


def city_choices() -> list[tuple[str, str]]:
    """Cities as choices of a field."""
    return list(cities().items())


def _divisions(level: str) -> dict[str, str]:
    path = Path(__file__).parent / "parameters" / "divisions.yaml"
    found: dict[str, str] = read_parameters(path)[level].on(date.max).value
    return found
