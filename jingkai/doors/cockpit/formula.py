"""A figure's formula as a tree: what each part plays, what it comes to, and its own page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jingkai.doors.cockpit.asking import Asked
from jingkai.doors.cockpit.gathering import figure_url
from jingkai.doors.cockpit.telling import tell
from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators import Indicator, Measure, catalogue
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.figures import Figure, parts_of
from jingkai.kernel.indicators.measures import (
    Aggregate,
    Difference,
    Excluding,
    Growth,
    Progress,
    Ratio,
    Scaled,
    Shifted,
    Total,
)
from jingkai.kernel.indicators.predicates import Path
from jingkai.kernel.registers.declare import REGISTERS

ROLES: dict[str, Sentence] = {
    "value": pgettext_lazy("part of a formula", "value"),
    "numerator": pgettext_lazy("part of a formula", "numerator"),
    "denominator": pgettext_lazy("part of a formula", "denominator"),
    "minuend": pgettext_lazy("part of a formula", "minuend"),
    "subtrahend": pgettext_lazy("part of a formula", "subtrahend"),
    "summand": pgettext_lazy("part of a formula", "summand"),
    "year_before": pgettext_lazy("part of a formula", "a year before"),
    "period_before": pgettext_lazy("part of a formula", "period before"),
    "year_to_date": pgettext_lazy("part of a formula", "since January"),
    "quarter_to_date": pgettext_lazy("part of a formula", "since the quarter began"),
    "month_to_date": pgettext_lazy("part of a formula", "since the month began"),
    "week_to_date": pgettext_lazy("part of a formula", "since Monday"),
    "days_before": pgettext_lazy("part of a formula", "days before"),
    "trailing_days": pgettext_lazy("part of a formula", "days to the end"),
    "at_start": pgettext_lazy("part of a formula", "first day"),
    "year_start": pgettext_lazy("part of a formula", "beginning of the year"),
    "months_before": pgettext_lazy("part of a formula", "months before"),
    "trailing": pgettext_lazy("part of a formula", "months to the end"),
    "scaled": pgettext_lazy("part of a formula", "times a constant"),
    "current": pgettext_lazy("part of a formula", "current"),
    "previous": pgettext_lazy("part of a formula", "previous"),
    "base": pgettext_lazy("part of a formula", "base"),
    "excluded": pgettext_lazy("part of a formula", "taken out"),
    "reached": pgettext_lazy("part of a formula", "reached"),
    "class": pgettext_lazy("part of a formula", "class"),
}
SAYINGS: dict[type[Measure], Sentence] = {
    Ratio: gettext_lazy("numerator ÷ denominator"),
    Difference: gettext_lazy("minuend − subtrahend"),
    Total: gettext_lazy("the sum of its parts"),
    Growth: gettext_lazy("(current − previous) ÷ previous"),
    Progress: gettext_lazy("reached ÷ target"),
}


def role_word(role: str) -> str:
    """The part's word."""
    return str(ROLES.get(role, role))


@dataclass(frozen=True)
class Node:
    """One box of the tree."""

    role: str
    name: str
    saying: str
    value: str
    why: str
    period: str
    records: int
    url: str
    leaf: bool
    children: tuple["Node", ...]


def tree(indicator: Indicator, figure: Figure, asked: Asked) -> Node:
    """The formula of a figure with the values of its parts."""
    return _node(indicator, figure, asked, indicator.unit, top=True)


def _node(
    measure: Measure, figure: Figure, asked: Asked, unit: str, *, top: bool = False
) -> Node:
    inner = measure.measure if isinstance(measure, Indicator) else measure
    known = measure if isinstance(measure, Indicator) else declared(measure)
    unit = (known.unit if known else "") or unit_of(inner, unit)
    children = tuple(
        _node(part, told, asked, unit_of(part, "" if unit == "%" else unit))
        for (_role, part, _when), told in zip(
            parts_of(inner, figure.period), figure.parts, strict=True
        )
    )
    url = figure_url(known.code, asked.of(figure.period)) if known and not top else ""
    saying = _saying(inner)
    unnamed = saying if children else figure.name
    return Node(
        role=role_word(figure.role) if figure.role else "",
        name=str(known.name) if known else unnamed or figure.name,
        saying=saying if known else "",
        value=figure.label or tell(figure.value, unit),
        why=figure.why,
        period=figure.period.show(),
        records=figure.records,
        url=url,
        leaf=isinstance(inner, Aggregate),
        children=children,
    )


def _saying(measure: Measure) -> str:
    if isinstance(measure, Excluding):
        return _("base + taken out") if measure.reduces else _("base − taken out")
    return str(SAYINGS.get(type(measure), ""))


def declared(measure: Measure) -> Indicator | None:
    """The indicator that is nothing but this measure, if there is one."""
    return next((each for each in catalogue.all() if each.measure == measure), None)


def unit_of(measure: Measure, otherwise: str) -> str:
    """The unit of an unnamed part: its own indicator's, its column's, or that of what it is in."""
    match measure:
        case Indicator():
            return measure.unit
        case Ratio() | Growth() | Progress():
            return "%"
        case Aggregate():
            return _leaf_unit(measure, otherwise)
        case Shifted(inner, _) | Scaled(inner, _) | Difference(inner, _):
            return unit_of(inner, otherwise)
        case Excluding(inner, _, _, _):
            return unit_of(inner, otherwise)
        case Total(summands):
            return unit_of(summands[0], otherwise)
    return otherwise


def _leaf_unit(leaf: Aggregate, otherwise: str) -> str:
    known = declared(leaf)
    if known is not None:
        return known.unit
    if leaf.function != "sum" or not isinstance(leaf.path, Path):
        return otherwise or "个"
    model, name = leaf.path.model, field_of(leaf.path).name
    for register in REGISTERS.values():
        if register.model is model:
            for column in register.columns:
                if column.field == name and column.unit:
                    return column.unit
    return otherwise
