"""The records behind a figure, aggregated again, give the figure: for every one declared."""

from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.drill import drill, listed_records
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.figures import tell
from jingkai.kernel.indicators.tests.filler import Filler
from jingkai.kernel.indicators.tests.history import SUMMER, WINTER

PERIODS = [Period.parse(text) for text in ("2022", "2022Q3", "2021-11..2022-10")]


def test_every_declared_figure_is_what_its_records_give(cast):
    filled = Filler(cast).fill()
    assert filled
    assert {model for model, count in filled.items() if count < 5} == set()
    for known_at in (None, SUMMER, WINTER):
        told = sum(_figures_told(cast, period, known_at) for period in PERIODS)
        assert told > len(catalogue.all())  # most figures have records in most periods


def _figures_told(cast, period, known_at):
    """Holds every figure against its records; how many have any."""
    codes = [indicator.code for indicator in catalogue.all()]
    told = 0
    figures = evaluate(codes, period, seat=cast.statistician, known_at=known_at)
    for code, figure in figures.items():
        parts = drill(code, period, seat=cast.statistician, known_at=known_at)
        cells = {(part.aggregate, part.period): part.again() for part in parts}
        again = tell(
            catalogue.get(code),
            period,
            lambda leaf, when, cells=cells: cells[leaf, when],
            lambda _code, _period: None,
        )
        assert (code, figure.value, figure.why) == (code, again.value, again.why), known_at
        listed = sum(part.queryset.count() for part in listed_records(parts))
        assert (code, figure.records) == (code, listed), known_at
        told += figure.records > 0
    return told
