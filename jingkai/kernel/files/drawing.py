"""Pages and pictures drawn, PDF looked into: in a process of its own, within hard bounds.

A hostile file can at worst end that process (`drawer.py`); this module asks it and waits.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

DRAWER = "jingkai.kernel.files.drawer"
PATIENCE = 40
"""Seconds; the drawer itself stops after half of them."""
HOUSE = Path(__file__).resolve().parents[3]
AT_A_TIME = BoundedSemaphore(2)


class LookFailed(RuntimeError):
    """The file can't be opened, or takes too long or too much to draw."""


@dataclass(frozen=True)
class Attached:
    """A file inside a PDF."""

    name: str
    head: bytes
    virus: bool


@dataclass(frozen=True)
class Told:
    """What is in a PDF."""

    pages: int = 0
    locked: bool = False
    scripts: bool = False
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Mark:
    """What is written across a picture, and the fonts that have its signs."""

    text: str
    fonts: tuple[str, ...] = field(default=())


def look_at_pdf(path: Path) -> Told:
    """What is in a PDF. Raises LookFailed."""
    told = json.loads(_ask({"task": "look", "path": str(path)}))
    attached = tuple(
        Attached(one["name"], bytes.fromhex(one["head"]), one["virus"]) for one in told["attached"]
    )
    return Told(told["pages"], told["locked"], told["scripts"], attached)


def draw(path: Path, *, pdf: bool, page: int = 1, mark: Mark | None = None) -> bytes:
    """A page, or a picture made small, as WebP. Raises LookFailed."""
    task = {"task": "draw", "path": str(path), "pdf": pdf, "page": page}
    return _ask({**task, "mark": asdict(mark) if mark else None})


def _ask(task: dict[str, Any]) -> bytes:
    environment = {
        "PYTHONPATH": os.pathsep.join([str(HOUSE), *filter(None, sys.path)]),
        "PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip
    with AT_A_TIME:
        try:
            done = subprocess.run(
                [sys.executable, "-m", DRAWER], input=json.dumps(task).encode(),
                capture_output=True, timeout=PATIENCE, check=False, env=environment,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise LookFailed("it takes too long") from None
    if done.returncode:
        raise LookFailed(done.stderr.decode(errors="replace")[-300:])
    return done.stdout

