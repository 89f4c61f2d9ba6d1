"""Figures in the words and digits of the reader."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.units import NOTHING, UnknownUnit, show

_SPLIT = re.compile(r"^(?P<lead>[^\d\-—]*)(?P<number>-?[\d.,]+|—)(?P<tail>.*)$")
MINUS = "−"


def language() -> str:
    """The reader's language, as units know it."""
    return "zh" if (get_language() or "zh").startswith("zh") else "en"


def tell(value: Decimal | int | None, unit: str, *, places: int | None = None) -> str:
    """An amount as officials read it: 131.6亿元, 81.3%."""
    if value is None:
        return NOTHING
    if places is None and unit == "%":
        places = 1
    try:
        text = show(value, unit, language=language(), places=places)
    except UnknownUnit:
        text = f"{show(value, '个', language='en', places=places)} {unit}".strip()
    return text.replace("-", MINUS, 1) if value < 0 else text


@dataclass(frozen=True)
class Amount:
    """An amount in three pieces, so that the digits can stand large: CNY | 13.16 | billion."""

    lead: str
    number: str
    tail: str
    text: str


def classed(figure: Figure) -> Amount | None:
    """A class by its name (Ⅲ类); None for a figure that is an amount."""
    if not figure.label:
        return None
    tail = figure.unit if language() == "zh" else ""
    return Amount("", str(figure.label), tail, f"{figure.label}{tail}")


def amount(value: Decimal | int | None, unit: str, *, places: int | None = None) -> Amount:
    """The amount in pieces.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     amount(Decimal("13160000000"), "元")
    Amount(lead='CNY', number='13.16', tail='billion', text='CNY 13.16 billion')
    >>> with override("zh-hans"):
    ...     amount(Decimal("-0.0316"), "%").number, amount(None, "元").number
    ('−3.2', '—')
    """
    text = tell(value, unit, places=places)
    found = _SPLIT.match(text.replace(MINUS, "-", 1))
    if found is None:
        return Amount("", text, "", text)
    number = found["number"].replace("-", MINUS, 1)
    return Amount(found["lead"].strip(), number, found["tail"].strip(), text)


@dataclass(frozen=True)
class Growth:
    """How a figure grew, said by an arrow, by a word and by the sign of the number."""

    sign: int
    arrow: str
    words: str
    why: str = ""


def growth(value: Decimal | None, why: str = "") -> Growth:
    """Growth against the same period a year before, in words.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     growth(Decimal("-0.0316")).words, growth(Decimal(0)).words
    ('down 3.2% year on year', 'unchanged year on year')
    """
    if value is None:
        return Growth(0, "", "", why)
    share = tell(abs(value), "%")
    if value > 0:
        return Growth(1, "▲", _("up {share} year on year").format(share=share))
    if value < 0:
        return Growth(-1, "▼", _("down {share} year on year").format(share=share))
    return Growth(0, "", _("unchanged year on year"))


@dataclass(frozen=True)
class Progress:
    """How much of a target is reached; the bar ends at the whole, the words don't."""

    target: str
    share: str
    width: int
    reached: bool


def progress(figure: Figure) -> Progress | None:
    """The figure against its target; None where no target is set or nothing is told."""
    if figure.progress is None or figure.target is None:
        return None
    width = max(0, min(100, int(figure.progress * 100)))
    share = tell(figure.progress, "%")
    return Progress(tell(figure.target, figure.unit), share, width, figure.progress >= 1)
