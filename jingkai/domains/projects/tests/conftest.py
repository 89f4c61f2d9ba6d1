from typing import Any

import pytest

from jingkai.kernel.trail.acting import Machine


class Crew:
    """Who works on projects: an officer, a colleague of another office, their chief."""

    def __init__(self, cast: Any) -> None:
        by = Machine(zone_id=cast.zone.pk)
        self.officer = cast._seat("pofficer", "钱进", cast.statistics, "project_officer", by)
        self.other = cast._seat("pother", "孔明", cast.invest, "project_officer", by)
        self.chief = cast._seat("pchief", "石坚", cast.committee, "project_chief", by)


@pytest.fixture
def crew(cast: Any) -> Crew:
    return Crew(cast)
