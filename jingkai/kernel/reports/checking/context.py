"""Each amount in its sentence: what stands before and behind it, when it was, whose it is.

A sentence becomes a template in which every amount is one sign, so that rules see the words
around amounts and nothing of the figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import english, tables, words
from jingkai.kernel.reports.checking.dating import gives_date, headed, years_ahead
from jingkai.kernel.reports.checking.document import Block, Document
from jingkai.kernel.reports.checking.paper_time import paper_time
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.quantities import Quantity, quantities
from jingkai.kernel.reports.checking.ranking import Ranker
from jingkai.kernel.reports.checking.reaching import end_of, period_of
from jingkai.kernel.reports.checking.scope import ANOTHERS, PLANNED, Scope
from jingkai.kernel.reports.checking.sentences import SLOT, Sentence
from jingkai.kernel.reports.checking.zones import elsewhere, others_named

_SENTENCE = re.compile(r"[。!?;]|\.(?!\d)(?=\s*[\u4e00-\u9fff(\"“]|$)")
_ITEM = re.compile(
    r"\s*(?:[-—*•·●■◆▪✅✔☑→]|\(?\d{1,2}[).、]|[①-⑳]|[(（][一二三四五六七八九十]+[)）])"
)
"""A line of a list, for which what opens the list holds as well; so it does for a short one."""
_LINE = 40
_GOES_ON = re.compile(r"月(?:份)?以来$")
"""In a paragraph without amounts it dates what happened, and no amounts behind it."""
_FULL_STOP = re.compile(r"[。!?.]")


@dataclass(frozen=True)
class Said:
    """An amount with what its context says about it."""

    quantity: Quantity
    block: Block
    sentence: Sentence
    index: int
    period: Period | None
    calendar: Calendar
    """The times that hold where its sentence begins."""
    until: bool = False
    heading: str = ""
    above: str = ""
    """All headings that it stands under."""
    doubts: frozenset[str] = frozenset()
    """Why it may be no figure of the zone's year: see `scope`."""
    part: bool = False
    first: bool = False
    """First amount of its paragraph: a heading may name what it is."""

    @property
    def ours(self) -> bool:
        """Whether nothing says that it is another area's."""
        return not self.doubts & ANOTHERS

    @property
    def claimed(self) -> bool:
        """Whether nothing says that it is a target or a forecast."""
        return not self.doubts & PLANNED

    @cached_property
    def left(self) -> str:
        return self.sentence.left(self.index)

    @cached_property
    def right(self) -> str:
        return self.sentence.right(self.index)


@dataclass
class Setting:
    """What is known when a block begins: section, its period, whether it is about plans."""

    calendar: Calendar
    heading: str = ""
    planned: str = ""
    """`section` or `title` when that heading gives out work."""
    names: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    """Proper names of other zones."""
    elsewhere: int = 0
    """Level of the heading that opened a section about another zone; 0 when none did."""
    lead: str = ""
    """`lead` when the paragraph before ends in a colon and gives out work."""
    stack: list[tuple[int, str, Calendar, str]] = field(default_factory=list)

    @property
    def above(self) -> str:
        """All open headings."""
        return " ".join([*(text for _level, text, _calendar, _planned in self.stack), self.heading])


def contexts(
    document: Document,
    year: int,
    names: tuple[str, ...] = (),
    papers: Ranker | None = None,
    period: Period | None = None,
) -> Iterator[Said]:
    """Every amount of the document in its context; `names` are those of the zone itself.

    `period` is what the whole is about, when that is known; else it is chosen, by the weights
    `papers` when not by the learned ones.
    """
    calendar = calendar_of(document, year)
    about = period or paper_time(document, calendar, papers)
    calendar = calendar.opened(about, given=period is not None)
    setting = Setting(calendar, names=names, others=others_named(document, names))
    for block in document.blocks:
        if block.kind == "heading":
            _enter(setting, block, calendar, dated=gives_date(block, document))
        if block.kind == "cell":
            yield from tables.cells(block, setting)
        else:
            yield from _paragraph(block, setting)
            opens = block.text.endswith((":", "：")) and words.TARGET.search(block.text)
            listed = setting.lead and (_ITEM.match(block.text) or len(block.text) <= _LINE)
            setting.lead = "lead" if opens or listed else ""
            _ask(setting, block)


def calendar_of(document: Document, year: int) -> Calendar:
    """The calendar of a paper that tells of that year."""
    return Calendar(year, Period.year(year), ahead=years_ahead(document, year))


def _enter(setting: Setting, block: Block, calendar: Calendar, *, dated: bool = False) -> None:
    """A heading opens a section: its period and whether it speaks of plans hold until the next.

    One that only says when a paper was given (`dated`) opens no other time, nor does a title that
    names the year of which the paper tells a part.
    """
    while setting.stack and setting.stack[-1][0] >= block.level:
        setting.stack.pop()
    above = setting.stack[-1] if setting.stack else (0, "", calendar, "")
    planned = _planned(block, above[3])
    if setting.elsewhere >= block.level:
        setting.elsewhere = 0
    if setting.others and block.level > 1 and elsewhere(block, setting.others):
        setting.elsewhere = block.level
    inside: Calendar = above[2]
    named = None if dated else headed(block, inside)
    if named is not None and not (block.level == 1 and _holds(named.period, calendar.base)):
        inside = inside.within(named.period, until=named.until)
    if block.level > 1 and inside.base.first_month // 12 > calendar.year:
        planned = "section"
    setting.stack.append((block.level, block.text, inside, planned))
    setting.heading, setting.calendar, setting.planned = block.text, inside, planned


def _holds(named: Period, base: Period) -> bool:
    """Whether a title's time holds the paper's own, which ends with it or is told as its part."""
    if named.months == 12:
        return base.months < 12 and base.first_month // 12 == named.first_month // 12
    return named.months == 3 and base.months > 3 and base.last_month == named.last_month


def _planned(block: Block, above: str) -> str:
    """Whether a heading gives out work; one that looks back as well (总结和打算) doesn't."""
    if words.LOOKING_BACK.search(block.text):
        return "" if above == "title" or block.level > 1 else above
    if words.PLANNED_SECTION.search(block.text):
        return "section" if block.level > 1 else "title"
    return above


_QUESTION = re.compile(r"[?？]\s*$|^(?:问|记者|主持人)[:：]")


def _ask(setting: Setting, block: Block) -> None:
    """A question opens the answer as a heading does."""
    base = setting.stack[-1][2] if setting.stack else setting.calendar
    asked = [
        m for m in base.mentions(block.text)
        if m.role in ("frame", "aside") and not _GOES_ON.search(block.text[: m.end])
    ]  # fmt: skip
    if _QUESTION.search(block.text):
        setting.heading = block.text
        parts = [mention for mention in asked if mention.period.months < 12]
        setting.calendar = base.within((parts or asked)[-1].period) if asked else base
    elif block.kind == "heading" or quantities(block.text):
        return
    elif len({mention.period for mention in asked}) == 1:
        opens = asked[0].start < 2 and asked[0].period.months == 12
        if opens or 1 < asked[0].period.months < 12:
            setting.calendar = base.within(asked[0].period)


def _paragraph(block: Block, setting: Setting) -> Iterator[Said]:
    """The amounts of a paragraph; its opening period holds for all of its sentences."""
    first, other, aimed = True, False, False
    for sentence, calendar in _dated(block, setting.calendar):
        scope = Scope(
            sentence, setting.names, planned=setting.planned or setting.lead, other=other,
            others=setting.others, elsewhere=setting.elsewhere > 0, aimed=aimed,
        )  # fmt: skip
        for index in range(len(sentence.quantities)):
            period, until = end_of(sentence, index, *period_of(sentence, index, calendar))
            yield Said(
                quantity=sentence.quantities[index], block=block, sentence=sentence, index=index,
                period=period, calendar=calendar, until=until,
                heading=setting.heading, above=setting.above,
                part=scope.part(index), first=first,
                doubts=_doubts(scope.doubts(index), sentence, index, period, setting),
            )  # fmt: skip
            first = False
        other, aimed = scope.lasts(), scope.aims()


def _doubts(
    doubts: frozenset[str], sentence: Sentence, index: int, period: Period, setting: Setting
) -> frozenset[str]:
    """What an amount's period says beside its scope: no plan is about a year that is over."""
    if _future(period, setting):
        return doubts | {"future"}
    if _later(period, setting):
        return doubts | {"later"}
    over = period.last_month // 12 < setting.calendar.base.last_month // 12
    named = any(m.period == period for m in sentence.mentions if m.start < sentence.slots[index])
    return doubts - {"planned_section", "planned_title"} if over and named else doubts


def _later(period: Period, setting: Setting) -> bool:
    """Whether a period begins behind the part of a year that the paper as a whole tells of."""
    whole = setting.calendar.whole
    return whole is not None and whole.months < 12 and period.first_month > whole.last_month


def _future(period: Period, setting: Setting) -> bool:
    """Whether a period lies behind the year that is told of."""
    base = setting.calendar.base
    told = base.last_month // 12 if base.months <= 12 else 0
    return period.last_month // 12 > max(setting.calendar.year, told)


def sentences(block: Block, calendar: Calendar) -> Iterator[Sentence]:
    """The block's sentences as templates; a semicolon ends one, too."""
    return (sentence for sentence, _calendar in _dated(block, calendar))


def _dated(block: Block, base: Calendar) -> Iterator[tuple[Sentence, Calendar]]:
    """The sentences, each with the calendar that holds where it begins."""
    calendar, outer, opening = base, base, True
    text = block.text
    found = list(english.quantities(text)) if english.is_english(text) else quantities(text)
    start, starts, lead = 0, True, ""
    for end in [*(stop.end() for stop in _SENTENCE.finditer(text)), len(text)]:
        inside = [q for q in found if start <= q.start < end]
        if any(q.end > end for q in inside) or end <= start:
            continue
        sentence = _sentence(text, start, end, inside, calendar, starts, lead)
        yield sentence, calendar
        lead = "" if inside else text[start:end]
        if starts:
            outer, opening = _carried(sentence, calendar, base, opening), False
        starts = bool(_FULL_STOP.search(text[end - 1 : end]))
        calendar = outer if starts else _within(sentence, calendar)
        start = end


def _within(sentence: Sentence, calendar: Calendar) -> Calendar:
    """What the part behind a semicolon starts from: 去年,…;全年签约□."""
    frames = [m for m in sentence.mentions if m.role == "frame"]
    if frames:
        return calendar.within(frames[-1].period, until=frames[-1].until)
    for mention in sentence.mentions[:1]:
        opens = mention.start < 2 and sentence.template[mention.end : mention.end + 1] == ","
        if mention.role == "aside" and opens:
            return calendar.within(mention.period, until=mention.until)
    return calendar


def _sentence(
    text: str,
    start: int,
    end: int,
    inside: list[Quantity],
    calendar: Calendar,
    starts: bool,
    lead: str,
) -> Sentence:
    parts, slots, at = [], [], start
    for quantity in inside:
        parts.append(text[at : quantity.start])
        slots.append(sum(map(len, parts)))
        parts.append(SLOT)
        at = quantity.end
    parts.append(text[at:end])
    template = "".join(parts)
    mentions = tuple(calendar.mentions(template))
    return Sentence(template, tuple(slots), tuple(inside), mentions, starts, lead)


def _carried(sentence: Sentence, calendar: Calendar, base: Calendar, opening: bool) -> Calendar:
    """What the next sentence starts from: the period at the head of this one, if it has one.

    Inside a paragraph about a longer time a shorter one holds for its own sentence only.
    """
    head = [m for m in sentence.mentions if m.start <= 6 and m.role in ("frame", "aside")]
    if opening and not head:
        frames = [m for m in sentence.mentions if m.role == "frame" and 1 < m.period.months < 12]
        head = frames if len({m.period for m in frames}) == 1 else []
    if not head or not sentence.starts or head[0].period.months > 60:
        return calendar
    if re.match(r"上个?[月季]", sentence.template[head[0].start :]):
        return calendar
    period, held = head[0].period, calendar.base
    inside = held.first_month <= period.first_month and period.last_month <= held.last_month
    spoken = head[0].role == "aside" and not re.match(
        r"[\d二一]", sentence.template[head[0].start :]
    )
    if not opening and (spoken or (inside and period != held)):
        return calendar
    return base.within(period, until=head[0].until)
