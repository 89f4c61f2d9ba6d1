"""A cell of a table: its headings say what, when, whose and in which unit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import BARE
from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.headings import unit_of
from jingkai.kernel.reports.checking.quantities import Quantity, quantities
from jingkai.kernel.reports.checking.scope import Scope
from jingkai.kernel.reports.checking.sentences import SLOT, Sentence

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.context import Said, Setting
    from jingkai.kernel.reports.checking.periods import Calendar

_BARE = re.compile(
    r"(?P<head>(?:已?突破|超过?|近|约|逾|不低于|不超过|不足"
    r"|[-—+])?)(?P<number>[\d,]+(?:\.\d+)?)(?P<more>余|多)?"
    r"(?P<tail>(?:及?以上|以内|以下|左右)?)(?:\(.*\))?"
)
_NO_FIGURE = re.compile(r"序号|行次|栏次|编号|年份|日期|时间|代码|电话|排名|位次|名次|文号|备注")
_GROWTH = re.compile(r"增长|增速|增幅|降幅|同比|增减")
_DONE = re.compile(r"实绩|实际|完成[值数额量情]|(?:累计|本期)?完成$|同期|上年|执行数")
"""A column of what was done, beside one of what is planned."""
_BARE_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=[,\s(])")
"""A year at the head of a column, as the years of a review stand side by side."""
_YEARLY = re.compile(r"(?:全年|年度|年)(?:计划|目标|任务|预期)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = 12
"""Of a number without a unit; what is longer is no count."""
_FALLS = re.compile(r"降幅|下降|减少")


def cells(block: Block, setting: "Setting") -> "Iterator[Said]":
    """The amounts in a cell, each told as the sentence "row, column, amount"."""
    from jingkai.kernel.reports.checking.context import Said

    calendar = _calendar(block, setting.calendar)
    found = _quantities(block)
    template, slots = _BARE_YEAR.sub(r"\1年", f"{block.row},{block.column},"), []
    at = 0
    for quantity in found:
        template += block.text[at : quantity.start]
        slots.append(len(template))
        template += SLOT
        at = quantity.end
    mentions = tuple(calendar.mentions(template))
    framed = [m for m in mentions if m.role in ("frame", "aside", "near")]
    sentence = Sentence(template, tuple(slots), tuple(found), mentions)
    done = _DONE.search(block.column) or any(
        m.period.last_month // 12 < calendar.year for m in framed
    )
    scope = Scope(
        sentence, setting.names, planned="" if done else setting.planned,
        others=setting.others, elsewhere=setting.elsewhere > 0,
    )  # fmt: skip
    year = calendar.base.months < 12 and _YEARLY.search(block.column)
    base = Period.year(calendar.base.last_month // 12) if year else calendar.base
    for index, quantity in enumerate(found):
        yield Said(
            quantity=quantity, block=block, sentence=sentence, index=index,
            period=framed[-1].period if framed else base, calendar=calendar,
            until=any(m.until for m in framed), heading=setting.heading, above=setting.above,
            doubts=scope.doubts(index), part=scope.part(index),
        )  # fmt: skip


def _calendar(block: Block, calendar: "Calendar") -> "Calendar":
    """The caption's period; for growth and totals so far, that of the column beside."""
    for mention in calendar.mentions(block.caption.partition("。")[0]):
        if mention.role in ("frame", "aside") and not mention.until:
            calendar = calendar.within(mention.period)
    growth, so_far = _GROWTH.search(block.column), re.search(r"累计", block.column)
    if not (growth or so_far or re.search(r"同期", block.column)):
        return calendar
    beside = [
        mention.period
        for mention in calendar.mentions(block.beside)
        if mention.role == "frame"
        and mention.period.last_month // 12 <= calendar.year
        and not re.match(r"上个?月", block.beside[mention.start :])
    ]
    if not beside:
        return calendar
    return calendar.within(beside[-1].year_to_date() if so_far else beside[-1])


def _quantities(block: Block) -> list[Quantity]:
    if _NO_FIGURE.search(block.column):
        return []
    bare = _BARE.fullmatch(block.text)
    if bare is None:
        return quantities(block.text) if len(block.text) <= 60 else []
    unit = unit_of(block.row, block.column, block.caption)
    if not unit:
        return _without_unit(bare, block)
    made = _with_unit(bare, unit)
    if made is None:
        return []
    headings = f"{block.row} {block.column}"
    falls = _FALLS.search(headings) and not re.search(r"增长|增减", headings)
    return [made.negated() if falls else made]


def _without_unit(bare: re.Match[str], block: Block) -> list[Quantity]:
    """A whole number whose headings tell no unit may count something."""
    plain = not bare["head"] and not bare["more"] and not bare["tail"] and "." not in bare["number"]
    if not plain or not (block.row or block.column) or len(bare["number"]) > _DIGITS:
        return []
    if _YEAR.fullmatch(bare["number"]):
        return []
    value = Decimal(bare["number"].replace(",", ""))
    start, end = bare.span("number")
    return [Quantity(start, end, value, BARE, "exact", Decimal(1), weak=True)]


def _with_unit(bare: re.Match[str], unit: str) -> Quantity | None:
    """The amount of a bare number, read as if its unit stood behind it."""
    more, tail = bare["more"] or "", bare["tail"]
    head = bare["head"].replace("—", "-")
    found = quantities(f"{head}{bare['number']}{more}{unit}{tail}")
    if len(found) != 1:
        return None
    return replace(found[0], end=bare.end("tail"))
