"""Which engine answers: by its name and the place of the lake."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.indicators.engines.base import Engine
from jingkai.kernel.indicators.engines.errors import NoSuchEngine
from jingkai.kernel.indicators.engines.telling import ZoneTargets
from jingkai.kernel.indicators.measures import Indicator

ENGINES = ("duckdb", "spark", "atoms")


@dataclass(frozen=True)
class Opened:
    """An engine, the targets that it can hold figures against, and what it can't tell."""

    engine: Engine
    targets: ZoneTargets | None
    why_not: Callable[[Indicator], str]


def open_engine(
    name: str,
    root: "str | Any",
    *,
    zones: Iterable[str] | None = None,
    master: str = "local[*]",
) -> Opened:
    """The engine over the lake (or the atoms) at a root. Raises `NoSuchEngine`, `NoLake`."""
    if name not in ENGINES:
        raise NoSuchEngine(name=name)
    if name == "atoms":
        from jingkai.kernel.indicators.engines.exchange import AtomsEngine, why_not

        return Opened(AtomsEngine(root), None, why_not)
    from jingkai.kernel.indicators.engines.targets import targets_in
    from jingkai.kernel.indicators.lake.manifest import Manifest

    manifest = Manifest.load(root)
    targets = targets_in(manifest, zones)
    if name == "spark":
        from jingkai.kernel.indicators.engines.spark import SparkEngine

        return Opened(SparkEngine(manifest, master), targets, lambda _indicator: "")
    from jingkai.kernel.indicators.engines.duck import DuckEngine

    return Opened(DuckEngine(manifest), targets, lambda _indicator: "")
