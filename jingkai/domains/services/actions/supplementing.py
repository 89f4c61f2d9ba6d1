"""The one notice of what is to be supplemented, and its writing inside the asking action."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jingkai.domains.services import cases
from jingkai.domains.services.actions import telling
from jingkai.domains.services.errors.approvals import ItemsNeeded, SupplementedOnce
from jingkai.domains.services.models import Approval, Supplement
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.trail.writing import put

ITEMS = "_supplement_items"
"""Where a case in hand keeps the notice's points until they are written."""


def in_words(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The points of a notice, each in one line."""
    return [f"{item['name']}（{item['wrong']}）" for item in items]


def checked_items(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The points of a notice: each with its name and what is wrong."""
    listed = [
        {"about": str(i.get("about", "")), "name": str(i.get("name", "")).strip(),
         "wrong": str(i.get("wrong", "")).strip()}
        for i in items
    ]  # fmt: skip
    if not listed or not all(item["name"] and item["wrong"] for item in listed):
        raise ItemsNeeded(field="items")
    return listed


def put_supplement(
    approval: Approval, items: Sequence[Mapping[str, Any]], *, on: date, by: Any
) -> Supplement:
    """Write the notice inside the asking action; an application is sent back once."""
    if approval.supplemented:
        first = Supplement.objects.get(approval=approval)
        raise SupplementedOnce(number=approval.number, day=first.asked_on)
    days = int(cases.dated("supplement_workdays").on(on).value)
    due_on = calendar_of(approval.zone_id).add(on, days)
    row = put(
        Supplement(
            zone_id=approval.zone_id, approval=approval, items=list(items), asked_on=on,
            summary="；".join(in_words(items))[:500],
            due_on=due_on, seat_id=by.pk,
        )
    )  # fmt: skip
    telling.tell(
        telling.SUPPLEMENT, approval, due=due_on,
        items="；".join(in_words(items)),
    )
    return row
