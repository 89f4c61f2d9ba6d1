"""How well a matter fits what somebody typed: whole words first, then shared pairs of characters.

Chinese has no spaces, so "我想开一家饭店" is compared by its pairs of neighbouring characters.
"""

import re

STOP = (
    "我想", "我要", "怎么办", "怎么", "如何", "办理", "申请", "需要", "什么", "哪里", "一个",
    "一家", "的", "了", "吗",
)  # fmt: skip
_NOISE = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A text without what says nothing.

    >>> plain("我想开一家饭店？")
    '开饭店'
    """
    text = _NOISE.sub("", text.lower())
    for word in STOP:
        text = text.replace(word, "")
    return text


def pairs(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters; a single character stands for itself.

    >>> sorted(pairs("开饭店"))
    ['开饭', '饭店']
    """
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text} - {""})


def fit(asked: str, name: str, keywords: str = "") -> float:
    """How well they fit, 0 to 4: the name begins so, has it, a keyword has it, shares pairs.

    >>> fit("开饭店", "食品经营许可", "开饭店 餐馆"), fit("开饭店", "公共场所卫生许可", "饭店 宾馆")
    (2.0, 0.5)
    """
    wanted, called, known = plain(asked), plain(name), plain(keywords)
    if not wanted:
        return 0.0
    if called.startswith(wanted):
        return 4.0
    if wanted in called:
        return 3.0
    if wanted in known:
        return 2.0
    asked_pairs = pairs(wanted)
    return len(asked_pairs & (pairs(called) | pairs(known))) / len(asked_pairs)
