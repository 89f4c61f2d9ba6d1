"""What follows from rows of whistles that were typed or imported: the leading office is called."""

from collections.abc import Mapping, Sequence
from typing import Any

from jingkai.domains.governance.actions.reckoning_whistles import settle_clocks
from jingkai.domains.governance.choices import WhistlePart
from jingkai.domains.governance.errors import LeadIsCalled
from jingkai.domains.governance.models import Whistle, WhistleDuty

BATCH = 2_000


def guard_whistle(whistle: Whistle, values: Mapping[str, Any], by: Any) -> None:
    """The leading office was called already: another one does not take its place silently."""
    lead = values.get("lead")
    if whistle.pk is None or lead is None:
        return
    kept = Whistle.objects.filter(pk=whistle.pk).values_list("lead", "lead__name").first()
    if kept is not None and kept[0] != lead.pk:
        raise LeadIsCalled(field="lead", office=kept[1], number=whistle.number)


def settle_whistles(whistles: Sequence[Whistle], by: Any) -> None:
    """Each whistle has its leading office among those called."""
    led = set(
        WhistleDuty.objects.filter(
            whistle__in=[one.pk for one in whistles], part=WhistlePart.LEAD
        ).values_list("whistle", flat=True)
    )
    new = [
        WhistleDuty(
            zone_id=one.zone_id, whistle=one, office_id=one.lead_id, part=WhistlePart.LEAD,
            called_at=one.sounded_at,
        )
        for one in whistles
        if one.pk not in led
    ]  # fmt: skip
    WhistleDuty.objects.bulk_create(new, batch_size=BATCH)
    settle_clocks(by.zone_id, {one.pk for one in whistles})


def settle_duties(duties: Sequence[WhistleDuty], by: Any) -> None:
    """The first time that work was done stays; a whistle knows when its leading office came."""
    fresh = []
    for duty in duties:
        if duty.finished_at is not None and duty.first_finished_at is None:
            duty.first_finished_at = duty.finished_at
            fresh.append(duty)
    WhistleDuty.objects.bulk_update(fresh, ["first_finished_at"], batch_size=BATCH)
    leading = {d.whistle_id: d.arrived_at for d in duties if d.part == WhistlePart.LEAD}
    changed = []
    for whistle in Whistle.objects.filter(pk__in=leading):
        if whistle.lead_arrived_at != leading[whistle.pk]:
            whistle.lead_arrived_at = leading[whistle.pk]
            changed.append(whistle)
    Whistle.objects.bulk_update(changed, ["lead_arrived_at"], batch_size=BATCH)
    settle_clocks(by.zone_id, {duty.whistle_id for duty in duties})
