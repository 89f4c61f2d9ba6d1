"""The targets of the zones in a lake, against which figures are held."""

from collections.abc import Iterable
from decimal import Decimal

from jingkai.kernel.indicators.engines.telling import ZoneTargets
from jingkai.kernel.indicators.figures import Targets
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import Span

_COLUMNS = ("zone", "indicator", "first_month", "months", "value")


def targets_in(manifest: Manifest, zones: Iterable[str] | None = None) -> ZoneTargets:
    """The targets in force of every zone, or of those named."""
    from pyarrow import dataset

    named = None if zones is None else list(zones)
    files = manifest.files(Target._meta.db_table, named)
    found: dict[str, dict[tuple[str, Span], Decimal]] = {}
    if files:
        held = dataset.dataset(files, filesystem=manifest.filesystem, partitioning=None)
        wanted = dataset.field("ended_on").is_null()
        if named is not None:
            wanted &= dataset.field("zone").isin(named)
        in_force = held.to_table(list(_COLUMNS), filter=wanted)
        rows = zip(*(in_force.column(name).to_pylist() for name in _COLUMNS), strict=True)
        for zone, indicator, first, months, value in rows:
            found.setdefault(zone, {})[indicator, Period(first, months)] = value

    def of(zone: str) -> Targets:
        held = found.get(zone, {})
        return lambda code, period: held.get((code, period))

    return of
