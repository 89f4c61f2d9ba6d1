"""The times that an amount may be of, each with the signs for it.

Every time that is named near an amount is one: in its sentence, its paragraph, its headings, the
head of its table; besides them the paper's own times and what follows from any of these, as the
same time a year before. What the rules of `reaching` and `needed` say is a strong sign, no more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.needed import ruled
from jingkai.kernel.reports.checking.own_times import Own
from jingkai.kernel.reports.checking.periods import Mention
from jingkai.kernel.reports.checking.reaching import reached
from jingkai.kernel.reports.checking.sentences import SLOT

_WORDS = re.compile(
    r"累计|单月|[当本这]个?月|[当本这]个?季|同期|上年|去年|上个?月|较|比|对|全年|截[至止]|现[有在]|目前|眼下|年初|计划|安排"
    r"|任务|目标|[月期年季][底末]|新|共|已|总|至今|以来|往年|原来?|上半年|去|年度|净|完成|占|达|还|仍|在"
)
"""Words beside an amount that may tell of which time it is."""
_HALF = re.compile(r"(?<![上下前后一两大小])半年")
_LAST = 12
"""Characters before an amount in which words are read."""


_JOINS = 2
"""Characters that join two amounts of one figure: 131.5亿元对116.9亿元."""


@dataclass
class Told:
    """What has been told before an amount: the time chosen last, and what each figure was when."""

    said: Said | None = None
    period: Period | None = None
    stated: dict[tuple[str, int, int], Said] = field(default_factory=dict)
    blocks: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    """The times that blocks name, kept while they are read."""
    running: Period | None = None
    """The part of a year of which the paper tells, and of nothing behind it."""


@dataclass(frozen=True)
class Offer:
    """A time with the signs for and against it."""

    period: Period
    signs: tuple[str, ...]


def offers(said: Said, candidate: Candidate, own: Own, told: Told) -> list[Offer]:
    """The times that the amount, which states that figure, may be of; the one by rule first.

    What there is at a period's end is the same number for every time that ends with it, so that
    such times are one.
    """
    rule = ruled(said, candidate)
    if rule is None:
        return []
    stock = candidate.nature == "stock"
    kind = _kind(candidate)
    mention = _mention(said)
    found: dict[tuple[int, int], tuple[Period, dict[str, None]]] = {}
    for period, sign in _named(said, rule, mention, own, told, kind):
        if stock:
            period = _ended(period, told.running)
        found.setdefault(key_of(period, candidate), (period, {}))[1][sign] = None
    beside = _beside(said)
    offered = []
    for key, (period, signs) in found.items():
        before = told.stated.get((candidate.code, *key))
        again = (_again(before, said),) if before else ()
        more = _of(period, rule, kind, beside, stock)
        offered.append(Offer(period, (*signs, *again, *more)))
    return offered


def _ended(period: Period, running: Period | None) -> Period:
    """When a stretch ends for what is counted there: a year of which a part is told, with it."""
    if running is not None and period.months == 12:
        if period.first_month <= running.first_month and running.last_month < period.last_month:
            return running
    return Period(period.last_month - 11, 12) if period.months > 12 else period


def key_of(period: Period, candidate: Candidate) -> tuple[int, int]:
    """What makes a time of that figure another one: for a stock its end alone."""
    stock = candidate.nature == "stock"
    return (period.last_month, 0) if stock else (period.first_month, period.months)


def _again(before: Said, said: Said) -> str:
    """Whether the figure was told of that time before, and as the same amount."""
    same = before.quantity.value == said.quantity.value
    near = "sentence" if before.sentence is said.sentence else "text"
    return f"again:{near}{'=' if same else ''}"


def _kind(candidate: Candidate) -> str:
    """How its kind of figure is told in time: at an end or over a stretch."""
    if candidate.kind == "growth":
        return "gc" if candidate.cumulative else "g"
    nature = "s" if candidate.nature == "stock" else "f"
    return f"{nature}{'h' if candidate.kind == 'share' else ''}"


def _mention(said: Said) -> Mention | None:
    """The time that reaches the amount by the rules."""
    if said.block.kind != "cell":
        return reached(said.sentence, said.index)
    framed = [m for m in said.sentence.mentions if m.role in ("frame", "aside", "near")]
    return framed[-1] if framed else None


def _named(
    said: Said, rule: Period, mention: Mention | None, own: Own, told: Told, kind: str
) -> Iterator[tuple[Period, str]]:
    """Times with signs: a time that has several comes several times."""
    cell = "c" if said.block.kind == "cell" else "g" if kind[0] == "g" else ""
    source = _role(mention) if mention else _inherits(said, own)
    yield rule, f"rule:{cell}{source}"
    yield from _in_sentence(said, cell)
    yield from _in_block(said, told)
    yield from _in_headings(said)
    inherited = "" if mention else "car_" if source == "carried" else "inh_"
    yield said.calendar.base, f"{inherited}section"
    if said.calendar.until:
        yield said.calendar.base.year_to_date(), f"{inherited}section_until"
    for period, names in own.items():
        for name in names:
            yield period, f"{inherited}own:{name}"
        yield period, f"{inherited}own:{min(len(names), 6)}"
    yield from _following(said, rule, mention, told)


def _role(mention: Mention) -> str:
    return f"{mention.role}{'_until' if mention.until else ''}"


def _inherits(said: Said, own: Own) -> str:
    """Where an amount's time by rule is from when its sentence names none."""
    calendar = said.calendar
    if calendar.base != calendar.whole:
        return "carried"
    if len(own) == 1:
        return "alone"
    return "bare" if {*own.get(calendar.base, ())} <= {"base", "year", "year_told"} else "inherited"


def _in_sentence(said: Said, cell: str) -> Iterator[tuple[Period, str]]:
    slot, template = said.sentence.slots[said.index], said.sentence.template
    for mention in said.sentence.mentions:
        if mention.start > slot:
            between = template[slot + 1 : mention.start]
            place = f"behind{between.count(SLOT) and 1}{'' if re.search('[,;:]', between) else '='}"
        else:
            between = template[mention.end : slot]
            clauses = "" if re.search("[,;:]", between) else "="
            place = f"before{min(between.count(SLOT), 2)}{clauses}"
        sign = f"{cell}{_role(mention)}:{place}"
        yield mention.period, sign
        yield mention.period, f"{_shape(mention.period)}:{place}"
        if (so_far := mention.period.year_to_date()) != mention.period:
            yield so_far, f"{sign}+"


def _in_block(said: Said, told: Told) -> Iterator[tuple[Period, str]]:
    """Times that the paragraph names before the sentence; at a cell its caption and columns."""
    block = said.block
    if block.kind == "cell":
        for text, name in ((block.caption, "caption"), (block.beside, "beside")):
            for mention in said.calendar.mentions(text):
                yield mention.period, f"{name}:{_role(mention)}"
        return
    if (mentions := told.blocks.get(id(block))) is None:
        mentions = tuple(said.calendar.mentions(block.text))
        told.blocks = {id(block): mentions}
    before = said.quantity.start
    named = [m for m in mentions if m.end <= before and m.role != "against"]
    for back, mention in enumerate(reversed(named[-3:])):
        yield mention.period, f"block{back}:{_role(mention)}"
        if mention.until:
            yield mention.period.year_to_date(), f"block{back}:until+"


def _in_headings(said: Said) -> Iterator[tuple[Period, str]]:
    for mention in said.calendar.mentions(said.heading):
        yield mention.period, f"heading:{_role(mention)}"
    for mention in said.calendar.mentions(said.above):
        yield mention.period, f"above:{_role(mention)}"


def _following(
    said: Said, rule: Period, mention: Mention | None, told: Told
) -> Iterator[tuple[Period, str]]:
    """Times that follow from the one by rule, from the paper's year, or from what was told."""
    yield rule.shift(-12), "year_before"
    yield Period(rule.last_month - 1, 1), "month_before"
    year = rule.last_month // 12
    if _HALF.search(said.sentence.template):
        yield Period.half(year, 1), "half"
    if (turn := _in_turn(said, rule)) is not None:
        yield turn, "turn"
    others = {
        "so_far": rule.year_to_date(),
        "whole_year": Period.year(year),
        "last_month": Period(rule.last_month, 1),
    }
    yield from ((period, sign) for sign, period in others.items() if period != rule)
    if told.period is None or told.said is None:
        return
    near = told.said.sentence is said.sentence
    place = "sentence" if near else "block" if told.said.block is said.block else "text"
    yield told.period, f"told:{place}{'' if mention else '_inh'}"
    if near and len(said.left) <= _JOINS:
        yield told.period.shift(-12), f"told:year_before:{said.left}"
        yield told.period.shift(12), f"told:year_behind:{said.left}"


def _in_turn(said: Said, rule: Period) -> Period | None:
    """The year at the amount's place: 三年里收件依次为□、□、□."""
    head = last = said.index
    while head and len(said.sentence.left(head)) <= _JOINS:
        head -= 1
    while last + 1 < len(said.sentence.slots) and len(said.sentence.left(last + 1)) <= _JOINS:
        last += 1
    if rule.months < 24 or rule.months != 12 * (last - head + 1):
        return None
    return Period(rule.first_month + 12 * (said.index - head), 12)


def _beside(said: Said) -> tuple[str, ...]:
    """Words beside the amount that may tell of which time it is."""
    clause = re.split(r"[;。:]", said.left)[-1][-_LAST:]
    if said.block.kind == "cell":
        clause = f"{said.block.row},{said.block.column}"
    return tuple(dict.fromkeys(_WORDS.findall(f"{clause}|{said.right[:4]}")))


def _of(
    period: Period,
    rule: Period,
    kind: str,
    beside: Iterable[str],
    stock: bool,
) -> Iterator[str]:
    """Signs that follow from a time itself beside the one by rule, and from words near by."""
    relation, shape = _relation(period, rule, stock=stock), _shape(period)
    yield f"is:{relation}"
    yield f"is:{relation}:{kind}"
    yield f"shape:{'' if stock else shape}:{kind}"
    for word in beside:
        yield f"w:{word}:{relation}"


def _relation(period: Period, rule: Period, *, stock: bool) -> str:
    """What a time is to the one by rule."""
    if period == rule or stock and period.last_month == rule.last_month:
        return "rule"
    if period.last_month == rule.last_month:
        return "longer" if period.months > rule.months else "shorter"
    if period.last_month // 12 != rule.last_month // 12:
        years = period.last_month // 12 - rule.last_month // 12
        same = period.last_month % 12 == rule.last_month % 12
        return f"{max(-2, min(years, 1))}{'same' if same and period.months == rule.months else ''}"
    inside = rule.first_month <= period.first_month and period.last_month <= rule.last_month
    holds = period.first_month <= rule.first_month and rule.last_month <= period.last_month
    order = "later" if period.last_month > rule.last_month else "earlier"
    return "inside" if inside else "around" if holds else order


def _shape(period: Period) -> str:
    """How long it is, and whether it begins with the year; a January is a month like others."""
    if period.months > 12:
        return "years"
    if period.months == 1:
        return "1"
    length = period.months if period.months in (1, 3, 6, 12) else "n"
    return f"{length}{'' if period.first_month % 12 else 'j'}"
