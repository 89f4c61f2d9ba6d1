"""What the portal shows of the catalogue, gathered for its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import Audience, EnterpriseTheme, PersonTheme
from jingkai.domains.subjects.queries import Visitor
from jingkai.doors.ui.requests import number_of

OFTEN, LATELY = 6, timedelta(days=180)
A_PAGE = 30


@dataclass(frozen=True)
class Asked:
    """What is looked for among the matters, as the address says it."""

    words: str = ""
    audience: str = ""
    theme: str = ""
    office: str = ""
    online: bool = False
    after: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        audience = query.get("for", "")
        known = dict(themes(audience))
        theme, office = query.get("theme", ""), query.get("office", "")
        return cls(
            words=query.get("q", "").strip()[:60],
            audience=audience if audience in Audience.values else "",
            theme=theme if theme in known else "",
            office=office if number_of(office) is not None else "",
            online=query.get("online") == "1",
            after=query.get("after", "")[:40],
        )


def themes(audience: str) -> list[tuple[str, Any]]:
    """The official classes of matters for residents or for enterprises."""
    if audience == Audience.PERSON:
        return list(PersonTheme.choices)
    return list(EnterpriseTheme.choices) if audience == Audience.ENTERPRISE else []


def narrowed(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """The matters that fit the filters."""
    if asked.audience == Audience.PERSON:
        rows = rows.filter(for_persons=True)
        rows = rows.filter(person_theme=asked.theme) if asked.theme else rows
    elif asked.audience == Audience.ENTERPRISE:
        rows = rows.exclude(for_enterprises=False, for_others=False)
        rows = rows.filter(enterprise_theme=asked.theme) if asked.theme else rows
    if asked.office:
        rows = rows.filter(office_id=int(asked.office))
    if asked.online:
        rows = rows.filter(online=True)
    return rows


def listed(zone_id: int, asked: Asked, on: date) -> tuple[list[Any], str]:
    """A page of matters, and the number after which the next page begins."""
    if asked.words:
        found = services.find_matters(zone_id, asked.words, on)
        kept = {row.pk for row in narrowed(services.matters_in_force(zone_id, on), asked)}
        return [row for row in found if row.pk in kept], ""
    rows = narrowed(services.matters_in_force(zone_id, on), asked)
    if asked.after:
        rows = rows.filter(matter__code__gt=asked.after)
    some = list(rows[: A_PAGE + 1])
    return some[:A_PAGE], some[A_PAGE - 1].matter.code if len(some) > A_PAGE else ""


def offices(zone_id: int, on: date) -> list[Any]:
    """The offices that have matters in force."""
    rows = services.matters_in_force(zone_id, on)
    return list({row.office_id: row.office for row in rows}.values())


def often_used(zone_id: int, on: date) -> list[Any]:
    """The matters most applied for lately; in a new zone, the first of the catalogue."""
    counted = (
        services.applications_of_zone(zone_id)
        .filter(applied_on__gt=on - LATELY, applied_on__lte=on)
        .values("matter_id").annotate(times=Count("pk")).order_by("-times")
        .values_list("matter_id", flat=True)[:OFTEN]
    )  # fmt: skip
    places = {pk: place for place, pk in enumerate(counted)}
    rows = services.matters_in_force(zone_id, on)
    found = sorted(rows.filter(matter_id__in=places), key=lambda row: places[row.matter_id])
    more = OFTEN - len(found)
    return [*found, *rows.exclude(matter_id__in=places)[:more]] if more else found


def things(zone_id: int, audience: str, on: date) -> list[Any]:
    """The one-thing services for persons or for enterprises; those for both are for each."""
    rows = services.one_things_in_force(zone_id, on)
    return list(rows.filter(audience__in=(audience, ""))[:OFTEN])


def under_way(visitor: Visitor) -> dict[str, Any]:
    """The visitor's own cases and drafts that wait for something."""
    if visitor.account is None:
        return {}
    return {
        "under_way": services.applications_of(visitor, open_only=True)[:5],
        "drafts": services.drafts_of(visitor)[:3],
        "joint_drafts": services.joint_drafts_of(visitor)[:3],
    }
