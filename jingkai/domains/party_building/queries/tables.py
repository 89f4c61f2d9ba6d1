"""Tables of party building's pages: cycles, rounds of visits, findings, questions, milestones."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.choices import Cycle, PostTitle
from jingkai.domains.party_building.models import Campaign, Finding, Organisation, Question
from jingkai.domains.party_building.permissions import Permission
from jingkai.domains.party_building.queries.cycles import Duty, duties, kept, year_of
from jingkai.domains.party_building.queries.rows import (
    campaigns_for,
    counts_for,
    findings_for,
    milestones_for,
    posts_for,
    visits_for,
)
from jingkai.domains.party_building.queries.visits import coverage_of, in_scope
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

WORST = (Standing.OVERDUE, Standing.RED, Standing.AMBER, Standing.GREEN, Standing.MET)
LEFT_SHOWN, FINDINGS_SHOWN = 60, 80
MONTHS = range(1, 13)


def month_heading(month: int) -> str:
    """A month as a column's heading."""
    return _("m. {n}").format(n=month)


def month_cell(told: list[Duty]) -> Cell:
    """What of a month's duties was held, coloured by the worst of them."""
    begun = [one for one in told if one.standing is not Standing.IDLE]
    if not begun:
        return Cell("—" if not told else "·")
    held = sum(one.standing is Standing.MET for one in begun)
    worst = next(standing for standing in WORST if any(d.standing is standing for d in begun))
    tone = TONES[worst] if worst is not Standing.GREEN else "blue"
    return Cell(f"{held}/{len(told)}", tone=tone)


def cycles_table(seat: Any, on: date) -> Table:
    """All branches by months of the year: how many of the meetings due were held."""
    by_branch: dict[Organisation, list[Duty]] = {}
    for duty in duties(seat, *year_of(on), on):
        by_branch.setdefault(duty.organisation, []).append(duty)
    rows = []
    for branch, told in by_branch.items():
        name = Cell(branch.name, register="party_building.organisations", pk=branch.pk)
        cells = [month_cell([d for d in told if d.slot.last.month == m]) for m in MONTHS]
        total = kept(told)
        rows.append((name, *cells, f"{total.held}/{total.due}"))
    return table(
        _("Three meetings and one class, {year}").format(year=on.year),
        (_("branch"), *[month_heading(m) for m in MONTHS], _("held / begun")), rows,
        note=_("Held of those due in the month; a quarter's meetings stand in its last month. "
               "Red: the period went by without one."),
        nothing=_("No branch keeps cycles yet."),
    )  # fmt: skip


def organisation_cycles(organisation: Organisation, seat: Any, on: date) -> list[Table]:
    """One organisation: who leads it, how many it is, and its cycles month by month."""
    told = [d for d in duties(seat, *year_of(on), on) if d.organisation.pk == organisation.pk]
    rows = []
    for cycle in Cycle:
        of_cycle = [d for d in told if d.slot.cycle == cycle]
        if of_cycle:
            cells = [month_cell([d for d in of_cycle if d.slot.last.month == m]) for m in MONTHS]
            rows.append((str(cycle.label), *cells))
    cycles = table(
        _("Three meetings and one class, {year}").format(year=on.year),
        (_("cycle"), *[month_heading(m) for m in MONTHS]), rows,
        nothing=_("This organisation keeps no cycles."),
    )  # fmt: skip
    return [_facts(organisation, seat, on), cycles]


def _facts(organisation: Organisation, seat: Any, on: date) -> Table:
    posts = posts_for(seat).filter(organisation=organisation, since__lte=on)
    there = [one for one in posts if one.until is None or one.until > on]
    secretary = next((one.holder for one in there if one.title == PostTitle.SECRETARY), "—")
    counts = counts_for(seat).filter(organisation=organisation, counted_on__lte=on)
    count = counts.order_by("-counted_on").first()
    below = organisation.children.filter(dissolved_on__isnull=True).count()
    members = f"{count.members}（{count.counted_on}）" if count else "—"
    return table(
        _("The organisation as it stands"),
        (_("secretary"), _("posts filled"), _("members"), _("organisations below it")),
        [(secretary, str(len(there)), members, str(below))],
    )  # fmt: skip


def campaigns_table(seat: Any, on: date) -> Table:
    """Every round of visits: whom it reached."""
    rows = []
    for campaign in campaigns_for(seat).filter(since__lte=on):
        name = Cell(campaign.name, register="party_building.campaigns", pk=campaign.pk)
        told = coverage_of(campaign, seat, on)
        questions = Question.objects.filter(visit__campaign=campaign, raised_on__lte=on)
        back = questions.filter(told_on__lte=on).count()
        rows.append((
            name, campaign.since, campaign.until, told.in_scope, told.visited,
            figure(told.share, "%"), questions.count(), back,
        ))  # fmt: skip
    return table(
        _("Rounds of visits"),
        (_("round of visits"), _("since"), _("runs until"), _("in scope"), _("visited"),
         _("coverage"), _("questions raised"), _("answers told back")),
        rows, nothing=_("No round of visits has begun."),
    )  # fmt: skip


def campaign_standing(campaign: Campaign, seat: Any, on: date) -> list[Table]:
    """A round: its coverage, which organisation visited how many, and who is left."""
    told = coverage_of(campaign, seat, on)
    total = table(
        _("Coverage"), (_("in scope"), _("visited"), _("coverage"), _("left to visit")),
        [(told.in_scope, told.visited, figure(told.share, "%"), len(told.left))],
        note=_("All enterprises of the scope that are in the zone; each counts once."),
    )  # fmt: skip
    by_organisation = (
        visits_for(seat).filter(campaign=campaign).order_by()
        .values("organisation", "organisation__name")
        .annotate(visits=Count("pk"), reached=Count("enterprise", distinct=True))
    )  # fmt: skip
    rows = [
        (Cell(one["organisation__name"], register="party_building.organisations",
              pk=one["organisation"]), one["visits"], one["reached"])
        for one in by_organisation.order_by("-reached")
    ]  # fmt: skip
    visits = table(
        _("By organisation"), (_("organisation"), _("visits made"), _("enterprises visited")), rows,
        nothing=_("Nobody has visited yet."),
    )  # fmt: skip
    left = in_scope(campaign, seat, on).filter(pk__in=told.left).order_by("name")
    names = [(Cell(one.name, register="subjects.enterprises", pk=one.pk), one.credit_code)
             for one in left[:LEFT_SHOWN]]  # fmt: skip
    not_yet = table(
        _("Not visited yet"), (_("enterprise"), _("unified social credit code")), names,
        nothing=_("All were visited."),
        note=_("The first {n} of them.").format(n=LEFT_SHOWN) if len(told.left) > LEFT_SHOWN
        else "",
    )  # fmt: skip
    return [total, visits, not_yet]


def _clock_rows(
    told: Iterable[tuple[str, Any]], names: dict[str, str], seat: Any, on: date
) -> list[tuple[Any, ...]]:
    calendar = calendar_of(seat.zone_id)
    rows = []
    for code, deadline in told:
        standing = deadline.standing(on, calendar)
        cell = Cell(str(STANDINGS[standing]), tone=TONES.get(standing, ""))
        rows.append((names[code], deadline.started_on, deadline.due_on or "—", cell))
    return rows


def finding_standing(case: Finding, seat: Any, on: date) -> list[Table]:
    """The clocks of a finding: when each began, is due, and how it stands."""
    names = {clock.code: str(clock.name) for clock in cases.FINDING.clocks}
    told = cases.finding_deadlines(case, calendar_of(seat.zone_id))
    return [table(
        _("Clocks"), (_("clock"), _("began"), _("due"), _("standing")),
        _clock_rows(told, names, seat, on),
        nothing=_("No clock runs before the finding is handed over."),
    )]  # fmt: skip


def question_standing(question: Question, seat: Any, on: date) -> list[Table]:
    """The clock of a question."""
    names = {"answer": str(cases.QUESTION.clock("answer").name)}
    told = [("answer", cases.question_deadline(question, calendar_of(seat.zone_id)))]
    return [table(
        _("Clocks"), (_("clock"), _("began"), _("due"), _("standing")),
        _clock_rows(told, names, seat, on),
    )]  # fmt: skip


def findings_table(seat: Any, on: date) -> Table:
    """Findings that are not closed, each with the clock that runs."""
    calendar, rows = calendar_of(seat.zone_id), []
    cases_open = findings_for(seat).filter(closed_on__isnull=True)
    for case in cases_open.select_related("organisation").order_by("due_on")[:FINDINGS_SHOWN]:
        told = cases.finding_deadlines(case, calendar)
        deadline = told[-1][1] if told else None
        standing = deadline.standing(on, calendar) if deadline else Standing.IDLE
        rows.append((
            Cell(case.number, register="party_building.findings", pk=case.pk), case.problem,
            str(case.organisation), str(case.get_state_display()),
            (deadline.due_on if deadline else None) or "—",
            Cell(str(STANDINGS[standing]), tone=TONES.get(standing, "")),
        ))  # fmt: skip
    return table(
        _("Rectifications under way"),
        (_("finding number"), _("problem"), _("responsible organisation"), _("state"), _("due"),
         _("standing")),
        rows, nothing=_("Every finding is closed."),
    )  # fmt: skip


def _reached_by(milestone: Any, on: date) -> bool:
    return milestone.reached_on is not None and milestone.reached_on <= on


def milestones_table(seat: Any, on: date) -> Table:
    """The year's milestones of number-one projects as they stood on the day, open ones first."""
    rows = []
    year = milestones_for(seat).filter(year=on.year).select_related("task")
    for one in sorted(year, key=lambda row: _reached_by(row, on)):
        reached = _reached_by(one, on)
        if reached:
            cell = Cell(_("reached"), tone="green")
        else:
            over = one.planned_on < on
            cell = Cell(_("overdue") if over else _("ahead"), tone="red" if over else "")
        task = Cell(one.task.name, register="party_building.tasks", pk=one.task_id)
        rows.append((task, one.name, one.planned_on, one.reached_on if reached else "—", cell))
    return table(
        _("Milestones of number-one projects, {year}").format(year=on.year),
        (_("number-one project"), _("node of the year"), _("planned for"), _("reached on"),
         _("standing")),
        rows, nothing=_("No milestone is planned for this year."),
    )  # fmt: skip


def tiles(seat: Any, on: date) -> list[dict[str, str]]:
    """The overview's figures on a day: branches, meetings held, coverage, rectifications."""
    told = list(duties(seat, *year_of(on), on))
    total = kept([one for one in told if one.slot.last <= on])
    found = [
        (_("branches that keep cycles"), str(len({one.organisation.pk for one in told}))),
        (_("held of those due so far"), f"{total.held}/{total.due}"),
    ]
    campaign = campaigns_for(seat).filter(since__lte=on).first()
    if campaign is not None:
        share = figure(coverage_of(campaign, seat, on).share, "%")
        found.append((_("coverage of the last round of visits"), share.text))
    if seat.can(Permission.INSPECTION_VIEW):
        still_open = findings_for(seat).filter(closed_on__isnull=True).count()
        found.append((_("rectifications under way"), str(still_open)))
    return [{"label": label, "value": value} for label, value in found]
