"""Points where soil is sampled, and their samples."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import ControlLevel, Pollutant, SoilGradeCode
from jingkai.domains.ecology.errors import STEP_TOO_EARLY
from jingkai.domains.ecology.models.common import (
    ReadingField,
    point,
    readings_of,
)
from jingkai.domains.ecology.rules.soil import SoilGrade, SoilJudged, SoilValue, judge_soil
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.derived import DerivedAmount, DerivedWord
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

WORDS = {
    SoilGrade.WITHIN: SoilGradeCode.WITHIN,
    SoilGrade.ABOVE_SCREENING: SoilGradeCode.SCREENING,
    SoilGrade.ABOVE_CONTROL: SoilGradeCode.CONTROL,
}


@acted
class SoilPoint(ZoneOwned):
    """A point where the soil of development land is sampled (土壤监测点位)."""

    number = models.CharField(_("point number"), max_length=30)
    name = models.CharField(_("soil point"), max_length=80)
    level = choice(_("set up by"), ControlLevel, default=ControlLevel.ZONE)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True,
        related_name="soil_points", verbose_name=_("enterprise"),
    )  # fmt: skip
    since = day(_("sampled since"))
    closed_on = day(_("given up on"))
    shape = point()
    note = text(_("note"))

    class Meta:
        verbose_name = _("soil point")
        verbose_name_plural = _("soil points")
        ordering = ["number"]
        constraints = [
            once("ecology_soilpoint", "number",
                 sentence=_("A point with this number exists already.")),
            known("ecology_soilpoint", "level", ControlLevel.values),
            in_order("ecology_soilpoint", "since", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="ecology_soilpoint_search"),
            ShapeIndex("shape", name="ecology_soilpoint_shape"),
            *listed("ecology_soilpoint", "level", "enterprise"),
        ]

    def __str__(self) -> str:
        return self.name


def judged(sample: "SoilSample") -> tuple[SoilGrade | None, list[SoilJudged]]:
    """The grade of a sample under the limits of its day, pollutant by pollutant, worst first."""
    told = readings_of(sample, Pollutant.values)
    values = [SoilValue(what, value, below) for what, (value, below) in told.items()]
    return judge_soil(values, cases.soil_limits(sample.taken_on))


def _grade(sample: "SoilSample") -> str:
    grade, _each = judged(sample)
    return "" if grade is None else WORDS[grade].value


def _deciding(sample: "SoilSample") -> str:
    _worst, each = judged(sample)
    return each[0].pollutant if each else ""


def _index(sample: "SoilSample") -> Decimal:
    _worst, each = judged(sample)
    top = max((one.of_screening for one in each if not one.below), default=Decimal(0))
    return round(top, 4)


def reading(pollutant: Pollutant) -> ReadingField:
    """One pollutant's reading in mg/kg."""
    return ReadingField(pollutant.label)


@acted
class SoilSample(ZoneOwned):
    """One sample of soil (土壤样品): its readings in mg/kg, and how they stand to both limits.

    `index` is the largest share of a screening value that any pollutant comes to.
    """

    point = models.ForeignKey(
        SoilPoint, models.PROTECT, related_name="samples", verbose_name=_("soil point")
    )
    taken_on = models.DateField(_("sampled on"))
    depth = models.DecimalField(
        _("depth"), max_digits=5, decimal_places=2, default=Decimal("0.2"),
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    laboratory = text(_("laboratory"), 120)
    arsenic = reading(Pollutant.ARSENIC)
    cadmium = reading(Pollutant.CADMIUM)
    chromium_vi = reading(Pollutant.CHROMIUM_VI)
    copper = reading(Pollutant.COPPER)
    lead = reading(Pollutant.LEAD)
    mercury = reading(Pollutant.MERCURY)
    nickel = reading(Pollutant.NICKEL)
    benzene = reading(Pollutant.BENZENE)
    toluene = reading(Pollutant.TOLUENE)
    ethylbenzene = reading(Pollutant.ETHYLBENZENE)
    chlorobenzene = reading(Pollutant.CHLOROBENZENE)
    styrene = reading(Pollutant.STYRENE)
    grade = DerivedWord(_("grade of soil"), told=_grade, max_length=20, choices=SoilGradeCode)
    deciding = DerivedWord(_("decided by"), told=_deciding, choices=Pollutant, max_length=40)
    index = DerivedAmount(_("share of the screening value"), told=_index, max_digits=14)
    note = text(_("note"))

    class Meta:
        verbose_name = _("soil sample")
        verbose_name_plural = _("soil samples")
        ordering = ["-taken_on", "-pk"]
        constraints = [
            once("ecology_soil", "point", "taken_on", "depth",
                 sentence=_("This point has a sample of the day and depth already.")),
            known("ecology_soil", "grade", SoilGradeCode.values, blank=True),
            models.CheckConstraint(
                condition=Q(depth__gte=0), name="ecology_soil_depth_not_negative",
                violation_error_message=_("The depth can't be below zero."),
            ),
        ]  # fmt: skip
        indexes = listed("ecology_soil", "taken_on", "point", "grade")

    def __str__(self) -> str:
        return f"{self.point} {self.taken_on}"
