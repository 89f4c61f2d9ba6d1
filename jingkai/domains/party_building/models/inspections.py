"""Special inspections, what they found, its rectification, and the re-inspections."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import FindingState, InspectionSubject, Verdict
from jingkai.domains.party_building.errors import STEP_TOO_EARLY
from jingkai.domains.party_building.models.common import (
    OfOrganisation,
    derive,
    of_organisation,
)
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import (
    choice,
    day,
    in_order,
    known,
    listed,
    needs,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case
        when new.closed_on is not null then 'closed'
        when new.reported_on is not null then 'reported'
        when new.ordered_on is not null then 'ordered'
        else 'found' end;
    new.due_on := new.ordered_on + (new.days + new.more_days);
    return new;
"""


@acted
class SpecialInspection(ZoneOwned):
    """A special inspection (专项巡察) of an organisation: into what, when, when it told back."""

    number = models.CharField(_("special inspection number"), max_length=30)
    name = models.CharField(_("special inspection"), max_length=120)
    subject = choice(_("into what"), InspectionSubject)
    organisation = of_organisation("inspections", _("inspected organisation"))
    inspectors = text(_("inspection group"), 120)
    since = models.DateField(_("since"))
    until = day(_("runs until"))
    fed_back_on = day(_("results told on"))

    objects: ClassVar = OfOrganisation["SpecialInspection"].as_manager()

    class Meta:
        verbose_name = _("special inspection")
        verbose_name_plural = _("special inspections")
        ordering = ["-since", "-pk"]
        constraints = [
            once("party_inspection", "number",
                 sentence=_("A special inspection with this number exists already.")),
            known("party_inspection", "subject", InspectionSubject.values),
            in_order("party_inspection", "since", "until", STEP_TOO_EARLY),
            in_order("party_inspection", "until", "fed_back_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "inspectors", name="party_inspection_search"),
            *listed("party_inspection", "since", "subject", "organisation"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Finding(ZoneOwned):
    """One thing that a special inspection found (巡察发现问题), from there to its closing.

    `days` is the time given when it was handed over, in calendar days, `more_days` what was
    allowed on top; `due_on` follows from them.
    """

    number = models.CharField(_("finding number"), max_length=30)
    inspection = models.ForeignKey(
        SpecialInspection, models.PROTECT, related_name="findings",
        verbose_name=_("special inspection"),
    )  # fmt: skip
    organisation = of_organisation("findings", _("responsible organisation"))
    problem = models.CharField(_("problem"), max_length=500)
    found_on = models.DateField(_("found on"))
    ordered_on = day(_("handed over on"))
    demand = text(_("what is demanded"), 500)
    days = models.PositiveSmallIntegerField(
        _("days given"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    more_days = models.PositiveSmallIntegerField(_("days allowed on top"), default=0)
    more_because = text(_("why more days"))
    reported_on = day(_("reported as rectified on"))
    measures = text(_("what was done"), 500)
    sent_back = models.PositiveSmallIntegerField(_("times sent back"), default=0)
    closed_on = day(_("closed after re-inspection on"))
    outcome = text(_("outcome of rectification"))
    due_on = day(_("due by"), editable=False)
    state = choice(_("state"), FindingState, default=FindingState.FOUND, editable=False)

    objects: ClassVar = OfOrganisation["Finding"].as_manager()

    class Meta:
        verbose_name = _("finding of an inspection")
        verbose_name_plural = _("findings of inspections")
        ordering = ["-found_on", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints = [
            once("party_finding", "number",
                 sentence=_("A finding with this number exists already.")),
            needs("party_finding", "ordered_on", "days",
                  _("Handing over says how many days are given.")),
            needs("party_finding", "reported_on", "ordered_on",
                  _("What was never handed over can't be reported.")),
            needs("party_finding", "closed_on", "reported_on",
                  _("A finding is closed after it was reported.")),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""),
                name="party_finding_closed_has_outcome",
                violation_error_message=_("A closed finding needs its outcome."),
            ),
            in_order("party_finding", "found_on", "ordered_on", STEP_TOO_EARLY),
            in_order("party_finding", "ordered_on", "reported_on", STEP_TOO_EARLY),
            in_order("party_finding", "reported_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "problem", name="party_finding_search"),
            *listed("party_finding", "found_on", "state", "inspection", "organisation", "due_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.problem}"


class OfFinding(ScopedQuerySet["Reinspection"]):
    """Re-inspections are seen by the office whose organisation is responsible."""

    office_path = "finding__organisation__office"


@acted
class Reinspection(ZoneOwned):
    """One look at what was reported as rectified (回访检查), and what it came to."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="reinspections",
        verbose_name=_("finding of an inspection"),
    )  # fmt: skip
    on = models.DateField(_("re-inspected on"))
    verdict = choice(_("result of re-inspection"), Verdict)
    remark = text(_("what was seen"), 500)

    objects: ClassVar = OfFinding.as_manager()

    class Meta:
        verbose_name = _("re-inspection")
        verbose_name_plural = _("re-inspections")
        ordering = ["-on", "-pk"]
        constraints = [known("party_reinspection", "verdict", Verdict.values)]
        indexes = listed("party_reinspection", "on", "finding", "verdict")

    def __str__(self) -> str:
        return f"{self.finding} {self.on}"
