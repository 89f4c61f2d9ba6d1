"""The work of a period at a glance: gaps, funnel, paces, contributions, late entries, as tables."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.domains.investment.choices import DealStage
from jingkai.domains.investment.models import Chain
from jingkai.domains.investment.queries.chains import chains_on
from jingkai.domains.investment.queries.rows import deals_for
from jingkai.domains.investment.queries.tables import contributions, funnel, losses, paces
from jingkai.domains.investment.queries.work import late_entries
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

LATEST = 50


@dataclass(frozen=True)
class Analysis:
    """A page of tables over one year, and the years that can be asked for."""

    title: str
    note: str
    label: str
    year: int
    years: tuple[int, ...]
    tables: tuple[Table, ...]


def analysis(seat: Any, year: int, *, on: date) -> Analysis:
    """The page of a year, for what the seat may see; gaps stand as on its last day, or today."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), max(on, date(year, 1, 1)))
    span = deals_for(seat).aggregate(first=Min("opened_on"))["first"] or on
    return Analysis(
        _("Investment promotion analysed"),
        _("Computed from the records that your seat sees; nothing here is typed in."),
        _("year"),
        year,
        tuple(range(on.year, min(span.year, year, on.year) - 1, -1)),
        tuple(_tables(seat, first, last)),
    )


def _tables(seat: Any, first: date, last: date) -> list[Table]:
    return [
        _funnel(seat, first, last),
        _paces(seat, first, last),
        *(_contributions(seat, by, first, last) for by in ("officer", "team", "channel", "city")),
        table(_("Reasons of loss"), (_("reason of loss"), _("leads")), losses(seat, first, last)),
        gap_table(seat, last),
        _late(seat, first, last),
    ]


def gap_table(seat: Any, on: date, chain: Chain | None = None) -> Table:
    """Nodes with a gap on a day, of one chain or of all."""
    rows = [
        (view.chain.name, Cell(node.node.name, register="investment.nodes", pk=node.node.pk),
         node.enterprises, figure(node.capacity, node.node.unit), gap.gap.kind.label, gap.sentence,
         _target(gap.target))
        for view in chains_on(seat, on)
        if chain is None or view.chain.pk == chain.pk
        for node in view.nodes
        for gap in node.gaps
    ]  # fmt: skip
    headings = (
        _("industry chain"), _("node"), _("number of enterprises"), _("capacity a year"),
        _("kind of gap"), _("gap"), _("chain target"),
    )  # fmt: skip
    return table(_("Gaps of the chains"), headings, rows)


def _target(target: Any) -> Cell:
    if target is None:
        return Cell(_("none set"))
    return Cell(
        _("set on {day}").format(day=target.set_on), register="investment.targets", pk=target.pk
    )


def _funnel(seat: Any, first: date, last: date) -> Table:
    rows = [(step.name, step.count, figure(step.share, "%")) for step in funnel(seat, first, last)]
    return table(
        _("What became of the leads recorded"),
        (_("step"), _("how many"), _("share of the step before")),
        rows,
    )


def _paces(seat: Any, first: date, last: date) -> Table:
    rows = [(pace.name, pace.deals, pace.middle, pace.slow) for pace in paces(seat, first, last)]
    return table(
        _("How long each step took"),
        (_("step"), _("deals"), _("median, days"), _("90th percentile, days")),
        rows,
    )


def _contributions(seat: Any, by: str, first: date, last: date) -> Table:
    titles = {
        "officer": (_("Contribution by officer"), _("officer")),
        "team": (_("Contribution by team"), _("led")),
        "channel": (_("Contribution by channel"), _("channel")),
        "city": (_("Contribution by city"), _("city")),
    }
    title, name = titles[by]
    headings = (
        name, _("activities"), _("leads"), _("deals signed"), _("investment signed"),
        _("deals started"),
    )  # fmt: skip
    rows = [
        (Cell(row.name), row.activities, row.leads, row.signed, figure(row.amount, "元"),
         row.started)
        for row in contributions(seat, by, first, last)
    ]  # fmt: skip
    return table(title, headings, rows)


def _late(seat: Any, first: date, last: date) -> Table:
    deals = deals_for(seat).filter(opened_on__lte=last)
    late = [entry for entry in late_entries(seat, deals) if first <= entry.happened_on <= last]
    rows = [
        (Cell(entry.deal.name, register="investment.deals", pk=entry.deal.pk),
         DealStage(entry.stage).label, entry.happened_on,
         timezone.localdate(entry.entered_at), entry.days)
        for entry in late[:LATEST]
    ]  # fmt: skip
    return table(
        _("Late entries: {n}").format(n=len(late)),
        (_("investment deal"), _("stage"), _("date"), _("entered on"), _("days later")),
        rows,
        note=_("Told by the row history: the day on which the date was first entered."),
    )
