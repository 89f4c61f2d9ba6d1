"""Whose amounts a sentence tells, whether of what was done or of what is planned, whole or part."""

import re
from collections.abc import Iterable, Iterator

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.sentences import Sentence

_NAMED = (
    r"(?<![\u4e00-\u9fff□])[\u4e00-\u9fff]{2,5}"
    r"(?:(?<![地城各都上超夜全我本级])市|(?<![全我本])省(?!份)|县|自治区|新区|高新区|盟)"
    r"(?=固|规|地|工|财|招|完|实|市场|的|为|,)"
    r"|(?:街道|(?<![城乡])镇|公司|集团|产业园|(?:化工|工业|科技|物流)园区?|(?<!招商)(?<!促进)(?<!投促)(?<!全)局|部门|专班|商会)"
    r"(?=[^,;。□]{0,3}(?:完成|实现|固定|签约|总投|投资|市场|引进|招引|签下|外出|办了|洽谈))"
)
"""A district, a street or a company that does what follows."""
_NOT_OURS = re.compile(
    r"(?:其他|其它|兄弟|同类|周边|国家级|省级|先进|各|全省|全市|全国|我省|我市|[市省盟州]|□|友好|友谊|结对|姊妹|合作)$"
)
_RANK = re.compile(r"(?:国家|省|市|县)级")
_RANKED = re.compile(
    r"□|[“\"]|专精|以上|以下|重点|示范|试点|标杆|荣誉|表彰|平台|科技|绿色|领军|孵化|高新"
)
"""Behind 省级 it tells a rank and no area: 国家级2户、省级7户."""
_AFTER_OURS = re.compile(r"(?:平均|总数)")
_FROM_VIEW = re.compile(r"^(?:从)?(?:全市|全省|全国|市|省)[^,]{0,6},")
_AGAINST_OURS = re.compile(r"(?:[高低快慢]于|[高低]出|优于|好于|领先|落后于?|[比较])(?:了)?$")
_COMPARED_TO_OURS = re.compile(
    rf"^,(?:(?:增速|增幅|总量)?(?:[高低快慢]于|[高低]出|优于|好于|领先|落后于?|[比较])){words.OURS}"
)
"""An amount beside ours is another's: 增长□,快于我区□."""
_PLAN_BEHIND = re.compile(
    r"(?:以上|左右)?(?:的)?(?:年度|全年|预期|增长|既定|工作)?(?:目标|任务|计划|预期)"
    r"|(?:应该|应当|肯定|基本)?(?:没有?|不成)问题|有(?:把握|希望)"
)


_ZONE = r"(?:国家级|省级)?(?:经济技术开发区|经济开发区|经开区|开发区|高新区|工业园区|园区)?"
_BESIDE = re.compile(
    r"(?:比|较|与|和|跟|同|向|对|到|至|赴|从|为|由|去|于|相当于|不到|不及|仅为|只有|仅有|落后|来自)"
    r"(?:了|于)?$"
)
"""Before another zone's name that only measures ours: 仅相当于长宁的□."""
ANOTHERS = frozenset({"another", "still_another", "than_ours", "named_zone"})
PLANNED = frozenset(
    {"target", "plan_behind", "planned_section", "planned_title", "planned_lead", "future"}
)


class Scope:
    """Whose amounts a sentence tells, and whether it tells what happened or what is planned."""

    def __init__(
        self,
        sentence: Sentence,
        names: tuple[str, ...],
        *,
        planned: str = "",
        other: bool = False,
        aimed: bool = False,
        others: Iterable[str] = (),
        elsewhere: bool = False,
    ) -> None:
        self.sentence, self.section_planned, self.before = sentence, planned, other
        self.names, self.elsewhere, self.aimed = names, elsewhere, aimed
        own = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "\0"
        self.area = re.compile(
            rf"(?P<own>{own}|(?<![\u4e00-\u9fff])本?园区"
            rf"|{words.OURS}|[我咱]们|(?<=,)(?:合计|总计))|(?P<other>{words.OTHERS}|{_NAMED})"
        )
        named = "|".join(map(re.escape, sorted(others)))
        told = rf"(?P<own>{own}|{words.OURS}|[我咱]们)|(?P<other>(?:{named}){_ZONE}|他们的)"
        self.others = (
            re.compile(told) if named else None
        )

    def _marks(self, until: int) -> Iterator[tuple[int, bool]]:
        template = self.sentence.template
        for found in self.area.finditer(template, 0, until):
            left = template[max(0, found.start() - 6) : found.start()]
            ranks = _RANK.fullmatch(found[0]) and _RANKED.match(template, found.end())
            if found["other"] and ranks:
                continue
            if found["other"] and re.search(
                rf"(?:{words.COMPARED}(?:了|于)?|接待|邀请|向|对|与|和|到|至|赴|从|来自|为|由|去)$",
                left,
            ):
                continue
            if found["own"] and (
                _NOT_OURS.search(left)
                or _AGAINST_OURS.search(left)
                or _AFTER_OURS.match(template, found.end())
            ):
                continue
            yield found.start(), bool(found["other"])

    def doubts(self, index: int) -> frozenset[str]:
        """Why the amount may be another area's, or a target."""
        return frozenset({*self._anothers(index), *self._planned(index)})

    def _anothers(self, index: int) -> Iterator[str]:
        slot = self.sentence.slots[index]
        marks = list(self._marks(slot))
        if _COMPARED_TO_OURS.match(self.sentence.template[slot + 1 :]):
            yield "than_ours"
        named = self._named(slot)
        if named or (named is None and self.elsewhere and not (marks and not marks[-1][1])):
            yield "named_zone"
        elif marks and marks[-1][1]:
            yield "another"
        elif not marks and self.before:
            yield "still_another"

    def _named(self, until: int) -> bool | None:
        """Whether another zone was named last (true), or our own (false)."""
        if self.others is None:
            return None
        template, told = self.sentence.template, None
        for found in self.others.finditer(template, 0, until):
            left = template[max(0, found.start() - 6) : found.start()]
            if found["other"] and _BESIDE.search(left):
                continue
            told = bool(found["other"])
        return told

    def lasts(self) -> bool:
        """Whether the next sentence still speaks of the other area."""
        template = self.sentence.template
        marks = list(self._marks(len(template)))
        ended = template.endswith(("。", "!", "?", "."))
        state = marks[-1][1] if marks else self.before
        opened = bool(marks) and marks[0][1] and bool(_FROM_VIEW.match(template))
        return state if not ended else (state and (opened or self.before and not marks))

    def _planned(self, index: int) -> Iterator[str]:
        if self.section_planned:
            yield f"planned_{self.section_planned}"
        before = self.sentence.before(index)
        if _PLAN_BEHIND.match(self.sentence.template[self.sentence.slots[index] + 1 :]):
            yield "plan_behind"
        measured = words.MEASURED_BY_PLAN.sub(lambda found: "*" * len(found[0]), before)
        plans = [m.end() for m in words.TARGET.finditer(measured)]
        done = [m.end() for m in words.ACHIEVED.finditer(before)]
        if plans and (not done or plans[-1] > done[-1]) or (self.aimed and not done):
            yield "target"

    def aims(self) -> bool:
        """Whether what stands behind a semicolon is still a target: 主要目标是:…;…."""
        template = self.sentence.template
        if template.endswith(("。", "!", "?", ".")):
            return False
        measured = words.MEASURED_BY_PLAN.sub(lambda found: "*" * len(found[0]), template)
        done = words.ACHIEVED.search(template)
        first = self.sentence.slots[0] if self.sentence.slots else len(template)
        return not done and (self.aimed or bool(words.TARGET.search(measured, 0, first)))

    def part(self, index: int) -> bool:
        """Whether the amount is a part of the total before it."""
        before = self.sentence.before(index)
        parts = list(words.PART.finditer(before))
        if not parts:
            return False
        inside = [m for m in self.sentence.mentions if parts[-1].end() <= m.start < len(before)]
        return not inside or inside[0].start > parts[-1].end() + 2
