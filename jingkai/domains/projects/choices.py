"""The words of projects that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Milestone(models.TextChoices):
    """What a project reaches on its way from signature to full production (里程碑)."""

    SIGNED = "signed", pgettext_lazy("milestone", "signed")
    STARTED = "started", pgettext_lazy("milestone", "construction started")
    STRUCTURE = "structure", pgettext_lazy("milestone", "main structure")
    EQUIPMENT = "equipment", pgettext_lazy("milestone", "equipment installation")
    TRIAL = "trial", pgettext_lazy("milestone", "trial production")
    PRODUCTION = "production", pgettext_lazy("milestone", "put into production")
    FULL = "full", pgettext_lazy("milestone", "full production")


class Status(models.TextChoices):
    """Where a project stands; told by the last milestone that it has reached."""

    RESERVE = "reserve", pgettext_lazy("status of a project", "in reserve")
    SIGNED = "signed", pgettext_lazy("status of a project", "signed, not started")
    STARTED = "started", pgettext_lazy("status of a project", "foundations")
    STRUCTURE = (
        "structure", pgettext_lazy("status of a project", "main structure under construction")
    )
    EQUIPMENT = "equipment", pgettext_lazy("status of a project", "installing equipment")
    TRIAL = "trial", pgettext_lazy("status of a project", "in trial production")
    PRODUCTION = "production", pgettext_lazy("status of a project", "in production")
    FULL = "full", pgettext_lazy("status of a project", "in full production")
    STOPPED = "stopped", pgettext_lazy("status of a project", "work stopped")
    ENDED = "ended", pgettext_lazy("status of a project", "given up")


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

    PRECURSOR = "precursor", pgettext_lazy("place on the chain", "carbon-fibre precursor")
    FIBRE = "fibre", pgettext_lazy("place on the chain", "carbon fibre")
    PRODUCTS = "products", pgettext_lazy("place on the chain", "carbon-fibre products")
    OTHER = "other", pgettext_lazy("place on the chain", "other product")


CHAIN = (Link.PRECURSOR, Link.FIBRE, Link.PRODUCTS)


class EntryKind(models.TextChoices):
    """What a row of the monthly returns is."""

    RETURN = "return", pgettext_lazy("row of a return", "return")
    REVERSAL = "reversal", pgettext_lazy("row of a return", "reversal")
    REPLACEMENT = "replacement", pgettext_lazy("row of a return", "replacement")


class ProblemKind(models.TextChoices):
    """What a project's problem is about."""

    RELOCATION = "relocation", pgettext_lazy("kind of problem", "enterprises to be moved away")
    POWER = "power", pgettext_lazy("kind of problem", "power supply")
    STEAM = "steam", pgettext_lazy("kind of problem", "steam, water and gas")
    LAND = "land", pgettext_lazy("kind of problem", "land")
    PERMITS = "permits", pgettext_lazy("kind of problem", "permits")
    FUNDS = "funds", pgettext_lazy("kind of problem", "funds")
    LABOUR = "labour", pgettext_lazy("kind of problem", "labour")
    OTHER = "other", pgettext_lazy("kind of problem", "other")


class Level(models.TextChoices):
    """On whose level a problem is solved."""

    ZONE = "zone", pgettext_lazy("level of a problem", "zone")
    CITY = "city", pgettext_lazy("level of a problem", "city")
    PROVINCE = "province", pgettext_lazy("level of a problem", "province")


LEVELS = tuple(Level)


class ProblemState(models.TextChoices):
    """Where a problem stands."""

    OPEN = "open", pgettext_lazy("state of a problem", "being solved")
    REPORTED = "reported", pgettext_lazy("state of a problem", "reported as solved")
    CLOSED = "closed", pgettext_lazy("state of a problem", "closed")


class StepKind(models.TextChoices):
    """What happened to a problem."""

    RAISED = "raised", pgettext_lazy("step of a problem", "raised")
    MEASURE = "measure", pgettext_lazy("step of a problem", "measure taken")
    TO_CITY = "to_city", pgettext_lazy("step of a problem", "taken up to the city")
    TO_PROVINCE = "to_province", pgettext_lazy("step of a problem", "taken up to the province")
    REPORTED = "reported", pgettext_lazy("step of a problem", "reported as solved")
    RETURNED = "returned", pgettext_lazy("step of a problem", "returned as not solved")
    CLOSED = "closed", pgettext_lazy("step of a problem", "closed")


UP = {Level.CITY: StepKind.TO_CITY, Level.PROVINCE: StepKind.TO_PROVINCE}
"""The step by which a problem comes to a level."""
