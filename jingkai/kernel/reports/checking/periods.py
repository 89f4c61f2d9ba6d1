"""What stretch of time each amount speaks of: "1—10月", 去年同期, 截至6月底, "十四五"期间."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.units import NotANumber, read_chinese_number

type Role = Literal["frame", "aside", "near", "against"]
"""How far a mention reaches: the rest of the sentence, its clause, the next amount, or nothing."""

_N = "零一二三四五六七八九"
_Y = rf"(?:(?:19|20)\d\d|[一二][零九][{_N}]{{2}}|二千零[一二三四五六七八九十]+)"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TO = r"(?:-|—|~|至|到)+"
_MANY = r"(?:1[01]|[2-9]|十一?|[两二三四五六七八九])"
"""Months or quarters that are counted from January on: 九个月下来, 三个季度."""
_NO_COUNT = (
    r"(?!以?[内前后上]|左右|没|未|无|不|一[次轮]|的?(?:时间|期限|工期|试用|保质|有效)|制|[大多])"
)
_LAST_YEAR = r"(?:(?<!以)上|(?<![目以此提之])前)一年度?"
"""上一年 and 前一年, not 提前一年 nor 目前一年."""
_END = r"(?:月[底末]|季度?[底末])"
"""The end of the month or quarter that is told of."""
_MENTION = re.compile(
    rf"(?P<first_year>{_Y})年?{_TO}(?P<last_year>{_Y})年"
    rf"|(?P<plan>十[一二三四五]五)[\"”'’]?(?:规划)?(?:期间"
    rf"|时期|以来|末|期末|收官|前两年|前三年|开局)?"
    rf"|(?P<same>前年同期|(?<![\d○零一二三四五六七八九十百])[一1]年(?:以|之)?前|[去上]年(?:这个?时候|此时|同一?时期|同一(?:时点|时间|时段|季度?|天|口径)|同[日季]|这时)|去年同期|上年同期|去年同月|上年同月|同期(?=[^,;。]{{0,3}}的?○*□))"
    rf"|(?:(?P<span_year>{_Y})年|今年)?(?P<span_from>{_M})月1日{_TO}(?P<span_to>{_M})月(?:2[89]|3[01])日"
    rf"|(?:年初|开年|元旦|年头)(?:以来)?[到至](?P<since_to>{_M})月(?:份|[底末])?"
    rf"|(?<![^,;。:、!?“(\s])(?P<counted>{_MANY})个(?P<counted_in>月|季度){_NO_COUNT}"
    rf"|(?:(?P<year>{_Y})年度?|(?P<word>今年|去年|上年度?|前年|明年|本年度?|当年|{_LAST_YEAR}|去岁))?的?"
    rf"(?:(?P<half>[上下])半年|(?<!提)[前头这](?P<quarters>(?<!这)[一1]|[二两三四2-4])个?季度?"
    rf"|第?(?P<quarter>[一二三四1-4首])季度?(?!节)(?P<quarter_end>末)?"
    rf"|(?:(?P<from>{_M})月?(?:份)?{_TO}|(?:(?<!提)[前头这](?!(?<=这)一)|过去))(?P<to>{_M})(?:个)?月(?:份)?(?!\d{{1,2}}日)"
    rf"|(?P<month>{_M})月(?:份)?(?:(?P<end>底|末)|(?P<on>以来)|(?P<day>\d{{1,2}}|[{_N}十]{{1,3}})[日号])?"
    rf"|(?P<all>全年|年[底末中]))"
    rf"|(?P<since>{_Y})年以来"
    rf"|(?P<only_year>{_Y})年度?(?!以来|产(?![值出]))"
    rf"|(?P<only_word>今年以来|年初以来|开年以来|[从自]?(?:开年|年初|元旦|年头|1月1日)(?:数起|算起|至今|到现在|到今天)|(?:开年|元旦)以来|今年至今|今年|去年|{_LAST_YEAR}|上年度?|前年"
    rf"|明年|本年度?|上年度|全年|年度内|年内|年[底末]|截至目前|(?<!同)期末(?!考)"
    rf"|(?<![\d上○个]){_END}(?!考))"
    rf"|(?P<span>(?:过去|近|最近|这)?(?<!\d)(?P<years>[二三四五六七八九十两]"
    rf"|\d{{1,2}})年(?:来|间|里|下来|以来|(?=[共累合总净])))"
    rf"|(?P<then>当年)(?=[^,;。□签开]{{0,6}}(?:增|降|减|涨)[^,;。□开]{{0,6}}□)"
    rf"|(?P<this>当月|本月|(?<![月份])单月|本季度?|当季|这一?个?季度?|这一个?月(?!\d))|(?P<prior>上个?(?:月|季度)[末底]?|上个?季[末底])"
)
_AGAINST = re.compile(r"(?:继|比|较|与|同|跟|相比于?|相对于?|对比|超过|高于|低于)(?:我区|全区)?$")
_MEASURE = re.compile(r"^(?:全年|年度|本年度?|当年)(?:的|各项|既定|年度)?(?:目标|任务|计划|预算)")
"""A plan that something is measured by frames nothing: 完成全年目标的20.7%."""
_FROM = re.compile(r"(?:由|从|自)$")
_OPENS = re.compile(r"[^,;。□]|(?:而|但|就)?(?:在|是)?")
"""Before a past year that opens a sentence: a month or 全年 behind it is that year's."""
_UNTIL = re.compile(r"(?:截[至止]?到?|滚到|算到|更新到|统计到|累计到|数到)$")
_STOCK_END = re.compile(r"^(?:底|末)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named in a text; `until` says that it is the state at its end."""

    start: int
    end: int
    period: Period
    role: Role
    until: bool = False


def show_period(period: Period | None) -> str | None:
    """How results write a period; whole years as 2021..2025."""
    if period is None:
        return None
    if period.months > 12 and period.first_month % 12 == 0 and period.months % 12 == 0:
        return f"{period.first_month // 12}..{period.last_month // 12}"
    return period.text


def _number(text: str) -> int:
    try:
        return int(read_chinese_number(text))
    except NotANumber:
        return int(re.sub(r"\D", "", text) or 1)


_WORDS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year that 今年 means, and the period that the text as a whole is about."""

    year: int
    base: Period
    until: bool = False
    """Whether the base is the state at its end: 截至8月底."""
    whole: Period | None = None
    """What the paper as a whole is about: 今年 goes back to it."""
    ahead: int = 0
    """How many years after the year told of it was given: in January 2026 去年 means 2025."""
    given: bool = False
    """Whether whoever has the paper checked said what it is about."""

    def opened(self, base: Period, *, given: bool = False) -> "Calendar":
        """The same, in a paper about that period."""
        return replace(self, base=base, whole=base, given=given)

    @property
    def paper(self) -> "Calendar":
        """The same, where the paper as a whole is spoken of."""
        return replace(self, base=self.whole or self.base, until=False)

    def within(self, base: Period, *, until: bool = False) -> "Calendar":
        """The same, in a section about another period."""
        return replace(self, base=base, until=until)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every period that the text names, in order."""
        here, year, last, held = self.base, self.base, self.base, False
        for found in _MENTION.finditer(text):
            if not found[0] or _MEASURE.search(found[0] + text[found.end() : found.end() + 4]):
                continue
            period, until = self._meant(found, here, year)
            if found["then"]:
                period = Period.year(last.last_month // 12) if last.months in (1, 12) else here
            if period is None:
                continue
            mention = self._placed(text, found, period, until)
            if held and found["only_word"] in ("今年", "本年", "年内", "今年以来"):
                continue
            held = mention.role == "frame" and mention.until and mention.period.months == 1
            last = period if mention.role != "against" else last
            inside = text.rfind("(", 0, mention.start) > text.rfind(")", 0, mention.start)
            if mention.role == "frame" and not inside:
                here = year = period
            elif mention.role == "aside" and period.months == 12 and _OPENS.fullmatch(
                text[: mention.start]
            ):
                year = period
            yield mention

    def _placed(self, text: str, found: re.Match[str], period: Period, until: bool) -> Mention:
        left, right = text[: found.start()], text[found.end() :]
        until = until or bool(_UNTIL.search(left)) or bool(_STOCK_END.match(right))
        if until and found["day"] and period.last_month % 12 == 11:
            period = Period.year(period.last_month // 12)
        role: Role = "frame"
        direct = re.match(r"(?:全年)?(?:的|完成的|实现的)?[^,;。□]{0,3}□", right)
        if found["day"] and not until:
            role = "against"  # the day of an event frames nothing
        elif _AGAINST.search(left):
            role = "near" if re.match(r"(?:全年|[底末])?(?:的|[增降]幅\()?□", right) else "against"
        elif (
            _FROM.search(left)
            or re.match(r"的?(?:目标|任务|计划){1,2}□的", right)
            or (right[:1] == "的" and direct)
        ):
            role = "near"
        elif found["same"] or period.last_month < self.year * 12:
            role = "aside"
        elif found["prior"] and found[0][-1] in "末底" and not _UNTIL.search(left):
            role = "aside"
        return Mention(found.start(), found.end(), period, role, until)

    def _meant(
        self, found: re.Match[str], here: Period, year: Period
    ) -> tuple[Period | None, bool]:
        if found["first_year"]:
            first, last = _number(found["first_year"]), _number(found["last_year"])
            return (Period.between(first, 1, last, 12) if first <= last else None), False
        if found["plan"]:
            return self._plan(found[0], found["plan"])
        if found["same"]:
            base = here if here.months < 120 else self.base
            return base.shift(-24 if found[0].startswith("前年") else -12), False
        if found["since"]:
            first = _number(found["since"])
            return (Period.between(first, 1, self.year, 12) if first <= self.year else None), False
        if found["only_year"]:
            return Period.year(_number(found["only_year"])), False
        if word := found["only_word"]:
            return self._word(word, here, year)
        if found["span"]:
            years = _number(found["years"])
            return Period.between(self.year - years + 1, 1, self.year, 12), False
        if found["then"]:
            return here, False
        return self._inside(found, here, year)

    def _inside(
        self, found: re.Match[str], here: Period, year: Period
    ) -> tuple[Period | None, bool]:
        if found["span_from"]:
            return self._from_day_to_day(found, year), False
        if found["this"] or found["prior"]:
            return _latest(found[0], here), found[0][-1] in "末底"
        if found["since_to"] or found["counted"]:
            return self._counted_on(found, year), False
        return self._part(found, year)

    def _counted_on(self, found: re.Match[str], here: Period) -> Period | None:
        """So many months or quarters from January on: 年初到七月, 九个月下来, 三个季度."""
        year = here.last_month // 12 if here.months <= 12 else self.year
        months = _number(found["since_to"] or found["counted"])
        if found["counted_in"] == "季度":
            months *= 3
        return Period.ytd(year, months) if months <= 12 else None

    def _from_day_to_day(self, found: re.Match[str], here: Period) -> Period | None:
        """Whole months between two days: 2022年1月1日至10月31日."""
        said = here.last_month // 12 if here.months <= 12 else self.year
        year = _number(found["span_year"]) if found["span_year"] else said
        first, last = _number(found["span_from"]), _number(found["span_to"])
        return Period.between(year, first, year, last) if first <= last else None

    def _plan(self, text: str, plan: str) -> tuple[Period, bool]:
        first = 2006 + 5 * "一二三四五".index(plan[1])
        if "末" in text or "收官" in text:
            return Period.year(first + 4), True
        if "开局" in text:
            return Period.year(first), False
        if "以来" in text:
            return Period.between(first, 1, max(self.year, first), 12), False
        years = 2 if "前两年" in text else 3 if "前三年" in text else 5
        return Period.between(first, 1, first + years - 1, 12), False

    def _word(self, word: str, here: Period, year: Period) -> tuple[Period, bool]:
        since = word.endswith(("以来", "至今", "到现在", "到今天", "数起", "算起"))
        if word == "今年" and self.ahead:
            return Period.year(self._counted(word)), False
        if since and here.months in (1, 3) and here.last_month // 12 == self.year:
            return here.year_to_date(), False
        if since or word in ("今年", "本年", "截至目前", "年内", "年度内"):
            spoken = word in ("本年", "年内", "年度内")
            told = self.base if spoken else self._now()
            so_far = told.months == 1 or since and told.months == 3
            return told.year_to_date() if so_far else told, word == "截至目前"
        if re.fullmatch(_END, word):
            return Period(here.last_month, 1), True
        if word == "期末":
            month = Period(self.base.last_month, 1)
            whole = month.first_month % 12 == 11
            return (Period.year(month.first_month // 12) if whole else month), True
        if word in ("年底", "年末"):
            return Period.year(here.last_month // 12), True
        if word == "全年":
            return Period.year(year.last_month // 12), False
        return Period.year(self._counted(word)), False

    def _counted(self, word: str) -> int:
        """The year that a word means; 上年 and 本年 count from what is told, others from today."""
        first = "上" if word.startswith("前一") else word[0]
        return self.year + _WORDS[first] + (0 if first in "上本当" else self.ahead)

    def _now(self) -> Period:
        """今年: the period spoken of, or where that is another year's the paper's own."""
        if self.base.last_month // 12 == self.year or self.whole is None:
            return self.base
        own = self.whole.last_month // 12 == self.year
        return self.whole if own else Period.year(self.year)

    def _part(self, found: re.Match[str], here: Period) -> tuple[Period | None, bool]:
        """A part of a year: the year is named, or the one spoken of."""
        year = self._year(found, here)
        if found["half"]:
            return Period.half(year, 1 if found["half"] == "上" else 2), False
        if found["quarters"]:
            return Period.ytd(year, 3 * _number(found["quarters"])), False
        if quarter := found["quarter"]:
            if found["quarter_end"]:
                return Period.month(year, 3 * _number(quarter)), True
            return Period.quarter(year, 1 if quarter == "首" else _number(quarter)), False
        if found["to"]:
            first = _number(found["from"]) if found["from"] else 1
            last = _number(found["to"])
            return (Period.between(year, first, year, last) if first <= last else None), False
        if found["month"]:
            month = Period.month(year, _number(found["month"]))
            if found["on"]:
                last = max(self.base.last_month, month.last_month)
                return Period(month.first_month, last - month.first_month + 1), False
            end = bool(found["end"])
            return (Period.year(year) if end and month.first_month % 12 == 11 else month), end
        return Period.year(year), found["all"] != "全年"

    def _year(self, found: re.Match[str], here: Period) -> int:
        if found["year"]:
            return _number(found["year"])
        if found["word"]:
            return self._counted(found["word"])
        return here.last_month // 12 if here.months <= 12 else self.year


def _latest(text: str, here: Period) -> Period | None:
    """本月, 本季度; 上月 and 上月末 beside a month, 上季末 beside a month or a quarter."""
    latest = Period(here.last_month, 1)
    if text.startswith("上"):
        if "季" in text and text[-1] in "末底":
            beside = here.months in (1, 3)
            return Period(_quarter_of(latest).first_month - 1, 1) if beside else None
        if "季" in text:
            return here.shift(-3) if here.months == 3 else None
        return latest.shift(-1) if here.months == 1 else None
    return latest if "月" in text else _quarter_of(latest)


def _quarter_of(month: Period) -> Period:
    return Period(month.first_month // 3 * 3, 3)
