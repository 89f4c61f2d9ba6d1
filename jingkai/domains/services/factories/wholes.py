"""One-thing services for tests and trials, entered as a workbook would."""

from collections.abc import Sequence
from typing import Any

from jingkai.domains.services.factories.approvals import MADE, SINCE
from jingkai.domains.services.models import MatterVersion, OneThing, OneThingMatter
from jingkai.kernel.trail.acting import Machine, perform, record


def make_one_thing(
    zone_id: int, office: Any, members: Sequence[tuple[MatterVersion, str]], **values: Any
) -> OneThing:
    """A one-thing service of these matters; one with a question is applied for by who says yes."""
    given: dict[str, Any] = {
        "code": "open-restaurant", "name": "示例开办餐饮店一件事", "promised_limit": 8,
        "office": office, "since": SINCE, **values,
    }  # fmt: skip

    def work() -> OneThing:
        thing = OneThing(zone_id=zone_id, **given)
        thing.save()
        for order, (version, question) in enumerate(members, 1):
            OneThingMatter(
                zone_id=zone_id, one_thing=thing, matter=version.matter, order=order,
                optional=bool(question), question=question,
            ).save()  # fmt: skip
        record(thing)
        return thing

    return perform(MADE, Machine(zone_id=zone_id), work)
