"""Who works on land and the park, beside the standing cast."""

from types import SimpleNamespace

import pytest

from jingkai.kernel.trail.acting import Machine


@pytest.fixture
def people(cast):
    """A planner, a builder and their chief, in offices of their own."""
    by = Machine(zone_id=cast.zone.pk)
    planning = cast._office("planning", "自然资源分局", "bureau", by)
    works = cast._office("works", "园区建设局", "bureau", by)
    return SimpleNamespace(
        zone=cast.zone, cast=cast, planning=planning, works=works,
        planner=cast._seat("planner", "韩林", planning, "park_planner", by),
        builder=cast._seat("builder", "陆川", works, "park_builder", by),
        chief=cast._seat("park_head", "顾安", works, "park_chief", by),
        leader=cast.leader, clerk=cast.clerk, stranger=cast.stranger, admin=cast.admin,
    )  # fmt: skip
