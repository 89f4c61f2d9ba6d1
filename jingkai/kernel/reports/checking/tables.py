"""A cell of a table: its headings say what, when, whose and in which unit."""

import re
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.document import Block
from jingkai.kernel.reports.checking.numbers import base_unit, numbers_at, scaled
from jingkai.kernel.reports.checking.quantities import Quantity, quantities

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.context import Said, Setting

_BARE = re.compile(
    r"(?P<sign>[-—+])?(?P<number>[\d,]+(?:\.\d+)?)(?P<more>余|多)?(?:\(.*\))?"
)
_UNIT_WORDS = words.any_of(words.MEASURED + " " + words.COUNTED + " " + words.LINKED)
_UNIT_PLACE = re.compile(
    rf"(?:单位[::]?|[(\[/,、:])\s*(?P<unit>(?:万亿|千万|百万|[亿万千百])?(?:个?{_UNIT_WORDS})"
    rf"(?:/{words.any_of(words.DENOMINATORS)})?)\s*(?=[)\],、;。]|$)"
)
_UNIT_ALONE = re.compile(rf"(?:万亿|千万|百万|[亿万千百])?个?{_UNIT_WORDS}(?:/[\u4e00-\u9fff]{{1,4}})?")
_RATIO_COLUMN = re.compile(r"(?:增长|增速|增幅|同比|±|占比|比重|率)\s*(?:\(?%\)?)")
_NO_FIGURE = re.compile(r"序号|编号|年份|日期|时间|代码|电话|排名|位次|名次|文号|备注")


def unit_in(heading: str) -> str:
    """The unit a heading names in brackets or behind 单位.

    >>> unit_in("总投资(亿元)"), unit_in("单位:万元"), unit_in("项目")
    ('亿元', '万元', '')
    """
    if ratio := _RATIO_COLUMN.search(heading):
        return "%" if "%" in ratio[0] else ""
    found = _UNIT_PLACE.search(heading)
    return found["unit"] if found else ""


def cell(block: Block, setting: "Setting") -> "Said | None":
    """The amount in a cell, told as the sentence "row, column, amount"."""
    quantity = _quantity(block)
    if quantity is None:
        return None
    from jingkai.kernel.reports.checking.context import SLOT, Said, Sentence, _period, _Scope

    template = f"{block.row},{block.column},{SLOT}"
    slot = len(template) - 1
    calendar = setting.calendar
    for mention in calendar.mentions(block.caption):
        if mention.role in ("frame", "aside") and mention.period.months <= 60:
            calendar = calendar.within(mention.period)
    mentions = tuple(calendar.mentions(template))
    sentence = Sentence(template, (slot,), (quantity,), mentions)
    scope = _Scope(sentence, setting, False)
    framed = [m for m in mentions if m.role in ("frame", "aside", "near")]
    period = framed[-1].period if framed else _period(sentence, 0, calendar)[0]
    return Said(
        quantity=quantity, block=block, sentence=sentence, index=0,
        period=period, until=any(m.until for m in framed), heading=setting.heading,
        ours=not scope.other(0), claimed=not scope.planned(0), part=scope.part(0),
    )  # fmt: skip


def _quantity(block: Block) -> Quantity | None:
    text = block.text
    headings = f"{block.row} {block.column}"
    if _NO_FIGURE.search(block.column):
        return None
    bare = _BARE.fullmatch(text)
    if bare is None:
        found = quantities(text)
        return found[0] if len(found) == 1 and len(text) <= 40 else None
    unit = _unit(block)
    if not unit:
        return None
    number = numbers_at(bare["number"], 0)
    if not number or number[0].length != len(bare["number"]):
        return None
    name, factor = base_unit(unit.replace("个", "", 1) if unit[-1] != "个" else unit)
    value, step = scaled(number[0].value, factor), scaled(number[0].step, factor)
    falls = re.search(r"降幅|下降|减少", headings) and not re.search(r"增长|增减", headings)
    if bare["sign"] in ("-", "—") or falls:
        value = -value
    end = bare.end("more") if bare["more"] else bare.end("number")
    qualifier = "more_than" if bare["more"] else "exact"
    return Quantity(0, end, value, name, qualifier, step)  # type: ignore[arg-type]


def _unit(block: Block) -> str:
    """From the column of units, the heading of row or column, or the table's caption."""
    for place in (block.column, block.row):
        if re.search(r"(?:增长|增速|增幅|降幅|同比|占比|比重)", place) and "(" not in place:
            return "%"
    for heading in (block.column, block.row, block.caption):
        if unit := unit_in(heading):
            return unit
    for part in re.split(r"[ ,|]", block.row):
        if part and _UNIT_ALONE.fullmatch(part):
            return part
    return ""
