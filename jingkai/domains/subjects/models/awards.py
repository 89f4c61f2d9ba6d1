"""Honours that the zone, its offices and its subjects were given."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import AwardField, AwardKind, AwardLevel
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class Award(ZoneOwned):
    """An honour (荣誉) for the work of one year, as the awarding body's document says.

    `recipient` is the receiver in the document's words: the zone, an office, a school, an
    enterprise. It counts in the year it is given for (`counted_on`, that year's last day, derived
    by the database), whenever the document came out.
    """

    title = models.CharField(_("title of the award"), max_length=200)
    kind = models.CharField(
        _("kind of award"), max_length=20, choices=AwardKind, default=AwardKind.OTHER
    )
    body = models.CharField(_("awarding body"), max_length=150)
    level = models.CharField(_("level of the awarding body"), max_length=20, choices=AwardLevel)
    field = models.CharField(_("field of the award"), max_length=30, choices=AwardField)
    year = models.PositiveSmallIntegerField(_("awarded for the year"))
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    awarded_on = models.DateField(_("date of the document"), null=True, blank=True)
    recipient = models.CharField(_("recipient"), max_length=150)
    note = models.CharField(_("note"), max_length=300, blank=True)
    counted_on = models.DateField(_("counted on"), null=True, editable=False)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-year", "-id"]
        triggers = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="new.counted_on := make_date(new.year, 12, 31); return new;",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "title", "year", "recipient"], name="subjects_award_once_a_year",
                violation_error_message=_("This award of the year is already recorded for them."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949) & Q(year__lte=2100),
                name="subjects_award_year_plausible",
                violation_error_message=_("The year of an award must lie between 1949 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True) | Q(awarded_on__year__gte=models.F("year")),
                name="subjects_award_not_before_its_year",
                violation_error_message=_(
                    "The document can't be older than the year it is awarded for."
                ),
            ),
            models.CheckConstraint(
                condition=Q(level__in=AwardLevel.values) & Q(field__in=AwardField.values)
                & Q(kind__in=AwardKind.values),
                name="subjects_award_words_known",
                violation_error_message=_("Level, field and kind must be among those offered."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "title", "body", "recipient", "document_number", name="subjects_award_search"
            ),
            models.Index(fields=["zone", "-id"], name="subjects_award_list"),
            models.Index(fields=["zone", "year", "-id"], name="subjects_award_year"),
            models.Index(fields=["zone", "field", "-id"], name="subjects_award_field"),
            models.Index(fields=["zone", "level", "-id"], name="subjects_award_level"),
            models.Index(fields=["zone", "kind", "-id"], name="subjects_award_kind"),
            models.Index(fields=["zone", "counted_on"], name="subjects_award_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"
