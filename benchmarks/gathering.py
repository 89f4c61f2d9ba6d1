"""Lakes of many zones gathered into one: all, again with nothing changed, and after some changed.

    uv run python -m benchmarks.gathering --zones 2800

Each zone has a lake of its own with a file for each month and few records in it, as a zone of a few
thousand enterprises would send it; what costs here is the number of lakes and files. They are made
straight as Parquet, with their digests and manifests.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import django

from benchmarks.indicators import CHANNELS, INDUSTRIES, STAGES
from benchmarks.nation import FIRST, TABLE, manifest_of, peak

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")


def rows_of(zone: str, key: int, count: int, more: int = 0) -> Any:
    """A zone's records of a month; `more` is added to each amount."""
    from datetime import date
    from decimal import Decimal

    import pyarrow as pa

    numbers = range(count)
    year, month = divmod(key, 12)
    return pa.table(
        {
            "zone": [zone] * count,
            "id": pa.array([key * 1000 + n for n in numbers], pa.int64()),
            "amount": pa.array([Decimal(n * 7 + more) for n in numbers], pa.decimal128(20, 4)),
            "channel": [CHANNELS[n % len(CHANNELS)] for n in numbers],
            "happened_on": [date(year, month + 1, 1 + n % 28) for n in numbers],
            "happened_on_month": pa.array([key] * count, pa.int32()),
            "industry": [INDUSTRIES[n % len(INDUSTRIES)] for n in numbers],
            "stage": [STAGES[n % len(STAGES)] for n in numbers],
        }
    )


def lake(root: Path, zone: str, given: argparse.Namespace, more: int = 0) -> Path:
    """A zone's own lake; `more` changes its last month."""
    import pyarrow as pa
    from pyarrow import parquet

    from jingkai.kernel.indicators.lake.manifest import LakeFile, month_name

    first, listed = FIRST[0] * 12 + FIRST[1] - 1, []
    for at in range(given.months):
        last = at == given.months - 1
        name = month_name(first + at)
        held = pa.BufferOutputStream()
        table = rows_of(zone, first + at, given.records, more if last else 0)
        parquet.write_table(table, held, compression="zstd")
        content = held.getvalue().to_pybytes()
        digest = sha256(content).hexdigest()
        path = f"{TABLE}/zone={zone}/month={name}/{digest[:12]}.parquet"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
        listed.append(LakeFile(TABLE, zone, name, path, given.records, len(content), digest))
    manifest_of(root, [zone], listed)
    return root


def timed(words: str, work: Callable[[], Any]) -> Any:
    """Do it, and print what it took."""
    begun, busy = time.perf_counter(), time.process_time()
    done = work()
    taken, busy = time.perf_counter() - begun, time.process_time() - busy
    told = f"{done.rows:,} rows, {done.files} files written, {done.kept} kept"
    print(f"  {words:<36} {taken:7.1f} s  {busy:7.1f} s of one processor  {told}", flush=True)
    return done


def measure(folder: Path, codes: list[str], given: argparse.Namespace) -> None:
    """Gather all, then again, then after some zones sent a corrected month."""
    from jingkai.kernel.indicators.lake.gathering import gather
    from jingkai.kernel.indicators.lake.manifest import Manifest

    roots = {code: lake(folder / code, code, given) for code in codes}
    into = folder / "nation"

    def gathered(chosen: Iterable[str]) -> Callable[[], Any]:
        return lambda: gather([roots[code] for code in chosen], into)

    print(f"{len(codes):,} lakes of {given.months} months, {given.records} records in each")
    timed("gathered", gathered(codes))
    assert timed("again, nothing changed", gathered(codes)).files == 0
    changed = codes[:: max(1, len(codes) // given.changed)][: given.changed]
    for code in changed:
        shutil.rmtree(roots[code])
        lake(roots[code], code, given, more=1)
    timed(f"{len(changed)} zones sent a month anew", gathered(codes))
    timed("these zones' lakes alone", gathered(changed))
    rows = sum(each.rows for each in Manifest.load(into).listed)
    assert rows == len(codes) * given.months * given.records
    print(f"  memory {peak():.0f} MB")


def main() -> None:
    """Make the lakes, gather them, take all away again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=280)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--records", type=int, default=30, help="Records of a zone and month.")
    parser.add_argument("--changed", type=int, default=10, help="Zones that correct a month.")
    given = parser.parse_args()
    django.setup()
    codes = [f"Z{number:04}" for number in range(given.zones)]
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), codes, given)


if __name__ == "__main__":
    main()
