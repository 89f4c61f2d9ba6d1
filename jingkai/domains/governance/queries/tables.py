"""Tables of governance's pages: an appeal's clocks, rounds and neighbours; rates; posts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.models import Appeal, Grid, HardProblem
from jingkai.domains.governance.queries.grids import misfits, posts, size_limits, vacancies
from jingkai.domains.governance.queries.nearby import nearby
from jingkai.domains.governance.queries.rates import Line, rates_by_month, rates_by_office
from jingkai.domains.governance.queries.routing import why_there
from jingkai.domains.governance.queries.rows import (
    apart_for,
    grids_for,
    rounds_for,
    wardens_for,
)
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.explaining import explain
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

MOST = 50


def appeal_standing(appeal: Appeal, seat: Any, on: date) -> list[Table]:
    """An appeal's clocks, why it lies where it lies, and who else asked of the matter."""
    return [clocks_table(appeal, on), _why_table(appeal), _joined_table(appeal),
            _near_table(appeal, seat), *_apart_table(appeal, seat)]  # fmt: skip


def clocks_table(appeal: Appeal, on: date) -> Table:
    """The three clocks of the current round: when each is due, how it stands, and why."""
    calendar, rows, names = calendar_of(appeal.zone_id), [], _events()
    for code, deadline in cases.deadlines(appeal, calendar):
        standing = deadline.standing(on, calendar)
        cell = Cell(str(STANDINGS[standing]), tone=TONES.get(standing, ""))
        why = str(explain(deadline, names))
        rows.append((str(cases.APPEAL.clock(code).name), deadline.due_on or "—", cell, why))
    return table(_("Clocks"), (_("clock"), _("due"), _("standing"), _("how it was counted")), rows)


def _events() -> dict[str, str]:
    return {
        "began": _("round began"), "accepted": _("it was accepted"),
        "answered": _("it was answered"), "closed": _("it was dealt with"),
    }  # fmt: skip


def _why_table(appeal: Appeal) -> Table:
    rows = [(sentence,) for sentence in why_there(appeal)]
    return table(_("Why it lies there"), (_("reason"),), rows)


def _joined_table(appeal: Appeal) -> Table:
    rows = [
        (_appeal(one), one.received_on, one.get_source_display(), one.get_state_display())
        for one in appeal.joined.order_by("received_at")
    ]
    return table(
        _("Others who asked of the same matter"),
        (_("appeal"), _("received on"), _("source"), _("state")), rows,
        nothing=_("Nobody else was joined to this appeal."),
    )  # fmt: skip


def _near_table(appeal: Appeal, seat: Any) -> Table:
    rows = [
        (_appeal(near.appeal), near.metres, near.days, near.appeal.get_state_display())
        for near in nearby(appeal, seat)
    ]
    return table(
        _("Open appeals of the same kind near by"),
        (_("appeal"), _("metres away"), _("days apart"), _("state")), rows,
        nothing=_("No open appeal of this kind lies near by."),
    )  # fmt: skip


def _apart_table(appeal: Appeal, seat: Any) -> list[Table]:
    """Those that it was told apart from; each leads to the pair, where that is taken back."""
    pairs = apart_for(seat).filter(Q(first=appeal) | Q(second=appeal), taken_back_on=None)
    rows = [
        (Cell(str(pair), register="governance.apart", pk=pair.pk), pair.because or "—",
         pair.teller, pair.told_on)
        for pair in pairs.select_related("first", "second")
    ]  # fmt: skip
    names = (_("pair"), _("reason"), _("who told them apart"), _("told apart on"))
    return [table(_("Not the same matter"), names, rows)] if rows else []


def _appeal(appeal: Appeal) -> Cell:
    return Cell(f"{appeal.number} {appeal.title}", register="governance.appeals", pk=appeal.pk)


def rounds_table(appeal: Appeal, seat: Any, on: date) -> list[Table]:
    """The rounds that ended unhappily, the latest first."""
    rows = [
        (one.nth, str(one.office or "—"), one.began_on, one.answered_on, one.answer or "—",
         one.get_rating_display() or "—", one.because or "—", one.reopened_on)
        for one in rounds_for(seat).filter(appeal=appeal).select_related("office").order_by("-nth")
    ]  # fmt: skip
    return [table(
        _("Earlier rounds"),
        (_("round"), _("office that works on it"), _("round began on"), _("answered on"),
         _("answer"), _("rating"), _("why opened again"), _("opened again on")), rows,
        nothing=_("This appeal has not been opened again."),
    )]  # fmt: skip


def share(value: Fraction | None) -> Cell:
    """A rate as a figure."""
    if value is None:
        return Cell("—", number=True)
    return figure(Decimal(value.numerator) / Decimal(value.denominator), "%")


def _called(office: Any) -> str:
    """An office's name in the reader's language."""
    chinese = (get_language() or "zh").startswith("zh")
    return str(office.name if chinese or not office.name_en else office.name_en)


def _rates_table(title: str, first: str, lines: list[Line], name: Any) -> Table:
    rows = [
        (name(line.name), line.counted.received, line.counted.called, share(line.rates.response),
         share(line.rates.resolution), share(line.rates.satisfaction), share(line.rates.score))
        for line in lines
    ]  # fmt: skip
    return table(
        title,
        (first, _("appeals received"), _("valid call-backs"), _("response rate"),
         _("resolution rate"), _("satisfaction rate"), _("score")), rows,
        nothing=_("No appeal came in."),
    )  # fmt: skip


def overview_tables(seat: Any, first: date, last: date, on: date) -> list[Table]:
    """The three rates by month and by office, posts and vacancies, grids out of size."""
    found = [
        _rates_table(_("By month"), _("month"), rates_by_month(seat, first, last, on),
                     lambda month: f"{month:%Y-%m}"),
        _rates_table(_("By office"), _("office"), rates_by_office(seat, first, last, on), _called),
    ]  # fmt: skip
    return [*found, posts_table(seat, on), vacancies_table(seat, on), sizes_table(seat, on)]


def posts_table(seat: Any, on: date) -> Table:
    """Posts of the three levels, held and vacant."""
    rows = [(str(one.post.label), one.posts, one.held, one.vacant) for one in posts(seat, on)]
    return table(_("Posts"), (_("post"), _("number of posts"), _("held"), _("vacant")), rows)


def vacancies_table(seat: Any, on: date) -> Table:
    """Whose post nobody holds."""
    rows = [
        (Cell(str(one), register="governance.grids", pk=one.pk), one.get_level_display(),
         str(one.parent or "—"))
        for one in vacancies(seat, on)[:MOST]
    ]  # fmt: skip
    return table(
        _("Vacancies"), (_("grid"), _("level of the grid"), _("lies in")), rows,
        nothing=_("Every post is held."),
    )  # fmt: skip


def sizes_table(seat: Any, on: date) -> Table:
    """Grids with too few or too many households."""
    least, most = size_limits(on)
    rows = [
        (Cell(str(grid), register="governance.grids", pk=grid.pk), grid.households,
         Cell(str(fit.label), tone="amber"))
        for grid, fit in misfits(seat, on)
    ]  # fmt: skip
    return table(
        _("Grids out of size"), (_("grid"), _("households"), _("size of the grid")), rows,
        nothing=_("Every grid has {least} to {most} households.").format(least=least, most=most),
    )  # fmt: skip


def grid_standing(grid: Grid, seat: Any, on: date) -> list[Table]:
    """Who looks after a node and after what lies in it, on a day."""
    rows = []
    for node in grids_for(seat).filter(path__startswith=grid.path, until=None).order_by("path"):
        warden = next((w for w in wardens_for(seat).filter(node=node, since__lte=on)
                       if w.until is None or w.until >= on), None)  # fmt: skip
        tone = {"vacant": "red", "gaps": "amber", "full": "green"}.get(node.staffing, "")
        rows.append(
            (Cell(str(node), register="governance.grids", pk=node.pk), node.get_level_display(),
             warden.name if warden else "—", Cell(node.get_staffing_display(), tone=tone))
        )  # fmt: skip
        if len(rows) == MOST:
            break
    return [table(
        _("Wardens"), (_("grid"), _("level of the grid"), _("warden"), _("posts")), rows,
        note=_("The first {count} are shown.").format(count=MOST) if len(rows) == MOST else "",
    )]  # fmt: skip


def hard_steps_table(problem: HardProblem, seat: Any, on: date) -> list[Table]:
    """The steps taken so far."""
    rows = [(one.on, one.content, str(one.office or "—")) for one in problem.steps.all()]
    return [table(
        _("Steps towards solving"), (_("date"), _("step taken"), _("by which office")), rows,
        nothing=_("No step is on record."),
    )]  # fmt: skip
