"""What the words around an amount say: growth or level, a difference, a part of something else."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.periods import Calendar

_GROWS = re.compile(
    rf"{words.GROWTH}(?:了|约|达到?|为|速度|幅度|是|分别"
    rf"|各|均|率|将近|近|超|[^,;。□]{{0,4}}[为达至到])*$"
)
_GROWS_BEHIND = re.compile(r"^的?(?:高位|高速|较快|同比|年均|平均)?(?:增长|增速|增幅|速度)")
_DIFFERS = re.compile(rf"{words.CHANGE}(?:了|约|近|超|出)?$")
_REACHED = re.compile(r"(?:到|至|为|达|达到)$")
_REACHED_BY = re.compile(r"(?:提高|提升|增加|上升|攀升|增长|下降|降低|减少|回落|增|降|升)[到至]$")
_RATE = re.compile(r"增速|增幅|降幅|涨幅|跌幅|增长率|降速")
_NO_RATE = re.compile(r"占|比重|比例|贡献|拉动|目标|任务|率")
STARTED_FROM = re.compile(r"[由从](?:原来的|最初的|起初的)?$")
"""Before the amount that a change started from, when its time isn't named."""
LEVEL_AGAIN = re.compile(
    r"(?:达到?|总[量额数]|规模|[增降升]至|(?:增加|提高|上升|下降|增长|提升|降低|减少|发展|扩大|攀升|跃升)[到至]|绝对额|突破)(?:了|为)?$"
)
GENERIC = re.compile(r"(?:总?产值|总量|规模|投资额|完成额|产出)")
LEADING = re.compile(rf"^(?:{words.OURS}|[的在全年,]|{words.FILLER})*")
RESPECTIVE = re.compile(r"(?:分别|依次)")
JOINED = re.compile(r"[、和及与]|以及")
BRACKETS = re.compile(r"\([^()□]*\)")


def clause_of(text: str) -> str:
    """The last clause of a stretch."""
    return re.split(r"[,;。:]", text)[-1]


def behind(said: Said) -> str:
    """What leads to an amount, without the words that still belong to the amount before it."""
    if not said.index:
        return said.left
    _own, *rest = re.split(r"(?=[,、:])", said.left, maxsplit=1)
    return rest[0] if rest else said.left


def clause_end(text: str) -> str:
    """What is left of the clause that a stretch begins in."""
    return re.split(r"[,;。:、□]", text, maxsplit=1)[0]


_MODIFIER = re.compile(rf"{words.PARTIAL}(?:的|类|领域|产业|行业)?$")
MODIFIER_FREE = re.compile(
    r"(?:产业|行业|总?产值|项目|指标|[两二三四五六]大|主导|支柱|优势|板块|等|○)+"
)


def modified(before: str) -> bool:
    """Whether a word that makes it a part stands right before the name: 工业固定资产投资."""
    return bool(_MODIFIER.search(strip_periods(before)))


def is_difference(said: Said) -> bool:
    """Whether it is how much something changed, or joins one that is: 分别增加3亿元和2亿元."""
    index = said.index
    while index and JOINED.fullmatch(said.sentence.left(index)):
        index -= 1
    left = said.sentence.left(index)
    return bool(_DIFFERS.search(left)) and not _REACHED.search(left)


def other_base(said: Said) -> bool:
    """Whether it is growth against something else than a year before: 两年平均, 较2019年."""
    if re.search(r"两年平均|^平均|[年月]均|复合|翻番以来|比年初|较年初", said.left):
        return True
    if re.search(r"[二两三四五六七八九十]+年前的$", said.left):
        return True
    left = said.sentence.slots[said.index - 1] if said.index else 0
    bases = [
        mention.period.last_month // 12
        for mention in said.sentence.mentions
        if (mention.role == "against" or _times(mention.end, said))
        and left <= mention.start < said.sentence.slots[said.index]
        and said.sentence.template[mention.start : mention.start + 1] not in "上去同"
    ]
    year = said.period.last_month // 12 if said.period else 0
    return bool(bases) and year - bases[-1] != 1


def _times(end: int, said: Said) -> bool:
    """Whether a time that ends there is what it is a multiple of: 是2018年的1.7倍."""
    between = said.sentence.template[end : said.sentence.slots[said.index]]
    return said.quantity.unit == "倍" and between == "的"


_CUT = re.compile(r"(?:压减|精简)(?:了|约|近|率|比例)*$")
"""Before a rate that tells how much was saved, not how something grew."""


def is_growth(said: Said) -> bool:
    if _CUT.search(said.left):
        return False
    if said.block.kind == "cell" and not said.index:
        named = re.search(words.GROWTH, f"{said.block.row} {said.block.column}")
        return bool(said.block.over or named)
    printed = said.block.text[said.quantity.start : said.quantity.end]
    if printed.startswith("翻") and not re.search(r"是$", said.left):
        return True
    if _signed(said, printed):
        return True
    if _rate_told(said):
        return True
    if _REACHED_BY.search(said.left) and not _RATE.search(said.left):
        return False
    return bool(
        _GROWS.search(said.left)
        or _GROWS_BEHIND.match(said.right)
        or _list_of_growth(said)
        or _series_of_growth(said)
    )


def _signed(said: Said, printed: str) -> bool:
    """Whether a sign is printed before a rate behind an amount: 18.6亿元,+18.7%."""
    before = said.block.text[max(0, said.quantity.start - 1) : said.quantity.start]
    sign = printed[:1] in "+-—↑↓" or before in ("+", "↑", "↓")
    return sign and bool(said.index) and said.quantity.unit == "%"


def _rate_told(said: Said) -> bool:
    """Whether its clause speaks of a rate of growth: 降幅由一季度的□收窄至□."""
    clause = clause_of(said.sentence.before(said.index))
    at = [found.end() for found in _RATE.finditer(clause)]
    return said.quantity.unit == "%" and bool(at) and not _NO_RATE.search(clause[at[-1] :])


def _series_of_growth(said: Said) -> bool:
    """Whether it joins rates told time by time: 累计增速逐季回升,一季度为□,上半年为□."""
    index = said.index
    if said.quantity.unit != "%":
        return False
    while True:
        left = said.sentence.left(index)
        plain = strip_periods(left)
        if plain == left or not re.search(r"[,、:](?:为|是|达)?$", plain):
            return False
        if _RATE.search(re.sub(r"[,、:](?:为|是|达)?$", "", plain)):
            return True
        if not index or not re.fullmatch(r"[,、](?:为|是|达)?", plain):
            return False
        index -= 1


def _list_of_growth(said: Said) -> bool:
    """Whether an amount joins one that is growth: 增长15.6%、62%."""
    index = said.index
    while index and JOINED.fullmatch(said.sentence.left(index)):
        index -= 1
        if _GROWS.search(said.sentence.left(index)):
            return True
    return False


@lru_cache(maxsize=4096)
def strip_periods(text: str) -> str:
    """A stretch of text without the periods that it names.

    >>> strip_periods("2022年1—10月完成")
    '完成'
    """
    calendar = Calendar(2022, Period.year(2022))
    kept, at = [], 0
    for mention in calendar.mentions(text):
        kept.append(text[at : mention.start])
        at = mention.end
    return "".join(kept) + text[at:]


def size(rest: str) -> str:
    """How much unknown stands between, in steps."""
    length = len(rest)
    return str(length if length < 3 else 3 if length < 5 else 5 if length < 9 else 9)


def against(topic: Topic, before: str, inside: str, after: str) -> Iterator[str]:
    """A word with which it is another figure: in what names it, before, or behind the amount."""
    if topic.blocked(inside):
        yield "n:mid"
    elif topic.blocked(before + inside):
        yield "n:pre"
    elif topic.blocked(clause_end(after)[:8]):
        yield "n:post"
