"""Which of the times that a sentence names an amount is of."""

import re
from itertools import pairwise

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.periods import Calendar, Mention
from jingkai.kernel.reports.checking.sentences import SLOT, Sentence


def period_of(sentence: Sentence, index: int, calendar: Calendar) -> tuple[Period, bool]:
    """The period of one amount: the last mention before it that reaches it, else the calendar's."""
    slot, mention = sentence.slots[index], reached(sentence, index)
    if mention is None:
        return _so_far(calendar.base, calendar.until, sentence.template[:slot])
    between = sentence.template[mention.end : slot] if mention.end < slot else ""
    return _so_far(mention.period, mention.until, between)


def reached(sentence: Sentence, index: int) -> Mention | None:
    """The time named in the sentence that an amount is of."""
    slot = sentence.slots[index]
    behind = sentence.template[slot + 1 :]
    for mention in sentence.mentions:
        gap = sentence.template[slot + 1 : mention.start]
        if mention.start > slot and re.fullmatch(r"[\u4e00-\u9fff]{0,2}\(", gap):
            closed = behind[: mention.end - slot + 4]
            if ")" in closed and SLOT not in closed.partition(")")[0]:
                return mention
    if (turn := _in_turn(sentence, index)) is not None:
        return turn
    for mention in reversed(sentence.mentions):
        if mention.start < slot and _reaches(mention, sentence, index):
            return mention
    return None


def _so_far(period: Period, until: bool, between: str) -> tuple[Period, bool]:
    """The time since January when 累计 stands behind a month: 当月□,累计□,增长□."""
    if period.months == 1 and not until and "累计" in between:
        return period.year_to_date(), until
    return period, until


_STARTS = re.compile(r"(?:由|从)(?:原来的?|最初的?|期初的?)?$")
_ARRIVES = re.compile(
    r"(?:增|提高|提升|上升|升|降|降低|下降|减少|延长|扩大|增长|缩短|压缩|发展|跃升|攀升|拓展|增加)"
    r"[到至为了]{1,2}$"
)


def end_of(
    sentence: Sentence, index: int, period: Period, until: bool
) -> tuple[Period, bool]:
    """The ends of a change over several years: 五年来路由29条增加到46条."""
    first, last = period.first_month // 12, period.last_month // 12
    if period.months < 24 or period.months % 12 or period.first_month % 12:
        return period, until
    if _STARTS.search(sentence.left(index)):
        return Period.year(first - 1), True
    if index and _STARTS.search(sentence.left(index - 1)):
        if _ARRIVES.search(sentence.left(index)):
            return Period.year(last), until
    return period, until


_THIS = re.compile(r"[当本]月|单月")


def _this(mention: Mention, sentence: Sentence) -> bool:
    return bool(_THIS.fullmatch(sentence.template[mention.start : mention.end]))


_JOINED = re.compile(r"[、和与及]|以及")
_TURNS = re.compile(r"(?:分别|依次)[^,;。□]{0,6}$")


def _in_turn(sentence: Sentence, index: int) -> Mention | None:
    """The period at the amount's place: 7月、8月、9月产值依次为□、□和□."""
    head = index
    while head and _JOINED.fullmatch(sentence.left(head)):
        head -= 1
    last = index
    while last + 1 < len(sentence.slots) and _JOINED.fullmatch(sentence.left(last + 1)):
        last += 1
    size, slot = last - head + 1, sentence.slots[head]
    told = [m for m in sentence.mentions if m.end <= slot and not _this(m, sentence)][-size:]
    gaps = (sentence.template[a.end : b.start] for a, b in pairwise(told))
    if size < 2 or len(told) < size or not all(_JOINED.fullmatch(gap) for gap in gaps):
        return None
    joined = _TURNS.search(sentence.template[told[-1].end : slot])
    return told[index - head] if joined else None


def _reaches(mention: Mention, sentence: Sentence, index: int) -> bool:
    slot = sentence.slots[index]
    between = sentence.template[mention.end : slot]
    match mention.role:
        case "frame":
            return not _bracketed(mention, sentence, slot)
        case "near":
            if _measures(mention, sentence, index):
                return False
            return SLOT not in between and not re.search(r"[,;]", between)
        case "aside":
            if _measures(mention, sentence, index):
                return False
            if SLOT not in sentence.template[: mention.start]:
                return True
            closed = re.search(r"[,;)]", between)
            opening = re.match(r"[,:]", between)
            return not closed or bool(opening and SLOT not in between)
    return False


_TIMES_OF = re.compile(r"(?:全年|[底末])?的[^,;。□]{0,3}")
_RATHER = re.compile(r"(?:高于|低于|快于|慢于|多于|少于|[较比])$")


def _measures(mention: Mention, sentence: Sentence, index: int) -> bool:
    """Whether a time only measures the amount: 是上年的2倍, 高于上年8.5个百分点."""
    unit = sentence.quantities[index].unit
    between = sentence.template[mention.end : sentence.slots[index]]
    if unit == "倍":
        return not between or bool(_TIMES_OF.fullmatch(between))
    rather = _RATHER.search(sentence.template[: mention.start])
    return unit == "百分点" and not between and bool(rather)


def _bracketed(mention: Mention, sentence: Sentence, slot: int) -> bool:
    """Whether the mention stands in brackets that are closed before the amount."""
    opened = sentence.template.rfind("(", 0, mention.start)
    closed = sentence.template.find(")", mention.end)
    inner = sentence.template[opened : mention.start] if opened >= 0 else ")"
    return ")" not in inner and 0 <= closed < slot and SLOT + "(" in sentence.template[: opened + 1]
