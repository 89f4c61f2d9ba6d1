"""Tables of the green park's pages: a section, a sample, a point, a rectification's clocks."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import Pollutant, WaterClassCode
from jingkai.domains.ecology.models import (
    Rectification,
    SoilPoint,
    SoilSample,
    WaterSample,
    WaterSection,
)
from jingkai.domains.ecology.models.soil import WORDS, judged
from jingkai.domains.ecology.models.water import verdict_of
from jingkai.domains.ecology.queries.rows import months_for, sections_for
from jingkai.domains.ecology.queries.soil import SoilYear, soil_trend, soil_years
from jingkai.domains.ecology.queries.water import factor_names, judgement, rivers, shown
from jingkai.domains.ecology.rules.water import Step, Verdict, WaterClass, rounded_share
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clock_tables import clock_table
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

YEAR = timedelta(days=365)

def state_words(code: str) -> str:
    """The state of water in words (水质状况)."""
    return {
        "excellent": _("excellent"), "good": _("good"), "light": _("light pollution"),
        "moderate": _("moderate pollution"), "heavy": _("heavy pollution"),
    }.get(code, "—")  # fmt: skip


def class_name(found: WaterClass | None) -> str:
    """A class as the standard writes it."""
    return "—" if found is None else str(WaterClassCode(str(int(found))).label)


def section_standing(section: WaterSection, seat: Any, on: date) -> list[Table]:
    """A section: the last twelve months together, what it would take, and month by month."""
    told = judgement(section, seat, on - YEAR, on)
    tables = [_verdict_table(told.verdict, told.samples)]
    if told.better:
        tables.append(_steps_table(told.steps, told.better))
    months = months_for(seat).filter(section=section, month__lte=on)[:24]
    rows = [
        (f"{one.month:%Y-%m}", one.samples, _class_cell(one.water_class, section.target),
         factor_names(one.deciding.split()) or "—")
        for one in months
    ]  # fmt: skip
    tables.append(table(
        _("Month by month"), (_("month"), _("samples"), _("class of water"), _("decided by")),
        rows, nothing=_("No sample was taken yet."),
    ))  # fmt: skip
    return tables


def _class_cell(code: str, target: str) -> Cell:
    tone = "green" if code <= target else "red"
    return Cell(str(WaterClassCode(code).label), tone=tone)


def sample_standing(sample: WaterSample, seat: Any, on: date) -> list[Table]:
    """A sample factor by factor, worst first."""
    return [_verdict_table(verdict_of(sample), 1)]


def _verdict_table(verdict: Verdict, samples: int) -> Table:
    deciding = {each.factor for each in verdict.deciding}
    rows = [
        (
            factor_names([each.factor]),
            f"{shown(each.value)}L" if each.below else shown(each.value),
            class_name(each.water_class),
            shown(round(each.times_over_iii, 2)) if each.times_over_iii else "—",
            _("decides") if each.factor in deciding and each.water_class > 1 else "",
        )
        for each in sorted(verdict.judged, key=lambda each: -each.water_class)
    ]  # fmt: skip
    title = _("Class {name}").format(name=class_name(verdict.water_class))
    note = ngettext("From {n} sample.", "From the mean of {n} samples.", samples).format(n=samples)
    if verdict.missing and verdict.judged:
        note += " " + _("Not measured: {factors}.").format(factors=factor_names(verdict.missing))
    headings = (_("factor"), _("value (mg/L)"), _("class of water"), _("times over class III"), "")
    return table(title, headings, rows, note=note, nothing=_("No factor was measured."))


def _steps_table(steps: list[Step], better: WaterClass) -> Table:
    rows = [(factor_names([s.factor]), shown(s.value), _target(s), _change(s)) for s in steps]
    return table(
        _("What it would take for class {name}").format(name=class_name(better)),
        (_("factor"), _("now"), _("limit"), _("change")), rows,
    )  # fmt: skip


def _target(step: Step) -> str:
    return "–".join(shown(limit) for limit in step.target)


def _change(step: Step) -> str:
    share = f"{abs(rounded_share(step.change)) * 100:.1f} %"
    if step.change >= 0:
        return _("lower by {share}").format(share=share)
    return _("higher by {share}").format(share=share)


def rivers_table(seat: Any, first: date, last: date) -> Table:
    """Every river and lake over a period."""
    rows = [
        (one.water, one.sections, class_name(one.water_class), state_words(one.words))
        for one in rivers(seat, first, last)
    ]
    return table(
        _("Rivers and lakes, {first} to {last}").format(first=first, last=last),
        (_("river or lake"), _("sections"), _("class of water"), _("state")),
        rows, nothing=_("No section is recorded."),
    )  # fmt: skip


def soil_standing(sample: SoilSample, seat: Any, on: date) -> list[Table]:
    """A soil sample against both limits, pollutant by pollutant, worst first."""
    limits = cases.soil_limits(sample.taken_on)
    _grade, each = judged(sample)
    rows = [
        (
            str(Pollutant(one.pollutant).label),
            f"{shown(one.value)}L" if one.below else shown(one.value),
            shown(limits[one.pollutant].screening), shown(limits[one.pollutant].control),
            figure(one.of_screening, "%") if not one.below else "—", str(WORDS[one.grade].label),
        )
        for one in each
    ]  # fmt: skip
    return [table(
        _("Against both limits"),
        (_("pollutant"), _("value (mg/kg)"), _("screening value"), _("control value"),
         _("share of the screening value"), _("grade of soil")),
        rows, nothing=_("No pollutant was measured."),
    )]  # fmt: skip


def point_standing(point: SoilPoint, seat: Any, on: date) -> list[Table]:
    """A point year by year, and which way it goes."""
    return [_years_table(soil_years(seat, point), on)]


def _years_table(years: list[SoilYear], on: date) -> Table:
    words = {
        "better": _("getting better"), "stable": _("stable"), "worse": _("getting worse"),
        "unknown": _("not to be told before a second year"),
    }  # fmt: skip
    rows = [
        (str(one.year), one.samples, figure(one.mean, "%"), figure(one.largest, "%"))
        for one in years
    ]
    return table(
        _("Soil year by year: {trend}").format(trend=words[soil_trend(years, on)]),
        (_("year"), _("samples"), _("mean share of the screening value"),
         _("largest share of the screening value")),
        rows[::-1], nothing=_("No sample was taken yet."),
    )  # fmt: skip


def rectification_standing(case: Rectification, seat: Any, on: date) -> list[Table]:
    """The clocks of a rectification: when each began, is due, and how it stands."""
    clocks = cases.deadlines(case, calendar_of(case.zone_id))
    named = ((cases.RECTIFICATION.clock(code).name, clock) for code, clock in clocks)
    return [clock_table(named, on)]


def year_tables(seat: Any, first: date, last: date) -> list[Table]:
    """A period's water and soil: rivers, sections with what decides, soil year by year."""
    rows = []
    for section in sections_for(seat):
        told = judgement(section, seat, first, last)
        deciding = factor_names(
            each.factor for each in told.verdict.deciding if each.water_class > 1
        )
        name = Cell(section.name, register="ecology.sections", pk=section.pk)
        found = told.verdict.water_class
        cell = _class_cell(str(int(found)), section.target) if found else Cell("—")
        target = str(WaterClassCode(section.target).label)
        rows.append((name, section.water, told.samples, target, cell, deciding or "—"))
    sections = table(
        _("Water sections"),
        (_("section"), _("river or lake"), _("samples"), _("class aimed at"),
         _("class of water"), _("decided by")),
        rows, nothing=_("No section is recorded."),
    )  # fmt: skip
    return [rivers_table(seat, first, last), sections, soil_table(seat, last)]


def soil_table(seat: Any, on: date) -> Table:
    """All soil points together, year by year up to a day."""
    years = [one for one in soil_years(seat) if one.year <= on.year]
    return _years_table(years, on)
