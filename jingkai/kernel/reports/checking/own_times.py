"""The times that a paper as a whole may be of, each with what speaks for it.

A paper seldom says it outright: its title names a month, its date tells when it was given, its
first paragraph begins with a time. `base_of` chooses one by rules; here all of them are told, so
that what an amount without a time is of can be weighed.
"""

import re
from collections import Counter
from collections.abc import Iterator

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.dating import opened, preamble, so_far, tells_whole, the_month
from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.quantities import quantities

_HEAD, _FOOT, _TITLE = 6, 3, 60
"""Blocks at the head and at the foot that may date a paper; characters of a title at most."""
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[12]\d|3[01]|0?[1-9])[日号]"
)
_ELSE = re.compile(
    r"(?:未|没|无|除|如非)[^,;。]{0,10}(?:写|注|说|标|特别|交代|提到)|下同|统计(?:口径|时段|期间|区间)"
    r"|(?:数据|数字|情况)[^,;。]{0,6}(?:截至|截止|均为|为)"
)
"""Words that say of which time all is that names none: 文中未另写日期的,均为今年1至7月."""
_NAMED = ("frame", "aside")
_FEW = 2
"""Paragraphs and headings of which one may be like most."""
type Own = dict[Period, tuple[str, ...]]


def own_times(document: Document, calendar: Calendar) -> Own:
    """Each time that the paper may be of and the names of the signs for it.

    `calendar` is the paper's own, its base the time that the rules choose or that was given; beside
    one that was given stands only its year.
    """
    if calendar.given:
        year = Period.year(calendar.base.last_month // 12)
        return {calendar.base: ("given",), **({} if calendar.base == year else {year: ("year",)})}
    told: dict[Period, list[str]] = {}
    whole = tells_whole(document, calendar.year)
    for name, period in _signs(document, calendar):
        if period is not None:
            told.setdefault(period, []).append(name)
    year = Period.year(calendar.year)
    told.setdefault(year, []).append("year_told" if whole else "year")
    return {period: tuple(dict.fromkeys(names)) for period, names in told.items()}


def _signs(document: Document, calendar: Calendar) -> Iterator[tuple[str, Period | None]]:
    plain = calendar.opened(Period.year(calendar.year))
    yield "base", calendar.base
    yield "preamble", preamble(document, plain)
    yield "opened", opened(document, plain)
    yield "so_far", so_far(document, plain)
    yield "month", the_month(document, plain)
    for place, block in enumerate(document.blocks[:_HEAD]):
        yield from _headed(place, block, plain)
    for day, name in _days(document, calendar.year):
        for sign, period in _of_day(day):
            if name == "day" or sign != "_year":
                yield f"{name}{sign}", period
    yield from _often(document, plain)


def _headed(place: int, block: Block, calendar: Calendar) -> Iterator[tuple[str, Period | None]]:
    """The times of a title, of a line beneath it without amounts, of a line that says it of all."""
    if block.kind == "cell":
        return
    title = place < 3 and len(block.text) <= _TITLE and "。" not in block.text
    for sentence in block.text.split("。"):
        says = _ELSE.search(sentence)
        if not (title or says) and quantities(sentence):
            return
        name = "says" if says else "title" if title else "head"
        for mention in calendar.mentions(sentence):
            period = mention.period
            if mention.role in _NAMED and period.months <= 12:
                yield name, period
                if period.months < 12:
                    yield f"{name}_so_far", period.year_to_date()


def _days(document: Document, year: int) -> Iterator[tuple[Period, str]]:
    """The months of the days by which a paper is dated, and whether their year is named."""
    blocks = document.blocks
    for block in {id(b): b for b in (*blocks[:_HEAD], *blocks[-_FOOT:])}.values():
        if block.kind == "cell" or len(block.text) > 2 * _TITLE:
            continue
        for found in _DAY.finditer(block.text):
            dated = "" if found["year"] else "a_"
            yield Period.month(int(found["year"] or year), int(found["month"])), f"{dated}day"


def _of_day(day: Period) -> Iterator[tuple[str, Period | None]]:
    """What a paper of that month may tell of: it, the month before, what had ended by then."""
    before = day.shift(-1)
    yield "", day
    yield "_before", before
    yield "_so_far", before.year_to_date()
    yield "_with_it", day.year_to_date()
    quarter = Period(day.first_month // 3 * 3 - 3, 3)
    yield "_quarter", quarter
    yield "_quarters", quarter.year_to_date()
    if day.first_month % 12 < 4:
        yield "_year", Period.year(day.first_month // 12 - 1)


def _often(document: Document, calendar: Calendar) -> Iterator[tuple[str, Period | None]]:
    """The times that most paragraphs and headings name, and the first one; one alone has none."""
    named = Counter(
        pair
        for block in document.blocks
        if block.kind != "cell"
        for pair in dict.fromkeys(
            (mention.period, mention.until)
            for mention in calendar.mentions(block.text)
            if mention.role == "frame" and mention.period.months < 12
        )
    )
    told: Counter[Period] = Counter()
    if sum(block.kind != "cell" for block in document.blocks) < _FEW:
        return
    for (period, until), count in named.items():
        told[period] += count
        if until:
            yield "ended", period
            yield "ended_so_far", period.year_to_date()
    for place, (period, count) in enumerate(told.most_common(3)):
        share = count / told.total()
        yield f"often{place}", period
        yield f"often_{'most' if share > 0.6 else 'half' if share > 0.35 else 'some'}", period
        if not place:
            yield "often_so_far", period.year_to_date()
    if told:
        yield "first", next(iter(told))
