"""Industrial parks, their factory buildings, and who rents them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingkai.domains.park.choices import EnvironmentClass, HazardClass, WorksState
from jingkai.domains.park.models.common import drawn, drawn_area
from jingkai.domains.park.models.land import Parcel
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex, mark_trigger
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


def derived(func: str) -> pgtrigger.Trigger:
    """What follows from a row's days, told by the database."""
    return pgtrigger.Trigger(
        name="derive", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update,
        func=func,
    )  # fmt: skip


@acted
class IndustrialPark(ZoneOwned):
    """An industrial park of the zone (产业园); areas in 平方米, investment in 元."""

    number = models.CharField(_("park number"), max_length=30)
    name = models.CharField(pgettext_lazy("noun", "industrial park"), max_length=120)
    industry = text(_("leading industry"), 80)
    operator = text(_("operator"), 150)
    shape = drawn()
    drawn_area = drawn_area()
    planned_floor_area = amount(_("floor area planned"), null=True, blank=True)
    investment = amount(_("investment planned"), null=True, blank=True)
    started_on = day(_("works started on"))
    planned_completion_on = day(_("planned completion"))
    completed_on = day(_("completed on"))
    state = models.CharField(
        _("state"), max_length=20, choices=WorksState, default=WorksState.PLANNED, editable=False
    )
    note = text(_("note"), 300)

    class Meta:
        verbose_name = pgettext_lazy("noun", "industrial park")
        verbose_name_plural = _("industrial parks")
        ordering = ["number"]
        triggers: ClassVar = [
            derived(
                "new.state := case when new.completed_on is not null then 'done'"
                " when new.started_on is not null then 'under_way' else 'planned' end; return new;"
            )
        ]
        constraints = [
            once("park_park", "number", sentence=_("A park with this number exists already.")),
            *not_negative("park_park", "planned_floor_area", "investment"),
            needs("park_park", "completed_on", "started_on",
                  _("Works can't be completed before they start.")),
            in_order("park_park", "started_on", "completed_on",
                     _("Works can't be completed before they start.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "operator", name="park_park_search"),
            ShapeIndex("shape", name="park_park_shape"),
            *listed("park_park", "state", "started_on"),
        ]

    def __str__(self) -> str:
        return self.name


LET = """
    coalesce((select max(total) from (
        select (select sum(o.area) from park_lease o where o.building_id = l.building_id
                and o.begins_on <= l.begins_on and o.over_on > l.begins_on) as total
        from park_lease l where l.building_id = {building}) as days), 0)
"""
"""The most of a building that is let on one day: reached on a day on which a lease begins."""

FITS = f"""
    IF {LET.format(building="new.id")} > new.rentable_area THEN
        RAISE EXCEPTION 'more is let than the building has'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'park_building_rentable_fits';
    END IF;
    RETURN NULL;
"""
DERIVE = """
    new.state := case
        when new.demolished_on is not null then 'gone'
        when new.built_on is not null then 'done'
        when new.started_on is not null then 'under_way'
        else 'planned' end;
    return new;
"""


@acted
class FactoryBuilding(ZoneOwned):
    """A factory building (厂房): what it bears and offers, and how far it has come.

    Areas in 平方米, load in 吨/平方米, height in 米, power in kVA, steam in 吨/小时, sewage in
    吨/日, rent in 元/平方米·月. The limits are the gravest class that is allowed in it.
    """

    number = models.CharField(_("building number"), max_length=30)
    name = models.CharField(_("building"), max_length=120)
    park = models.ForeignKey(
        IndustrialPark, models.PROTECT, related_name="buildings",
        verbose_name=pgettext_lazy("noun", "industrial park"),
    )  # fmt: skip
    parcel = models.ForeignKey(
        Parcel, models.PROTECT, null=True, blank=True, related_name="buildings",
        verbose_name=_("parcel"),
    )  # fmt: skip
    custom = models.BooleanField(_("custom-built"), default=False)
    shape = drawn()
    drawn_area = drawn_area()
    floors = models.PositiveSmallIntegerField(_("floors"), default=1)
    floor_area = amount(_("floor area"))
    rentable_area = amount(_("rentable area"))
    floor_load = amount(_("floor load"), null=True, blank=True)
    clear_height = amount(_("clear height"), null=True, blank=True)
    power = amount(_("power at hand"), null=True, blank=True)
    steam = amount(_("steam at hand"), null=True, blank=True)
    sewage = amount(_("sewage taken"), null=True, blank=True)
    hazard_limit = models.CharField(
        _("gravest fire hazard allowed"), max_length=2, choices=HazardClass, blank=True
    )
    environment_limit = models.CharField(
        _("gravest environment class allowed"), max_length=20, choices=EnvironmentClass, blank=True
    )
    asking_rent = amount(_("asking rent per m² and month"), null=True, blank=True)
    started_on = day(_("works started on"))
    built_on = day(_("main structure done on"))
    equipment_ready_on = day(_("ready for equipment since"))
    accepted_on = day(_("works accepted on"))
    demolished_on = day(_("demolished on"))
    state = models.CharField(
        _("state"), max_length=20, choices=WorksState, default=WorksState.PLANNED, editable=False
    )
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("factory building")
        verbose_name_plural = _("factory buildings")
        ordering = ["number"]
        triggers: ClassVar = [
            derived(DERIVE),
            pgtrigger.Trigger(
                name="rentable_fits", when=pgtrigger.After, operation=pgtrigger.Update, func=FITS
            ),
        ]
        constraints = [
            once("park_building", "number",
                 sentence=_("A building with this number exists already.")),
            models.CheckConstraint(
                condition=Q(rentable_area__gte=0) & Q(rentable_area__lte=F("floor_area")),
                name="park_building_rentable_fits",
                violation_error_message=_(
                    "The rentable area is no larger than the floor area and no smaller than what"
                    " is let."
                ),
            ),
            *not_negative(
                "park_building", "floor_area", "floor_load", "clear_height", "power", "steam",
                "sewage", "asking_rent",
            ),
            known("park_building", "hazard_limit", HazardClass.values, blank=True),
            known("park_building", "environment_limit", EnvironmentClass.values, blank=True),
            needs("park_building", "equipment_ready_on", "built_on",
                  _("A building is ready for equipment after its main structure is done.")),
            *(
                in_order("park_building", first, then,
                         _("This day lies before the step before it."))
                for first, then in (
                    ("started_on", "built_on"), ("built_on", "equipment_ready_on"),
                    ("built_on", "accepted_on"), ("built_on", "demolished_on"),
                )
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="park_building_search"),
            ShapeIndex("shape", name="park_building_shape"),
            *listed("park_building", "state", "park", "built_on", "equipment_ready_on"),
        ]

    def __str__(self) -> str:
        return self.name


LEASE_FITS = f"""
    IF {LET.format(building="new.building_id")} > (
            SELECT rentable_area FROM park_factorybuilding WHERE id = new.building_id) THEN
        RAISE EXCEPTION 'more is let than the building has'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'park_lease_area_fits';
    END IF;
    RETURN NULL;
"""


@acted
class Lease(ZoneOwned):
    """A lease of a building or a part of it (租赁合同); area in 平方米, rent in 元/平方米·月.

    In force from the first day to the last, or to the day on which the tenant left; `over_on` is
    the day after, told by the database.
    """

    number = models.CharField(_("lease number"), max_length=30)
    building = models.ForeignKey(
        FactoryBuilding, models.PROTECT, related_name="leases", verbose_name=_("building")
    )
    unit = text(_("floor or unit"), 60)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("tenant"),
    )  # fmt: skip
    tenant_name = text(_("tenant's name"), 150)
    area = amount(_("area let"))
    rent = amount(_("rent per m² and month"), null=True, blank=True)
    signed_on = day(_("signed on"))
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    left_on = day(_("tenant left on"), help_text=_("The last day, when the tenant left earlier."))
    over_on = models.DateField(_("over on"), null=True, editable=False)
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        ordering = ["-begins_on", "-pk"]
        triggers: ClassVar = [
            derived("new.over_on := least(new.ends_on, new.left_on) + 1; return new;"),
            pgtrigger.Trigger(
                name="area_fits", when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update, func=LEASE_FITS,
            ),
            mark_trigger(),
        ]  # fmt: skip
        constraints = [
            once("park_lease", "number", sentence=_("A lease with this number exists already.")),
            models.CheckConstraint(
                condition=Q(area__gt=0), name="park_lease_area_fits",
                violation_error_message=_(
                    "The area is above zero, and all leases in force on a day are together no"
                    " larger than the building's rentable area."
                ),
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False) | ~Q(tenant_name=""),
                name="park_lease_has_tenant",
                violation_error_message=_("A lease needs its tenant."),
            ),
            *not_negative("park_lease", "rent"),
            in_order("park_lease", "begins_on", "ends_on",
                     _("A lease can't end before it begins.")),
            in_order("park_lease", "begins_on", "left_on",
                     _("The tenant can't leave before the lease begins.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "tenant_name", name="park_lease_search"),
            models.Index(fields=["building", "begins_on", "over_on"], name="park_lease_in_force"),
            models.Index(fields=["enterprise"], name="park_lease_by_enterprise"),
            *listed("park_lease", "begins_on", "ends_on"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tenant(self) -> str:
        """Who rents."""
        return str(self.enterprise or self.tenant_name)
