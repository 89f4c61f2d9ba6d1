"""Targets that figures are held against, figures as they were published, and what zones share."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, Seat, ZoneOwned
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.trail.history import acted


class OfPeriod(models.Model):
    """Something that is said of a period; months are kept as the key of the first, and a number."""

    first_month = models.PositiveIntegerField(_("first month"))
    months = models.PositiveSmallIntegerField(_("number of months"))

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The period it is said of."""
        return Period(self.first_month, self.months)


@acted
class Target(ZoneOwned, OfPeriod):
    """What an indicator should come to in a period, and who said so.

    A target that is set anew stays visible: the old one is ended, never changed.
    """

    indicator = models.CharField(_("indicator"), max_length=100)
    value = models.DecimalField(_("target value"), max_digits=24, decimal_places=6)
    source = models.CharField(_("where it was decided"), max_length=300)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office in charge"),
    )
    set_on = models.DateField(_("set on"))
    ended_on = models.DateField(_("replaced on"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "first_month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "indicator", "first_month", "months"],
                condition=models.Q(ended_on__isnull=True),
                name="indicators_one_target_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(value__gt=0), name="indicators_target_above_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(months__gte=1), name="indicators_target_has_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period.text}"


@acted
class Publication(ZoneOwned, OfPeriod):
    """Figures of a period, frozen as they were known at an instant."""

    name = models.CharField(_("name"), max_length=200)
    known_at = models.DateTimeField(_("as known at"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name", "first_month", "months"],
                name="indicators_publication_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


@acted
class PublishedFigure(ZoneOwned):
    """One published figure: what it meant (`version`), what it was, and the digest of both."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="figures", verbose_name=_("publication")
    )
    indicator = models.CharField(_("indicator"), max_length=100)
    version = models.CharField(_("version of the definition"), max_length=64)
    definition = models.TextField(_("definition in words"))
    unit = models.CharField(_("unit"), max_length=20)
    value = models.DecimalField(
        _("value"), max_digits=60, decimal_places=28, null=True, blank=True
    )
    why = models.CharField(_("why there is no value"), max_length=300, blank=True)
    records = models.PositiveBigIntegerField(_("records behind it"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "indicator"], name="indicators_published_once"
            )
        ]

    def __str__(self) -> str:
        return self.indicator


class Origin(models.TextChoices):
    """How a shared edition came here."""

    OWN = "own", _("published here")
    FILE = "file", _("received as a file")


class SharedEdition(ZoneOwned, OfPeriod):
    """What a zone has published upward of a period (上报): one edition after another.

    Every zone reads it; its own zone alone adds to it, and nobody changes it. A figure that is
    restated comes as the next edition, so that both stand.
    """

    open_to_read: ClassVar[bool] = True

    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+",
        verbose_name=_("publication"),
    )  # fmt: skip
    edition = models.PositiveSmallIntegerField(_("edition"))
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("publishing office"), max_length=100)
    known_at = models.DateTimeField(_("as known at"))
    published_at = models.DateTimeField(_("published at"))
    shared_at = models.DateTimeField(_("shared at"))
    origin = models.CharField(_("how it came here"), max_length=10, choices=Origin)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("edition shared upward")
        verbose_name_plural = _("editions shared upward")
        ordering = ["first_month", "months", "zone", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "first_month", "months", "edition"],
                name="indicators_edition_once",
            ),
            models.CheckConstraint(
                condition=models.Q(edition__gte=1), name="indicators_edition_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(origin__in=Origin.values), name="indicators_origin_known"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__gte=models.F("known_at")),
                name="indicators_edition_published_after_known",
                violation_error_message=_("What is published was known before."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SharedFigure(ZoneOwned, OfPeriod):
    """One figure of a shared edition: what it means, what it is, and the digest of both."""

    open_to_read: ClassVar[bool] = True

    edition = models.ForeignKey(
        SharedEdition, models.PROTECT, related_name="figures", db_index=False,
        verbose_name=_("edition shared upward"),
    )  # fmt: skip
    indicator = models.CharField(_("indicator"), max_length=100)
    version = models.CharField(_("version of the definition"), max_length=64)
    definition = models.TextField(_("definition in words"))
    unit = models.CharField(_("unit"), max_length=20)
    value = models.DecimalField(
        _("value"), max_digits=60, decimal_places=28, null=True, blank=True
    )
    why = models.CharField(_("why there is no value"), max_length=300, blank=True)
    records = models.PositiveBigIntegerField(_("records behind it"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("figure shared upward")
        verbose_name_plural = _("figures shared upward")
        ordering = ["indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "indicator"], name="indicators_shared_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["indicator", "months", "first_month", "zone"],
                name="indicators_shared_asked",
            )
        ]

    def __str__(self) -> str:
        return self.indicator
