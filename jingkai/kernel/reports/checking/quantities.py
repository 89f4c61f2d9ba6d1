"""The grammar of quantities: every amount in a stretch of clean text, with unit and qualifier."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.exclusions import masked
from jingkai.kernel.reports.checking.numbers import (
    Number,
    base_unit,
    numbers_at,
    one_or_next,
    scaled,
)

type Qualifier = Literal["exact", "more_than", "nearly", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as printed. `start` and `end` count in the block's clean text.

    A range has `low` and `high` and no `value`; `step` is the worth of the last printed place;
    `weak` is a Chinese 一 that mostly means "a", or a table's number whose headings tell no unit:
    kept only when it is linked.
    """

    start: int
    end: int
    value: Decimal | None
    unit: str
    qualifier: Qualifier
    step: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    weak: bool = False

    @property
    def negative(self) -> bool:
        """Whether it says a decline or stands below zero."""
        return (self.value if self.value is not None else self.low or Decimal(0)) < 0

    def negated(self) -> "Quantity":
        """The same, said of a decline."""
        if self.value is not None:
            return replace(self, value=-abs(self.value))
        assert self.low is not None
        assert self.high is not None
        return replace(self, low=-abs(self.high), high=-abs(self.low))


_UNIT = re.compile(
    rf"个?(?P<linked>{words.any_of(words.LINKED)})(?=(?P<over>/?))"
    rf"|(?P<plain>{words.any_of(words.MEASURED + ' ' + words.COUNTED)})"
)
_PER = re.compile(rf"(?:/|每)(?P<below>{words.any_of(words.DENOMINATORS)})")
_NOT_UNIT = re.compile(
    r"个(?:人(?!$|[,。;])|体|别|性)|分(?:之|别|类|为|行"
    r"|级|布|解|散|管|工|期|批|公)|人(?:均|才|民|大|事|口)"
    r"|部署|家(?:庭|园|具|电|长)|年(?:度|均|产|底|末|初"
    r"|间|级|轻)|天(?:然|津|池)|件事|条件|项目|种植|处理"
    r"|台阶|站式|名单|名录|名列|度过|日(?:报|均|前|起|常)"
    r"|国(?:道|家级|有|际|企|内|民)|期间|组织|组建|团结"
    r"|队伍|市(?:场|民|政)|省(?:道|级|委)|县(?:级|域)|村(?:级|民|庄|集)|师生|师范|块钱|片区|方面|点"
    r"|只(?:有|要|需|进|能)|根(?:据|本)|门(?:前|口)|页岩"
    r"|床上|层(?:面|级|次)|起(?:来|步|草|到)|对(?:接|于|标)"
    r"|回(?:家|来|头|落|升|访|暖|馈|收|复|到|执|乡|迁|购|笼|款|应|稳|流|调|忆|顾|归|报|避)"
)
_BEFORE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in words.BEFORE.items()))
_BEHIND = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in words.BEHIND.items()))
_AFTER_MANY = frozenset("元个家次样种层方签完引增投开办")
_MORE = re.compile(
    r"[了出]?[约近超逾]?(?:\d|[一二三四五六七八九十两]+[十百千万亿个家户件名人次项株])"
)
"""Behind 多, by how much: 多16件, 多出两户."""
_LINKED_MANY = re.compile(r"个(?P<inner>[多余])(?P<unit>百分点|小时|月)")
_TO = re.compile(r"(?:—+|-+|~+|至|到)")
_SHARE = re.compile(
    r"(?P<kind>百|千|万)分之"
    r"|(?P<below>[一二三四五六七八九十两]+|\d+)分之(?P<above>[一二三四五六七八九十]+|\d+)"
    r"|(?P<tenths>[一二三四五六七八九两\d](?:\.\d)?)(?P<more>[余多])?成(?P<rest>[半一二三四五六七八九])?(?P<odd>[余多](?![个家种元样]))?"
    r"(?![立为员果长功分效都本熟品交套了就绩年人语])"
    r"|(?P<half>过半数?|超半数|半数|(?<![一])一半|超过半数)"
    r"|翻了?(?P<almost>将?近)?(?P<times>[一两二三四]?)(?:番)"
    r"|(?P<halfunit>半)(?=个?(?:小时|天(?!然)|公里))"
)
_STARTS = frozenset("0123456789零一二三四五六七八九十百千万亿两廿卅翻半过超")


def quantities(text: str) -> list[Quantity]:
    """Every quantity of the text in order.

    >>> [(str(q.value), q.unit, q.qualifier) for q in quantities("活动150余次,投资36.7亿元")]
    [('150', '次', 'more_than'), ('3670000000', '元', 'exact')]
    >>> [(str(q.value), q.unit, q.qualifier) for q in quantities("同比下降5.1%,就业率达八成以上")]
    [('-0.051', '%', 'exact'), ('0.8', '%', 'at_least')]
    """
    return list(_Scan(text).run())


class _Scan:
    """One pass over a text, left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.masked = masked(text)
        self.last: Quantity | None = None

    def run(self) -> Iterator[Quantity]:
        at = 0
        while at < len(self.masked):
            found = self._at(at) if self.masked[at] in _STARTS else None
            if found is None:
                at = self._past(at)
                continue
            if self._declines(found):
                found = found.negated()
            self.last = found
            yield found
            at = found.end

    def _past(self, at: int) -> int:
        """Past a figure that is no quantity, as a whole."""
        if self.masked[at].isdigit():
            while at < len(self.masked) and (self.masked[at].isdigit() or self.masked[at] == "."):
                at += 1
            return at
        return at + 1

    def _at(self, at: int) -> Quantity | None:
        if share := _SHARE.match(self.masked, at):
            if found := self._share(share):
                return found
        if between := self._one_or_next(at):
            return between
        for number in numbers_at(self.masked, at):
            if found := self._counted(at, number):
                return found
        return None

    def _one_or_next(self, at: int) -> Quantity | None:
        ends = one_or_next(self.masked, at)
        found = self._unit(at + ends[0].length) if ends else None
        if ends is None or found is None:
            return None
        base, factor = base_unit(found[0])
        low, high = (scaled(each.value, factor) for each in ends)
        return self._ranged(at, found[1], low, high, base, high - low)

    # shares

    def _share(self, share: re.Match[str]) -> Quantity | None:
        if share["kind"]:
            return self._hundredths(share)
        end, unit, qualifier, step = share.end(), "%", "", Decimal("0.01")
        if share["below"]:
            below, above = (numbers_at(share[n], 0)[0].value for n in ("below", "above"))
            value = (above / below).quantize(Decimal("1e-12")).normalize()
        elif share["tenths"]:
            value, qualifier = self._tenths(share)
            step = Decimal("0.1") if not share["rest"] else Decimal("0.01")
            return self._tenths_range(share) or self._made(
                share.start(), end, value, unit, step, qualifier and "more_than"
            )
        elif share["half"]:
            value = Decimal("0.5")
            qualifier = "more_than" if share[0][0] in "过超" else ""
        elif share["halfunit"]:
            return self._counted(share.start(), Number(Decimal("0.5"), Decimal("0.1"), 1))
        else:
            power = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}[share["times"]]
            value, unit, step = Decimal(2**power), "倍", Decimal(1)
            qualifier = "nearly" if share["almost"] else ""
        return self._made(share.start(), end, value, unit, step, qualifier)

    @staticmethod
    def _tenths(share: re.Match[str]) -> tuple[Decimal, str]:
        rest = share["rest"] or ""
        tenths = numbers_at(share["tenths"], 0)[0].value
        more = Decimal(5) if rest == "半" else numbers_at(rest, 0)[0].value if rest else Decimal(0)
        return tenths / 10 + more / 100, share["more"] or share["odd"] or ""

    def _tenths_range(self, share: re.Match[str]) -> Quantity | None:
        """六至八成 is found from its lower end by `_range`; 六成至八成 here."""
        between = _TO.match(self.masked, share.end())
        other = _SHARE.match(self.masked, between.end()) if between else None
        if other is None or not other["tenths"]:
            return None
        low, high = self._tenths(share)[0], self._tenths(other)[0]
        return self._ranged(share.start(), other.end(), low, high, "%", Decimal("0.1"))

    def _hundredths(self, share: re.Match[str]) -> Quantity | None:
        below = Decimal({"百": 100, "千": 1000, "万": 10000}[share["kind"]])
        hundred = re.compile(r"百(?![十百千万])").match(self.masked, share.end())
        numbers = (
            [Number(Decimal(100), Decimal(1), 1)]
            if hundred
            else numbers_at(self.masked, share.end())
        )
        if not numbers:
            return None
        number = numbers[0]
        end = share.end() + number.length
        value, step = number.value / below, number.step / below
        between = _TO.match(self.masked, end)
        other = _SHARE.match(self.masked, between.end()) if between else None
        if other and other["kind"] and (more := numbers_at(self.masked, other.end())):
            high = more[0].value / below
            return self._ranged(share.start(), other.end() + more[0].length, value, high, "%", step)
        return self._made(share.start(), end, value, "%", step, number.inner)

    # amounts with a unit

    def _counted(self, at: int, number: Number) -> Quantity | None:
        end = at + number.length
        inner, end = self._inner(number.inner, end)
        if ranged := self._range(at, end, number):
            return ranged
        found = self._unit(end) or self._money(at, end, number)
        if many := _LINKED_MANY.match(self.masked, end):
            inner = many["inner"]
            kept = many["unit"] in words.KEPT
            found = (f"个{many['unit']}" if kept else many["unit"]), many.end()
        if found is None:
            return None
        unit, end = found
        if not inner and self.masked[end : end + 1] in ("余", "多") and self._trails(end):
            inner, end = self.masked[end], end + 1
        value = number.value
        if not inner and self.masked[end : end + 1] == "半" and unit in ("年", "倍", "天"):
            value, end = value + Decimal("0.5"), end + 1
        base, factor = base_unit(unit)
        plain = self.masked[at : at + number.length]
        weak = plain == "一" and base != "%"
        made = self._made(at, end, scaled(value, factor), base, scaled(number.step, factor), inner)
        return replace(made, weak=weak and made.qualifier == "exact")

    def _trails(self, end: int) -> bool:
        """Whether 多 or 余 behind a unit belongs to the number.

        3年多, but not 3户多元化, nor 比上年的40件多16件.
        """
        more = self.masked[end] == "多" and _MORE.match(self.masked, end + 1)
        return not more and self.masked[end + 1 : end + 2] not in _AFTER_MANY

    def _inner(self, inner: str, end: int) -> tuple[str, int]:
        sign = self.masked[end : end + 1]
        if not inner and sign in words.INSIDE and self._unit(end + 1):
            return sign, end + 1
        return inner, end

    def _unit(self, at: int) -> tuple[str, int] | None:
        """The unit that stands here, with a denominator, and where it ends."""
        if self.masked[at : at + 1] == " ":
            at += 1
        if self.masked.startswith("个亿", at):
            return "亿元", at + 2
        found = _UNIT.match(self.masked, at)
        if found is None:
            return None
        unit = found["linked"] or found["plain"]
        if unit in words.KEPT and self.masked.startswith("个", at):
            unit = f"个{unit}"
        elif unit == "月":
            return None
        bad = _NOT_UNIT.match(self.masked, at)
        if bad and not found["linked"] and bad.end() > found.end():
            return None
        end = found.end()
        if per := _PER.match(self.masked, end):
            return f"{unit}/{per['below']}", per.end()
        return unit, end

    def _money(self, at: int, end: int, number: Number) -> tuple[str, int] | None:
        """Spoken money without its 元: 总投资131.6亿, at the end of a clause."""
        if number.multiplier < 10**4 or not _CLAUSE_ENDS.match(self.masked, end):
            return None
        large = number.multiplier >= 10**8 or "亿" in self.masked[at:end]
        before = self.masked[max(0, at - 16) : at]
        return ("元", end) if large or _MONEY.search(before) else None

    def _range(self, at: int, end: int, low: Number) -> Quantity | None:
        """From this number to another that follows directly: 10%—15%, 3至5个, 六至八成."""
        first = self._unit(end)
        between = _TO.match(self.masked, first[1] if first else end)
        if between is None or re.search(r"[由从自]$", self.masked[:at]):
            return None
        tenths = _SHARE.match(self.masked, between.end())
        if tenths and tenths["tenths"] and not first:
            return self._ranged(
                at, tenths.end(), low.value / 10, self._tenths(tenths)[0], "%", Decimal("0.1")
            )
        for high in numbers_at(self.masked, between.end()):
            second = self._unit(between.end() + high.length)
            if second is None:
                continue
            base, factor = base_unit(second[0])
            if first and base_unit(first[0])[0] != base:
                return None
            shared = high.multiplier if not first and low.multiplier == 1 else 1
            below = scaled(low.value * shared, base_unit(first[0])[1] if first else factor)
            step = scaled(high.step, factor)
            above = scaled(high.value, factor)
            return self._ranged(at, second[1], below, above, base, step) if below < above else None
        return None

    # making

    def _ranged(
        self, at: int, end: int, low: Decimal, high: Decimal, unit: str, step: Decimal
    ) -> Quantity:
        made = self._made(at, end, low, unit, step, "")
        return replace(made, value=None, low=min(low, high), high=max(low, high))

    def _made(
        self, at: int, end: int, value: Decimal, unit: str, step: Decimal, inner: str
    ) -> Quantity:
        """The quantity with the qualifiers around it taken in."""
        qualifier: str = words.INSIDE.get(inner, inner) or "exact"
        if behind := _BEHIND.match(self.masked, end):
            follows = self.masked[behind.end() : behind.end() + 2]
            if follows != "简称":
                end = behind.end()
                qualifier = behind.lastgroup or qualifier
        if at and self.masked[at - 1] in "-—+" and not self._joined(at - 1):
            value = -value if self.masked[at - 1] in "-—" else value
            at -= 1
        before = self._before(at)
        if before:
            at, name = before
            qualifier = (
                name if qualifier == "exact" or name in ("at_least", "at_most") else qualifier
            )
        return Quantity(at, end, value, unit, qualifier, step)  # type: ignore[arg-type]

    def _joined(self, dash: int) -> bool:
        """Whether a dash joins what is before it to the number: then it is no minus."""
        before = self.masked[dash - 1 : dash] if dash else ""
        return (
            self.masked[dash] == "—"
            or before.isalnum()
            and not re.match(r"[为长是\u4e00-\u9fff]", before)
        )

    def _before(self, at: int) -> tuple[int, str] | None:
        floor = self.last.end if self.last else 0
        for start in range(max(floor, at - 5), at):
            found = _BEFORE.match(self.masked, start)
            if found and found.end() == at and self._stands(start, found[0]):
                return start, found.lastgroup or ""
        return None

    def _stands(self, start: int, word: str) -> bool:
        before = self.masked[start - 1 : start]
        return not before or before not in words.NOT_BEFORE.get(word, "")

    # direction

    def _declines(self, found: Quantity) -> bool:
        floor = self.last.end if self.last else 0
        left = self.masked[max(floor, found.start - 20) : found.start]
        if found.negative or _SAVING.search(left):
            return False
        if found.unit == "%" and _FALL.search(self.masked[max(0, found.start - 24) : found.start]):
            return True
        if _LEVEL.search(left) and not _DECLINE_RATE.search(left):
            return False
        if _DECLINING.search(left):
            return True
        both = self.last is not None and self.last.negative and _AND.fullmatch(left)
        return bool(both)


_CLAUSE_ENDS = re.compile(r"(?:左右|上下|以上|以下|以内|多|余|的(?![市省])|[,;。、)!?]|$)")
_MONEY = re.compile(r"(?:投资|收入|产值|金额|额|税|资金|费|利润|营收|款|元|钱|支出|资产)[^;。]*$")
_LEVEL = re.compile(r"(?:至|到|为|不少|至少|[^,;。]为)$")
_DECLINE_RATE = re.compile(r"降幅[^,;。\d]{0,5}(?:至|到|为)$")
_FALL = re.compile(
    r"降幅[^,;。%]{0,12}(?:%[^,;。%]{0,3})?(?:收窄|缩小|扩大|回落)[到至为]?$"
    r"|降幅[由从][^,;。%]{0,10}$|(?:减收|减产|少收|少产)了?[约近超]?$"
)
"""A fall that narrows is still a fall: 降幅由一季度的9.8%收窄至5.0%; so is what wasn't earned."""
_SAVING = re.compile(r"(?:压缩|压减|缩短|精简|缩减)(?:率|比例?|幅度)[^,;。\d]{0,6}$")
"""The rate by which something was cut is printed without a sign: 时限压缩率68.5%."""
_DECLINING = re.compile(
    rf"(?:{words.DECLINE}|(?<![下升])降|减)(?:了|幅|幅度|幅度达"
    rf"|幅度为|额|率|达|达到|比例达?|约|近|超|超过)?(?:大?)$"
    rf"|(?:我区|全区|平均水平|[比较][去上前][^,;。\d]{{1,7}})低(?:了|约|近)?$|少[产用花收]了?[约近]?$"
    rf"|(?<!不)低于[^,;。(\d]{{1,10}}(?<![到至为])$"
    rf"|降幅[^,;。\d]{{0,8}}$"
    rf"|{words.DECLINED_OBJECT}[\u4e00-\u9fff]{{1,8}}(?<![到至为达现成长高加])$"
    rf"|(?:下降|回落|收窄|减少|降低|负增长|下滑)(?:分别|均|各)(?:为|达|达到)?$"
    rf"|分别(?:下降|回落|减少|降低)(?:了)?$"
    rf"|由降$|^低(?:了|约|近)?$"
)
_AND = re.compile(r"(?:、|和|及|与|以及)")
