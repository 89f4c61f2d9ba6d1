"""Units in the headings of tables: 总投资(亿元), 单位:万元, a column of units."""

import re

from jingkai.kernel.reports.checking import words

_WORDS = words.any_of(words.MEASURED + " " + words.COUNTED + " " + words.LINKED)
_TIMES = r"(?:万亿|千万|百万|[亿万千百])"
_PER = rf"(?:/{words.any_of(words.DENOMINATORS)})?"
_BRACKETED = re.compile(
    rf"(?:单位:?|[(\[/,、:])\s*±?(?P<unit>{_TIMES}?个?{_WORDS}{_PER})\s*(?=[)\],、;。]|$)"
)
_NUMBER_OF = re.compile(
    r"(?P<unit>人次|户次|家次|批次|场次|床位|学位|[人户家件次宗所处份笔场篇批名条辆台座栋])数(?!据|额)"
)
_ALONE = re.compile(rf"{_TIMES}?个?{_WORDS}{_PER}")
_RATIO = re.compile(r"(?:增长|增速|增幅|降幅|同比|占比|比重|率|完成|进度|计划)\s*\(?±?%\)?")
_GROWTH = re.compile(r"增长|增速|增幅|降幅|同比|占比|比重|增减")


def unit_in(heading: str) -> str:
    """The unit a heading names in brackets or behind 单位.

    >>> unit_in("总投资(亿元)"), unit_in("单位:万元"), unit_in("同比增长%"), unit_in("项目")
    ('亿元', '万元', '%', '')
    """
    if _RATIO.search(heading):
        return "%"
    found = _BRACKETED.search(heading)
    return found["unit"] if found else ""


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit and nothing else.

    >>> is_unit("万平方米"), is_unit("个"), is_unit("项目")
    (True, True, False)
    """
    return bool(_ALONE.fullmatch(text))


def unit_of(row: str, column: str, caption: str) -> str:
    """From the headings of the column and the row, a cell with the unit, or the caption."""
    for place in (column, row):
        if _GROWTH.search(place) and "(" not in place and not unit_in(place):
            return "%"
    for heading in (column, row):
        if unit := unit_in(heading):
            return unit
        for part in heading.split(" "):
            if is_unit(part):
                return part
    return unit_in(caption) or _numbered(column) or _numbered(row)


def _numbered(heading: str) -> str:
    """The unit of which a heading says the number: 户数, 其中参会人次数."""
    found = _NUMBER_OF.search(without_unit(heading))
    return found["unit"] if found else ""


def without_unit(heading: str) -> str:
    """A heading's words: without brackets and without units in cells of their own."""
    plain = re.sub(r"[(\[][^()\[\]]*[)\]]|单位:?\S*", "", heading)
    return "".join(p for p in plain.split(" ") if p and not is_unit(p) and not p.isdigit())
