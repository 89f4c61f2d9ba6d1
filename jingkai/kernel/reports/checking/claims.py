"""What speaks against a figure of a topic: another's, a plan, a part, a difference."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.scope import PLANNED
from jingkai.kernel.reports.checking.sentences import SLOT
from jingkai.kernel.reports.checking.wording import (
    STARTED_FROM,
    clause_of,
    is_difference,
    is_growth,
    other_base,
)

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

_GROWS = re.compile(words.GROWTH)
_WORK = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[、.)是]|\([一二三四五六七八九十\d]+\))?\s*"
    r"(?:要|加快|加大|抓|狠抓|强化|推进|深化|扩大|提升|做|全力|持续|着力|突出|坚持|建立|聚力|聚焦"
    r"|进一步)"
)
"""A heading that gives out work: 加快招商项目转化."""
_DIFFERENCE = re.compile(
    r"增减(?!\(?±?%)|[±+]|差额|增量|增加|减少|净增|变化|之差|增长[量额数]|新增"
)
_OF_WHOLE = re.compile(
    r"(?:完成|占|达到|相当于|为)[^,;。□]{0,12}(?:预算|计划|目标|任务|总[量数额]|全[市省国])的$"
)
"""A share of something that stands before it: 完成年预算的□."""
_CELL_RATIO = re.compile(
    r"完成[率度]|完成比例|进度|占比|比重|得分|权重|分值|排[名位]|目标|计划|任务|预期|预算数"
    r"|打算|规划|预计|要求|上限|下限"
)
_NEWLY = re.compile(r"新(?:增|建成|建|设立|登记|签|开通|入库|投用)(?!材料)[^,;。□]{0,6}$")
"""What came in the period, where the figure is what there is at its end."""
_OTHERS = re.compile(words.OTHERS)
_NEW = re.compile(r"新(?!材料|能源|兴|型|时代|就业|业态|领域|区)[\u4e00-\u9fff]")
_NOW = re.compile(
    r"目前|眼下|现在|现有|在册|[期年月季]末|[月年]底|共有|总数|总共|总里程|手[上里]|达到?$"
)
_LEFT = re.compile(r"还[有剩挂没]|仍|剩|未[\u4e00-\u9fff]|没[\u4e00-\u9fff]|待")
_OF_YEAR = re.compile(r"(?:年度|全年|年)(?:投资|工作|任务)*(?:计划|任务|目标)(?:投资|任务)?的?$")
_STRIVES = re.compile(r"力争|力求|奋斗目标|目标[是为:]")
_TAKES = re.compile(r"占(?:到|了|比|全区|全部)?")
_REST = re.compile(r"(?:其他|其余|剩余|其它)(?:的)?(?:项目|企业|行业|各类|单位)*$")
_SPLIT = re.compile(
    r"(?:按|分)(?:行业|产业|领域|区域|来源|类型|性质|部门|专班|园区|渠道|年龄)[^,;。□]{0,3}(?:看|分|,|:)"
)
_FIRM = re.compile(
    r"公司|董事长|总经理|厂长|车间|一家企业|生产线|年产|(?<!全)集团"
    r"|该(?:企业|项目|[路桥村园厂店社站楼院校段线渠河])"
    r"|最[大小高低长短多少]的?[那这]?(?:□|一[个家项处单笔宗座栋条户块])"
)
_ONE_PROJECT = re.compile(
    r"^[\s\d(一二三四五六七八九十、.)*—-]*[\u4e00-\u9fff“”]{3,30}项目(?:\([^()]*\))?[。:*]"
)
"""A paragraph about one project: its amounts are its own."""
_THRESHOLD = re.compile(r"的?(?:重点|工业|产业|新建|招商|域外)*(?:项目|企业|单位|的)")
"""What an amount only bounds: 5000万元以上的项目."""
_DEMAND = re.compile(
    r"(?:会议|通知|意见)?(?:要求(?!补)|强调|(?<!作出)决定|确定|同意|提出)(?![的了]|情况)|务必|必须|请各"
)
"""A sentence that gives out work: 会议要求,外出招商不少于2次."""
_CELL_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{1,6}(?:[区县市镇乡省盟村]|街道|园区?|专班|公司|集团|局|办)$"
)
"""A row of another place or office: 高新区, 碳纤维专班."""
_WIDER = re.compile(r"[全我][市省国县](?!统|家|外)|[市省](?:均|平均|里(?!给|下|批|拨|奖))")
"""Opens what is told of a wider area: 全市固定资产投资□, a row 全省平均."""
_CELL_TIME = re.compile(r"[年月季旬周日]|[上下]半")
"""A row of a time, which is no part of what the last row sums up."""
_CEREMONY = re.compile(r"仪式|现场(?=签|集)|集中(?=签约|开工)")
"""What is told of one ceremony: 在集中签约仪式上,5个项目…."""
_EVENT = re.compile(
    r"[会日][期]?上,|首批"
    r"|当[天日](?!办|就|即|来|走|内|申请|受理|完|结)"
)
"""What is told of one meeting or day."""
_WILL = re.compile(r"(?:再|(?<![需主重只不])要|须|应|力求|不断|继续|还要|至少要)[^,;。□]{0,8}$")


def claims(
    evidence: "Evidence", said: Said, candidate: Candidate, signs: list[str]
) -> list[str] | None:
    """The signs against it; None when it can't be this figure at all."""
    unit = said.quantity.unit
    rate = unit in ("%", "倍")
    if said.quantity.value is None or not candidate.takes(unit):
        return None
    if re.search(words.ON_MONTH, said.left):
        return None
    grows = rate and is_growth(said)
    if grows and candidate.kind != "growth":
        return None
    if _only_sounds(said, candidate, signs) or (not grows and _of_itself(said, candidate)):
        return None
    text = _around(said)
    if not _meant(evidence, candidate, text) or _ruled_out(said, candidate, text):
        return None
    made = []
    if candidate.kind == "growth" and not grows:
        soft = _GROWS.search(said.left) or any(sign.startswith("carry") for sign in signs)
        made.append("c:loose_growth" if soft else "c:no_growth")
    if candidate.kind == "share" and not evidence.thread.topic and said.left.startswith(","):
        if re.search(r"□的?项目□", said.sentence.before(said.index)):
            made.append("c:of_another")
    foretells = _foretells(candidate)
    doubts = said.doubts - PLANNED if foretells else said.doubts
    made += [f"c:{name}" for name in (*sorted(doubts), *_against(evidence, said, candidate))]
    if said.quantity.qualifier in ("at_least", "at_most") and not foretells:
        tenths = "成" in said.block.text[said.quantity.start : said.quantity.end]
        made.append(f"c:{said.quantity.qualifier}{'_tenths' if tenths else ''}")
    made += [f"c:{name}" for name in _against_thread(evidence, said, candidate, signs)]
    return made


def of_one(said: Said) -> bool:
    """Whether the sentence tells of one firm, project or road: what follows is its own."""
    return said.block.kind != "cell" and bool(_FIRM.search(said.sentence.before(said.index)))


def _of_itself(said: Said, candidate: Candidate) -> bool:
    """Whether a rate is of a level and no growth: 占地方级财政收入的八成, 是去年的1.7倍."""
    if candidate.kind != "growth":
        return False
    times = said.quantity.unit == "倍" and said.left.endswith("的")
    return times or bool(_TAKES.search(clause_of(said.left)))


def _only_sounds(said: Said, candidate: Candidate, signs: list[str]) -> bool:
    """Whether a difference or a target only sounds like a figure, or what is striven for does."""
    named = bool(signs) and not signs[0].startswith("af:")
    aimed = {"target", "plan_behind", "later"} & said.doubts and not _foretells(candidate)
    told = re.split(r"[。!?]", said.block.text[: said.quantity.start])[-1]
    strives = aimed and _STRIVES.search(told)
    return bool(strives) or (not named and bool(aimed or is_difference(said)))


def _foretells(candidate: Candidate) -> bool:
    """Whether the figure itself is one of what is to come: 达产后预计新增产值, 计划投资."""
    return bool(_TO_COME.search(candidate.name))


_TO_COME = re.compile(r"预计|计划投资|投资计划(?!.*(?:完成|率))")
_DAY = re.compile(
    r"(?<![至止\d十一二三四五六七八九])(?:(?:\d{1,2}|[十一二三四五六七八九]{1,2})月[\d十一二三四五六七八九]{1,3}[日号]|[近昨今]日|当日(?!办|就|即|内|申请|受理|完|结)|日前)"
    r"(?!底|止)"
)
_OWN = ("name", "pattern", "behind", "cell", "shared")


def _against_thread(
    evidence: "Evidence", said: Said, candidate: Candidate, signs: list[str]
) -> Iterator[str]:
    """What the sentence has told before: the same figure, or an amount of this topic that is none.

    A day in the sentence tells of one event: 10月26日,3个项目集中签约.
    """
    thread = evidence.thread
    if thread.follows(said):
        topic = next(t for t in evidence.vocabulary.topics if t.code == candidate.topic)
        if (candidate.code, said.period) in thread.stated:
            yield "again"
        same, near = thread.topic == topic.code, thread.topic in topic.after
        apart = not thread.linked and not (thread.said and is_difference(thread.said))
        if thread.topic and (same or near) and apart:
            named = signs[:1] and signs[0].startswith(_OWN)
            yield f"after_none{'' if same else '_kin'}{'_named' if named else ''}"
    if said.block.kind != "cell" and _DAY.search(said.sentence.before(said.index)):
        yield "day"


def _around(said: Said) -> str:
    clause = clause_of(said.sentence.before(said.index))
    heading = said.heading if said.block.kind == "cell" else ""
    return f"{clause} {said.left} {said.right} {heading}"


def _meant(evidence: "Evidence", candidate: Candidate, text: str) -> bool:
    """Whether the exclusion it needs is named, and none that only a sibling has."""
    siblings = evidence.vocabulary.of_topic[candidate.topic]
    for sibling in siblings:
        if sibling.needs and bool(sibling.needs.search(text)) != (sibling is candidate):
            if sibling is candidate or candidate.kind == "growth":
                return False
    return True


def _ruled_out(said: Said, candidate: Candidate, text: str) -> bool:
    """Whether it is "a" and no number, a difference, or growth since another year."""
    if said.quantity.weak and said.quantity.unit and not candidate.one:
        return True
    if candidate.never and candidate.never.search(text):
        return True
    if candidate.kind == "growth":
        return other_base(said)
    level = candidate.kind != "share" and said.block.kind != "cell"
    return level and is_difference(said) and not candidate.change


def _against(evidence: "Evidence", said: Said, candidate: Candidate) -> list[str]:
    made = list(_against_cell(evidence, said, candidate)) if said.block.kind == "cell" else []
    if said.part and not candidate.part and not _named_as_part(evidence, candidate, said):
        made.append("part")
    so_far = "累计" in f"{said.left}{said.block.column}"
    if candidate.cumulative and _by_itself(evidence, candidate, said) and not so_far:
        made.append("month")
    if candidate.kind == "growth" and _OF_WHOLE.search(said.left):
        made.append("of_whole")
    if said.quantity.qualifier == "at_least" and _THRESHOLD.match(said.right):
        made.append("threshold")
    anew = "新增" in candidate.name
    if candidate.nature == "stock" and not anew and _NEWLY.search(clause_of(said.left)):
        made.append("newly")
    if candidate.kind == "share" and said.period is not None and said.period.months < 12:
        if _OF_YEAR.search(said.left):
            made.append("of_year")
    before = said.sentence.before(said.index)
    made += [*_of_time(said, candidate), *_of_clause(said, candidate)]
    if _of_class(said):
        made.append("class")
    if said.block.kind != "cell" and _FIRM.search(_earlier(said)):
        made.append("firm_before")
    return made + [
        name
        for name, pattern, stretch in (
            ("started_from", STARTED_FROM, "" if said.until else said.left),
            ("rest", _REST, said.left),
            ("split", _SPLIT, "" if candidate.kind == "growth" else before),
            ("firm", _FIRM, before),
            ("one_project", _ONE_PROJECT, said.block.text),
            ("work", _WORK, said.heading),
            ("work", _WORK, said.block.text[:12]),
            ("demand", _DEMAND, before),
            ("event", _EVENT, before),
            ("ceremony", _CEREMONY, before),
            ("will", _WILL, said.left),
        )
        if pattern.search(stretch)
    ]


def _of_time(said: Said, candidate: Candidate) -> list[str]:
    """Whether a state is told of a stretch of time, or what happened of a day: 1—8月,敷设□."""
    named = [
        m
        for m in said.sentence.mentions
        if m.period == said.period and m.role == "frame" and m.period.months < 12
    ]
    if not named or said.block.kind == "cell" or candidate.kind in ("growth", "share"):
        return []
    ends = any(m.until for m in named)
    if candidate.nature == "stock" and not ends:
        return ["state_in_time"]
    return ["done_at_end"] if candidate.nature == "flow" and ends else []


def _of_clause(said: Said, candidate: Candidate) -> Iterator[str]:
    """Words of what came anew or of what there is, beside what the figure counts; another area."""
    clause = clause_of(said.left)[-14:]
    if "another" in said.doubts and _OTHERS.search(clause_of(said.left)):
        yield "another_here"
    if _WIDER.match(clause_of(said.left)):
        yield "another_opens"
    if candidate.kind not in ("growth", "share"):
        for name, pattern in (("new", _NEW), ("now", _NOW), ("left", _LEFT)):
            if pattern.search(clause):
                yield f"{candidate.nature}_{name}"


def _of_class(said: Said) -> bool:
    """Whether the amount before only bounds what is counted here: 10亿元以上的项目4个."""
    bounds = said.index and said.sentence.quantities[said.index - 1].qualifier
    return bounds in ("at_least", "at_most") and bool(re.match(r"的", said.left))


def _earlier(said: Said) -> str:
    """What the paragraph told before this sentence, since it last spoke of the zone itself."""
    if re.search(words.OURS, said.sentence.before(said.index)):
        return ""
    sentence = said.sentence.template.partition(SLOT)[0]
    before = said.block.text[: said.quantity.start]
    at = before.rfind(sentence) if sentence else -1
    return re.split(words.OURS, before[:at])[-1] if at > 0 else ""


def _by_itself(evidence: "Evidence", candidate: Candidate, said: Said) -> bool:
    """Whether it is of a month or quarter alone.

    A first quarter is, told beside other quarters, when a growth that isn't since January is known.
    """
    if said.period is None or said.until:
        return False
    if said.period.first_month % 12:
        return True
    of_topic = evidence.vocabulary.of_topic[candidate.topic]
    plain = any(e.kind == "growth" and not e.cumulative and not e.needs for e in of_topic)
    beside = (m.period for m in said.sentence.mentions if m.period != said.period)
    quarters = any(m.months == 3 and m.first_month % 12 for m in beside)
    return plain and said.period.months == 3 and quarters


def _against_cell(
    evidence: "Evidence", said: Said, candidate: Candidate
) -> Iterator[str]:
    """A column of differences or of shares of a plan, a row of another place."""
    block = said.block
    level = said.quantity.unit not in ("%", "倍")
    if level and _DIFFERENCE.search(block.column) and not candidate.change:
        yield "cell_difference"
    if _CELL_RATIO.search(block.column):
        yield "cell_ratio"
    ours, named = re.search(words.OURS, block.row), evidence.topics_in(block.row)
    if not ours and not named and _CELL_PLACE.search(block.row):
        yield "cell_place"
    if not ours and _WIDER.match(block.row):
        yield "cell_wider"
    if block.total == "part" and not _CELL_TIME.search(block.row):
        yield "cell_part_named" if named else "cell_part"


def _named_as_part(evidence: "Evidence", candidate: Candidate, said: Said) -> bool:
    """Whether the part is a figure with a name of its own: 其中精细化工产业产值."""
    topic = next(t for t in evidence.vocabulary.topics if t.code == candidate.topic)
    whole, *_rest, part = re.split(words.PART, said.sentence.before(said.index))
    if not topic.names or not topic.names.search(part):
        return False
    return is_growth(said) or not topic.names.search(whole)
