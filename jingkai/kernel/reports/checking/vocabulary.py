"""The closed catalogue in the words of reports.

Each domain says in `parameters/check_words.yaml` what reports call its figures; a declared
indicator without an entry is known by its name and synonyms. Words for a code that is not declared
are left aside: what can't be computed can't be checked.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils import translation

from jingkai.kernel.indicators import Indicator, catalogue
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.reports.checking.candidates import (
    GAP,
    Candidate,
    CandidateKind,
    Nature,
    Topic,
    Vocabulary,
    alternatives,
    around,
)

FILE = Path("parameters", "check_words.yaml")
SHORTEST = 3
"""Characters of a name or synonym at least: shorter ones stand in too many other words."""
_RATIOS = frozenset({"%", "倍"})
_COUNTS = {
    "个": "个 家 项 户 处 条",
    "次": "次 场 场次 批次",
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
    "人次": "人次 次",
}


def word_files() -> list[Path]:
    """The domains' files of words, in the order of the installed applications."""
    places = [Path(app.path) / FILE for app in apps.get_app_configs()]
    return [place for place in places if place.exists()]


@lru_cache(maxsize=4)
def written(files: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    """The entries of the files by topic."""
    entries: dict[str, dict[str, Any]] = {}
    for path in files:
        entries |= yaml.safe_load(path.read_text(encoding="utf-8"))["topics"]
    return entries


def vocabulary_of(
    entries: dict[str, dict[str, Any]],
    indicators: Iterable[Indicator] | None = None,
    *,
    only: Collection[str] | None = None,
) -> Vocabulary:
    """Topics and candidates; with `indicators` those that they declare, with `only` those codes."""
    declared = None if indicators is None else {each.code: each for each in indicators}
    allowed = only if declared is None else declared
    topics, candidates = [], []
    for code, entry in entries.items():
        made = [
            each
            for each in _candidates(code, entry, (declared or {}).get(code))
            if allowed is None or each.code in allowed
        ]
        if made:
            topics.append(_topic(code, entry))
            candidates += made
    known, told = {each.code for each in candidates}, {each.code for each in topics}
    for code, indicator in sorted((declared or {}).items()):
        topic, growth, _rest = code.partition(".yoy")
        if code in known:
            continue
        if growth and topic in told:
            name = str(indicator.name)
            candidates.append(Candidate(code, topic, name, "growth", _RATIOS))
            continue
        topics.append(_declared_topic(indicator))
        candidates.append(_declared(indicator))
    return Vocabulary.of(topics, candidates)


def current() -> Vocabulary:
    """The vocabulary of the installed domains and the catalogue as declared."""
    return vocabulary_of(written(tuple(word_files())), catalogue.all())


def _topic(code: str, entry: dict[str, Any]) -> Topic:
    return Topic(
        code=code,
        names=alternatives(entry.get("names", [])),
        patterns=tuple(around(each) for each in entry.get("patterns", [])),
        never=alternatives(entry.get("never", [])),
        follow_names=alternatives(entry.get("follow_names", [])),
        follow_patterns=tuple(around(each) for each in entry.get("follow_patterns", [])),
        weak=alternatives(entry.get("weak", [])),
        after=tuple(entry.get("after", [])),
    )


def _candidates(
    topic: str, entry: dict[str, Any], declared: Indicator | None = None
) -> list[Candidate]:
    made = []
    counted = "flow" if declared is None else _nature(declared)
    if unit := entry.get("unit"):
        units = entry.get("units") or _COUNTS.get(unit, unit).split()
        kind: CandidateKind = "share" if unit == "%" else "level" if unit == "元" else "count"
        nature = entry.get("nature", counted)
        name = str(entry["name"])
        made.append(
            Candidate(
                topic,
                topic,
                name,
                kind,
                frozenset(units),
                nature,
                one="one" in entry,
                part="part" in entry,
                change="change" in entry,
            )  # fmt: skip
        )
    for growth in entry.get("growth", []):
        made.append(
            Candidate(
                growth["code"],
                topic,
                str(growth["name"]),
                "growth",
                _RATIOS,
                needs=alternatives(growth.get("needs", [])),
                never=alternatives(growth.get("never", [])),
                nature=entry.get("nature", counted),
                cumulative=bool(growth.get("cumulative")),
            )  # fmt: skip
        )
    return made


_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_COUNTED_AS = re.compile(r"(?:总|户|个|件|宗|次|人次)?(?:数|数量|总量|量)$")
_VERB = re.compile(
    r"(?P<verb>新(?:增|建|设|登记|开工|签约?)|(?:签|颁|核|制)发|发放|受理|办结|办理|完成|实现|开展|组织"
    r"|举办|解决|化解|整改|撤销|吊销|注销|退出|建成|栽植|养护|敷设|铺设|供应|出让|调出|签约|引进|开工"
    r"|投产|对接|接待|跟踪|转化|缔结|获得|获评|培育|检查|发现|提出)(?:的)?(?P<noun>.{2,})"
)
"""Names of what was done: the amount may stand between the verb and what it was done to."""
_SHARE = re.compile(r"(?P<of>.{2,})(?:率|占比|比例)$")


def _declared_topic(indicator: Indicator) -> Topic:
    """A figure that no file has words for goes by its declared name and synonyms.

    What follows from Chinese alone is added: 签发证照数 is printed as 签发了□张证照 and 证照签发,
    网上办理率 as 网上办理的占.
    """
    with translation.override("zh-hans"):
        name = str(indicator.name)
    names: set[str] = set()
    patterns: set[str] = set()
    for told in {name, *indicator.synonyms}:
        plain = _ASIDE.sub("", told)
        if len(plain) >= SHORTEST:
            names.add(re.escape(plain))
            _derive(plain, names, patterns)
    made = tuple(around(each) for each in sorted(patterns))
    return Topic(indicator.code, alternatives(sorted(names)), made)


def _derive(told: str, names: set[str], patterns: set[str]) -> None:
    """Other ways to print a declared name."""
    if share := _SHARE.fullmatch(told):
        names.add(re.escape(share["of"]) + "(?:率|占比|比例|比重|的(?:占比?|比例|比重))")
        return
    body = _COUNTED_AS.sub("", told)
    if len(body) >= SHORTEST:
        names.add(re.escape(body) + "(?:总)?(?:数量?|总?量)?")
    if done := _VERB.fullmatch(body):
        verb, noun = re.escape(done["verb"]), re.escape(done["noun"])
        names.add(f"{verb}(?:了|的|各类|各项)*{noun}")
        names.add(f"{noun}(?:已|共|累计|实际|全部)*{verb}")
        patterns.add(f"{verb}(?:了|的|各类)*□{GAP}{noun}")


def _declared(indicator: Indicator) -> Candidate:
    """The figure itself, printed in its own unit."""
    growth = ".yoy" in indicator.code
    kind: CandidateKind = "growth" if growth else "share" if indicator.is_ratio else "count"
    counted = frozenset(_COUNTS.get(indicator.unit, indicator.unit).split())
    units = _RATIOS if growth else frozenset({"%"}) if indicator.is_ratio else counted
    return Candidate(
        indicator.code, indicator.code, str(indicator.name), kind, units, _nature(indicator),
        part=True,
    )  # fmt: skip


def _nature(indicator: Indicator) -> Nature:
    """Whether it is counted at the period's end or over the period."""
    records = getattr(indicator.measure, "records", None)
    return "stock" if records is not None and records.kind is not Kind.FLOW else "flow"
