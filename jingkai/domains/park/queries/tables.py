"""Tables of the park's pages: parks, occupancy over time, idle land, one record's clocks."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.domains.park import cases
from jingkai.domains.park.models import FactoryBuilding, IdleCase, IndustrialPark, LandQuota, Parcel
from jingkai.domains.park.queries import land, occupancy
from jingkai.domains.park.queries.due import idle_reason
from jingkai.domains.park.queries.rows import buildings_for, quotas_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clock_tables import clock_table, standing_cell
from jingkai.kernel.cases.kinds import missing_for, missing_words
from jingkai.kernel.registers.tabling import Cell, Table, figure, table

AREA = "平方米"


def area(value: Decimal | None) -> Cell:
    """Square metres as a cell of figures."""
    return figure(value, AREA)


def share(value: Decimal | None) -> Cell:
    """A share as a cell of figures."""
    return figure(value, "%") if value is not None else Cell("—", number=True)


def parks_table(seat: Any, on: date) -> Table:
    """All parks on a day."""
    rows = [
        (
            Cell(one.place.name, register="park.parks", pk=one.place.pk),
            one.place.get_state_display(), area(one.place.drawn_area), one.buildings,
            area(one.rentable), area(one.let), area(one.free), share(one.share),
        )
        for one in occupancy.parks_occupancy(seat, on)
    ]  # fmt: skip
    return table(
        _("Industrial parks on {day}").format(day=on),
        (pgettext("noun", "industrial park"), _("state"), _("area drawn"), _("buildings"),
         _("rentable"), _("let"), _("not let"), _("occupancy")),
        rows, nothing=_("No industrial park is recorded."),
    )  # fmt: skip


def zone_months(seat: Any, on: date) -> Table:
    """All buildings of the zone, month by month, the newest first."""
    months = occupancy.zone_over_time(seat, on)
    return _months(months, _("Occupancy over time"))


def _months(
    months: Iterable[tuple[date, Decimal, Decimal, Decimal | None]], title: str
) -> Table:
    rows = [(day, area(rentable), area(let), share(told)) for day, rentable, let, told in months]
    return table(
        title, (_("on"), _("rentable"), _("let"), _("occupancy")), rows[::-1],
        note=_("Area of the leases in force by the rentable area of the buildings that stand."),
    )  # fmt: skip


def quotas_table(seat: Any, on: date) -> Table:
    """Quotas that parcels use up, and what they have left."""
    rows = [
        (
            Cell(quota.name, register="park.quotas", pk=quota.pk), quota.get_kind_display(),
            area(quota.area), area(quota.area - left), area(left), quota.valid_until or "—",
        )
        for quota in quotas_for(seat).filter(kind__in=("annual", "linked"))
        for left in [land.quota_left(quota)]
    ]  # fmt: skip
    return table(
        _("Land quotas"),
        (_("land quota"), _("kind of quota"), _("area"), _("used up"), _("left"), _("valid until")),
        rows, nothing=_("No quota is recorded that parcels use up."),
    )  # fmt: skip


def idle_table(seat: Any, on: date) -> Table:
    """All idle-land clocks that warn or have run out."""
    rows = [
        (
            Cell(line.parcel.name, register="park.parcels", pk=line.parcel.pk), line.parcel.user,
            str(cases.PARCEL.clock(line.code).name), line.deadline.due_on or "—",
            standing_cell(line.deadline, on),
            Cell(line.case.number, register="park.idle_cases", pk=line.case.pk)
            if line.case else "—",
            idle_reason(line.code, line.parcel),
        )
        for line in land.idle_lines(seat, on)
    ]  # fmt: skip
    return table(
        _("Idle land: due list"),
        (_("parcel"), _("land user"), _("clock"), _("due"), _("standing"), _("case"), _("why")),
        rows, nothing=_("No parcel lies idle or comes near it."),
        note=_("Days on which the government held works up are left out."),
    )  # fmt: skip


def parcel_standing(parcel: Parcel, seat: Any, on: date) -> list[Table]:
    """A parcel's clocks, and what its next stage needs."""
    kind = cases.PARCEL
    following = [move.to for move in kind.offered(parcel.stage) if move.code != "take_back"]
    lacking = [
        (kind.state(stage).name, "、".join(missing_words(parcel, missing)))
        for stage in following
        if (missing := missing_for(kind, stage, parcel))
    ]
    return [
        clock_table([(kind.clock(c.code).name, c.deadline) for c in land.clocks_of(parcel)], on),
        table(_("Missing for the next stage"), (_("stage"), _("still missing")), lacking,
              nothing=_("Nothing is missing.")),
    ]  # fmt: skip


def idle_standing(case: IdleCase, seat: Any, on: date) -> list[Table]:
    """The clocks of an idle-land case."""
    clocks = [
        (cases.IDLE.clock(code).name, cases.idle_deadline(code, case, calendar_of(case.zone_id)))
        for code in ("investigation", "payment")
    ]
    return [clock_table([(name, d) for name, d in clocks if d.started_on], on)]


def quota_standing(quota: LandQuota, seat: Any, on: date) -> list[Table]:
    """What a quota has left."""
    left = land.quota_left(quota)
    row = (area(quota.area), area(quota.area - left), area(left))
    return [table(_("Use of the quota"), (_("area"), _("used up"), _("left")), [row])]


def park_standing(park: IndustrialPark, seat: Any, on: date) -> list[Table]:
    """A park's buildings today, and its occupancy over time."""
    buildings = occupancy.with_leases(buildings_for(seat).filter(park=park)).order_by("number")
    rows = [
        (
            Cell(b.name, register="park.buildings", pk=b.pk), b.get_state_display(),
            area(one.rentable), area(one.let), share(one.share), b.equipment_ready_on or "—",
            "、".join(tenants(b, on)) or "—",
        )
        for b in buildings
        for one in [occupancy.building_occupancy(b, on)]
    ]  # fmt: skip
    months = [
        (day, one.rentable, one.let, one.share)
        for day, one in occupancy.occupancy_over_time(park, seat, on)
    ]
    return [
        table(
            _("Buildings on {day}").format(day=on),
            (_("building"), _("state"), _("rentable"), _("let"), _("occupancy"),
             _("ready for equipment since"), _("tenants")),
            rows, nothing=_("No building is recorded."),
        ),
        _months(months, _("Occupancy over time")),
    ]  # fmt: skip


def building_standing(building: FactoryBuilding, seat: Any, on: date) -> list[Table]:
    """Who rents what of a building, and since when it was how far occupied."""
    now = occupancy.building_occupancy(building, on)
    row = (on, area(now.rentable), area(now.let), area(now.free), share(now.share))
    headings = (_("on"), _("rentable"), _("let"), _("not let"), _("occupancy"))
    return [table(_("Occupancy"), headings, [row])]


def tenants(building: FactoryBuilding, on: date) -> list[str]:
    """Who rents in a building on a day."""
    lets = [x for x in building.leases.all() if x.begins_on <= on and (x.over_on or on) > on]
    return list(dict.fromkeys(lease.tenant for lease in lets))
