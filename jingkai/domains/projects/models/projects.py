"""Projects from reserve to full production, with the days planned and reached."""

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import ACTUAL, ORDER, PLANNED, Leading, Status
from jingkai.domains.projects.models.common import amount, in_order
from jingkai.domains.projects.rules.codes import FORM
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.registers.nouns import known, not_negative
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

DERIVE = """
    new.status := case
        when new.ended_on is not null then 'ended'
        when new.full_on is not null then 'full'
        when new.production_on is not null then 'production'
        when new.stopped_on is not null then 'stopped'
        when new.trial_on is not null then 'trial'
        when new.equipment_on is not null then 'equipment'
        when new.structure_on is not null then 'structure'
        when new.started_on is not null then 'started'
        when new.signed_on is not null then 'signed'
        else 'reserve' end;
    new.works_ended_on := least(new.production_on, new.ended_on, new.stopped_on);
    new.structure_left_on := case when new.structure_on is not null then least(
        new.equipment_on, new.trial_on, new.production_on, new.full_on, new.ended_on) end;
    new.equipment_left_on := case when new.equipment_on is not null then least(
        new.trial_on, new.production_on, new.full_on, new.ended_on) end;
    return new;
"""
"""What follows from the days, told by the database at every write, however it is written."""

PLACES = ("Point", "Polygon", "MultiPolygon")
"""Where a project lies: a point until its site is drawn."""
DERIVED = ("status", "works_ended_on", "structure_left_on", "equipment_left_on")


def _day(name: Any) -> models.DateField[Any, Any]:
    return models.DateField(name, null=True, blank=True)


@acted
class Project(ZoneOwned):
    """An investment project that the zone looks after (项目), by its national project code.

    `status` and the days on which works ended and stages were left follow from the milestones;
    `is_key` (重点项目) from the total investment and the threshold of the day it was registered;
    `adds_above_scale` from the revenue that its new enterprise expects. Amounts in 元.
    `opening_investment` is what was invested before the first monthly return. `deal_number` is the
    investment deal that it came from. `park_words` is what was written for the park before parks
    were referred to; its column keeps the name under which history is sealed. `stopped_on` stands
    while work is stopped, `resumed_on` is the last day on which it was taken up again.
    `followed` is the mark of the shape taken over from `parcel`; one with another mark was drawn.
    """

    STATUS_ORDER: ClassVar = tuple(Status)

    number = models.CharField(_("project number"), max_length=30)
    code = models.CharField(_("investment-project code"), max_length=24, blank=True)
    name = models.CharField(_("project"), max_length=150)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("project company"),
    )  # fmt: skip
    investor = models.CharField(_("investor"), max_length=150, blank=True)
    industry = models.CharField(_("industry code"), max_length=5, blank=True)
    leading_industry = models.CharField(
        _("leading industry"), max_length=20, choices=Leading, default=Leading.OTHER
    )
    total_investment = amount(_("total investment"))
    opening_investment = amount(_("invested before the first return"), default=0)
    content = models.TextField(_("what is built and made"), blank=True)
    near_consumer = models.BooleanField(_("close to the consumer"), default=False)
    industrial_park = models.ForeignKey(
        "park.IndustrialPark", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("industrial park"),
    )  # fmt: skip
    park_words = models.CharField(
        _("industrial park as once written"), max_length=80, blank=True, editable=False,
        db_column="industrial_park",
    )  # fmt: skip
    parcel = models.ForeignKey(
        "park.Parcel", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("parcel"),
    )  # fmt: skip
    site = models.CharField(_("parcel or building"), max_length=150, blank=True)
    shape = ShapeField(_("shape"), kinds=PLACES, null=True, blank=True)
    followed = models.CharField(
        _("mark of the parcel's shape"), max_length=32, blank=True, editable=False
    )
    deal_number = models.CharField(_("number of the deal"), max_length=30, blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    officer = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer in charge"),
    )  # fmt: skip
    expected_output = amount(_("output expected at full production"), null=True, blank=True)
    expected_revenue = amount(_("revenue expected of the new enterprise"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"))

    planned_signed_on = _day(_("planned signing"))
    planned_started_on = _day(_("planned start of construction"))
    planned_structure_on = _day(_("planned main structure"))
    planned_equipment_on = _day(_("planned equipment installation"))
    planned_trial_on = _day(_("planned trial production"))
    planned_production_on = _day(_("planned production"))
    planned_full_on = _day(_("planned full production"))
    signed_on = _day(_("signed on"))
    started_on = _day(_("construction started on"))
    structure_on = _day(_("main structure since"))
    equipment_on = _day(_("equipment installation since"))
    trial_on = _day(_("trial production since"))
    production_on = _day(_("in production since"))
    full_on = _day(_("in full production since"))
    equipment_ready_on = models.DateField(
        _("ready for equipment since"), null=True, blank=True,
        help_text=_("The day on which the building was ready for equipment to be installed."),
    )  # fmt: skip
    stopped_on = models.DateField(_("work stopped on"), null=True, blank=True)
    stop_reason = models.CharField(_("why work stopped"), max_length=300, blank=True)
    resumed_on = models.DateField(_("work resumed on"), null=True, blank=True)
    ended_on = models.DateField(_("given up on"), null=True, blank=True)
    end_reason = models.CharField(_("why it was given up"), max_length=300, blank=True)

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.RESERVE, editable=False
    )
    is_key = models.BooleanField(_("key project"), default=False, editable=False)
    adds_above_scale = models.BooleanField(
        _("will add an enterprise above scale"), default=False, editable=False
    )
    works_ended_on = models.DateField(_("works ended on"), null=True, editable=False)
    structure_left_on = models.DateField(_("main structure until"), null=True, editable=False)
    equipment_left_on = models.DateField(
        _("equipment installation until"), null=True, editable=False
    )

    objects: ClassVar = ScopedQuerySet["Project"].as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["number"]
        triggers = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], name="projects_project_number_once",
                violation_error_message=_("A project with this number exists already."),
            ),
            models.UniqueConstraint(
                fields=["zone", "code"], condition=~Q(code=""), name="projects_project_code_once",
                violation_error_message=_("A project with this code exists already."),
            ),
            models.UniqueConstraint(
                fields=["zone", "deal_number"], condition=~Q(deal_number=""),
                name="projects_project_deal_once",
                violation_error_message=_("This deal has become a project already."),
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=FORM), name="projects_project_code_form",
                violation_error_message=_(
                    "An investment-project code has 20 digits: YYMM-DDDDDD-MM-TT-RRRRRC."
                ),
            ),
            models.CheckConstraint(
                condition=Q(industry="") | Q(industry__regex=r"^\d{2,4}$"),
                name="projects_project_industry_form",
                violation_error_message=_("An industry code has two to four digits."),
            ),
            known("projects_project", "leading_industry", Leading.values),
            *not_negative(
                "projects_project", "total_investment", "opening_investment", "expected_output",
                "expected_revenue",
            ),
            *(
                in_order("projects_project", fields[first], fields[then],
                         _("This day lies before the milestone before it."))
                for fields in (PLANNED, ACTUAL)
                for first, then in zip(ORDER, ORDER[1:], strict=False)
            ),
            models.CheckConstraint(
                condition=Q(production_on__isnull=True) | Q(started_on__isnull=False),
                name="projects_project_production_started",
                violation_error_message=_("A project produces only after it was started."),
            ),
            models.CheckConstraint(
                condition=Q(full_on__isnull=True) | Q(production_on__isnull=False),
                name="projects_project_full_produces",
                violation_error_message=_("Full production comes after production."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
                name="projects_project_end_has_reason",
                violation_error_message=_("A project that is given up needs the reason."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(started_on__isnull=False),
                name="projects_project_stops_started",
                violation_error_message=_("Work can stop only once it has started."),
            ),
        ]  # fmt: skip
        indexes = [
            ShapeIndex("shape", name="projects_project_shape"),
            SearchIndex("name", "number", "code", "investor", name="projects_project_search"),
            models.Index(fields=["zone", "number", "id"], name="projects_project_list"),
            *(
                models.Index(fields=["zone", field, "-id"], name=f"projects_by_{short}")
                for field, short in (
                    ("status", "status"), ("leading_industry", "leading"), ("is_key", "key"),
                    ("office", "office"), ("officer", "officer"), ("started_on", "start"),
                    ("production_on", "production"), ("industrial_park", "park"),
                    ("near_consumer", "consumer"), ("registered_on", "entry"),
                )
            ),
            models.Index(fields=["enterprise"], name="projects_by_enterprise"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def reached(self) -> dict[str, date]:
        """The milestones reached, with their days."""
        return {m.value: day for m, field in ACTUAL.items() if (day := getattr(self, field))}

    @property
    def planned(self) -> dict[str, date]:
        """The milestones planned, with their days."""
        return {m.value: day for m, field in PLANNED.items() if (day := getattr(self, field))}
