"""Several names and several amounts in one sentence: 市场主体和签约项目分别达到□和□."""

import re
from collections.abc import Callable

from jingkai.kernel.reports.checking.candidates import Topic, Vocabulary
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.wording import (
    BRACKETS,
    JOINED,
    MODIFIER_FREE,
    RESPECTIVE,
    clause_of,
)


def in_group(said: Said) -> bool:
    """Whether an amount joins those before it: 分别增长□和□."""
    if not said.index or not _AND.fullmatch(said.left):
        return False
    return bool(RESPECTIVE.search(said.sentence.left(_span(said)[0])))


def respective(said: Said) -> bool:
    """Whether names are shared out over this amount and its neighbours."""
    return bool(RESPECTIVE.search(said.left)) or in_group(said)


def _span(said: Said) -> tuple[int, int]:
    """The first and last amount of the joined ones."""
    head = last = said.index
    while head and _AND.fullmatch(said.sentence.left(head)):
        head -= 1
    while last + 1 < len(said.sentence.slots) and _AND.fullmatch(said.sentence.left(last + 1)):
        last += 1
    return head, last


def shared_out(
    said: Said,
    vocabulary: Vocabulary,
    group: list[str],
    rest: Callable[[str], str],
    fits: Callable[[Topic, Said], bool],
) -> Topic | None:
    """The topic that falls to this amount: the name at its place, or what its turn was about."""
    head, last = _span(said)
    size = last - head + 1
    named = RESPECTIVE.split(_named(said, head, size))[0]
    items = JOINED.split(clause_of(BRACKETS.sub("", named)))
    if size < 2:
        return None
    if len(items) == size:
        return _item(items[said.index - head], said, vocabulary, rest, fits)
    if not rest(named) and 0 <= said.index - size < len(group):
        code = group[said.index - size]
        return next((topic for topic in vocabulary.topics if topic.code == code), None)
    return None


_AND = re.compile(
    rf"(?:{JOINED.pattern})(?:同比)?(?:增长|下降|上升|回落|提高|降低|提升|增加|减少)?"
)
"""Between joined amounts: 分别增长4.4%、下降3.6%."""
_SUMMED = re.compile(r"(?:大|个|类|项|条)?[\u4e00-\u9fff]{0,4}(?=分别|依次)")


def _named(said: Said, head: int, size: int) -> str:
    """What stands before the joined amounts; a count of the names is no amount of its own.

    精细化工、新材料、生物医药三个行业分别为□、□和□.
    """
    left = said.sentence.left(head)
    before = said.sentence.quantities[head - 1] if head else None
    summed = _SUMMED.match(left)
    if before is None or before.value != size or summed is None:
        return left
    return said.sentence.left(head - 1) + left[summed.end() :]


def _item(
    item: str,
    said: Said,
    vocabulary: Vocabulary,
    rest: Callable[[str], str],
    fits: Callable[[Topic, Said], bool],
) -> Topic | None:
    best: tuple[int, int] | None = None
    chosen = None
    for topic in vocabulary.topics:
        found = topic.names.search(item) if topic.names else None
        if found and fits(topic, said) and not topic.blocked(item):
            left = item[: found.start()] + item[found.end() :]
            worth = len(left), len(MODIFIER_FREE.sub("", rest(left)))
            if not worth[1] and (best is None or worth < best):
                best, chosen = worth, topic
    return chosen
