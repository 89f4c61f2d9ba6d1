"""The units in which the records are kept, and those in which people read and write them.

A record keeps base units only: 元 吨 平方米 米 人 … as Decimal, shares as ratios. 万 and 亿 are a
matter of showing. Each base unit is one row of `BASES`; adding a unit is adding a row.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from jingkai.kernel.units.errors import UnknownUnit

WAN = 10_000
YI = 100_000_000
MU = Fraction(2000, 3)
"""A mu is two thousand thirds of a square metre: fifteen make a hectare."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One size in which an amount is shown, from `least` base units upwards."""

    name: str
    factor: Fraction
    least: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A base unit of the records, and how it is written."""

    name: str
    factor: Fraction
    """How many stored units one written unit is: 1, and 1/100 for a percent."""
    rungs: tuple[Rung, ...]
    """The sizes of Chinese text, largest first."""
    aliases: dict[str, Fraction]
    """Other names people write, each with how many stored units one of it is."""
    english: tuple[str, str]
    """Words after an English number, for one and for many; a bare measure word has none."""
    prefix: str
    """What stands before an English number: a currency."""
    english_rungs: tuple[Rung, ...]
    linked: bool
    """Whether Chinese puts 个 between number and unit: 12个省, 1.2个百分点."""


type Sizes = dict[str, Fraction | int | tuple[Fraction | int, Fraction | int]]


def _ladder(sizes: Sizes) -> tuple[Rung, ...]:
    """Rungs from a name with its factor, shown from one of it upwards unless a least is given."""
    pairs = ((n, f if isinstance(f, tuple) else (f, f)) for n, f in sizes.items())
    rungs = [Rung(name, Fraction(factor), Fraction(least)) for name, (factor, least) in pairs]
    return tuple(sorted(rungs, key=lambda rung: -rung.least))


_ENGLISH_THOUSANDS = {"million": 10**6, "billion": 10**9, "trillion": 10**12}


def _english_ladder(unit: str, factor: Fraction, sizes: Sizes) -> tuple[Rung, ...]:
    """The English sizes, the largest of them extended by million, billion and trillion."""
    rungs = (*_ladder(sizes), *_ladder({unit: (factor, 0)}))
    if factor != 1:
        return rungs
    top = rungs[0]
    words: Sizes = {
        f"{word} {top.name}".strip(): top.factor * times
        for word, times in _ENGLISH_THOUSANDS.items()
    }
    return (*_ladder(words), *rungs)


def _base(
    name: str,
    sizes: Sizes | None = None,
    *,
    also: dict[str, Fraction | int] | None = None,
    english: tuple[str, str] = ("", ""),
    prefix: str = "",
    english_sizes: Sizes | None = None,
    linked: bool = False,
    factor: Fraction = Fraction(1),
) -> Base:
    aliases = {alias: Fraction(times) for alias, times in (also or {}).items()}
    return Base(
        name=name,
        factor=factor,
        rungs=(*_ladder(sizes or {}), *_ladder({name: (factor, 0)})),
        aliases=aliases,
        english=english,
        prefix=prefix,
        english_rungs=_english_ladder(english[1], factor, english_sizes or {}),
        linked=linked,
    )


def _counted(name: str, one: str = "", many: str = "", *also: str, linked: bool = False) -> Base:
    """What is counted: people, provinces, or things by a bare measure word."""
    sizes: Sizes = {f"万{name}": WAN, f"亿{name}": YI}
    others: dict[str, Fraction | int] = {alias: 1 for alias in also}
    return _base(name, sizes, also=others, english=(one, many), linked=linked)


KILO = Fraction(1, 1000)
PERCENT = Fraction(1, 100)
_MEASURED = (
    _base(
        "元",
        {"万元": WAN, "亿元": YI, "万亿元": WAN * YI},
        also={"人民币元": 1, "圆": 1, "块钱": 1},
        prefix="CNY",
    ),
    _base(
        "吨",
        {"公斤": (KILO, Fraction(1, 10**9)), "吨": 1, "万吨": WAN, "亿吨": YI},
        also={"公斤": KILO, "千克": KILO, "kg": KILO, "克": KILO**2, "g": KILO**2, "t": 1},
        english=("t", "t"),
        english_sizes={"kg": (KILO, Fraction(1, 10**9)), "t": 1},
    ),
    _base(
        "平方米",
        {"万平方米": WAN, "平方公里": (10**6, YI), "万平方公里": WAN * 10**6},
        also={
            **dict.fromkeys(("平米", "平方", "㎡", "m²", "m2"), 1),
            **dict.fromkeys(("平方公里", "平方千米", "km²", "km2"), 10**6),
            **{"亩": MU, "mu": MU, "公顷": WAN, "ha": WAN},
        },
        english=("m²", "m²"),
        english_sizes={"km²": (10**6, YI)},
    ),
    _base(
        "立方米",
        {"万立方米": WAN, "亿立方米": YI},
        also={"立方": 1, "m³": 1, "m3": 1},
        english=("m³", "m³"),
    ),
    _base(
        "米",
        {"公里": 1000, "万公里": 1000 * WAN},
        also={
            **{"公里": 1000, "千米": 1000, "km": 1000, "m": 1},
            **{"厘米": PERCENT, "cm": PERCENT, "毫米": KILO, "mm": KILO},
        },
        english=("m", "m"),
        english_sizes={"km": 1000},
    ),
    _base(
        "%",
        factor=PERCENT,
        also={"％": PERCENT, "‰": KILO},
        english=("%", "%"),
    ),
    _base(
        "百分点",
        factor=PERCENT,
        also={"pp": PERCENT},
        english=("percentage point", "percentage points"),
        linked=True,
    ),
    _base("倍", english=("times", "times")),
)
_COUNTED = (
    _counted("人", "person", "people", "名"),
    _counted("天", "day", "days", "日"),
    _counted("工作日", "working day", "working days", linked=True),
    _counted("小时", "hour", "hours", linked=True),
    _counted("分钟", "minute", "minutes"),
    _counted("个月", "month", "months"),
    _counted("年", "year", "years"),
    _counted("省", "province", "provinces", "省份", linked=True),
    _counted("地市", "city", "cities", "市", "城市", linked=True),
    _counted("村", "village", "villages", linked=True),
    *map(_counted, "个 家 户 项 次 件 条 类 处 所 棵 株 台 套 份 场 起 间 辆 座 宗 篇 栋".split()),
)
BASES: dict[str, Base] = {base.name: base for base in (*_MEASURED, *_COUNTED)}
_TOLD = (
    _counted("人次", "person-time", "person-times"),
    _counted("场次", "session", "sessions"),
    _counted("轮", "round", "rounds"),
    _counted("分", "point", "points"),
    _base("美元", {"万美元": WAN, "亿美元": YI}, prefix="USD"),
    *map(_counted, "张 笔".split()),
)
TOLD: dict[str, Base] = {base.name: base for base in _TOLD}
"""Units in which figures are told, but which a reader of numbers doesn't look for: in written text
most of them are something else as well (三分之一, 十分)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as written: its name, its base, and how many stored units one of it is."""

    name: str
    base: Base
    factor: Fraction


@lru_cache(maxsize=1024)
def measure(unit: str) -> Measure:
    """The unit of that name, with its 千, 百万, 万 or 亿 read.

    >>> measure("亿元").base.name, int(measure("亿元").factor)
    ('元', 100000000)
    >>> measure("公顷").base.name, int(measure("公顷").factor)
    ('平方米', 10000)
    """
    found = _named(unit) or _multiplied(unit)
    if found is None:
        raise UnknownUnit(unit=unit)
    return found


@lru_cache(maxsize=256)
def told_in(unit: str) -> Measure:
    """The unit of that name in which a figure is told. Raises UnknownUnit.

    >>> told_in("万美元").base.prefix, int(told_in("万美元").factor), told_in("张").base.name
    ('USD', 10000, '张')
    """
    for word, times in {"": 1, **_MULTIPLIERS}.items():
        base = TOLD.get(unit.removeprefix(word)) if unit.startswith(word) else None
        if base is not None:
            return Measure(unit, base, base.factor * times)
    return measure(unit)


def _named(unit: str) -> Measure | None:
    if unit in BASES:
        return Measure(unit, BASES[unit], BASES[unit].factor)
    for base in BASES.values():
        if unit in base.aliases:
            return Measure(unit, base, base.aliases[unit])
    return None


_MULTIPLIERS = {"万亿": WAN * YI, "千万": 1000 * WAN, "百万": 100 * WAN, "万": WAN, "亿": YI}
_MULTIPLIERS |= {"千": 1000, "百": 100}


def _multiplied(unit: str) -> Measure | None:
    for word, times in _MULTIPLIERS.items():
        rest = _named(unit.removeprefix(word)) if unit.startswith(word) else None
        if rest is not None and rest.base.factor == 1:
            return Measure(unit, rest.base, rest.factor * times)
    return None


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Every name of a unit, without 万 and 亿, longest first: what a reader looks for."""
    found = {name for base in BASES.values() for name in (base.name, *base.aliases)}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def base_of(unit: str) -> str:
    """The base unit in which a record keeps what is written in `unit`.

    >>> base_of("亩"), base_of("万元"), base_of("千克")
    ('平方米', '元', '吨')
    """
    return told_in(unit).base.name
