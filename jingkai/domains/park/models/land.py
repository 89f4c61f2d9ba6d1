"""Land: quotas, parcels from planning to completion, what held their works up."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingkai.domains.park.choices import (
    INDUSTRY,
    STAGES,
    EnvironmentClass,
    HazardClass,
    HoldCause,
    LandUse,
    ParcelStage,
    QuotaKind,
    QuotaSource,
    SupplyMode,
)
from jingkai.domains.park.models.common import drawn, drawn_area
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.nouns import (
    amount,
    day,
    in_order,
    known,
    listed,
    needs,
    not_negative,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class LandQuota(ZoneOwned):
    """Leave to turn land to another use (用地指标), by document, from–to, in 平方米.

    `over_on` is the day after the last day of its validity, told by the database.
    """

    number = models.CharField(_("quota number"), max_length=30)
    name = models.CharField(_("quota"), max_length=150)
    kind = models.CharField(_("kind of quota"), max_length=20, choices=QuotaKind)
    source = models.CharField(_("granted by"), max_length=20, choices=QuotaSource)
    area = amount(_("area"))
    document_number = models.CharField(_("document number"), max_length=80)
    granted_on = models.DateField(_("granted on"))
    valid_until = day(_("valid until"))
    over_on = models.DateField(_("over on"), null=True, editable=False)
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("land quota")
        verbose_name_plural = _("land quotas")
        ordering = ["-granted_on", "-pk"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="new.over_on := new.valid_until + 1; return new;",
            )
        ]  # fmt: skip
        constraints = [
            once("park_quota", "number",
                 sentence=_("A quota with this number exists already.")),
            known("park_quota", "kind", QuotaKind.values),
            known("park_quota", "source", QuotaSource.values),
            models.CheckConstraint(
                condition=Q(area__gt=0), name="park_quota_area_positive",
                violation_error_message=_("A quota has an area above zero."),
            ),
            in_order("park_quota", "granted_on", "valid_until",
                     _("A quota can't end before it was granted.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "document_number", name="park_quota_search"),
            *listed("park_quota", "granted_on", "kind", "source"),
        ]

    def __str__(self) -> str:
        return self.name


DERIVE = """
    new.stage := case
        when new.taken_back_on is not null then 'taken_back'
        when new.finished_on is not null then 'completed'
        when new.started_on is not null then 'started'
        when new.contracted_on is not null then 'contracted'
        when new.supplied_on is not null then 'supplied'
        when new.approved_on is not null then 'approved'
        when new.requisitioned_on is not null then 'requisitioned'
        else 'planned' end;
    return new;
"""
"""The stage by its days, told by the database at every write, however it is written."""


@acted
class Parcel(ZoneOwned):
    """A parcel of land (宗地) on its way from the plan to the finished works.

    `area` is the agreed one in 平方米, `drawn_area` that of the shape. Price and investment in 元,
    `asking_price` in 元/平方米, power in kVA, steam in 吨/小时, sewage in 吨/日. The limits are
    the gravest class that is allowed on it. `stage` follows from the days.
    """

    STAGE_ORDER: ClassVar = STAGES

    number = models.CharField(_("parcel number"), max_length=30)
    name = models.CharField(_("parcel"), max_length=150)
    park = models.ForeignKey(
        "park.IndustrialPark", models.PROTECT, null=True, blank=True, related_name="parcels",
        verbose_name=pgettext_lazy("noun", "industrial park"),
    )  # fmt: skip
    quota = models.ForeignKey(
        LandQuota, models.PROTECT, null=True, blank=True, related_name="parcels",
        verbose_name=_("land quota"),
    )  # fmt: skip
    planned_use = models.CharField(_("planned use"), max_length=10, choices=LandUse)
    actual_use = models.CharField(_("actual use"), max_length=10, choices=LandUse, blank=True)
    area = amount(_("area"))
    shape = drawn()
    drawn_area = drawn_area()
    supply_mode = models.CharField(
        _("way of supply"), max_length=20, choices=SupplyMode, blank=True
    )
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("land user"),
    )  # fmt: skip
    user_name = text(_("land user's name"), 150)
    project_name = text(_("project on it"), 150)
    contract_number = text(_("contract number"), 80)
    price = amount(_("price"), null=True, blank=True)
    asking_price = amount(_("asking price per m²"), null=True, blank=True)
    planned_investment = amount(_("investment agreed"), null=True, blank=True)
    invested = amount(_("invested so far"), default=0)
    developed_area = amount(_("area under development"), default=0)
    hazard_limit = models.CharField(
        _("gravest fire hazard allowed"), max_length=2, choices=HazardClass, blank=True
    )
    environment_limit = models.CharField(
        _("gravest environment class allowed"), max_length=20, choices=EnvironmentClass, blank=True
    )
    power = amount(_("power at hand"), null=True, blank=True)
    steam = amount(_("steam at hand"), null=True, blank=True)
    sewage = amount(_("sewage taken"), null=True, blank=True)
    requisitioned_on = day(_("requisitioned on"))
    approved_on = day(_("approved for construction on"))
    supplied_on = day(_("supplied on"))
    contracted_on = day(_("contract signed on"))
    agreed_start_on = day(_("agreed start of works"))
    agreed_finish_on = day(_("agreed completion"))
    started_on = day(_("works started on"))
    finished_on = day(_("completed on"))
    taken_back_on = day(_("taken back on"))
    stage = models.CharField(
        _("stage"), max_length=20, choices=ParcelStage, default=ParcelStage.PLANNED, editable=False
    )
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["number"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            once("park_parcel", "number",
                 sentence=_("A parcel with this number exists already.")),
            known("park_parcel", "planned_use", LandUse.values),
            known("park_parcel", "actual_use", LandUse.values, blank=True),
            known("park_parcel", "supply_mode", SupplyMode.values, blank=True),
            known("park_parcel", "hazard_limit", HazardClass.values, blank=True),
            known("park_parcel", "environment_limit", EnvironmentClass.values, blank=True),
            *not_negative(
                "park_parcel", "price", "asking_price", "planned_investment", "invested", "power",
                "steam", "sewage",
            ),
            models.CheckConstraint(
                condition=Q(area__gt=0), name="park_parcel_area_positive",
                violation_error_message=_("A parcel has an area above zero."),
            ),
            models.CheckConstraint(
                condition=Q(developed_area__gte=0) & Q(developed_area__lte=models.F("area")),
                name="park_parcel_developed_within",
                violation_error_message=_("No more can be developed than the parcel has."),
            ),
            models.CheckConstraint(
                condition=Q(contracted_on__isnull=True)
                | Q(agreed_start_on__isnull=False, agreed_finish_on__isnull=False,
                    supplied_on__isnull=False),
                name="park_parcel_contract_agrees_days",
                violation_error_message=_(
                    "A contract needs the day of supply, the agreed start and completion."
                ),
            ),
            models.CheckConstraint(
                condition=Q(contracted_on__isnull=True) | Q(enterprise__isnull=False)
                | ~Q(user_name=""),
                name="park_parcel_contract_has_user",
                violation_error_message=_("A contract needs the land user."),
            ),
            needs("park_parcel", "started_on", "contracted_on",
                  _("Works can't start before the contract is signed.")),
            needs("park_parcel", "finished_on", "started_on",
                  _("Works can't be completed before they start.")),
            needs("park_parcel", "taken_back_on", "supplied_on",
                  _("Only land that was supplied can be taken back.")),
            *(
                in_order("park_parcel", first, then, _("This day lies before the step before it."))
                for first, then in (
                    ("requisitioned_on", "approved_on"), ("approved_on", "supplied_on"),
                    ("requisitioned_on", "supplied_on"), ("supplied_on", "contracted_on"),
                    ("contracted_on", "started_on"), ("started_on", "finished_on"),
                    ("agreed_start_on", "agreed_finish_on"), ("contracted_on", "agreed_start_on"),
                    ("contracted_on", "taken_back_on"),
                )
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "number", "name", "user_name", "project_name", name="park_parcel_search"
            ),
            ShapeIndex("shape", name="park_parcel_shape"),
            models.Index(fields=["zone", "agreed_start_on"], name="park_parcel_clock"),
            models.Index(fields=["enterprise"], name="park_parcel_by_enterprise"),
            *listed("park_parcel", "stage", "planned_use", "supplied_on", "contracted_on",
                    "started_on", "finished_on"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_industrial(self) -> bool:
        """Whether it is planned for industry."""
        return self.planned_use in INDUSTRY

    @property
    def user(self) -> str:
        """Who uses the land."""
        return str(self.enterprise or self.user_name)


@acted
class LandHold(ZoneOwned):
    """What kept works on a parcel from beginning (影响动工事由), from a day up to another.

    Only causes that lie with the government, and force majeure, make the clocks stand still.
    """

    parcel = models.ForeignKey(
        Parcel, models.PROTECT, related_name="holds", verbose_name=_("parcel")
    )
    cause = models.CharField(_("cause"), max_length=20, choices=HoldCause)
    begins_on = models.DateField(_("since"))
    ends_on = day(_("up to"), help_text=_("The first day on which works could go on."))
    document_number = models.CharField(_("document number"), max_length=80)
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("hold-up of works")
        verbose_name_plural = _("hold-ups of works")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            once("park_hold", "parcel", "begins_on", "cause",
                 sentence=_("This hold-up is recorded already.")),
            known("park_hold", "cause", HoldCause.values),
            in_order("park_hold", "begins_on", "ends_on",
                     _("A hold-up can't end before it begins.")),
        ]  # fmt: skip
        indexes = listed("park_hold", "begins_on", "cause")

    def __str__(self) -> str:
        return f"{self.parcel} · {self.get_cause_display()}"


@acted
class WorkStop(ZoneOwned):
    """Works on a parcel that stopped (中止开发建设), with how far they had come by then."""

    parcel = models.ForeignKey(
        Parcel, models.PROTECT, related_name="stops", verbose_name=_("parcel")
    )
    stopped_on = models.DateField(_("stopped on"))
    resumed_on = day(_("resumed on"))
    developed_area = amount(_("area developed by then"))
    invested = amount(_("invested by then"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("stop of works")
        verbose_name_plural = _("stops of works")
        ordering = ["-stopped_on", "-pk"]
        constraints = [
            once("park_stop", "parcel", "stopped_on",
                 sentence=_("This stop is recorded already.")),
            models.UniqueConstraint(
                fields=["parcel"], condition=Q(resumed_on__isnull=True),
                name="park_stop_open_once",
                violation_error_message=_("Works on this parcel stand still already."),
            ),
            in_order("park_stop", "stopped_on", "resumed_on",
                     _("Works can't go on before they stopped.")),
            *not_negative("park_stop", "developed_area", "invested"),
        ]  # fmt: skip
        indexes = listed("park_stop", "stopped_on")

    def __str__(self) -> str:
        return f"{self.parcel} · {self.stopped_on}"
