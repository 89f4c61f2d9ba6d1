"""Hard problems of key projects and enterprises, and the steps by which they are solved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import HardKind, HardState
from jingkai.domains.governance.errors import MATTER_NEEDED, STEP_TOO_EARLY
from jingkai.domains.governance.models.common import derive, office, other, passage
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case when new.solved_on is not null then 'solved' else 'open' end;
    return new;
"""


@acted
class HardProblem(ZoneOwned):
    """What holds a key project or an enterprise up and no office solves alone (难题).

    One enterprise that has to move, one line, one source of steam each. It may go back to a problem
    that the project itself reported.
    """

    number = models.CharField(_("hard problem number"), max_length=30)
    title = models.CharField(_("hard problem"), max_length=150)
    kind = choice(_("kind of hard problem"), HardKind)
    detail = passage(_("what it is about"))
    project = other("projects.Project", _("project"))
    enterprise = other("subjects.Enterprise", _("enterprise"))
    problem = other("projects.Problem", _("problem that the project reported"))
    office = office(_("office in charge"))
    leader = text(_("leader in charge"), 60)
    raised_on = models.DateField(_("taken up on"))
    due_on = day(_("to be solved by"))
    solved_on = day(_("solved on"))
    outcome = text(_("how it was solved"), 500)
    evidence = text(_("evidence of the solution"), 200)
    state = choice(_("state"), HardState, default=HardState.OPEN, editable=False)

    class Meta:
        verbose_name = _("hard problem")
        verbose_name_plural = _("hard problems")
        ordering = ["-raised_on", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints = [
            once("governance_hard", "number",
                 sentence=_("A hard problem with this number exists already.")),
            known("governance_hard", "kind", HardKind.values),
            in_order("governance_hard", "raised_on", "due_on", STEP_TOO_EARLY),
            in_order("governance_hard", "raised_on", "solved_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(enterprise__isnull=False),
                name="governance_hard_is_about_something",
                violation_error_message=MATTER_NEEDED,
            ),
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True) | (~Q(outcome="") & ~Q(evidence="")),
                name="governance_hard_solved_has_evidence",
                violation_error_message=_("What is solved says how, and by what that is shown."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "title", name="governance_hard_search"),
            *listed("governance_hard", "raised_on", "kind", "state", "office", "solved_on"),
        ]

    def __str__(self) -> str:
        return self.title


@acted
class HardStep(ZoneOwned):
    """One step towards solving a hard problem (推进情况): a meeting, a contract, works done."""

    problem = models.ForeignKey(
        HardProblem, models.PROTECT, related_name="steps", verbose_name=_("hard problem")
    )
    on = models.DateField(_("date"))
    content = models.CharField(_("step taken"), max_length=300)
    office = office(_("by which office"), null=True, blank=True)

    class Meta:
        verbose_name = _("step towards solving")
        verbose_name_plural = _("steps towards solving")
        ordering = ["problem", "on", "pk"]
        constraints = [
            once("governance_hardstep", "problem", "on", "content",
                 sentence=_("This step is on record already.")),
        ]  # fmt: skip
        indexes = listed("governance_hardstep", "on", "problem")

    def __str__(self) -> str:
        return f"{self.problem.number} {self.on}"
