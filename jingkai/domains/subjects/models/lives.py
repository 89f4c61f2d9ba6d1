"""What a subject was before: earlier stays in the zone, earlier names, yearly scale."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import Departure
from jingkai.domains.subjects.models.enterprises import Enterprise
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.trail.history import acted


@acted
class FormerStay(ZoneOwned):
    """An earlier time that a subject spent in the zone, before it left and came back."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="former_stays", verbose_name=_("enterprise")
    )
    entered_on = models.DateField(_("came on"))
    left_on = models.DateField(_("left on"))
    departure = models.CharField(_("how it ended"), max_length=20, choices=Departure)

    class Meta:
        verbose_name = _("former stay")
        verbose_name_plural = _("former stays")
        ordering = ["entered_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__gte=F("entered_on")), name="subjects_stay_ends_after_it_began",
                violation_error_message=_("A stay can't end before it began."),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "entered_on"], name="subjects_stay_once",
                violation_error_message=_("This stay is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(departure__in=Departure.values), name="subjects_departure_known",
                violation_error_message=_("This way of leaving is not known."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "entered_on", "left_on"], name="subjects_stay_stock")
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}: {self.entered_on} – {self.left_on}"


@acted
class FormerName(ZoneOwned):
    """A name that a subject had until a day."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="former_names", verbose_name=_("enterprise")
    )
    name = models.CharField(_("former name"), max_length=200)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-until"]
        indexes = [models.Index(fields=["zone", "-id"], name="subjects_former_name_list")]

    def __str__(self) -> str:
        return self.name


@acted
class ScaleStatus(ZoneOwned):
    """A subject's revenue of a year, and whether that puts it above the statistical threshold.

    Revenue is main-business revenue (主营业务收入) in 元. `above_scale` is recomputed from the
    dated threshold whenever the revenue is written. A year's status counts from the end of that
    year until the end of the next (`counted_from`, `counted_until`, derived by the database).
    """

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="scale_statuses", verbose_name=_("enterprise")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    revenue = models.DecimalField(_("main-business revenue"), max_digits=20, decimal_places=4)
    above_scale = models.BooleanField(_("above scale"), default=False, editable=False)
    counted_from = models.DateField(_("counted from"), null=True, editable=False)
    counted_until = models.DateField(_("counted until"), null=True, editable=False)

    class Meta:
        verbose_name = _("scale status")
        verbose_name_plural = _("scale statuses")
        ordering = ["-year", "-id"]
        triggers = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="new.counted_from := make_date(new.year, 12, 31);"
                " new.counted_until := make_date(new.year + 1, 12, 31); return new;",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], name="subjects_scale_once_a_year",
                violation_error_message=_("The revenue of this year is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(revenue__gte=0), name="subjects_revenue_not_negative",
                violation_error_message=_("Revenue can't be negative."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2007) & Q(year__lte=2100),
                name="subjects_scale_year_plausible",
                violation_error_message=_("The year must lie between 2007 and 2100."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-id"], name="subjects_scale_list"),
            models.Index(fields=["zone", "year", "-id"], name="subjects_scale_year"),
            models.Index(fields=["zone", "above_scale", "-id"], name="subjects_scale_above"),
            models.Index(fields=["zone", "counted_from"], name="subjects_scale_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
