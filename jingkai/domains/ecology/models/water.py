"""Sections of surface water, their samples, and the class of each section month by month."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import (
    ControlLevel,
    Factor,
    SampleSource,
    WaterClassCode,
    WaterKind,
)
from jingkai.domains.ecology.errors import STEP_TOO_EARLY
from jingkai.domains.ecology.models.common import ReadingField, point, readings_of
from jingkai.domains.ecology.rules.water import Measured, Verdict, judge
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.derived import DerivedWord
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class WaterSection(ZoneOwned):
    """A section of a river or a place on a lake where water is sampled (地表水监测断面)."""

    number = models.CharField(_("section number"), max_length=30)
    name = models.CharField(_("section"), max_length=80)
    water = models.CharField(_("river or lake"), max_length=80)
    kind = choice(_("kind of water"), WaterKind, default=WaterKind.RIVER)
    level = choice(_("set up by"), ControlLevel, default=ControlLevel.ZONE)
    target = choice(_("class aimed at"), WaterClassCode, default=WaterClassCode.III)
    station = models.CharField(
        _("station code (MN)"), max_length=24, blank=True,
        help_text=_("The code with which the automatic station names itself (HJ 212)."),
    )  # fmt: skip
    since = day(_("sampled since"))
    closed_on = day(_("given up on"))
    shape = point()
    note = text(_("note"))

    class Meta:
        verbose_name = _("water section")
        verbose_name_plural = _("water sections")
        ordering = ["number"]
        constraints = [
            once("ecology_section", "number",
                 sentence=_("A section with this number exists already.")),
            models.UniqueConstraint(
                fields=["zone", "station"], condition=~Q(station=""),
                name="ecology_section_station_once",
                violation_error_message=_("Another section has this station code already."),
            ),
            known("ecology_section", "kind", WaterKind.values),
            known("ecology_section", "level", ControlLevel.values),
            known("ecology_section", "target", WaterClassCode.values),
            in_order("ecology_section", "since", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "water", "station", name="ecology_section_search"),
            ShapeIndex("shape", name="ecology_section_shape"),
            *listed("ecology_section", "kind", "level"),
        ]

    def __str__(self) -> str:
        return self.name


def measured(sample: "WaterSample") -> list[Measured]:
    """What a sample measured, factor by factor."""
    told = readings_of(sample, Factor.values)
    return [Measured(factor, value, below) for factor, (value, below) in told.items()]


def verdict_of(sample: "WaterSample") -> Verdict:
    """The class of one sample under the limits of its day, and what decides it."""
    lake = sample.section.kind == WaterKind.LAKE
    return judge(measured(sample), cases.water_limits(sample.taken_on, lake=lake))


def class_word(verdict: Verdict) -> str:
    """The class as it is kept: "1" to "6", empty when nothing was measured."""
    return "" if verdict.water_class is None else str(int(verdict.water_class))


def codes(verdict: Verdict) -> str:
    """The deciding factors as they are kept: their codes, worst first; none within class I."""
    found: Iterable[str] = (each.factor for each in verdict.deciding)
    return " ".join(found) if verdict.water_class and verdict.water_class > 1 else ""


def _class(sample: "WaterSample") -> str:
    return class_word(verdict_of(sample))


def _deciding(sample: "WaterSample") -> str:
    return codes(verdict_of(sample))


def reading(factor: Factor) -> ReadingField:
    """One factor's reading in mg/L (pH without unit)."""
    return ReadingField(factor.label)


@acted
class WaterSample(ZoneOwned):
    """One sample of a section (地表水样品): the readings of a day, and the class that follows.

    Readings in mg/L as the laboratory writes them. The class is that of the worst factor
    evaluated (GB 3838-2002); `deciding` names the factors that decide it by their codes.
    """

    section = models.ForeignKey(
        WaterSection, models.PROTECT, related_name="samples", verbose_name=_("water section")
    )
    taken_on = models.DateField(_("sampled on"))
    source = choice(_("how measured"), SampleSource, default=SampleSource.MANUAL)
    laboratory = text(_("laboratory"), 120)
    ph = reading(Factor.PH)
    dissolved_oxygen = reading(Factor.DISSOLVED_OXYGEN)
    permanganate_index = reading(Factor.PERMANGANATE_INDEX)
    cod = reading(Factor.COD)
    bod5 = reading(Factor.BOD5)
    ammonia_nitrogen = reading(Factor.AMMONIA_NITROGEN)
    total_phosphorus = reading(Factor.TOTAL_PHOSPHORUS)
    copper = reading(Factor.COPPER)
    zinc = reading(Factor.ZINC)
    fluoride = reading(Factor.FLUORIDE)
    selenium = reading(Factor.SELENIUM)
    arsenic = reading(Factor.ARSENIC)
    mercury = reading(Factor.MERCURY)
    cadmium = reading(Factor.CADMIUM)
    chromium_vi = reading(Factor.CHROMIUM_VI)
    lead = reading(Factor.LEAD)
    cyanide = reading(Factor.CYANIDE)
    volatile_phenol = reading(Factor.VOLATILE_PHENOL)
    petroleum = reading(Factor.PETROLEUM)
    anionic_surfactant = reading(Factor.ANIONIC_SURFACTANT)
    sulphide = reading(Factor.SULPHIDE)
    water_class = DerivedWord(
        _("class of water"), told=_class, max_length=2, choices=WaterClassCode
    )
    deciding = DerivedWord(_("decided by"), told=_deciding, max_length=400)
    note = text(_("note"))

    class Meta:
        verbose_name = _("water sample")
        verbose_name_plural = _("water samples")
        ordering = ["-taken_on", "-pk"]
        constraints = [
            once("ecology_water", "section", "taken_on", "source",
                 sentence=_("This section has such a sample of the day already.")),
            known("ecology_water", "source", SampleSource.values),
            known("ecology_water", "water_class", WaterClassCode.values, blank=True),
        ]  # fmt: skip
        indexes = [
            *listed("ecology_water", "taken_on", "section", "water_class", "source"),
            models.Index(fields=["section", "taken_on"], name="ecology_water_time"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.taken_on}"


@acted
class WaterMonth(ZoneOwned):
    """The class of a section in a month (断面月度评价), by the mean of the month's samples.

    Derived from the samples each time they change, never typed.
    """

    section = models.ForeignKey(
        WaterSection, models.PROTECT, related_name="months", verbose_name=_("water section")
    )
    month = models.DateField(_("month"))
    samples = models.PositiveSmallIntegerField(_("samples"))
    water_class = models.CharField(_("class of water"), max_length=2, choices=WaterClassCode)
    deciding = models.CharField(_("decided by"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("water class of a month")
        verbose_name_plural = _("water classes by month")
        ordering = ["-month", "section"]
        constraints = [
            once("ecology_month", "section", "month",
                 sentence=_("This month of the section is judged already.")),
            known("ecology_month", "water_class", WaterClassCode.values),
            models.CheckConstraint(
                condition=Q(month__day=1), name="ecology_month_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
        ]  # fmt: skip
        indexes = listed("ecology_month", "month", "section", "water_class")

    def __str__(self) -> str:
        return f"{self.section} {self.month:%Y-%m}"
