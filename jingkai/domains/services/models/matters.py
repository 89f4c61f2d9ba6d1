"""Matters, and the versions of their implementation lists."""

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import (
    CommonHandling,
    HandlingKind,
    LimitUnit,
    MatterKind,
    OnlineDepth,
    PowerLevel,
    ResultKind,
    Standing,
    VersionState,
)
from jingkai.domains.services.errors.matters import PUBLISHED_FIXED, VERSIONS_OVERLAP
from jingkai.domains.services.models.common import office, passage
from jingkai.domains.services.models.listing import (
    Conditions,
    Handling,
    Limits,
    Outcome,
    Powers,
)
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import choice, in_order, known, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

ENDING = ("out_of_force_on", "ended_because")
"""All that may still change of a published version: the day it ends, and why."""
PUBLISHED_STAYS = """
    IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR
        (to_jsonb(NEW) - ARRAY['out_of_force_on', 'ended_because'])
        IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['out_of_force_on', 'ended_because']))
    THEN RAISE EXCEPTION 'a published version is never changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'services_version_published_fixed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class MatterQuerySet(ScopedQuerySet["Matter"]):
    """Matters; everybody with the permission sees the zone's whole catalogue."""

    office_path = "lead_office"


@acted
class Matter(ZoneOwned):
    """Something that the zone grants, registers, confirms or does for people (政务服务事项).

    What it is stays; how it is handled is told by its versions. `keywords` are other words by which
    people look for it ("开饭店" for a food permit).
    """

    code = models.SlugField(_("matter number"), max_length=40)
    name = models.CharField(_("matter"), max_length=150)
    name_en = text(_("English name"), 200)
    base_code = text(_("base code"), 12)
    local_base_code = text(_("local base code"), 20)
    kind = choice(_("type of matter"), MatterKind)
    lead_office = office(_("leading office"))
    keywords = text(_("words by which it is looked for"), 300)
    note = passage(_("note"))

    objects: ClassVar = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], name="services_matter_code_once",
                violation_error_message=_("A matter with this number exists already."),
            ),
            known("services_matter", "kind", MatterKind.values),
            models.CheckConstraint(
                condition=Q(base_code="") | Q(base_code__regex=r"^[0-9A-Z]{12}$"),
                name="services_matter_base_code_form",
                violation_error_message=_("A base code has 12 digits or letters."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("name", "code", "keywords", name="services_matter_search"),
            models.Index(fields=["zone", "code", "id"], name="services_matter_list"),
            models.Index(fields=["zone", "kind"], name="services_matter_by_kind"),
            models.Index(fields=["lead_office"], name="services_matter_by_office"),
        ]

    def __str__(self) -> str:
        return self.name


class MatterVersionQuerySet(ScopedQuerySet["MatterVersion"]):
    """Versions; `in_force(day)` are those that people can apply under."""

    def in_force(self, on: date) -> "MatterVersionQuerySet":
        """Published, begun, and not ended by that day."""
        lasting = Q(out_of_force_on__isnull=True) | Q(out_of_force_on__gt=on)
        return self.filter(lasting, state=VersionState.PUBLISHED, in_force_on__lte=on)


class _Days(Func):
    """From the first day up to, not including, the day out of force."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, *expressions: Any) -> None:
        super().__init__(*(expressions or (F("in_force_on"), F("out_of_force_on"), Value("[)"))))


@acted
class MatterVersion(Powers, Limits, Conditions, Handling, Outcome, ZoneOwned):
    """One version of a matter's implementation list (实施清单): what holds from a day to a day.

    A draft is edited with its materials and its form; published, it stays as it is for good, and is
    succeeded by the next one. `out_of_force_on` is the first day on which it holds no longer.
    """

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="versions", verbose_name=_("matter")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    reference = models.CharField(_("version number"), max_length=50)
    name = models.CharField(_("name"), max_length=150)
    name_en = text(_("English name"), 200)
    item_name = text(_("item handled"), 150)
    item_code = text(_("item code"), 40)
    implementation_code = text(_("implementation code"), 31)
    state = choice(_("state"), VersionState, default=VersionState.DRAFT, editable=False)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    out_of_force_on = models.DateField(_("out of force from"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_because = text(_("reason of ending"), editable=False)
    note = passage(_("note"))

    objects: ClassVar = MatterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a matter")
        verbose_name_plural = _("versions of matters")
        ordering = ["matter", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "number"], name="services_version_number_once",
                violation_error_message=_("The matter has a version with this number."),
            ),
            models.UniqueConstraint(
                fields=["zone", "reference"], name="services_version_reference_once",
                violation_error_message=_("Another version has this version number."),
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="draft"), name="services_version_draft_once",
                violation_error_message=_("The matter has a draft already."),
            ),
            ExclusionConstraint(
                name="services_version_days_apart",
                expressions=[("matter", RangeOperators.EQUAL), (_Days(), RangeOperators.OVERLAPS)],
                condition=Q(state="published"),
                violation_error_message=VERSIONS_OVERLAP,
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(published_on__isnull=False, published_at__isnull=False,
                    in_force_on__isnull=False),
                name="services_version_published_has_days",
                violation_error_message=_("A published version has the day it comes into force."),
            ),
            models.CheckConstraint(
                condition=Q(implementation_code="")
                | Q(implementation_code__regex=r"^[0-9A-Z]{31}$"),
                name="services_version_code_form",
                violation_error_message=_("An implementation code has 31 digits or letters."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(for_persons=True) | Q(for_enterprises=True) | Q(for_others=True),
                name="services_version_is_for_somebody",
                violation_error_message=_("Say for whom the matter is."),
            ),
            in_order("services_version", "in_force_on", "out_of_force_on",
                     _("A version can't end before it comes into force."), strictly=True),
            known("services_version", "state", VersionState.values),
            known("services_version", "level", PowerLevel.values),
            known("services_version", "handling", HandlingKind.values),
            known("services_version", "statutory_unit", LimitUnit.values),
            known("services_version", "promised_unit", LimitUnit.values),
            known("services_version", "online_depth", OnlineDepth.values),
            known("services_version", "common_handling", CommonHandling.values),
            known("services_version", "result_kind", ResultKind.values),
            models.CheckConstraint(
                condition=Q(online=True) | Q(online_depth="none"),
                name="services_version_depth_is_online",
                violation_error_message=_("What is not online has no online depth."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "reference", "id"], name="services_version_list"),
            models.Index(fields=["zone", "in_force_on"], name="services_version_by_day"),
            models.Index(fields=["office"], name="services_version_by_office"),
            models.Index(fields=["zone", "person_theme"], name="services_version_by_person"),
            models.Index(fields=["zone", "enterprise_theme"], name="services_version_by_firm"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="published_stays", when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete, func=PUBLISHED_STAYS,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    @property
    def immediate(self) -> bool:
        """Whether it is done while the applicant waits (即办件)."""
        return str(self.handling) == HandlingKind.IMMEDIATE

    def standing(self, on: date) -> Standing:
        """Where it stands on a day."""
        if self.state == VersionState.DRAFT or self.in_force_on is None:
            return Standing.DRAFT
        if self.out_of_force_on is not None and self.out_of_force_on <= on:
            return Standing.OUT_OF_FORCE
        return Standing.IN_FORCE if self.in_force_on <= on else Standing.PLANNED


__all__ = ["ENDING", "PUBLISHED_FIXED", "Matter", "MatterVersion"]
