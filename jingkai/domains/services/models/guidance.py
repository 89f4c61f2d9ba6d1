"""Situations that lead people to the right matters, by what happens to them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import Audience, EnterpriseTheme, PersonTheme
from jingkai.domains.services.models.matters import Matter
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, known, text
from jingkai.kernel.trail.history import acted
from jingkai.kernel.trail.models import ActedQuerySet

THEMES = {**dict(EnterpriseTheme.choices), **dict(PersonTheme.choices)}


@acted
class Situation(ZoneOwned):
    """Something that happens to people and for which they need one or several matters (办事情形).

    "I open a restaurant": a food permit, a hygiene permit, a licence. `theme` is the official
    class for persons or for enterprises.
    """

    code = models.SlugField(_("situation number"), max_length=40)
    name = models.CharField(_("situation"), max_length=100)
    name_en = text(_("English name"), 150)
    audience = choice(_("for whom"), Audience)
    theme = choice(_("class"), sorted(THEMES.items()))
    summary = text(_("in one sentence"), 300)
    summary_en = text(_("in one English sentence"), 300)
    icon = text(_("icon"), 40)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    shown = models.BooleanField(_("shown on the portal"), default=True)

    objects: ClassVar = ActedQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], name="services_situation_code_once",
                violation_error_message=_("A situation with this number exists already."),
            ),
            known("services_situation", "audience", Audience.values),
            models.CheckConstraint(
                condition=Q(audience="person", theme__in=PersonTheme.values)
                | Q(audience="enterprise", theme__in=EnterpriseTheme.values),
                name="services_situation_theme_fits",
                violation_error_message=_("This class is not one of these people's."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


@acted
class SituationMatter(ZoneOwned):
    """A matter that a situation needs, and when it does (情形事项)."""

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="members", verbose_name=_("situation")
    )
    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="situations", verbose_name=_("matter")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    when = text(_("needed when"), 200)
    when_en = text(_("needed when (English)"), 200)

    objects: ClassVar = ActedQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter of a situation")
        verbose_name_plural = _("matters of situations")
        ordering = ["situation", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "matter"],
                name="services_situation_matter_once",
                violation_error_message=_("The situation names this matter already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter)
