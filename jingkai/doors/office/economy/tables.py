"""What the pages of economic operation show, as tables."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from jingkai.domains.economy import queries
from jingkai.domains.economy.queries import Efficient, Line, Warned
from jingkai.kernel import units
from jingkai.kernel.registers.tabling import Cell, Table, amount, figure, table

ENTERPRISES = "subjects.enterprises"


def kind_words(kind: str) -> tuple[str, str]:
    """A warning's name in the reader's language, and its tone."""
    names = {
        "reached": (_("reached the threshold"), "red"),
        "will_reach": (_("will reach the threshold"), "amber"),
        "near": (_("near the threshold"), ""),
        "will_fall": (_("may fall below the threshold"), "red"),
    }
    return names[kind]


def threshold_table(found: Iterable[Warned]) -> Table:
    """The enterprises near the threshold with their forecast in words."""
    headings = (
        _("enterprise"), _("warning"), _("since January"), _("forecast of the year"),
        _("threshold"), _("forecast in words"), _("put forward by"),
    )  # fmt: skip
    rows = [
        (
            Cell(str(one.enterprise), register=ENTERPRISES, pk=one.enterprise.pk),
            _badge(*kind_words(one.kind)),
            figure(one.told.so_far, "元"), figure(_whole(one.told.total), "元"),
            figure(one.threshold, "元"), queries.words_of(one), one.report_by or "—",
        )
        for one in found
    ]  # fmt: skip
    return table(
        _("Enterprises near the threshold"), headings, rows,
        nothing=_("No enterprise is near the threshold, or too few months have come in to tell."),
        note=_(
            "From the monthly returns of single enterprises; the threshold of each industry, the"
            " share from which one counts as near and the day to put it forward are dated"
            " parameters."
        ),
    )  # fmt: skip


def _badge(words: str, tone: str) -> Cell:
    return Cell(words, tone=tone)


def _whole(value: Decimal) -> Decimal:
    return (value / 10_000).quantize(Decimal(1)) * 10_000


def efficiency_table(found: Iterable[Efficient], year: int) -> Table:
    """The enterprises by their points, with class and what is missing."""
    headings = (
        pgettext("place in an order", "no."), _("enterprise"), _("land (mu)"),
        pgettext("of an evaluation", "points"), pgettext("of an evaluation", "class"),
        _("taxes per mu"), _("value added per mu"), _("what is missing"),
    )  # fmt: skip
    rows = [
        (
            place,
            Cell(str(one.enterprise), register=ENTERPRISES, pk=one.enterprise.pk),
            number(one.mu or None), number(one.score.points), _grade(one),
            per_mu(one, "tax_per_mu"), per_mu(one, "value_added_per_mu"), missing(one) or "—",
        )
        for place, one in enumerate(found, 1)
    ]  # fmt: skip
    items = "，" if _chinese() else ", "
    weights = items.join(
        f"{queries.item_names()[item.code]} {item.weight.normalize():f}"
        for item in queries.efficiency_items(year)
    )
    return table(
        _("Efficiency per mu, {year}").format(year=year), headings, rows,
        nothing=_("No enterprise's year has come in."),
        note=_(
            "Points: each value by its base, at most the cap, times its weight ({weights}). A class"
            " stands only when nothing that is missing could change it; land is that of the"
            " parcels contracted at the year's end."
        ).format(weights=weights),
    )  # fmt: skip


def _grade(one: Efficient) -> Cell:
    tones = {"A": "green", "B": "blue", "C": "amber", "D": "red"}
    if one.grade:
        return Cell(one.grade, tone=tones[one.grade])
    return Cell(pgettext("of an evaluation", "open"))


def missing(one: Efficient) -> str:
    """The items of an enterprise that its records don't tell, by name."""
    names = queries.item_names()
    sign = "、" if _chinese() else ", "
    return sign.join(names[code] for code in one.score.missing)


def per_mu(one: Efficient, code: str) -> Cell:
    """An item in yuan per mu."""
    value = next((part.value for part in one.score.parts if part.code == code), None)
    return Cell("—" if value is None else amount(_round(value), "元"), number=True)


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1))


def number(value: Decimal | None) -> Cell:
    """A plain number with one place."""
    words = "—" if value is None else f"{value.quantize(Decimal('0.1')):f}"
    return Cell(words, number=True)


def value_words(line: Line) -> str:
    """An item's value with its unit; a dash when nobody told it."""
    if line.value is None:
        return "—"
    unit = line.item.unit
    if not _chinese() and unit != "%" and "/" not in unit:
        return units.show(units.to_base(line.value, unit), units.base_of(unit), language="en")
    told = f"{line.value.quantize(Decimal('0.01')).normalize():f}"
    return f"{told}{unit}" if _chinese() or unit == "%" else f"{told} {units.english_name(unit)}"


def source_words(line: Line) -> Iterator[str]:
    """Where an item's value comes from."""
    if line.figure is not None and line.figure.value is not None:
        yield _("records: {name}").format(name=line.figure.name)
    elif line.statement is not None:
        row = line.statement
        yield _("statement of {by}: {source}").format(by=row.stated_by, source=row.source)
    elif line.figure is not None and line.figure.why:
        yield str(line.figure.why)
    else:
        yield _("missing: to be stated")


def name_of(thing: Any) -> str:
    """A group's or an item's name in the reader's language."""
    return str(thing.name if _chinese() else thing.name_en)


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
