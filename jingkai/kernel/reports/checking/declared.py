"""A figure that no file has words for: what reports call it follows from its declaration.

Its name and synonyms, what Chinese alone makes of them (签发证照数 is printed as 签发了□张证照 and
证照签发, 网上办理率 as 网上办理的占), and the figures counted on the same records, behind which
its short name is clear: 收集问题146个,解决133个.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from django.utils import translation

from jingkai.kernel.indicators import Indicator
from jingkai.kernel.indicators.measures import Shifted
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.reports.checking.candidates import (
    GAP,
    Candidate,
    CandidateKind,
    Nature,
    Topic,
    alternatives,
    around,
)

SHORTEST = 3
"""Characters of a name or synonym at least: shorter ones stand in too many other words."""
RATIOS = frozenset({"%", "倍"})
COUNTS = {
    "个": "个 家 项 户 处 条",
    "次": "次 场 场次 批次",
    "场": "场 次 场次",
    "户": "户 家 个",
    "项": "项 个 条",
    "家": "家 个 户 家次",
    "件": "件 个 笔 宗",
    "条": "条 个 项",
    "张": "张 份 本 个",
    "栋": "栋 幢 座",
    "宗": "宗 块",
    "处": "处 个 座",
    "日": "日 天 工作日 个工作日",
    "人次": "人次 次 人",
}
_PARTS = ("measure", "top", "bottom", "left", "right")
"""Where a measure holds those that it is reckoned from."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_COUNTED_AS = re.compile(
    r"(?:总|户|个|件|宗|次|人|人次|家|场|场次|项|条|支|名)?(?:数|数量|总量|总数|量)$"
)
_VERB = re.compile(
    r"(?P<verb>新(?:增|建|设|登记|开工|签约?)|(?:签|颁|核|制)发|发放|受理|办结|办理|完成|实现|开展|组织"
    r"|举办|解决|化解|整改|撤销|吊销|注销|退出|建成|栽植|养护|敷设|铺设|供应|出让|调出|签约|引进|开工"
    r"|投产|对接|接待|跟踪|转化|缔结|获得|获评|培育|检查|发现|提出|召开|收集|反馈|走访|遍访|覆盖|巡查"
    r"|排查|调解|处置|清理|整治|登记|立案|移送|救助|资助|帮扶|慰问|培训|安置|招聘|吸纳|扶持|减免|拨付"
    r"|兑付|支付|发展|设立|成立|选派|派出|抽查|查处|劝阻|拆除|改造|更新|维修|补贴|保障|认定|评选|表彰"
    r"|受训|就业|创业|参加|学习|派发|转办|交办|督办|回访|推进|领办|结对|认领|上报|吹哨|报到|响应)"
    r"(?:的)?(?P<noun>.{2,})"
)
"""Names of what was done: the amount may stand between the verb and what it was done to."""
_SHARE = re.compile(r"(?P<of>.{2,})(?:率|占比|比例)$")


def kin(indicators: Mapping[str, Indicator]) -> dict[str, frozenset[str]]:
    """For each figure those that are counted on the same records."""
    counted: dict[object, set[str]] = {}
    models = {code: set(_models(each)) for code, each in indicators.items()}
    for code, each in models.items():
        for model in each:
            counted.setdefault(model, set()).add(code)
    return {
        code: frozenset().union(*(counted[model] for model in each)) - {code}
        for code, each in models.items()
    }


def _models(measure: object) -> Iterator[object]:
    """The record models that a measure is counted on."""
    records = getattr(measure, "records", None)
    if records is not None:
        yield records.model
    for part in _PARTS:
        if (inner := getattr(measure, part, None)) is not None:
            yield from _models(inner)
    for inner in getattr(measure, "summands", ()):
        yield from _models(inner)


def told_names(indicator: Indicator) -> list[str]:
    """Its declared name and synonyms as patterns, without what stands in brackets."""
    with translation.override("zh-hans"):
        name = str(indicator.name)
    plain = {_ASIDE.sub("", told) for told in (name, *indicator.synonyms)}
    return [re.escape(told) for told in sorted(plain) if len(told) >= SHORTEST]


def topic_of(indicator: Indicator, related: Collection[str] = ()) -> Topic:
    """What reports call it, from its declared name and synonyms."""
    with translation.override("zh-hans"):
        name = str(indicator.name)
    names: set[str] = set()
    patterns: set[str] = set()
    short: set[str] = set()
    for told in {name, *indicator.synonyms}:
        plain = _ASIDE.sub("", told)
        if len(plain) >= SHORTEST:
            names.add(re.escape(plain))
            _derive(plain, names, patterns, short)
    made = tuple(around(each) for each in sorted(patterns))
    return Topic(
        indicator.code, alternatives(sorted(names)), made,
        follow_names=alternatives(sorted(short)) if related else None,
        after=tuple(sorted(related)),
    )  # fmt: skip


def _derive(told: str, names: set[str], patterns: set[str], short: set[str]) -> None:
    """Other ways to print a declared name."""
    if share := _SHARE.fullmatch(told):
        of = re.escape(share["of"])
        names.add(of + "(?:率|占比|比例|比重|的(?:占比?|比例|比重))")
        last = re.escape(share["of"][-2:])
        short.add(f"{last}(?:率|占比|比例)")
        return
    body = _COUNTED_AS.sub("", told)
    if len(body) >= SHORTEST:
        names.add(re.escape(body) + "(?:总)?(?:数量?|总?量)?")
    if done := _VERB.fullmatch(body):
        verb, noun = re.escape(done["verb"]), re.escape(done["noun"])
        names.add(f"{verb}(?:了|的|各类|各项)*{noun}")
        names.add(f"{noun}(?:已|共|累计|实际|全部)*{verb}")
        patterns.add(f"{verb}(?:了|的|各类|各|过|出)*□{GAP}{noun}")
        short.add(f"(?:已|共|累计|实际)*{verb}(?:了|的)?")


def candidate_of(indicator: Indicator) -> Candidate:
    """The figure itself, printed in its own unit."""
    growth = ".yoy" in indicator.code
    kind: CandidateKind = "growth" if growth else "share" if indicator.is_ratio else "count"
    counted = frozenset(COUNTS.get(indicator.unit, indicator.unit).split())
    units = RATIOS if growth else frozenset({"%"}) if indicator.is_ratio else counted
    return Candidate(
        indicator.code, indicator.code, str(indicator.name), kind, units, nature_of(indicator),
        part=True,
    )  # fmt: skip


def nature_of(indicator: Indicator) -> Nature:
    """Whether it is counted at the period's end or over the period."""
    kinds = set(_kinds(indicator))
    return "stock" if kinds and Kind.FLOW not in kinds else "flow"


def _kinds(measure: object) -> Iterator[Kind]:
    """How the records that a measure is counted on belong to a period."""
    if isinstance(measure, Shifted) and measure.to == "period_before":
        yield Kind.FLOW  # what changed since the period before hangs on how long that is
    records = getattr(measure, "records", None)
    if records is not None:
        yield records.kind
    for part in _PARTS:
        if (inner := getattr(measure, part, None)) is not None:
            yield from _kinds(inner)
    for inner in getattr(measure, "summands", ()):
        yield from _kinds(inner)
