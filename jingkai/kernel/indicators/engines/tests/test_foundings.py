"""A zone founded in the year, over every engine: nothing is missing before, nothing compared."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from jingkai.kernel.access.actions import set_founding
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period, records
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.exchange import AtomsEngine, send
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.telling import nation
from jingkai.kernel.indicators.engines.tests.zones import lake_of
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, target, write

MONTHLY = records(Target, on=target.set_on, monthly=True).sum(target.value)
RETURNS = an_indicator(MONTHLY, "returns")
GROWN = an_indicator(MONTHLY.year_on_year(), "grown")
ASKED = (RETURNS, GROWN)
YEARS = [Period.year(2022), Period.year(2023)]


def fill(cast, zone, seat, year, months):
    at = SimpleNamespace(zone=zone, statistician=seat, invest=None)
    with walled(zone.pk):
        write(
            at,
            (
                a_target(at, (year - 2020) * 100 + n, set_on=date(year, n, 1), value=Decimal(10))
                for n in months
            ),
        )


def test_a_young_zone_owes_the_months_since_its_founding_on_every_engine(cast, tmp_path):
    young, seat = cast.elsewhere, cast.stranger
    for year in (2021, 2022, 2023):
        fill(cast, cast.zone, cast.statistician, year, range(1, 13))
    fill(cast, young, seat, 2022, range(3, 13))
    fill(cast, young, seat, 2023, range(1, 13))
    with walled(young.pk):
        set_founding(founded_on=date(2022, 3, 15), by=seat)
    manifest = lake_of(cast, tmp_path, tables(ASKED, []))
    send(manifest, tmp_path / "atoms", indicators=ASKED)
    atoms = AtomsEngine(tmp_path / "atoms", ASKED)
    for engine in (LiveEngine(), DuckEngine(manifest, threads=1), atoms):
        found = nation(engine, ASKED, YEARS, by_zone=True)
        told = {
            (code, period.text, zone): figure.value
            for (code, period, zone), figure in found.figures.items()
        }
        whole, old, new = None, cast.zone.code, young.code
        assert not found.late
        assert told["returns", "2022", new] == 100
        assert told["returns", "2022", whole] == 220
        assert told["grown", "2023", old] == 0
        assert told["grown", "2023", new] is told["grown", "2022", new] is None
        assert told["grown", "2023", whole].quantize(Decimal("1e-9")) == Decimal("0.090909091")
