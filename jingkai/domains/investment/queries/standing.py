"""How one record stands: its clocks, what it lacks, what was entered late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.domains.investment import cases
from jingkai.domains.investment.choices import LEAD_HELD, STAGE_ORDER, DealStage
from jingkai.domains.investment.models import Commitment, Deal, Lead
from jingkai.domains.investment.queries.projects import project_of
from jingkai.domains.investment.queries.work import held_leads, late_entries, missing_of
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clock_tables import clock_table
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.registers.tabling import Cell, Table, table


def deal_standing(deal: Deal, seat: Any, on: date) -> list[Table]:
    """A deal's clocks, what each stage still lacks, and its stages that were entered late."""
    clocks = [
        (cases.DEAL.clock(code).name, cases.deal_deadline(code, deal, calendar_of(deal.zone_id)))
        for code in ("evaluation", "start")
    ]
    late = [
        (DealStage(entry.stage).label, entry.happened_on,
         timezone.localdate(entry.entered_at), entry.days)
        for entry in late_entries(seat, [deal])
    ]  # fmt: skip
    return [
        clock_table(clocks, on),
        *_project(deal),
        table(_("Missing by stage"), (_("stage"), _("still missing")), _missing(deal),
              nothing=_("Nothing is missing.")),
        table(
            _("Late entries"), (_("stage"), _("date"), _("entered on"), _("days later")), late,
            note=_("Told by the row history: the day on which the date was first entered."),
            nothing=_("No stage was entered late."),
        ),
    ]  # fmt: skip


def _project(deal: Deal) -> Iterator[Table]:
    """The project that a signed deal became."""
    if (project := project_of(deal)) is not None:
        link = Cell(project.name, register="projects.projects", pk=project.pk)
        headings = (_("project"), _("project number"), _("status"))
        yield table(_("Project"), headings, [(link, project.number, project.get_status_display())])


def lead_standing(lead: Lead, seat: Any, on: date) -> list[Table]:
    """A held lead's clock of silence."""
    clocks = []
    if lead.state in LEAD_HELD:
        heard = held_leads(seat).filter(pk=lead.pk).values_list("heard_on", flat=True).first()
        if heard is not None:
            clock = cases.silence_deadline(heard, calendar_of(lead.zone_id))
            clocks = [(cases.LEAD.clock("silence").name, clock)]
    return [clock_table(clocks, on)]


def commitment_standing(commitment: Commitment, seat: Any, on: date) -> list[Table]:
    """A commitment's clock."""
    name = cases.COMMITMENT.clock("fulfilment").name
    clock = cases.commitment_deadline(commitment, calendar_of(commitment.zone_id))
    return [clock_table([(name, clock)], on)]


def _missing(deal: Deal) -> Iterator[tuple[Any, ...]]:
    """Every stage up to the next one that lacks something."""
    if deal.stage not in STAGE_ORDER:
        return
    reached = STAGE_ORDER.index(DealStage(deal.stage))
    known: set[str] = set()
    for stage in STAGE_ORDER[: reached + 2]:
        missing = [w for w in missing_words(deal, missing_of(deal, stage)) if w not in known]
        known.update(missing)
        if missing:
            yield stage.label, "、".join(missing)
