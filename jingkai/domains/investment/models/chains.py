"""Industry chains: their nodes, who stands on them, and what the zone looks for to fill a gap."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import GapKind
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import amount, in_order, known, not_negative
from jingkai.kernel.trail.history import acted


@acted
class Chain(ZoneOwned):
    """A leading industry's chain (产业链): fine chemicals, carbon fibre, biomedicine."""

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("industry chain")
        verbose_name_plural = _("industry chains")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "name"],
                name="investment_chain_name_once",
                violation_error_message=_("A chain of this name exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@acted
class ChainNode(ZoneOwned):
    """A step of a chain (节点): what is made there, in which segment, in which place of the order.

    Nodes of one chain with the same order stand side by side; those of consecutive orders feed one
    another. Capacities are in tonnes a year unless `unit` says otherwise.
    """

    chain = models.ForeignKey(
        Chain, models.PROTECT, related_name="nodes", verbose_name=_("industry chain")
    )
    code = models.SlugField(_("node code"), max_length=40)
    segment = models.CharField(_("segment"), max_length=40)
    name = models.CharField(_("node"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order in the chain"))
    product = models.CharField(_("product"), max_length=100, blank=True)
    unit = models.CharField(_("capacity unit a year"), max_length=10, default="吨")

    class Meta:
        verbose_name = _("chain node")
        verbose_name_plural = _("chain nodes")
        ordering = ["chain", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"],
                name="investment_chainnode_code_once",
                violation_error_message=_("A node with this code exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@acted
class NodePresence(ZoneOwned):
    """An enterprise on a node (节点企业): its products and capacity there, from–to."""

    node = models.ForeignKey(
        ChainNode, models.PROTECT, related_name="presences", verbose_name=_("chain node")
    )
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="+", verbose_name=_("enterprise")
    )
    products = models.CharField(_("products"), max_length=200, blank=True)
    capacity = amount(_("capacity a year"), null=True, blank=True)
    since = models.DateField(_("in production since"))
    until = models.DateField(_("in production until"), null=True, blank=True)

    class Meta:
        verbose_name = _("enterprise on a node")
        verbose_name_plural = _("enterprises on nodes")
        ordering = ["node", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "enterprise"],
                name="investment_nodepresence_once",
                violation_error_message=_("The enterprise stands on this node already."),
            ),
            *not_negative("investment_nodepresence", "capacity"),
            in_order(
                "investment_nodepresence", "since", "until",
                _("The last day lies before the first."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["enterprise"], name="investment_presence_by_ent")]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.node}"


@acted
class GapTarget(ZoneOwned):
    """What the zone looks for at a node with a gap (招商目标); leads are opened under it."""

    node = models.ForeignKey(
        ChainNode, models.PROTECT, related_name="targets", verbose_name=_("chain node")
    )
    kind = models.CharField(_("kind of gap"), max_length=20, choices=GapKind)
    missing = amount(_("missing capacity a year"), null=True, blank=True)
    content = models.CharField(_("what is looked for"), max_length=300)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    set_on = models.DateField(_("day set"))
    due_on = models.DateField(_("to be filled by"), null=True, blank=True)
    closed_on = models.DateField(_("day closed"), null=True, blank=True)

    objects: ClassVar = ScopedQuerySet["GapTarget"].as_manager()

    class Meta:
        verbose_name = _("chain target")
        verbose_name_plural = _("chain targets")
        ordering = ["-set_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "kind"],
                condition=models.Q(closed_on__isnull=True),
                name="investment_gaptarget_open_once",
                violation_error_message=_("This gap has an open target already."),
            ),
            known("investment_gaptarget", "kind", GapKind.values),
            *not_negative("investment_gaptarget", "missing"),
            in_order(
                "investment_gaptarget", "set_on", "due_on",
                _("The target's day lies before the day it was set."),
            ),
            in_order(
                "investment_gaptarget", "set_on", "closed_on",
                _("The target can't be closed before it was set."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.content
