"""The example zones' files are received as any other zone's."""

from typing import Any

from django.utils import timezone

from demo import nation
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.sharing.asking import zones, zones_here
from jingkai.kernel.indicators.sharing.comparing import State, compare
from jingkai.kernel.indicators.sharing.receiving import receive


def test_example_zones_send_files_without_a_fault_and_with_their_quirks(
    cast: Any, tmp_path: Any
) -> None:
    data, restated, meaning = nation.write_files(tmp_path)
    first = receive(data, at=timezone.now(), structure=meaning)
    second = receive(restated, at=timezone.now())
    assert (first.faults, len(first.opened), len(first.kept)) == ((), 7, 97)
    assert (second.faults, len(second.kept)) == ((), 1)
    found = compare("economy.industrial_output", Period.year(2022), seat=cast.leader)
    rows = {row.zone.code: row for row in found.rows}
    assert rows["ex-bohai"].state == State.LATE
    assert rows["ex-guanzhong"].state == State.MISSING
    assert rows["ex-xibu"].told.before is not None
    assert (found.told, found.of) == (6, 9)
    assert [zone.code for zone in zones_here()] == ["here", "there"]
    assert zones().count() == 9
