"""Applications for tests and trials, made by the actions that people use."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jingkai.domains.services import actions
from jingkai.domains.services.models import (
    Approval,
    Delegation,
    FormField,
    Material,
    Matter,
    MatterVersion,
)
from jingkai.kernel.trail.acting import Machine, declare, perform, record

MADE = declare("services.sample.made", "Made {subject} for a trial")
SINCE = date(2021, 1, 1)
_numbers = itertools.count(1)

FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "place", "label": "经营场所", "kind": "text", "required": True},
    {"key": "area", "label": "经营面积", "kind": "area", "required": True, "unit": "平方米"},
    {"key": "identity", "label": "负责人身份证号", "kind": "identity"},
)
MATERIALS: tuple[dict[str, Any], ...] = (
    {"key": "lease", "name": "场所使用证明", "tolerable": True, "tolerance_days": 5},
    {"key": "plan", "name": "平面布局图"},
)
FORM = {"place": "示例路1号", "area": "120"}
PAPERS = {"lease": "paper", "plan": "paper"}


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in the zone."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def make_version(
    zone_id: int, office: Any, *, fields: Sequence[Mapping[str, Any]] = FIELDS,
    materials: Sequence[Mapping[str, Any]] = MATERIALS, published: bool = True, **values: Any,
) -> MatterVersion:  # fmt: skip
    """A published matter of an office: for everybody, online, promised in five working days."""
    by = Machine(zone_id=zone_id)
    given: dict[str, Any] = {
        "name": "示例食品经营许可", "handling": "promised", "statutory_limit": 20,
        "promised_limit": 5, "for_persons": True, "for_enterprises": True, "online": True,
        "online_depth": "full", "visits": 0, "result_kind": "licence",
        "result_name": "示例食品经营许可证", "certificate_type": "11100000000013338W011",
        "validity_months": 60, "deliver_download": True, "office": office, **values,
    }  # fmt: skip

    def work() -> MatterVersion:
        code = f"sample-{next(_numbers):06}"  # in order as texts, too
        matter = Matter(
            zone_id=zone_id, code=code, name=given["name"], kind="licence", lead_office=office
        )
        matter.save()
        version = MatterVersion(zone_id=zone_id, matter=matter, reference=f"{code}-1", **given)
        version.save()
        for order, one in enumerate(fields, 1):
            FormField(zone_id=zone_id, version=version, order=order, **one).save()
        for order, one in enumerate(materials, 1):
            Material(zone_id=zone_id, version=version, order=order, **one).save()
        if published:
            version.state, version.published_on, version.in_force_on = "published", SINCE, SINCE
            version.published_at = timezone.now()
            version.save()
        record(version)
        return version

    return perform(MADE, by, work)


def delegate(version: MatterVersion, office: Any, *, way: str = "accept") -> Delegation:
    """Let an office accept the matter, or help with it."""

    def work() -> Delegation:
        row = Delegation(
            zone_id=office.zone_id, matter=version.matter, office=office, way=way, since=SINCE
        )
        row.save()
        record(row)
        return row

    return perform(MADE, Machine(zone_id=office.zone_id), work)


def apply_online(
    visitor: Any, version: MatterVersion, on: datetime | None = None,
    form: Mapping[str, Any] | None = None, **more: Any,
) -> Approval:  # fmt: skip
    """A visitor applies with everything that is needed."""
    given = {"materials": PAPERS, **more}
    draft = actions.save_draft(version=version, form=form or FORM, by=visitor, at=on, **given)
    return actions.submit(draft=draft, by=visitor, at=on)


def apply_at_counter(
    clerk: Any, version: MatterVersion, on: datetime | None = None, **more: Any
) -> Approval:
    """A clerk applies for a resident who stands at the counter."""
    given: dict[str, Any] = {
        "form": FORM, "materials": PAPERS, "applicant": "张三（示例）", "phone": "13900000009",
        **more,
    }  # fmt: skip
    return actions.hall_apply(version=version, by=clerk, at=on, **given)
