"""The words of the green park that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Treatment(models.TextChoices):
    """How the volatile organic compounds of a source are treated (挥发性有机物治理工艺)."""

    NONE = "none", _("none")
    REPLACED = "replaced", _("solvents replaced at the source")
    ADSORPTION = "adsorption", _("adsorption")
    CONDENSATION = "condensation", _("condensation and recovery")
    SCRUBBING = "scrubbing", _("scrubbing")
    THERMAL = "thermal", _("thermal oxidation (RTO)")
    CATALYTIC = "catalytic", _("catalytic oxidation (RCO)")
    BIOLOGICAL = "biological", _("biological treatment")
    COMBINED = "combined", _("several in a row")


class OutletKind(models.TextChoices):
    """How a source gives off what it gives off."""

    STACK = "stack", _("through a stack")
    FUGITIVE = "fugitive", _("without a stack")


class InspectionResult(models.TextChoices):
    """What an inspection found."""

    IN_ORDER = "in_order", _("in order")
    PROBLEM = "problem", _("a problem")


class FoundBy(models.TextChoices):
    """How a problem came to light."""

    INSPECTION = "inspection", _("inspection on the spot")
    MONITORING = "monitoring", _("monitoring")
    COMPLAINT = "complaint", _("complaint")
    SUPERIOR = "superior", _("inspection from above")


class RectificationState(models.TextChoices):
    """Where a rectification stands, by the days on which its steps were taken."""

    FOUND = "found", _("found")
    ORDERED = "ordered", _("rectification ordered")
    REPORTED = "reported", _("reported as rectified")
    CLOSED = "closed", _("closed")


class WaterKind(models.TextChoices):
    """Which of the standard's two columns holds for phosphorus."""

    RIVER = "river", _("river")
    LAKE = "lake", _("lake or reservoir")


class ControlLevel(models.TextChoices):
    """Who set up a monitoring place."""

    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial")
    CITY = "city", _("of the city")
    ZONE = "zone", _("of the zone")


class SampleSource(models.TextChoices):
    """How a sample came about."""

    MANUAL = "manual", _("taken by hand")
    AUTOMATIC = "automatic", _("measured by a station")


class WaterClassCode(models.TextChoices):
    """Classes of surface water (GB 3838-2002), best first."""

    I = "1", "Ⅰ"  # noqa: E741 - the standard's own numeral
    II = "2", "Ⅱ"
    III = "3", "Ⅲ"
    IV = "4", "Ⅳ"
    V = "5", "Ⅴ"
    WORSE = "6", _("worse than Ⅴ")


class SoilGradeCode(models.TextChoices):
    """How soil stands to the two limits (GB 36600-2018), best first."""

    WITHIN = "within", _("within the screening values")
    SCREENING = "screening", _("above a screening value")
    CONTROL = "control", _("above a control value")


class Factor(models.TextChoices):
    """What is measured of surface water and evaluated (GB 3838-2002, table 1)."""

    PH = "ph", _("pH")
    DISSOLVED_OXYGEN = "dissolved_oxygen", _("dissolved oxygen")
    PERMANGANATE_INDEX = "permanganate_index", _("permanganate index")
    COD = "cod", _("chemical oxygen demand")
    BOD5 = "bod5", _("five-day biochemical oxygen demand")
    AMMONIA_NITROGEN = "ammonia_nitrogen", _("ammonia nitrogen")
    TOTAL_PHOSPHORUS = "total_phosphorus", _("total phosphorus")
    COPPER = "copper", _("copper")
    ZINC = "zinc", _("zinc")
    FLUORIDE = "fluoride", _("fluoride")
    SELENIUM = "selenium", _("selenium")
    ARSENIC = "arsenic", _("arsenic")
    MERCURY = "mercury", _("mercury")
    CADMIUM = "cadmium", _("cadmium")
    CHROMIUM_VI = "chromium_vi", _("chromium (VI)")
    LEAD = "lead", _("lead (Pb)")
    CYANIDE = "cyanide", _("cyanide")
    VOLATILE_PHENOL = "volatile_phenol", _("volatile phenol")
    PETROLEUM = "petroleum", _("petroleum")
    ANIONIC_SURFACTANT = "anionic_surfactant", _("anionic surfactant")
    SULPHIDE = "sulphide", _("sulphide")


class Pollutant(models.TextChoices):
    """What is measured of soil of development land, as far as we hold limits for it."""

    ARSENIC = "arsenic", _("arsenic")
    CADMIUM = "cadmium", _("cadmium")
    CHROMIUM_VI = "chromium_vi", _("chromium (VI)")
    COPPER = "copper", _("copper")
    LEAD = "lead", _("lead (Pb)")
    MERCURY = "mercury", _("mercury")
    NICKEL = "nickel", _("nickel")
    BENZENE = "benzene", _("benzene")
    TOLUENE = "toluene", _("toluene")
    ETHYLBENZENE = "ethylbenzene", _("ethylbenzene")
    CHLOROBENZENE = "chlorobenzene", _("chlorobenzene")
    STYRENE = "styrene", _("styrene")
