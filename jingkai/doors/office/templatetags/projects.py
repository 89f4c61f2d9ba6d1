"""Template tags of projects' pages: charts as geometry, amounts as they are read."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language

from jingkai.doors.office.projects import drawing
from jingkai.kernel.units import show

register = template.Library()
YI = Decimal(100_000_000)
WAN = Decimal(10_000)


@register.simple_tag
def gantt(steps: Any, on: date) -> drawing.Gantt | None:
    """A project's milestones as bars."""
    return drawing.gantt(steps, on)


@register.simple_tag
def curves(curve: Any) -> drawing.Curves | None:
    """An S-curve, in 亿元 when it comes to more than one, else in 万元."""
    return drawing.curves(curve.points, unit_of(curve))


@register.filter
def unit_of(curve: Any) -> Decimal:
    """The unit in which a curve is drawn."""
    most = max((p.planned_together for p in curve.points), default=Decimal(0))
    told = max((p.together or Decimal(0) for p in curve.points), default=Decimal(0))
    return YI if max(most, told) >= YI else WAN


@register.filter
def yuan(value: Decimal | None) -> str:
    """An amount as it is read."""
    return show(value, "元", language=get_language() or "zh") if value is not None else "—"


@register.filter
def share(value: Decimal | None) -> str:
    """A share with one place."""
    return show(value, "%", language=get_language() or "zh", places=1) if value is not None else "—"


@register.filter
def wan(value: Decimal | None) -> str:
    """An amount in 万元, for a column of them."""
    return "—" if value is None else f"{value / WAN:,.0f}"
