"""Older versions of records, written into their history as if they had been known then."""

from datetime import UTC, datetime
from unittest.mock import patch

from jingkai.kernel.trail.history import event_model

SUMMER = datetime(2022, 7, 1, 4, tzinfo=UTC)
WINTER = datetime(2023, 2, 1, 4, tzinfo=UTC)
_AGES = {"first": -2_000_000, "second": -1_000_000}


def known(row, when, *, age="first", label="insert", facts=None, **more):
    """A version of the row written at `when`, older than all that the triggers wrote."""
    events = event_model(type(row))
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    version = events(
        pgh_id=_AGES[age] + row.pk, pgh_obj_id=row.pk, pgh_label=label,
        **values | (facts or {}) | more,
    )  # fmt: skip
    with patch("django.utils.timezone.now", return_value=when):
        events.objects.bulk_create([version])
