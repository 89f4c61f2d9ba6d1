"""Tables of the pages of circles and work: a residence, a point, a person, a vacancy."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.livelihood import cases
from jingkai.domains.livelihood.choices import Area, TravelMode
from jingkai.domains.livelihood.models import (
    Residence,
    ServicePoint,
    UnemploymentRegistration,
    Vacancy,
)
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.coverage import Asked, Coverage, coverages
from jingkai.domains.livelihood.queries.ground import ground_of, in_force
from jingkai.domains.livelihood.queries.matching import Match, posts_for, seekers_for
from jingkai.domains.livelihood.queries.reaching import reached
from jingkai.domains.livelihood.queries.rows import circles_for, points_for, reaches_for
from jingkai.domains.livelihood.rules.matching import Condition
from jingkai.kernel.geo.shapes import in_words
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

SHOWN = 50


def minutes_words(minutes: Decimal | None) -> str:
    """Minutes to the tenth, or that no way leads there.

    The tenth is rounded up, so that what lies beyond a limit never reads as within it.
    """
    if minutes is None:
        return _("no way")
    tenths = -(-minutes * 10 // 1) / 10
    return _("{n} min").format(n=f"{tenths:.1f}".removesuffix(".0"))


def residence_standing(residence: Residence, seat: Any, on: date) -> list[Table]:
    """A residence: how its people get to the nearest point by each way, and how it was before."""
    rules = cases.circle_rules(on)
    points = list(in_force(points_for(seat), on, "opened_on", "closed_on").order_by("pk"))
    names = {point.pk: point for point in points}
    asked = rules.modes[residence.area]
    rows = []
    for mode, label in TravelMode.choices:
        ground = ground_of(seat.zone_id, on, mode)
        minutes = rules.minutes[residence.area]
        one = reached(ground, [residence], points, mode, minutes)[residence.pk]
        within = Cell(_("within"), tone="green") if one.within else Cell(_("beyond"), tone="red")
        counted = _("counts") if mode == asked else ""
        point = _point_cell(names.get(one.point_id or 0))
        rows.append((str(label), minutes_words(one.minutes), within, point, counted))
    title = _("To the nearest service point; {n} minutes are asked").format(
        n=rules.minutes[residence.area]
    )
    headings = (_("way of getting there"), _("minutes"), _("circle"), _("service point"), "")
    return [table(title, headings, rows), _history(residence, seat)]


def _point_cell(point: ServicePoint | None) -> Cell:
    if point is None:
        return Cell("—")
    return Cell(point.name, register="livelihood.points", pk=point.pk)


def _history(residence: Residence, seat: Any) -> Table:
    rows = [
        (one.since, one.until or "—", minutes_words(one.minutes), one.get_circle_display(),
         _point_cell(one.point))
        for one in reaches_for(seat).filter(residence=residence).select_related("point")
    ]  # fmt: skip
    return table(
        _("From day to day"),
        (_("since"), _("until before"), _("minutes"), _("circle"), _("service point")),
        rows, nothing=_("Nothing is computed yet."),
    )  # fmt: skip


def point_standing(point: ServicePoint, seat: Any, on: date) -> list[Table]:
    """A service point: its circle from day to day, and who lives nearest to it."""
    circles = [
        (one.since, one.until or "—", one.get_mode_display(), one.minutes, one.residents)
        for one in circles_for(seat).filter(point=point).order_by("-since")
    ]
    homes = (
        in_force(reaches_for(seat).filter(point=point), on, "since", "until")
        .select_related("residence").order_by("minutes")
    )  # fmt: skip
    rows = [
        (Cell(one.residence.name, register="livelihood.residences", pk=one.residence_id),
         one.residents, minutes_words(one.minutes),
         Cell(_("within"), tone="green") if one.within else Cell(_("beyond"), tone="red"))
        for one in homes
    ]  # fmt: skip
    return [
        table(_("Residences that are nearest to it"),
              (_("residence"), _("people who live there"), _("minutes"), _("circle")), rows,
              nothing=_("No residence has it as its nearest point.")),
        table(_("Its circle from day to day"),
              (_("since"), _("until before"), _("way of getting there"), _("minutes asked"),
               _("residents nearest to it and in time")), circles,
              nothing=_("Nothing is computed yet.")),
    ]  # fmt: skip


def condition_words(told: Sequence[Condition]) -> str:
    """What fails, in words."""
    words = {
        Condition.KIND: _("another kind of work"), Condition.WAGE: _("the wage is too low"),
        Condition.EDUCATION: _("more education is asked"), Condition.WAY: _("the way is too long"),
    }  # fmt: skip
    return "、".join(words[one] for one in told)


def registration_standing(
    registration: UnemploymentRegistration, seat: Any, on: date
) -> list[Table]:
    """Posts for somebody without work: those that fit, then the others with what fails."""
    found = posts_for(registration, seat, on)
    rows = [
        (Cell(one.vacancy.title, register="livelihood.vacancies", pk=one.vacancy.pk),
         str(one.vacancy.enterprise), one.vacancy.get_work_kind_display(), wages(one.vacancy),
         minutes_words(one.minutes), _fit(one))
        for one in found[:SHOWN]
    ]  # fmt: skip
    fitting = sum(one.fits for one in found)
    title = _("{n} of {all} open vacancies fit").format(n=fitting, all=len(found))
    headings = (_("post"), _("enterprise"), _("kind of work"), _("wage a month"), _("way"), "")
    return [table(title, headings, rows, nothing=_("No vacancy is open."))]


def vacancy_standing(vacancy: Vacancy, seat: Any, on: date) -> list[Table]:
    """Who would fit a vacancy, by registration number; those whom one thing keeps away after."""
    if not seat.can(Permission.UNEMPLOYMENT_VIEW):
        return []
    found = seekers_for(vacancy, seat, on)
    rows = [
        (Cell(one.registration.number, register="livelihood.unemployed", pk=one.registration.pk),
         one.registration.community, one.registration.get_education_display(),
         minutes_words(one.minutes), _fit(one))
        for one in found[:SHOWN]
    ]  # fmt: skip
    fitting = sum(one.fits for one in found)
    title = _("{n} of {all} people without work fit").format(n=fitting, all=len(found))
    headings = (_("registration number"), _("community or village"), _("education"), _("way"), "")
    return [table(title, headings, rows, nothing=_("Nobody is registered as without work."))]


def _fit(one: Match) -> Cell:
    return Cell(_("fits"), tone="green") if one.fits else Cell(condition_words(one.fails))


def wages(vacancy: Vacancy) -> str:
    """From what to what a month, in yuan."""
    return _("{low}–{high} yuan").format(
        low=f"{vacancy.wage_from:.0f}", high=f"{vacancy.wage_to:.0f}"
    )


def circle_tables(seat: Any, on: date, asked: Asked | None = None) -> list[Table]:
    """Town and country on a day: coverage, and the residences left out."""
    told = coverages(seat, on, asked)
    return [coverage_table(told), *(_left_out_table(one) for one in told if one.residents)]


def coverage_table(told: Sequence[Coverage]) -> Table:
    """Town and country beside each other."""
    rows = [
        (str(Area(one.area).label), str(TravelMode(one.mode).label), one.minutes, one.points,
         one.residents, one.inside,
         figure(one.share, "%") if one.share is not None else Cell("—", number=True),
         minutes_words(one.longest) if one.residents else "—", _addition(one))
        for one in told
    ]  # fmt: skip
    note = ""
    if any(one.islands > 1 for one in told):
        note = _("Some streets are joined to no other: {n} parts. Look whether they are drawn so"
                 " that they meet.").format(n=max(one.islands for one in told))  # fmt: skip
    headings = (
        _("town or country"), _("way of getting there"), _("minutes asked"), _("service points"),
        _("people who live there"), _("within the circle"), _("coverage"),
        _("time of those farthest"), _("one more point"),
    )  # fmt: skip
    return table(_("Coverage of residents"), headings, rows, note=note)


def _addition(one: Coverage) -> str:
    if one.addition is None:
        if one.residents and not one.left_out:
            return _("no point is needed")
        return "—"
    where = in_words(one.addition.place)
    return _("{n} more residents at {place}").format(n=one.addition.gained, place=where)


def _left_out_table(one: Coverage) -> Table:
    rows = [
        (Cell(each.residence.name, register="livelihood.residences", pk=each.residence.pk),
         each.residence.community, each.residence.residents, minutes_words(each.minutes),
         _point_cell(each.nearest))
        for each in one.left_out[:SHOWN]
    ]  # fmt: skip
    title = _("Left out: {area}").format(area=Area(one.area).label)
    headings = (
        _("residence"),
        _("community or village"),
        _("people who live there"),
        _("minutes"),
        _("nearest service point"),
    )
    return table(title, headings, rows, nothing=_("Everybody is within the circle."))
