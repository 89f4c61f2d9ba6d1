"""Trends made ready for drawing, each with its sentence and its table for whoever can't see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.doors.cockpit.boards import Shape, Trend
from jingkai.doors.cockpit.telling import language, tell
from jingkai.kernel.indicators import Days, Period, Span, catalogue
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.spans import earlier

MONTHS = 12
type Told = Mapping[tuple[str, Span], Figure]


@dataclass(frozen=True)
class Line:
    """One series of a chart: drawn as bars or a line; `quiet` for what only stands beside."""

    name: str
    kind: str
    figures: tuple[Figure | None, ...]
    quiet: bool = False

    @cached_property
    def texts(self) -> list[str]:
        """The values in the reader's words."""
        return ["—" if f is None else tell(f.value, f.unit) for f in self.figures]


@dataclass(frozen=True)
class Chart:
    """A chart: what JavaScript draws (`spec`), what is said of it, and its table."""

    key: str
    title: str
    unit: str
    code: str
    summary: str
    spec: dict[str, Any]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def twelve_months(period: Span) -> list[Span]:
    """The twelve months that end with the period; of days asked, twelve stretches as long."""
    if isinstance(period, Days):
        return [earlier(period, back * period.days) for back in range(MONTHS - 1, -1, -1)]
    last = period.last_month
    return [Period(key, 1) for key in range(last - MONTHS + 1, last + 1)]


def needed(trend: Trend, period: Span) -> Iterable[tuple[str, Span]]:
    """Every figure that the trend shows."""
    for month in twelve_months(period):
        for code in trend.codes:
            yield code, month.year_to_date() if trend.cumulative else month
        if trend.shape is Shape.BESIDE:
            yield trend.codes[0], month.year_before()
        if trend.shape in (Shape.TOGETHER, Shape.RATIO):
            yield trend.codes[0], month.year_to_date()


def chart(trend: Trend, period: Span, told: Told) -> Chart:
    """The trend as it is drawn."""
    months = twelve_months(period)
    lines = _lines(trend, months, told)
    unit = catalogue.get(trend.codes[0]).unit
    factor, word = _scale(unit, lines)
    labels = [_short(month) for month in months]
    return Chart(
        key=trend.key,
        title=str(trend.title),
        unit=word,
        code=trend.codes[0],
        summary=_summary(trend, months, lines[0]),
        spec={
            "labels": labels,
            "unit": word,
            "float": trend.shape is Shape.STOCK,
            "mark": _turn_mark(trend, months, lines[0]),
            "series": [_series(line, factor) for line in lines],
        },
        head=tuple(line.name for line in lines),
        rows=tuple(
            (month.show(), *(line.texts[at] for line in lines)) for at, month in enumerate(months)
        ),
    )


def _lines(trend: Trend, months: Sequence[Span], told: Told) -> list[Line]:
    code = trend.codes[0]

    def figures(of: str, spans: Iterable[Span]) -> tuple[Figure | None, ...]:
        return tuple(told.get((of, span)) for span in spans)

    if trend.shape is Shape.BESIDE:
        before = figures(code, (month.year_before() for month in months))
        return [
            Line(_one(months), "bar", figures(code, months)),
            Line(_before(months), "bar", before, quiet=True),
        ]
    if trend.shape in (Shape.TOGETHER, Shape.RATIO):
        since = figures(code, (month.year_to_date() for month in months))
        kind = "line" if trend.shape is Shape.RATIO else "bar"
        return [
            Line(_one(months), kind, figures(code, months)),
            Line(_("since January"), "line", since, quiet=True),
        ]
    spans = [month.year_to_date() if trend.cumulative else month for month in months]
    return [
        Line(str(catalogue.get(each).name), "line", figures(each, spans), quiet=at > 0)
        for at, each in enumerate(trend.codes)
    ]


def _one(months: Sequence[Span]) -> str:
    return _("these days") if isinstance(months[-1], Days) else _("the month")


def _before(months: Sequence[Span]) -> str:
    if isinstance(months[-1], Days):
        return _("the same days a year before")
    return _("the same month a year before")


def _series(line: Line, factor: Decimal) -> dict[str, Any]:
    values = [
        None if figure is None or figure.value is None else float(figure.value / factor)
        for figure in line.figures
    ]
    return {
        "name": line.name, "kind": line.kind, "quiet": line.quiet,
        "values": values, "texts": line.texts,
    }  # fmt: skip


def _scale(unit: str, lines: Iterable[Line]) -> tuple[Decimal, str]:
    """What the axis counts in: 亿元 or 万元, CNY billion or million, percent, or the unit."""
    if unit == "%":
        return Decimal("0.01"), "%"
    values = [abs(f.value) for line in lines for f in line.figures if f and f.value is not None]
    most = max(values, default=Decimal(0))
    if unit == "元" and language() == "zh":
        return (Decimal(10**8), "亿元") if most >= 10**8 else (Decimal(10**4), "万元")
    if unit == "元":
        large = most >= 10**9
        return Decimal(10**9 if large else 10**6), _("CNY billion") if large else _("CNY million")
    return Decimal(1), unit_word(unit)


def unit_word(unit: str) -> str:
    """The unit's word alone, in the reader's language."""
    text = tell(2, unit)
    return text.replace("2", "", 1).strip()


def _short(month: Span) -> str:
    if isinstance(month, Days):
        return dateformat.format(month.end, pgettext("how a day is written on an axis", "j M"))
    year, number = divmod(month.first_month, 12)
    form = pgettext("how a month is written on an axis", "M")
    name = dateformat.format(month.start, form)
    return f"{name}\n{year}" if number == 0 else name


def turned(figures: Sequence[Figure | None]) -> int | None:
    """The month from which growth stayed above zero after having been below; None if it didn't."""
    values = [None if figure is None else figure.value for figure in figures]
    below = [at for at, value in enumerate(values) if value is not None and value < 0]
    if not below or below[-1] + 1 >= len(values):
        return None
    after = below[-1] + 1
    value = values[after]
    return after if value is not None and value > 0 else None


def _turn_mark(trend: Trend, months: Sequence[Span], line: Line) -> dict[str, Any] | None:
    at = turned(line.figures) if trend.shape is Shape.GROWTH else None
    if at is None:
        return None
    words = _("above zero since {month}").format(month=months[at].show())
    return {"at": at, "words": words}


def _summary(trend: Trend, months: Sequence[Span], line: Line) -> str:
    """The chart in a sentence, for its label and for those who hear the page."""
    known = [
        (month, figure)
        for month, figure in zip(months, line.figures, strict=True)
        if figure is not None and figure.value is not None
    ]
    if not known:
        return _("{title}: nothing has come in for these months.").format(title=trend.title)
    (first, opening), (last, closing) = known[0], known[-1]
    top_month, top = max(known, key=lambda pair: pair[1].value or Decimal(0))
    words = _(
        "{title}: {opening} in {first}, {closing} in {last}; the highest is {top} in {when}."
    ).format(
        title=trend.title, opening=tell(opening.value, opening.unit), first=first.show(),
        closing=tell(closing.value, closing.unit), last=last.show(),
        top=tell(top.value, top.unit), when=top_month.show(),
    )  # fmt: skip
    at = turned(line.figures) if trend.shape is Shape.GROWTH else None
    if at is None:
        return words
    turn = _("Above zero since {month}.").format(month=months[at].show())
    return f"{words} {turn}"
