"""The words of projects that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Milestone(models.TextChoices):
    """What a project reaches on its way from signature to full production (里程碑)."""

    SIGNED = "signed", _("signed")
    STARTED = "started", _("construction started")
    STRUCTURE = "structure", _("main structure")
    EQUIPMENT = "equipment", _("equipment installation")
    TRIAL = "trial", _("trial production")
    PRODUCTION = "production", _("put into production")
    FULL = "full", _("full production")


class Status(models.TextChoices):
    """Where a project stands; told by the last milestone that it has reached."""

    RESERVE = "reserve", _("in reserve")
    SIGNED = "signed", _("signed, not started")
    STARTED = "started", _("foundations")
    STRUCTURE = "structure", _("main structure under construction")
    EQUIPMENT = "equipment", _("installing equipment")
    TRIAL = "trial", _("in trial production")
    PRODUCTION = "production", _("in production")
    FULL = "full", _("in full production")
    STOPPED = "stopped", _("work stopped")
    ENDED = "ended", _("given up")


ORDER = tuple(Milestone)
ACTUAL = {milestone: f"{milestone.value}_on" for milestone in Milestone}
PLANNED = {milestone: f"planned_{milestone.value}_on" for milestone in Milestone}
"""The columns with the day on which a milestone was reached, and was to be reached."""
BUILDING = (Status.STARTED, Status.STRUCTURE, Status.EQUIPMENT, Status.TRIAL)
"""Under construction: started, and not yet in production."""
OPEN = (Status.RESERVE, Status.SIGNED, *BUILDING, Status.STOPPED)
"""Not yet in production, and not given up."""


class Leading(models.TextChoices):
    """The zone's leading industries, as far as projects belong to one."""

    NEW_MATERIALS = "new_materials", _("New materials (carbon fibre)")
    FINE_CHEMICALS = "fine_chemicals", _("Fine chemicals")
    BIOMEDICINE = "biomedicine", _("Biomedicine")
    EQUIPMENT = "equipment", _("Equipment manufacturing")
    SERVICES = "services", _("Modern services")
    OTHER = "other", _("Other industry")


LEADING = (Leading.NEW_MATERIALS, Leading.FINE_CHEMICALS, Leading.BIOMEDICINE)
"""The three chains that the zone completes: new materials, fine chemicals, biomedicine."""


class Link(models.TextChoices):
    """A line's place on the chain from precursor to carbon-fibre products (原丝—碳丝—制品)."""

    PRECURSOR = "precursor", _("carbon-fibre precursor")
    FIBRE = "fibre", _("carbon fibre")
    PRODUCTS = "products", _("carbon-fibre products")
    OTHER = "other", _("other product")


CHAIN = (Link.PRECURSOR, Link.FIBRE, Link.PRODUCTS)


class EntryKind(models.TextChoices):
    """What a row of the monthly returns is."""

    RETURN = "return", _("return")
    REVERSAL = "reversal", _("reversal")
    REPLACEMENT = "replacement", _("replacement")


class ProblemKind(models.TextChoices):
    """What a project's problem is about."""

    RELOCATION = "relocation", _("enterprises to be moved away")
    POWER = "power", _("power supply")
    STEAM = "steam", _("steam, water and gas")
    LAND = "land", _("land")
    PERMITS = "permits", _("permits")
    FUNDS = "funds", _("funds")
    LABOUR = "labour", _("labour")
    OTHER = "other", _("other")


class Level(models.TextChoices):
    """On whose level a problem is solved."""

    ZONE = "zone", _("zone")
    CITY = "city", _("city")
    PROVINCE = "province", _("province")


LEVELS = tuple(Level)


class ProblemState(models.TextChoices):
    """Where a problem stands."""

    OPEN = "open", _("being solved")
    REPORTED = "reported", _("reported as solved")
    CLOSED = "closed", _("closed")


class StepKind(models.TextChoices):
    """What happened to a problem."""

    RAISED = "raised", _("raised")
    MEASURE = "measure", _("measure taken")
    TO_CITY = "to_city", _("taken up to the city")
    TO_PROVINCE = "to_province", _("taken up to the province")
    REPORTED = "reported", _("reported as solved")
    RETURNED = "returned", _("returned as not solved")
    CLOSED = "closed", _("closed")


UP = {Level.CITY: StepKind.TO_CITY, Level.PROVINCE: StepKind.TO_PROVINCE}
"""The step by which a problem comes to a level."""
