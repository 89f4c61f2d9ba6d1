"""A zone whose lake is older than others' lacks months, or days: it is named, never a zero."""

from datetime import UTC, datetime

import pytest

from jingkai.kernel.indicators import span
from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.files import missing_zones
from jingkai.kernel.indicators.lake.manifest import LakeZone, Manifest
from jingkai.kernel.indicators.period import month_key
from jingkai.kernel.indicators.tests.world import an_indicator, flow

COUNTED = an_indicator(flow.count())
JULY = month_key(2022, 7)
# Taken over on 10 July at noon; others were on 25 July.
LACKING = [
    ("2022-06", ()),
    ("2022-07", ()),
    ("2022-07-09", ()),
    ("2022-07-10", (JULY,)),
    ("2022-W28", (JULY,)),
    ("2022-W27", (JULY,)),
    ("2022-06-20..2022-07-09", ()),
    ("2022-06-20..2022-07-12", (JULY,)),
    ("2022-07-26", ()),
    ("2023", ()),
]


@pytest.mark.parametrize(("asked", "lacking"), LACKING)
def test_days_after_a_zones_lake_was_written_are_lacking(asked, lacking):
    early, late = (datetime(2022, 7, day, 4, tzinfo=UTC) for day in (10, 25))
    zones = {"a": LakeZone("a", "甲", "", early), "b": LakeZone("b", "乙", "", late)}
    manifest = Manifest("", late, {}, {}, zones, ())
    found = missing_zones(manifest, cube_of([(COUNTED, span(asked))]))
    expected = {"a": lacking} if lacking else {}
    assert {code: each.months for code, each in found.items()} == expected
