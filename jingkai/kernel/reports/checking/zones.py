"""The other zones that a paper names: what is told of them is not the zone's own.

A paper calls its own zone 我区, 经开区 or by the name in its title; a proper name before 经开区,
开发区 or 高新区 that stands nowhere in the title is another's: 兴安经开区, 长宁开发区.
"""

import re
from collections.abc import Iterable, Iterator

from jingkai.kernel.reports.checking.document import Block, Document

_KIND = (
    r"(?:国家级|省级)?"
    r"(?:经济技术开发区|经济开发区|经开区|开发区|高新区|高新技术产业开发区|工业园区)"
)
_NAMED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2}})(?={_KIND})")
_NO_NAME = re.compile(
    r"[的了与和及同跟对把在到为是年月日家个各某等本我我你他们这那此全外多两三四五六七八九十几该上下"
    r"赴从向由比于去来有省市县区国级地季度分升将盟使让以已并也都就才按被给前后左右第内外]|[新老大小]$|友好|兄弟|其他|其它|同类|周边|先进|结对|姊妹|合作|发达|经济|技术"
    r"|济技|工业|产业|化工|沿海|南方|北方|东部|西部|中部|东北|高新|重点|入驻|签约|走进|建设|支持|推动"
    r"|关于|吸引|邻近|相邻|附近|毗邻|学习|考察|对标|打造|创建|争创|升级|成立|培育|共建|管理|加快|整个"
)
_VISITED = re.compile(r"(?:赴|学习|考察|对标|借鉴|走访|比照)[^,。]{0,6}$")
_TOGETHER = re.compile(r"差距|比较|对比|对标|启示|建议|我区|我们|不足")
_NUMBERING = re.compile(
    r"^(?:第?[\d一二三四五六七八九十]+(?:部分|[、.章节])"
    r"|[(（][一二三四五六七八九十\d]+[)）])*\s*(?:关于)?"
)
TITLES = 2
"""Blocks at the head of a paper that name its own zone: a title may take two lines."""


def others_named(document: Document, own: Iterable[str]) -> frozenset[str]:
    """The proper names of other zones in a paper: 兴安, 长宁."""
    ours = " ".join(own)
    for place, block in enumerate(document.blocks[:TITLES]):
        under = block.kind == "heading" and not block.text.startswith(("—", "-"))
        second = place and (under or re.search(r"[。,，]", block.text))
        if not second and (block.kind == "heading" or len(block.text) <= 40):
            ours += " ".join(name for name, visited in _names(block.text) if not visited)
    found = {name for block in document.blocks for name, _visited in _names(block.text)}
    whole = "".join(block.text for block in document.blocks)
    found |= set(_beside(document, found, whole))
    cities = {name for name in found if f"{name}市" in whole or f"{name}省" in whole}
    return frozenset(name for name in found - cities if name not in ours)


def _beside(document: Document, found: Iterable[str], whole: str) -> Iterator[str]:
    """Names at the head of a table beside other zones' that the text calls a park: 北岭化工园."""
    heads = {head for block in document.blocks for head in (block.row, block.column) if head}
    if heads & set(found):
        for head in heads:
            named = 2 <= len(head) <= 3 and not _NO_NAME.search(head)
            if named and re.search(rf"{re.escape(head)}[\u4e00-\u9fff]{{0,2}}园", whole):
                yield head


def _names(text: str) -> Iterator[tuple[str, bool]]:
    for found in _NAMED.finditer(text):
        if not _NO_NAME.search(found["name"]):
            yield found["name"], bool(_VISITED.search(text[: found.start()]))


def elsewhere(block: Block, others: Iterable[str]) -> bool:
    """Whether a heading opens a section about another zone: 长宁经开区基本情况."""
    told = _NUMBERING.sub("", block.text)
    return told.startswith(tuple(others)) and not _TOGETHER.search(told)
