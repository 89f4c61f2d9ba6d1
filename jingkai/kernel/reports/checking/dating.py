"""The period that a paper as a whole tells of: named in its title, or to be seen from its date."""

import re
from collections import Counter
from collections.abc import Iterator

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.periods import Calendar, Mention
from jingkai.kernel.reports.checking.quantities import quantities
from jingkai.kernel.units import read_chinese_number

_N = "零一二三四五六七八九"
_YEAR = re.compile(rf"(?<!\d)(?P<year>20\d\d|二零[{_N}]{{2}})年")
_MONTH = re.compile(
    rf"(?<![\d{_N}十])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{_N[1:]}])月"
    rf"(?:[\d{_N}十]{{1,3}}日)?(?!份|底|末|至|到|-|—)"
)
_CALLS = re.compile(r"动员|誓师|冲刺|决战|决胜|奋战|大干|会战|攻坚|打好|打赢")
"""In a title: the time it names is the one to come."""
_ISSUE = re.compile(r"第?[\d零一二三四五六七八九十]+[期号]")
"""Behind a year that only numbers an issue: 2024年第11期."""
_WHOLE = re.compile(
    r"(?<!完成)(?<![离距])(?<![去上前明]年)(?<![去上前明]年的)全年(?!目标|任务|计划|预期)|(?<![上去前今明到至于按以])年[末底](?!前|以前|之前|的杠|的线)"
    r"|一年来|这一年|年度工作"
)
_AMOUNT = re.compile(r"\d[亿万千个户项次%]|\d+亿元|百分之")
_HALF = re.compile(r"(?<![上下前后一两大小])半年(?!度?报)|年中(?!央|国)|时间过半")
"""In a title: what it tells of is the year's first half."""
_YEARLY = re.compile(r"年度|全年|总结|一年|回顾")
"""In a title that names a year: what it tells of is the whole of it."""
_GIVEN = re.compile(r"讲话|汇报|报告|总结|发言|致辞|意见|说明|纪要")
_DATE = re.compile(
    rf"[(（\[]?(?:20\d\d|二[零○〇]?[{_N}○〇]{{2,3}})年(?:\d{{1,2}}|十[一二]?|[{_N}])月[)）\]]?"
)
_MEETING = re.compile(r"召开|听取|会议|调度会|例会|推进会")
"""A sentence without amounts that says what a meeting was about, before what it heard."""
_ASKED = re.compile(r"至少|不少于|不低于|再(?=签|办|建|完成|解决|引|开工|投|新)|剩下")
_OPENS = 12
"""Characters before a month that opens a paper: 刚刚过去的5月."""
_LEADS = 6
"""Characters before the time in a paragraph that leads in: 按:三季度…."""
_THIS = re.compile(r"当[月季]|本[月季]|单月")
_NEAR = 4
"""Blocks at the head and at the foot that may date a paper."""
_GIVEN_IN = re.compile(
    rf"(?P<year>20\d\d|二[零○〇][{_N}○〇]{{2}})年(?:0?[1-6]|[一二三四五六])月(?!份|-|—|至|到)"
)
_DATED = 60
"""A line that dates a paper is short."""
_TITLE, _SHORT = 40, 24
"""So is a first line that is a title, and one that only names the time."""


def base_of(document: Document, calendar: Calendar) -> Period:
    """The period that the title names, else what its date and first period say, else the year."""
    for block in document.blocks[:3]:
        if not _titles(block, document):
            continue
        if titled := headed(block, calendar):
            if titled.until and titled.period.months == 1:
                return titled.period.year_to_date()
            return _inside(titled.period, block, document, calendar)
        if _HALF.search(block.text) and not _CALLS.search(block.text):
            return Period.half(calendar.year, 1)
    for block in document.blocks[:4]:
        day = _day(block, calendar.year)
        if day is not None:
            told = _told(document, calendar, day)
            return told or _part_of_year(document, calendar) or calendar.base
    return _part_of_year(document, calendar) or calendar.base


def _inside(titled: Period, block: Block, document: Document, calendar: Calendar) -> Period:
    """What a paper tells of whose title names a year or a quarter: 三季度形势 tells of 前三季度."""
    if titled.months == 3:
        part = opened(document, calendar)
        return part if part and part.last_month == titled.last_month else titled
    if titled != Period.year(calendar.year) or _YEARLY.search(block.text):
        return titled
    return _part_of_year(document, calendar) or titled


def _part_of_year(document: Document, calendar: Calendar) -> Period | None:
    """The part of the year that a paper tells of, whose head names none or only the year."""
    led = preamble(document, calendar)
    if led is not None or tells_whole(document, calendar.year):
        return led
    return opened(document, calendar) or so_far(document, calendar) or the_month(document, calendar)


def years_ahead(document: Document, year: int) -> int:
    """1 when a line at the head or the foot dates the paper in the half-year after that year."""
    for block in (*document.blocks[:_NEAR], *document.blocks[-_NEAR:]):
        if block.kind == "cell" or len(block.text) > _DATED or "。" in block.text:
            continue
        for found in _GIVEN_IN.finditer(block.text):
            if _number(found["year"]) == year + 1:
                return 1
    return 0


def headed(block: Block, calendar: Calendar) -> Mention | None:
    """The time that a title or heading names; none when it calls to what is to come."""
    if _CALLS.search(block.text):
        return None
    for mention in calendar.mentions(block.text):
        named = mention.role in ("frame", "aside") and mention.period.months <= 60
        if calendar.ahead and mention.period.first_month // 12 > calendar.year:
            named = named and mention.period.months > 1  # a month after the year dates the paper
        if named and not _ISSUE.match(block.text, mention.end):
            return mention
    return None


def _titles(block: Block, document: Document) -> bool:
    """A title, or the line beneath it that names the time: 2024年第三季度."""
    if gives_date(block, document):
        return False
    first = block is document.blocks[0] and len(block.text) <= _TITLE and "。" not in block.text
    short = len(block.text) <= _SHORT and not re.search(r"[。,;:日]", block.text)
    return block.kind == "heading" or block.kind == "paragraph" and (short or first)


def gives_date(block: Block, document: Document) -> bool:
    """Whether a line beneath a speech's title says when it was given: (2023年10月)."""
    dated = _DATE.fullmatch(block.text.strip())
    return bool(dated and _GIVEN.search(document.blocks[0].text))


def preamble(document: Document, calendar: Calendar) -> Period | None:
    """The part of the year that the words before the first amount name: 听取一季度工作情况汇报."""
    for block in document.blocks[:5]:
        amounts = _AMOUNT.search(block.text) or quantities(block.text)
        text = block.text.partition("。")[0] if amounts else block.text
        silent = not _AMOUNT.search(text) and not quantities(text) and _MEETING.search(text)
        if block.kind == "cell" or (amounts and not silent):
            return None
        named = {
            mention.period
            for mention in calendar.mentions(text)
            if mention.role in ("frame", "aside") and 1 < mention.period.months < 12
        }
        if len(named) == 1 and not _WHOLE.search(text):
            return named.pop()
        if amounts:
            return None
    return None


def tells_whole(document: Document, year: int) -> bool:
    """Whether a paper tells what the whole year brought; what it plans for the year is no sign."""
    planned = 0
    for block in document.blocks:
        if block.kind == "heading":
            if planned >= block.level:
                planned = 0
            if block.level > 1 and words.PLANNED_SECTION.search(block.text) and not planned:
                planned = block.level
        if not planned and _whole(block, year):
            return True
    return False


def _whole(block: Block, year: int) -> bool:
    """Whether it speaks of the whole year; the end of another one is no sign of that."""
    for found in _WHOLE.finditer(block.text):
        named = _YEAR.search(block.text[max(0, found.start() - 5) : found.start() + 1])
        if named is not None and _number(named["year"]) != year:
            continue
        told = re.split(r"[。;!?]", block.text[: found.start()])[-1]
        clause = re.split(r"[,。;!?]", block.text[found.end() :])[0]
        if not words.TARGET.search(told + found[0] + clause):
            return True
    return False


def so_far(document: Document, calendar: Calendar) -> Period | None:
    """The one time from January on that paragraphs tell of, in a paper that never says 全年."""
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


def _told_of(document: Document, calendar: Calendar) -> Iterator[tuple[Block, int, list[Mention]]]:
    """The paragraphs with amounts, where their first one stands, and the times they name.

    What a section gives out as work to come is none of them.
    """
    planned = 0
    for block in document.blocks:
        if block.kind == "heading" and block.level > 1:
            planned = 0 if planned >= block.level else planned
            ahead = words.PLANNED_SECTION.search(block.text)
            back = words.LOOKING_BACK.search(block.text)
            planned = planned or (block.level if ahead and not back else 0)
        if block.kind == "paragraph" and not planned:
            told = [each for each in quantities(block.text) if not each.weak]
            if told:
                yield block, told[0].start, list(calendar.mentions(block.text))


def opened(document: Document, calendar: Calendar) -> Period | None:
    """A part of the year that the first told amounts are of, in a paper that never says 全年.

    稳住了!1—6月,规上工业总产值…; what follows without a time is of the same months. A year that
    stands before it (2022年以来,…。截至10月底,…) is no other time, nor is a tale without one.
    """
    first: Period | None = None
    latest = 0
    for block, start, mentions in _told_of(document, calendar):
        told = [each for each in mentions if each.role == "frame" and each.period.months < 12]
        latest = max([latest, *(m.period.last_month for m in told if not planned(m, block))])
        if first is None and mentions:
            first = _opens_with(mentions, start)
            if first is None and (told or mentions[0].role != "frame"):
                return None
    if first is None or first.first_month != calendar.year * 12 or first.months == 1:
        return None
    return first if latest <= first.last_month else None


def _opens_with(mentions: list[Mention], start: int) -> Period | None:
    """The last part of a year before the first amount, or the day up to which it is told."""
    for mention in reversed(mentions):
        before = mention.role == "frame" and mention.start < start
        ends = mention.role == "frame" and mention.until and mention.period.months == 1
        if ends and (before or mentions[0].role == "frame" and mentions[0].period.months == 12):
            return mention.period.year_to_date()
        if before and mention.period.months < 12:
            return mention.period
    return None


def planned(mention: Mention, block: Block) -> bool:
    """Whether a time is one to come: 下半年每个专班至少再签2个."""
    before = re.split(r"[。;!?]", block.text[: mention.start])[-1][-4:]
    clause = before + re.split(r"[。;!?]", block.text[mention.start :])[0]
    return bool(words.TARGET.search(clause) or _ASKED.search(clause))


def the_month(document: Document, calendar: Calendar) -> Period | None:
    """The month or quarter that a paper tells of, named before its first amount: 5月份,收件3件.

    Beside it such a paper may tell what was done since January (1—5月累计) or the month before;
    a later month says that it is of another time.
    """
    told = _opening(document, calendar)
    if told is None or told.last_month // 12 != calendar.year:
        return None
    beside = [
        mention.period
        for block, _start, mentions in _told_of(document, calendar.opened(told))
        for mention in mentions
        if mention.role == "frame"
        and mention.period.months < 12
        and not planned(mention, block)
    ]
    others = [each for each in beside if each.months == told.months and each != told]
    later = any(each.last_month > told.last_month for each in beside)
    return None if later or len(others) > len(beside) / 3 else told


def _opening(document: Document, calendar: Calendar) -> Period | None:
    """The month, quarter or half that opens the first paragraph with amounts and a time."""
    for start, mentions in _heads(document, calendar):
        for opening in mentions[:1]:
            opens = opening.role == "frame" and not opening.until and opening.start <= _OPENS
            part = opens and opening.start < start and opening.period.months in (1, 3, 6)
            return opening.period if part else None
    return None


def _heads(document: Document, calendar: Calendar) -> Iterator[tuple[int, list[Mention]]]:
    """Where the first amount of each paragraph stands and the times it names.

    A paragraph at the head that only names the time leads in what is told: 9月份,运行平稳。当月□.
    """
    for block in document.blocks[:4]:
        text = block.text.lstrip("*_# ")
        if block.kind != "cell" and not quantities(text):
            named = [
                each
                for each in calendar.mentions(text)
                if each.role == "frame" and each.period.months < 12
            ]
            if named and named[0].start <= _LEADS and not _THIS.match(text, named[0].start):
                yield len(text), named
    for block, start, named in _told_of(document, calendar):
        if named and not _THIS.match(block.text, named[0].start):
            yield start, named


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
            elif _leads(mention, period, day) and not _since_january(told, period, calendar):
                return period
            elif period.months == 1 or period.first_month % 12:
                continue
            behind = day.first_month - period.last_month
            return period if 0 <= behind <= 2 else None
    return None


def _leads(mention: Mention, period: Period, day: Period) -> bool:
    """Whether a paper is of the quarter that ended before its day and that it begins with."""
    ended = 0 < day.first_month - period.last_month <= 2
    return ended and period.months == 3 and mention.start <= _LEADS


def _since_january(block: Block, quarter: Period, calendar: Calendar) -> bool:
    """Whether it also names the months up to that quarter's end: 现将前三季度情况通报如下."""
    whole = quarter.year_to_date()
    return whole != quarter and any(m.period == whole for m in calendar.mentions(block.text))
