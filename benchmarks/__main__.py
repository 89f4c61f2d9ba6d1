"""`make bench`: every measurement of docs/measurements.md, one after the other.

    uv run python -m benchmarks [--quick]

Each is a ratio against a peer or a hand-written baseline of the same run; `--quick` takes a tenth
of the rows, to see that everything still runs.
"""

import subprocess
import sys

RUNS = (
    ("check_corpus", (), ()),
    ("import_workbook", ("--rows", "100000"), ("--rows", "10000")),
    ("indicators", ("--rows", "10000000"), ("--rows", "1000000")),
    ("lake_write", ("--records", "10000000"), ("--records", "100000")),
    ("cockpit", (), ()),
    ("lists", ("--rows", "1000000"), ("--rows", "100000")),
    ("clocks", (), ("--count", "100000")),
    ("engine", ("--cases", "1000"), ("--cases", "100")),
    ("cases_scale", ("--cases", "1000000"), ("--cases", "100000")),
    ("steps", ("--seconds", "30"), ("--seconds", "5")),
    ("chaos", ("--cases", "200", "--kills", "8"), ("--cases", "24", "--kills", "3")),
    ("notices", ("--count", "4000"), ("--count", "400")),
    ("points", (), ("--points", "10000", "--grids", "200")),
    ("tiles", ("--shapes", "200000"), ("--shapes", "20000", "--seconds", "5")),
    ("projects", (), ("--projects", "1000")),
    ("subsidies", (), ("--people", "2000")),
    ("routing", ("--appeals", "100000"), ("--appeals", "5000", "--grids", "200")),
    ("circles", (), ("--nodes", "10000", "--residences", "2000")),
    ("nation", ("--rows", "10000000"), ("--rows", "200000", "--zones", "200")),
    ("upload", ("--megabytes", "2048"), ("--megabytes", "200")),
)


def main() -> int:
    """Run them all; the exit code is that of the worst."""
    quick = "--quick" in sys.argv[1:]
    worst = 0
    for name, whole, tenth in RUNS:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *(tenth if quick else whole)]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
