"""Green space, and what was planted on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import GreenKind
from jingkai.domains.park.models.common import drawn, drawn_area
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.nouns import day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class GreenSpace(ZoneOwned):
    """A green space (绿地): its kind, its shape, since when it is there and maintained."""

    number = models.CharField(_("green space number"), max_length=30)
    name = models.CharField(_("green space"), max_length=120)
    kind = models.CharField(_("kind of green space"), max_length=20, choices=GreenKind)
    shape = drawn()
    drawn_area = drawn_area()
    built_on = day(_("built on"))
    maintained_from = day(_("maintained since"))
    maintained_to = day(_("maintained up to"))
    keeper = text(_("kept by"), 120)
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("green space")
        verbose_name_plural = _("green spaces")
        ordering = ["number"]
        constraints = [
            once("park_green", "number",
                 sentence=_("A green space with this number exists already.")),
            known("park_green", "kind", GreenKind.values),
            in_order("park_green", "maintained_from", "maintained_to",
                     _("Maintenance can't end before it began.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="park_green_search"),
            ShapeIndex("shape", name="park_green_shape"),
            *listed("park_green", "kind", "built_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Planting(ZoneOwned):
    """Trees and flowers planted on a green space on a day (绿化栽植), in 棵 and 株."""

    number = models.CharField(_("planting number"), max_length=30)
    green = models.ForeignKey(
        GreenSpace, models.PROTECT, related_name="plantings", verbose_name=_("green space")
    )
    planted_on = models.DateField(_("planted on"))
    species = text(_("species"), 80)
    trees = models.PositiveIntegerField(_("trees"), default=0)
    flowers = models.PositiveIntegerField(_("flowers"), default=0)

    class Meta:
        verbose_name = _("planting")
        verbose_name_plural = _("plantings")
        ordering = ["-planted_on", "-pk"]
        constraints = [
            once("park_planting", "number",
                 sentence=_("A planting with this number exists already.")),
            models.CheckConstraint(
                condition=Q(trees__gt=0) | Q(flowers__gt=0), name="park_planting_not_empty",
                violation_error_message=_("Something was planted: trees or flowers."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "species", name="park_planting_search"),
            *listed("park_planting", "planted_on", "green"),
        ]

    def __str__(self) -> str:
        return f"{self.green} {self.planted_on}"
