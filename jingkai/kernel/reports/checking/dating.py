"""The period that a paper as a whole tells of: named in its title, or to be seen from its date."""

import re
from collections import Counter

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.quantities import quantities
from jingkai.kernel.units import read_chinese_number

_N = "零一二三四五六七八九"
_YEAR = re.compile(rf"(?<!\d)(?P<year>20\d\d|二零[{_N}]{{2}})年")
_MONTH = re.compile(
    rf"(?<![\d{_N}十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{_N[1:]}])月"
    rf"(?:[\d{_N}十]{{1,3}}日)?(?!份|底|末|至|到|-|—)"
)
_OPENING = re.compile(r"(?:20\d\d年)?(?:1[0-2]|0?[1-9])月份?,")
_CALLS = re.compile(r"动员|誓师|冲刺|决战|决胜|奋战|大干|会战|攻坚|打好|打赢")
"""In a title: the time it names is the one to come."""
_ISSUE = re.compile(r"第?[\d零一二三四五六七八九十]+[期号]")
"""Behind a year that only numbers an issue: 2024年第11期."""
_WHOLE = re.compile(
    r"(?<!完成)全年(?!目标|任务|计划|预期)|年[末底]|一年来|这一年|年度工作"
)
_AMOUNT = re.compile(r"\d[亿万千个户项次%]|\d+亿元|百分之")
_DATED = 60
"""A line that dates a paper is short."""
_SHORT = 24
"""A line that only names the time is shorter."""


def base_of(document: Document, calendar: Calendar) -> Period:
    """The period that the title names, else what its date and first period say, else the year."""
    for block in document.blocks[:3]:
        if _titles(block) and (titled := headed(block, calendar)):
            return titled
    for block in document.blocks[:4]:
        day = _day(block, calendar.year)
        if day is not None:
            return _told(document, calendar, day) or calendar.base
    opened = _preamble(document, calendar) or _opened(document, calendar)
    return opened or _so_far(document, calendar) or _month(document, calendar) or calendar.base


def headed(block: Block, calendar: Calendar) -> Period | None:
    """The period that a title or heading names; none when it calls to what is to come."""
    if _CALLS.search(block.text):
        return None
    for mention in calendar.mentions(block.text):
        named = mention.role in ("frame", "aside") and mention.period.months <= 60
        if named and not _ISSUE.match(block.text, mention.end):
            return mention.period
    return None


def _titles(block: Block) -> bool:
    """A title, or the line beneath it that names the time: 2024年第三季度."""
    short = len(block.text) <= _SHORT and not re.search(r"[。,;:日]", block.text)
    return block.kind == "heading" or block.kind == "paragraph" and short


def _preamble(document: Document, calendar: Calendar) -> Period | None:
    """The part of the year that the words before the first amount name: 听取一季度工作情况汇报."""
    for block in document.blocks[:5]:
        if block.kind == "cell" or _AMOUNT.search(block.text) or quantities(block.text):
            return None
        named = {
            mention.period
            for mention in calendar.mentions(block.text)
            if mention.role in ("frame", "aside") and 1 < mention.period.months < 12
        }
        if len(named) == 1 and not _WHOLE.search(block.text):
            return named.pop()
    return None


def _whole(block: Block, year: int) -> bool:
    """Whether it speaks of the whole year; the end of another one is no sign of that."""
    for found in _WHOLE.finditer(block.text):
        named = _YEAR.fullmatch(block.text[max(0, found.start() - 4) : found.start() + 1])
        if named is None or _number(named["year"]) == year:
            return True
    return False


def _so_far(document: Document, calendar: Calendar) -> Period | None:
    """The one time from January on that paragraphs tell of, in a paper that never says 全年."""
    if any(_whole(block, calendar.year) for block in document.blocks):
        return None
    told = Counter(
        period
        for block in document.blocks
        if block.kind == "paragraph"
        for period in {
            mention.period
            for mention in calendar.mentions(block.text)
            if mention.role == "frame" and 1 < mention.period.months < 12
        }
        if period.first_month == calendar.year * 12
    )
    return told.most_common(1)[0][0] if len(told) == 1 and told.total() > 1 else None


def _opened(document: Document, calendar: Calendar) -> Period | None:
    """A part of the year that the first told amounts are of, in a paper that never says 全年.

    稳住了!1—6月,规上工业总产值…; what follows without a time is of the same months.
    """
    if any(_whole(block, calendar.year) for block in document.blocks):
        return None
    for block in document.blocks:
        first = _AMOUNT.search(block.text) if block.kind == "paragraph" else None
        if first is None:
            continue
        for mention in calendar.mentions(block.text):
            period = mention.period
            if mention.until and period.months == 1:
                period = period.year_to_date()
            so_far = period.first_month % 12 == 0 and 1 < period.months < 12
            told = mention.role == "frame" and mention.start < first.start()
            if told and so_far and period.first_month // 12 == calendar.year:
                return period
            return None
    return None


def _month(document: Document, calendar: Calendar) -> Period | None:
    """The one month that a paper tells of, named before its first amount: 5月份,收件3180件."""
    if any(_whole(block, calendar.year) for block in document.blocks):
        return None
    told = [block for block in document.blocks if block.kind == "paragraph"]
    named = {
        mention.period
        for block in told
        for mention in calendar.mentions(block.text)
        if mention.role == "frame"
    }
    first = next((block for block in told if _AMOUNT.search(block.text)), None)
    opens = first is not None and _OPENING.match(first.text)
    only = next(iter(named)) if len(named) == 1 else None
    return only if opens and only and only.months == 1 else None


def _day(block: Block, year: int) -> Period | None:
    """The month of the day that a line says a paper is of: 区统计局 2022年8月12日."""
    text = block.text.strip()
    found = _YEAR.search(text)
    if found is None or _number(found["year"]) != year or len(text) > _DATED or "。" in text:
        return None
    months = list(_MONTH.finditer(text, found.end()))
    return Period.month(year, _number(months[-1]["month"])) if months else None


def _number(text: str) -> int:
    return int(text) if text.isascii() else int(read_chinese_number(text))


def _told(document: Document, calendar: Calendar, day: Period) -> Period | None:
    """The time from January on that a paper of that day tells of first."""
    for told in document.blocks:
        for mention in calendar.mentions(told.text) if told.kind == "paragraph" else ():
            period = mention.period
            if mention.role != "frame" or period == calendar.base:
                continue
            if mention.until and period.months == 1:
                period = period.year_to_date()
            elif period.months == 1 or period.first_month % 12:
                continue
            behind = day.first_month - period.last_month
            return period if 0 <= behind <= 2 else None
    return None
