"""The tree of grids, and the wardens who look after its nodes."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases import number
from jingkai.domains.governance.choices import GridLevel, SizeFit, Staffing
from jingkai.domains.governance.errors import STEP_TOO_EARLY, WARDENS_OVERLAP
from jingkai.domains.governance.models.common import Held, office, other
from jingkai.domains.governance.rules.grids import fit
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.registers.derived import DerivedWord
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


def _size_fit(node: Any) -> str:
    """How a grid's households stand to the limits of the day on which it was drawn."""
    if node.level != GridLevel.GRID or node.households is None:
        return ""
    least, most = (number("grids", f"households_{end}", node.since) for end in ("least", "most"))
    return str(fit(node.households, least, most))


@acted
class Grid(ZoneOwned):
    """A node of the tree of grids (网格): area, grid, building or stairwell, drawn where it can be.

    `path` is the chain of codes from the top ("A/A01/A01-03/"), so that what lies below is a
    prefix. Households in 户, residents in 人. `staffing` is a copy of what the wardens' rows say.
    """

    code = models.CharField(_("grid code"), max_length=40)
    name = models.CharField(_("name of the grid"), max_length=100)
    level = choice(_("level of the grid"), GridLevel)
    parent = other("governance.Grid", _("lies in"), related_name="parts")
    path = models.CharField(max_length=200, default="", editable=False)
    community = office(_("street or community"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("people living there"), null=True, blank=True)
    since = models.DateField(_("drawn on"))
    until = day(_("given up on"))
    shape = ShapeField(_("shape"), kinds=("Polygon", "MultiPolygon"), null=True, blank=True)
    size_fit = DerivedWord(_("size of the grid"), choices=SizeFit, told=_size_fit, max_length=20)
    staffing = choice(_("posts"), Staffing, default=Staffing.NONE, editable=False)
    note = text(_("note"))

    class Meta:
        verbose_name = _("grid")
        verbose_name_plural = _("grids")
        ordering = ["path", "code"]
        constraints = [
            once("governance_grid", "code", sentence=_("A grid with this code exists already.")),
            known("governance_grid", "level", GridLevel.values),
            known("governance_grid", "staffing", Staffing.values),
            known("governance_grid", "size_fit", SizeFit.values, blank=True),
            in_order("governance_grid", "since", "until", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=models.Q(level=GridLevel.DISTRICT, parent__isnull=True)
                | (~models.Q(level=GridLevel.DISTRICT) & models.Q(parent__isnull=False)),
                name="governance_grid_has_parent",
                violation_error_message=_("All but an area of several grids lie in another node."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("code", "name", name="governance_grid_search"),
            ShapeIndex("shape", name="governance_grid_shape"),
            models.Index(
                fields=["zone", "path"], name="governance_grid_path",
                opclasses=["int8_ops", "text_pattern_ops"],
            ),
            *listed("governance_grid", "code", "level", "staffing", "size_fit", "parent"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


@acted
class Warden(ZoneOwned):
    """Who looks after a grid, a building or a stairwell (网格长、楼栋长、单元长), and how long.

    The name is posted in public, the telephone number is not. `seat` is the seat from which a
    warden reports on the phone, where there is one.
    """

    node = models.ForeignKey(Grid, models.PROTECT, related_name="wardens", verbose_name=_("grid"))
    name = models.CharField(_("name of the warden"), max_length=60)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    phone_digest = DigestField(of="phone")
    seat = other("access.Seat", _("seat"))
    since = models.DateField(_("in the post since"))
    until = day(_("in the post until"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("warden")
        verbose_name_plural = _("wardens")
        ordering = ["node", "-since"]
        constraints = [
            in_order("governance_warden", "since", "until", STEP_TOO_EARLY),
            once("governance_warden", "node", "since",
                 sentence=_("Somebody took this post on the same day already.")),
            ExclusionConstraint(
                name="governance_warden_one_at_a_time",
                expressions=[
                    ("node", RangeOperators.EQUAL),
                    (Held("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=WARDENS_OVERLAP,
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("name", name="governance_warden_search"),
            *listed("governance_warden", "since", "until", "node"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.node}"
