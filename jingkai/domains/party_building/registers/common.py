"""What the registers of party building share: completing rows, guarding them, verbs."""

from collections.abc import Callable, Mapping
from typing import Any

from jingkai.domains.party_building.errors import (
    NotInTheZone,
    OfAnotherOffice,
    OutsideTheRound,
)
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after

TABLES = "office/parts/tables.html"
type Guard = Callable[[Any, Mapping[str, Any], Any], None]
type Fill = Callable[[dict[str, Any], Any], None]


def own(*path: str) -> Guard:
    """A seat that sees no further than its office writes for its office's organisations only.

    `path` leads from the record to the organisation; a changed link is looked at too.
    """

    def guard(record: Any, values: Mapping[str, Any], seat: Any) -> None:
        if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
            return
        for first in (getattr(record, path[0], None), values.get(path[0])):
            organisation = first
            for name in path[1:]:
                organisation = getattr(organisation, name, None)
            if organisation is not None and organisation.office_id != seat.office_id:
                raise OfAnotherOffice(organisation=organisation, office=organisation.office.name)

    return guard


def own_office(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """Such a seat keeps its own office's organisations."""
    if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
        return
    for office in (getattr(record, "office", None), values.get("office")):
        if office is not None and office.pk != seat.office_id:
            raise OfAnotherOffice(organisation=record, office=office.name)


def guard_visit(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A visit lies in its round's days, and its enterprise was in the zone."""
    own("organisation")(record, values, seat)
    on = values.get("visited_on") or record.visited_on
    campaign = values.get("campaign") or record.campaign
    enterprise = values.get("enterprise") or getattr(record, "enterprise", None)
    if on is None or enterprise is None:
        return  # what is missing is told as such
    if campaign is not None and not campaign.since <= on <= campaign.until:
        raise OutsideTheRound(
            field="visited_on", campaign=campaign, since=campaign.since, until=campaign.until
        )
    entered, left = enterprise.entered_on, enterprise.left_on
    if entered is None or on < entered or (left is not None and on >= left):
        raise NotInTheZone(field="enterprise", enterprise=enterprise, day=on)


def numbered(model: type[Any], prefix: str, day: str) -> Fill:
    """A record entered by hand gets the next number of its year."""

    def fill(values: dict[str, Any], seat: Any) -> None:
        if not values.get("number"):
            on = values.get(day) or zone_today()
            values["number"] = next_after(model, seat.zone_id, prefix, on)

    return fill


def complete_organisation(values: dict[str, Any], seat: Any) -> None:
    """An organisation is kept by the office of who enters it, unless told otherwise."""
    if not values.get("office"):
        values["office"] = office_of(seat)
