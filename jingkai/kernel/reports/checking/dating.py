"""The period that a paper as a whole tells of: named in its title, or to be seen from its date."""

import re

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.periods import Calendar

_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)年")
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:\d{1,2}日)?(?!份|底|末|至|-|—)")
_WHOLE = re.compile(
    r"(?<!完成)全年(?!目标|任务|计划|预期)|年[末底]|一年来|这一年|年度工作"
)
_AMOUNT = re.compile(r"\d[亿万千个户项次%]|\d+亿元|百分之")
_DATED = 60
"""A line that dates a paper is short."""


def base_of(document: Document, calendar: Calendar) -> Period:
    """The period that the title names, else what its date and first period say, else the year."""
    for block in document.blocks[:3]:
        if block.kind == "heading":
            for mention in calendar.mentions(block.text):
                if mention.role in ("frame", "aside") and mention.period.months <= 60:
                    return mention.period
    for block in document.blocks[:4]:
        day = _day(block, calendar.year)
        if day is not None:
            return _told(document, calendar, day) or calendar.base
    return _opened(document, calendar) or calendar.base


def _opened(document: Document, calendar: Calendar) -> Period | None:
    """A part of the year that the first told amounts are of, in a paper that never says 全年.

    稳住了!1—6月,规上工业总产值…; what follows without a time is of the same months.
    """
    if any(_WHOLE.search(block.text) for block in document.blocks):
        return None
    for block in document.blocks:
        first = _AMOUNT.search(block.text) if block.kind == "paragraph" else None
        if first is None:
            continue
        for mention in calendar.mentions(block.text):
            period = mention.period
            so_far = period.first_month % 12 == 0 and 1 < period.months < 12
            told = mention.role == "frame" and mention.start < first.start()
            if told and so_far and period.first_month // 12 == calendar.year:
                return period
            return None
    return None


def _day(block: Block, year: int) -> Period | None:
    """The month of the day that a line says a paper is of: 区统计局 2022年8月12日."""
    text = block.text.strip()
    found = _YEAR.search(text)
    if found is None or int(found["year"]) != year or len(text) > _DATED or "。" in text:
        return None
    months = list(_MONTH.finditer(text, found.end()))
    return Period.month(year, int(months[-1]["month"])) if months else None


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
