"""Emission sources, inspections of them, and the rectification of what was found."""

from typing import ClassVar

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology.choices import (
    FoundBy,
    InspectionResult,
    OutletKind,
    RectificationState,
    Treatment,
)
from jingkai.domains.ecology.errors import STEP_TOO_EARLY
from jingkai.domains.ecology.models.common import point
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.nouns import (
    amount,
    choice,
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

UNTREATED = "new.untreated_until := least(new.treated_on, new.closed_on); return new;"
STATE = """
    new.state := case
        when new.closed_on is not null then 'closed'
        when new.reported_on is not null then 'reported'
        when new.ordered_on is not null then 'ordered'
        else 'found' end;
    return new;
"""


def _derive(func: str) -> pgtrigger.Trigger:
    when, on = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    return pgtrigger.Trigger(name="derive", when=when, operation=on, func=func)


@acted
class EmissionSource(ZoneOwned):
    """One source of emissions to air (废气排放源), as the file of its factory has it (一厂一策).

    Solvent use in 吨 a year, outlet height in 米. It is treated from the day on which its
    treatment was accepted; `untreated_until` is that day, or the day it closed.
    """

    number = models.CharField(_("source number"), max_length=30)
    name = models.CharField(_("emission source"), max_length=120)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="emission_sources",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    process = text(_("process"), 200)
    voc = models.BooleanField(_("emits volatile organic compounds"), default=False)
    solvents = text(_("solvents and materials"), 200)
    solvent_use = amount(_("solvents used a year"), null=True, blank=True)
    treatment = choice(_("treatment"), Treatment, default=Treatment.NONE)
    outlet_kind = choice(_("outlet"), OutletKind, default=OutletKind.STACK)
    outlet_number = text(_("outlet number"), 40)
    outlet_height = amount(_("height of the outlet"), null=True, blank=True)
    permit_number = text(_("pollutant permit number"), 40)
    began_on = models.DateField(_("in operation since"))
    treatment_due_on = day(_("treatment due by"))
    treated_on = day(_("treatment completed on"))
    closed_on = day(_("shut down on"))
    untreated_until = day(_("untreated until"), editable=False)
    shape = point()
    note = text(_("note"))

    class Meta:
        verbose_name = _("emission source")
        verbose_name_plural = _("emission sources")
        ordering = ["number"]
        triggers: ClassVar = [_derive(UNTREATED)]
        constraints = [
            once("ecology_source", "number",
                 sentence=_("A source with this number exists already.")),
            known("ecology_source", "treatment", Treatment.values),
            known("ecology_source", "outlet_kind", OutletKind.values),
            *not_negative("ecology_source", "solvent_use", "outlet_height"),
            in_order("ecology_source", "began_on", "closed_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(treated_on__isnull=True) | ~Q(treatment=Treatment.NONE),
                name="ecology_source_treated_has_treatment",
                violation_error_message=_("A completed treatment needs its kind."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "permit_number", name="ecology_source_search"),
            ShapeIndex("shape", name="ecology_source_shape"),
            *listed("ecology_source", "enterprise", "voc", "treatment", "began_on", "treated_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Inspection(ZoneOwned):
    """One inspection of a source (现场检查): when, by whom, what was found."""

    number = models.CharField(_("inspection number"), max_length=30)
    source = models.ForeignKey(
        EmissionSource, models.PROTECT, related_name="inspections",
        verbose_name=_("emission source"),
    )  # fmt: skip
    inspected_on = models.DateField(_("inspected on"))
    inspectors = text(_("inspectors"), 120)
    result = choice(_("result"), InspectionResult)
    finding = text(_("what was found"), 500)

    class Meta:
        verbose_name = _("inspection on the spot")
        verbose_name_plural = _("inspections")
        ordering = ["-inspected_on", "-pk"]
        constraints = [
            once("ecology_inspection", "number",
                 sentence=_("An inspection with this number exists already.")),
            known("ecology_inspection", "result", InspectionResult.values),
            models.CheckConstraint(
                condition=Q(result=InspectionResult.IN_ORDER) | ~Q(finding=""),
                name="ecology_inspection_problem_has_finding",
                violation_error_message=_("Say what was found to be wrong."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "finding", name="ecology_inspection_search"),
            *listed("ecology_inspection", "inspected_on", "result", "source"),
        ]

    named_by = ("source",)

    def __str__(self) -> str:
        return f"{self.number} {self.source}"


@acted
class Rectification(ZoneOwned):
    """One thing to be put right (问题整改), from finding to closing after a look at it.

    `days` is the time given by the order in calendar days, `more_days` what was allowed on top.
    """

    number = models.CharField(_("rectification number"), max_length=30)
    source = models.ForeignKey(
        EmissionSource, models.PROTECT, related_name="rectifications",
        verbose_name=_("emission source"),
    )  # fmt: skip
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="rectifications",
        verbose_name=_("inspection on the spot"),
    )  # fmt: skip
    found_by = choice(_("came to light by"), FoundBy, default=FoundBy.INSPECTION)
    problem = models.CharField(_("problem"), max_length=500)
    found_on = models.DateField(_("found on"))
    ordered_on = day(_("ordered on"))
    document_number = text(_("document number"), 80)
    demand = text(_("what is demanded"), 500)
    days = models.PositiveSmallIntegerField(
        _("days given"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    more_days = models.PositiveSmallIntegerField(_("days allowed on top"), default=0)
    more_because = text(_("why more days"))
    reported_on = day(_("reported on"))
    measures = text(_("what was done"), 500)
    sent_back = models.PositiveSmallIntegerField(_("times sent back"), default=0)
    sent_back_because = text(_("why sent back"))
    closed_on = day(_("written off on"))
    outcome = text(_("outcome"))
    state = choice(
        _("state"), RectificationState, default=RectificationState.FOUND, editable=False
    )

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        ordering = ["-found_on", "-pk"]
        triggers: ClassVar = [_derive(STATE)]
        constraints = [
            once("ecology_rect", "number",
                 sentence=_("A rectification with this number exists already.")),
            known("ecology_rect", "found_by", FoundBy.values),
            needs("ecology_rect", "reported_on", "ordered_on",
                  _("What was never ordered can't be reported.")),
            needs("ecology_rect", "closed_on", "reported_on",
                  _("A rectification is closed after it was reported.")),
            needs("ecology_rect", "ordered_on", "days",
                  _("An order says how many days are given.")),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""),
                name="ecology_rect_closed_has_outcome",
                violation_error_message=_("A closed rectification needs its outcome."),
            ),
            in_order("ecology_rect", "found_on", "ordered_on", STEP_TOO_EARLY),
            in_order("ecology_rect", "ordered_on", "reported_on", STEP_TOO_EARLY),
            in_order("ecology_rect", "reported_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "problem", "document_number", name="ecology_rect_search"),
            *listed("ecology_rect", "found_on", "state", "found_by", "source", "ordered_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.source}"
