"""Sparklines: a figure's last twelve months as a line no higher than its name."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jingkai.kernel.indicators.figures import Figure

WIDTH, HEIGHT, EDGE = 120, 28, 3


def spark(figures: Sequence[Figure | None]) -> SafeString:
    """The line, with a dot at its end; decoration only, the chart and its table say the values."""
    values = [None if figure is None else figure.value for figure in figures]
    points = _points(values)
    if len(points) < 2:
        return SafeString("")
    path = " ".join(f"{'M' if at == 0 else 'L'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
    last = points[-1]
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}" vector-effect="non-scaling-stroke"/></svg>'
        '<i class="spark-dot" style="left:{}%;top:{}%"></i>',
        WIDTH, HEIGHT, path, round(last[0] / WIDTH * 100, 1), round(last[1] / HEIGHT * 100, 1),
    )  # fmt: skip


def _points(values: Sequence[Decimal | None]) -> list[tuple[float, float]]:
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    reach = float(high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    return [
        (EDGE + at * step, HEIGHT - EDGE - float(value - low) / reach * (HEIGHT - 2 * EDGE))
        for at, value in enumerate(values)
        if value is not None
    ]
