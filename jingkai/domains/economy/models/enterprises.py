"""What single enterprises report: each month for the threshold, each year for efficiency."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.models.returns import month_words
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import amount, listed, not_negative, once, text
from jingkai.kernel.trail.history import acted


@acted
class EnterpriseMonth(ZoneOwned):
    """One enterprise's revenue and output of one month (企业月度经营), in 元.

    Single enterprises' returns are confidential (Statistics Law, article 25): they are no part of
    what every reader of figures sees.
    """

    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="economy_months",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    revenue = amount(_("main-business revenue of the month"))
    output = amount(_("output of the month"), null=True, blank=True)
    source = text(_("source document"), 200)

    class Meta:
        verbose_name = _("month of an enterprise")
        verbose_name_plural = _("months of enterprises")
        ordering = ["-month", "enterprise"]
        constraints = [
            once("economy_entmonth", "enterprise", "month",
                 sentence=_("This enterprise's month is already reported.")),
            models.CheckConstraint(
                condition=Q(month__day=1), name="economy_entmonth_for_a_month",
                violation_error_message=_("A return is for a whole month."),
            ),
            *not_negative("economy_entmonth", "revenue", "output"),
        ]  # fmt: skip
        indexes = listed("economy_entmonth", "enterprise", "month")

    def __str__(self) -> str:
        return f"{self.enterprise} {month_words(self.month)}"


@acted
class EnterpriseYear(ZoneOwned):
    """One enterprise's year for efficiency per mu (亩均效益评价): what it gave and what it took.

    Taxes, value added and research in 元, energy in 吨标准煤 (tce), discharges in 吨 of pollutant
    equivalent, staff as the year's mean. What is not known is left empty, never zero.
    """

    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="economy_years",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"))
    tax = amount(_("taxes paid in"), null=True, blank=True)
    value_added = amount(_("value added"), null=True, blank=True)
    revenue = amount(_("main-business revenue"), null=True, blank=True)
    research = amount(_("spent on research"), null=True, blank=True)
    energy = amount(_("energy used"), null=True, blank=True)
    discharge = amount(_("pollutants discharged"), null=True, blank=True)
    staff = amount(_("mean number of staff"), null=True, blank=True)
    source = text(_("source document"), 200)

    class Meta:
        verbose_name = _("year of an enterprise")
        verbose_name_plural = _("years of enterprises")
        ordering = ["-year", "enterprise"]
        constraints = [
            once("economy_entyear", "enterprise", "year",
                 sentence=_("This enterprise's year is already reported.")),
            models.CheckConstraint(
                condition=Q(year__gte=2007) & Q(year__lte=2100),
                name="economy_entyear_plausible",
                violation_error_message=_("The year must lie between 2007 and 2100."),
            ),
            *not_negative("economy_entyear", "tax", "value_added", "revenue", "research",
                          "energy", "discharge", "staff"),
        ]  # fmt: skip
        indexes = listed("economy_entyear", "enterprise", "year")

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
