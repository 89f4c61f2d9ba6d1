"""Meetings, discussion drives, integrity education, and the cycles that meetings keep."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import Cycle, EducationKind, MeetingKind
from jingkai.domains.party_building.errors import STEP_TOO_EARLY
from jingkai.domains.party_building.models.common import (
    OfOrganisation,
    attended,
    of_organisation,
    people,
)
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class Drive(ZoneOwned):
    """A discussion drive (大讨论): its theme, its days; its meetings are meetings of their own."""

    number = models.CharField(_("drive number"), max_length=30)
    name = models.CharField(_("discussion drive"), max_length=120)
    theme = text(_("theme"))
    organisation = of_organisation("drives", _("organisation that leads it"))
    since = models.DateField(_("since"))
    until = day(_("runs until"))
    outcome = text(_("results achieved"), 500)

    class Meta:
        verbose_name = _("discussion drive")
        verbose_name_plural = _("discussion drives")
        ordering = ["-since", "-pk"]
        constraints = [
            once("party_drive", "number",
                 sentence=_("A drive with this number exists already.")),
            in_order("party_drive", "since", "until", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "theme", name="party_drive_search"),
            *listed("party_drive", "since", "organisation"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Meeting(ZoneOwned):
    """One meeting, study session or class of an organisation, as its minutes have it.

    `first_topic` is what was studied before all else (第一议题). `group` is the party group that
    met, 0 for all of them together.
    """

    number = models.CharField(_("meeting number"), max_length=30)
    organisation = of_organisation("meetings")
    kind = choice(_("kind of meeting"), MeetingKind)
    held_on = models.DateField(_("held on"))
    subject = models.CharField(_("topic"), max_length=200)
    group = models.PositiveSmallIntegerField(
        _("party group"), default=0, help_text=_("0: all groups together.")
    )
    first_topic = text(_("first topic"))
    materials = text(_("what was studied"), 500)
    drive = models.ForeignKey(
        Drive, models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("discussion drive"),
    )  # fmt: skip
    led_by = text(_("led by (post)"), 60)
    expected = people(_("expected to attend"))
    attended = people(_("attended"))
    decisions = text(_("decisions"), 500)

    objects: ClassVar = OfOrganisation["Meeting"].as_manager()

    class Meta:
        verbose_name = _("party meeting")
        verbose_name_plural = _("party meetings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            once("party_meeting", "number",
                 sentence=_("A meeting with this number exists already.")),
            known("party_meeting", "kind", MeetingKind.values),
            attended("party_meeting"),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "subject", "first_topic", name="party_meeting_search"),
            *listed("party_meeting", "held_on", "kind", "drive"),
            models.Index(fields=["organisation", "kind", "held_on"], name="party_meeting_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"


@acted
class CycleSlot(ZoneOwned):
    """One meeting due of a branch in one calendar period (三会一课应开次数), for the figures.

    Derived from the branch's days and its meetings each time they change, never typed; whether it
    is overdue is never kept, but told of a day.
    """

    organisation = of_organisation("slots")
    cycle = choice(_("cycle"), Cycle)
    first_on = models.DateField(_("period begins"))
    held_on = day(_("held on"))
    due_on = models.DateField(_("due by"))

    objects: ClassVar = OfOrganisation["CycleSlot"].as_manager()

    class Meta:
        verbose_name = _("meeting due")
        verbose_name_plural = _("meetings due")
        ordering = ["-due_on", "organisation", "cycle"]
        constraints = [
            once("party_slot", "organisation", "cycle", "first_on",
                 sentence=_("This period of the branch is there already.")),
            known("party_slot", "cycle", Cycle.values),
            in_order("party_slot", "first_on", "due_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True)
                | Q(held_on__gte=F("first_on"), held_on__lte=F("due_on")),
                name="party_slot_held_in_its_period",
                violation_error_message=_("A meeting keeps the period in which it is held."),
            ),
        ]  # fmt: skip
        indexes = listed("party_slot", "due_on", "organisation", "cycle", "held_on")

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_cycle_display()} {self.first_on:%Y-%m}"


@acted
class Education(ZoneOwned):
    """One event of integrity education (廉政教育): what, whose, how many came."""

    number = models.CharField(_("event number"), max_length=30)
    organisation = of_organisation("education")
    kind = choice(_("kind of event"), EducationKind)
    held_on = models.DateField(_("held on"))
    subject = models.CharField(_("topic"), max_length=200)
    expected = people(_("expected to attend"))
    attended = people(_("attended"))
    note = text(_("note"))

    objects: ClassVar = OfOrganisation["Education"].as_manager()

    class Meta:
        verbose_name = _("integrity education")
        verbose_name_plural = _("integrity education events")
        ordering = ["-held_on", "-pk"]
        constraints = [
            once("party_education", "number",
                 sentence=_("An event with this number exists already.")),
            known("party_education", "kind", EducationKind.values),
            attended("party_education"),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "subject", name="party_education_search"),
            *listed("party_education", "held_on", "kind", "organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"
