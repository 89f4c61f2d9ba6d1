"""Writes that are killed at a given step, each in a process of its own; told as JSON.

    python -m jingkai.kernel.indicators.lake.tests.killed ROOT SEED COUNT

The lake at ROOT is put back as it was before each. Of the steps that a whole write takes – opening
a file, writing a piece (half of it comes through), naming it, replacing the manifest, removing what
is replaced – so many are chosen at random.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import django


class Fate:
    """Ends the process at a step, or counts the steps."""

    def __init__(self, last: int) -> None:
        self.last, self.taken = last, 0

    def meets(self, kind: Any, name: str) -> None:
        """Every call of this method is a step."""
        work = getattr(kind, name)

        def step(held: Any, *given: Any) -> Any:
            self.taken += 1
            if self.taken == self.last:
                if name == "write" and hasattr(held, "stream"):
                    held.stream.write(bytes(given[0])[: len(bytes(given[0])) // 2])
                    held.stream.flush()
                os.kill(os.getpid(), signal.SIGKILL)
            return work(held, *given)

        setattr(kind, name, step)


def attempt(root: Path, last: int) -> int:
    """A write that ends at the step; how many steps it took, if it came to its end."""
    from jingkai.kernel.indicators.lake.storage import Draft, Store
    from jingkai.kernel.indicators.lake.tests.reading_back import target_tables
    from jingkai.kernel.indicators.lake.writing import write

    read, told = os.pipe()
    if not (child := os.fork()):
        fate = Fate(last)
        for kind, name in (
            (Draft, "__init__"), (Draft, "write"), (Draft, "keep"), (Store, "write"),
            (Store, "remove"),
        ):  # fmt: skip
            fate.meets(kind, name)
        write(root, zones=["here"], held=target_tables())
        os.write(told, str(fate.taken).encode())
        os._exit(0)
    os.close(told)
    _child, status = os.waitpid(child, 0)
    taken = os.read(read, 20)
    os.close(read)
    assert os.WIFSIGNALED(status) == bool(last), status
    return int(taken or 0)


def state(root: Path) -> dict[str, Any]:
    """The manifest, and whether each of its files is what it says."""
    held = json.loads((root / "manifest.json").read_text())
    whole = all(
        hashlib.sha256((root / each["path"]).read_bytes()).hexdigest() == each["sha256"]
        for each in held["files"]
    )
    return {"written_at": held["written_at"], "files": len(held["files"]), "whole": whole}


def main() -> None:
    """Kill, look, put back; again and again."""
    root, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    django.setup()
    kept = root.with_name("kept")
    shutil.copytree(root, kept)
    before = state(root)
    steps, deaths = attempt(root, 0), []
    chosen = random.Random(seed).sample(range(1, steps), min(count, steps - 1))
    for last in [*chosen, steps]:
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        attempt(root, last)
        deaths.append({"step": last, **state(root)})
    print(json.dumps({"before": before, "steps": steps, "deaths": deaths}))


if __name__ == "__main__":
    main()
