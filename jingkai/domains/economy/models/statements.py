"""Values of the national evaluation that the zone has no records of, with their source."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.cases import item_of
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import listed, once, text
from jingkai.kernel.trail.history import acted


@acted
class Statement(ZoneOwned):
    """One value of one item of the evaluation for one year (考核评价填报值), as stated.

    The value is in the item's unit as the evaluation's parameters name it; 12.5 means 12.5 % where
    the unit is %.
    """

    item = models.CharField(_("evaluation item"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    stated_by = models.CharField(_("stated by"), max_length=100)
    stated_on = models.DateField(_("stated on"))
    source = models.CharField(_("source document"), max_length=200)
    note = text(_("note"))

    class Meta:
        verbose_name = _("statement for the evaluation")
        verbose_name_plural = _("statements for the evaluation")
        ordering = ["-year", "item"]
        constraints = [
            once("economy_statement", "item", "year",
                 sentence=_("This item is already stated for this year.")),
            models.CheckConstraint(
                condition=Q(year__gte=2007) & Q(year__lte=2100),
                name="economy_statement_year_plausible",
                violation_error_message=_("The year must lie between 2007 and 2100."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="economy_statement_has_a_source",
                violation_error_message=_("A statement needs its source."),
            ),
        ]  # fmt: skip
        indexes = listed("economy_statement", "year", "item")

    def __str__(self) -> str:
        return f"{self.item_name} {self.year}"

    @property
    def item_name(self) -> str:
        """The item as the edition of its year names it, in the reader's language."""
        item = item_of(self.year, self.item)
        if item is None:
            return self.item
        return item.name if (get_language() or "zh").startswith("zh") else item.name_en

    @property
    def unit(self) -> str:
        """The unit in which the value is stated."""
        item = item_of(self.year, self.item)
        return item.unit if item else ""
