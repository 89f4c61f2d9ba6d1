"""The codes that exchanged figures are told in: identifiers as SDMX allows them, with their names.

SDMX identifiers hold letters, digits, `_`, `-`, `@` and `$` alone: a point of an indicator's code
becomes a hyphen, which no code has, and units get Latin names.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jingkai.kernel.access.models import Zone
from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.spans import Days, Span
from jingkai.kernel.units import UnknownUnit, english_name

AGENCY = "JINGKAI"
VERSION = "1.0.0"
DATAFLOW = f"{AGENCY}:FIGURES({VERSION})"
LANGUAGES = {"zh": "zh-hans", "en": "en"}

UNITS = {
    "元": "CNY", "%": "RATIO", "平方米": "M2", "米": "M", "吨": "T", "日": "DAY", "天": "DAYS",
    "年": "YEAR", "分钟": "MIN", "个": "GE", "件": "JIAN", "次": "CI", "人": "REN", "户": "HU",
    "项": "XIANG", "家": "JIA", "条": "TIAO", "人次": "RENCI", "类": "LEI", "class": "CLASS",
    "所": "SUO", "栋": "DONG", "张": "ZHANG", "份": "FEN", "地市": "DISHI", "省": "SHENG",
    "笔": "BI", "株": "ZHU", "宗": "ZONG", "处": "CHU", "棵": "KE", "场次": "CHANGCI",
    "轮": "LUN",
}  # fmt: skip
"""Units by their code; a ratio is told as a ratio (0.05), not in percent."""

FREQUENCIES: dict[str, Sentence] = {
    "A": _("Yearly"),
    "S": _("Half-yearly"),
    "Q": _("Quarterly"),
    "M": _("Monthly"),
    "W": _("Weekly"),
    "D": _("Daily"),
    "_O": _("Another stretch of months or days"),
}
STATUSES: dict[str, Sentence] = {
    "A": _("Normal value"),
    "M": _("No value: it can't be told"),
    "L": _("No value: not published"),
}
_USUAL = {12: "A", 6: "S", 3: "Q", 1: "M"}


@dataclass(frozen=True)
class Code:
    """One code with its names, by language."""

    id: str
    names: dict[str, str]
    note: str = ""


def named(code: str, words: Sentence, note: str = "") -> Code:
    """A code whose words are translated."""
    names = {}
    for short, language in LANGUAGES.items():
        with override(language):
            names[short] = str(words)
    return Code(code, names, note)


def indicator_id(code: str) -> str:
    """An indicator's code as SDMX has it.

    >>> indicator_id("economy.industrial_output.yoy")
    'economy-industrial_output-yoy'
    """
    return code.replace(".", "-")


def indicator_code(text: str) -> str:
    """The indicator's own code again."""
    return text.replace("-", ".")


def unit_id(unit: str) -> str:
    """A unit's code; one without a Latin name is spelt by its signs' numbers.

    >>> unit_id("元"), unit_id("瓶")
    ('CNY', 'U74F6')
    """
    return UNITS.get(unit) or "U" + "_".join(f"{ord(sign):X}" for sign in unit)


def unit_name(code: str) -> str:
    """The unit of that code; empty where there is none."""
    return next((unit for unit in _units() if unit_id(unit) == code), "")


def frequency(period: Span) -> str:
    """The period's frequency; `_O` for a stretch that is none of the usual ones."""
    if isinstance(period, Days):
        return "W" if period.is_week else "D" if period.days == 1 else "_O"
    usual = ".." not in period.text
    return _USUAL[period.months] if usual else "_O"


def time_period(period: Span) -> str:
    """The period as SDMX writes it: 2022, 2022-S1, 2022-Q3, 2022-07, 2022-01-01/P10M.

    Of days: 2022-07-15, 2022-W28, 2022-07-01/P20D.
    """
    text = period.text
    if ".." in text:
        if isinstance(period, Days):
            return f"{period.start.isoformat()}/P{period.days}D"
        return f"{period.start.isoformat()}/P{period.months}M"
    return text.replace("H", "-S").replace("Q", "-Q")


def period_of(text: str) -> Period:
    """The period that SDMX writes so; raises `NoSuchPeriod` for anything else.

    >>> [period_of(t).text for t in ("2022", "2022-S1", "2022-Q3", "2022-07", "2021-11-01/P4M")]
    ['2022', '2022H1', '2022Q3', '2022-07', '2021-11..2022-02']
    """
    day, slash, stretch = text.partition("/P")
    if slash and day.endswith("-01") and stretch.endswith("M") and stretch[:-1].isdecimal():
        return Period(Period.parse(day.removesuffix("-01")).first_month, int(stretch[:-1]))
    return Period.parse(text.replace("-S", "H").replace("-Q", "Q"))


def _units() -> list[str]:
    declared = (indicator.unit for indicator in catalogue.indicators.values())
    return list(dict.fromkeys([*UNITS, *declared]))


def units() -> list[Code]:
    """Every unit that figures have."""
    return [
        Code(unit_id(u), {short: unit_words(u, lang) for short, lang in LANGUAGES.items()})
        for u in _units()
    ]


def unit_words(unit: str, language: str) -> str:
    """A unit's name alone, as it stands in a heading.

    >>> unit_words("平方米", "en"), unit_words("个", "en"), unit_words("%", "zh-hans")
    ('m²', 'Count (个)', '比率（0.05即5%）')
    """
    if language.startswith("zh"):
        return {"%": "比率（0.05即5%）", "class": "类别"}.get(unit, unit)
    if unit in ("%", "class"):
        return {"%": "Ratio (0.05 is 5%)", "class": "Class"}[unit]
    try:
        return english_name(unit) or f"Count ({unit})"
    except UnknownUnit:
        return unit


def indicators() -> list[Code]:
    """Every indicator of the catalogue, with its own code beside."""
    return [
        named(indicator_id(each.code), each.name, each.code) for each in catalogue.all()
    ]


def areas(zones: Iterable[Zone]) -> list[Code]:
    """Zones by their code, with their division code beside."""
    return [
        Code(zone.code, {"zh": zone.name, "en": zone.name_en or zone.name}, zone.division_code)
        for zone in zones
    ]


def frequencies() -> list[Code]:
    """The frequencies of SDMX that periods have."""
    return [named(code, words) for code, words in FREQUENCIES.items()]


def statuses() -> list[Code]:
    """Whether there is a value, by the codes of SDMX."""
    return [named(code, words) for code, words in STATUSES.items()]
