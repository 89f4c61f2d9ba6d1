"""Applications that belong together: building projects in four stages, one-thing bundles.

Assumptions: key projects that began to build in 2022 had the permits of the first three stages
before; fourteen other works, of enterprises that stand in the zone, went through all four, or are
on their way at the end. Sixty bundles were sent in in 2022. All are put together out of the
applications that there are (`approvals.cases`): of these only the applicant changes, so that the
figures stay as they are. Services, codes and names are invented and marked 示例, but for the names
of the two projects that are public.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from demo.deals import company_rows
from demo.projects import projects as key_projects
from demo.projects_sheets import code_of
from demo.services import BUREAUS, STAGES, Matter
from demo.sheets import Row, Sheet
from demo.things import things
from demo.zone import DIVISION
from jingkai.domains.services.rules.projects import with_check

BY_STAGE = {
    "land": ("SX-008", "SX-009"), "works": ("SX-010",), "building": ("SX-011", "SX-017"),
    "acceptance": ("SX-015", "SX-016"),
}  # fmt: skip
"""What the projects went through; the first of a stage is always there."""
OTHER_WORKS, NEAR = 14, timedelta(days=150)
KINDS = ("厂房扩建", "仓储用房", "研发楼", "污水处理站改造", "质检楼")
BUNDLES_EACH = 15


class Coming(Protocol):
    """What is asked of an application here; `approvals.Case` has it."""

    matter: Matter
    applied: date
    finished: date | None
    ended: tuple[str, date] | None
    granted: bool
    applicant: str
    code: str
    phone: str
    project: str
    bundle: str


@dataclass
class Work:
    """A building project with the applications of its stages."""

    name: str
    code: str
    company: str
    total: int | None = None
    place: str = ""
    parts: dict[str, list[Coming]] = field(default_factory=dict)

    def begun(self, stage: str) -> date:
        """The day on which a stage began: that of its first application."""
        return min(part.applied for part in self.parts[stage])


@dataclass
class Together:
    """What belongs together, as sheets."""

    works: list[Work]
    bundles: list[Row]

    def sheets(self) -> list[Sheet]:
        """Projects, their stages and the bundles, before the applications."""
        return [
            Sheet("工程建设项目", [self._work(work) for work in self.works]),
            Sheet("工程建设阶段", [
                {"项目代码": work.code, "阶段": STAGES[stage], "开始日期": work.begun(stage)}
                for work in self.works for stage in work.parts
            ]),
            Sheet("一件事办件", self.bundles),
        ]  # fmt: skip

    def _work(self, work: Work) -> Row:
        return {
            "项目名称": work.name, "项目代码": work.code, "建设单位统一社会信用代码": work.company,
            "建设地点": work.place, "总投资(万元)": work.total,
            "登记日期": work.begun("land"), "牵头单位": BUREAUS["construction"],
        }  # fmt: skip


def put_together(made: Sequence[Coming], firms: Sequence[tuple[str, str]]) -> Together:
    """Projects and bundles out of these applications; their applicants are made the same."""
    pools: dict[str, list[Coming]] = defaultdict(list)
    for case in sorted(made, key=lambda one: one.applied):
        pools[case.matter["code"]].append(case)
    works = [*_key_works(pools), *_other_works(pools, firms)]
    return Together(works, list(_bundles(pools)))


def _taken(case: Coming) -> bool:
    return bool(case.project or case.bundle)


def _fits(case: Coming, after: date, before: date | None) -> bool:
    """Granted between two days; without an end also still under review."""
    if _taken(case) or case.ended is not None or not case.granted or case.applied < after:
        return False
    return before is None or (case.finished is not None and case.finished <= before)


def _key_works(pools: dict[str, list[Coming]]) -> Iterator[Work]:
    """Key projects with their permits before they began to build, searched backwards."""
    names = {str(row["统一社会信用代码"]): str(row["名称"]) for row in company_rows()}
    for each in sorted(key_projects(), key=lambda one: one.started):
        if each.started.year != 2022 or each.company not in names:
            continue
        work = Work(each.name, code_of(each), each.company, int(each.total * 10_000),
                    "示例：经开区项目用地")  # fmt: skip
        before, found = each.started, {}
        for stage in ("building", "works", "land"):
            parts = _latest(pools, stage, each.signed, before)
            if not parts:
                break
            found[stage], before = parts, min(part.applied for part in parts)
        else:
            work.parts = {stage: found[stage] for stage in ("land", "works", "building")}
            yield _claimed(work, names[each.company])


def _latest(
    pools: dict[str, list[Coming]], stage: str, after: date, before: date
) -> list[Coming]:
    """The last applications of a stage that were granted in time; the first of them must be."""
    found: list[Coming] = []
    for code in BY_STAGE[stage]:
        fitting = [case for case in pools[code] if _fits(case, after, before)]
        if not fitting and not found:
            return []
        found += fitting[-1:]
    return found


def _other_works(
    pools: dict[str, list[Coming]], firms: Sequence[tuple[str, str]]
) -> Iterator[Work]:
    """Works of other enterprises, searched forwards as far as they come."""
    rng = random.Random(12)
    for nth in range(OTHER_WORKS):
        begins = date(2022, 1, 4) + timedelta(days=24 * nth)
        firm, code = rng.choice([one for one in firms if one[0].endswith("有限公司")])
        short = firm.removesuffix("有限公司")
        number = f"{begins:%y%m}-{DIVISION}-04-02-{rng.randrange(100_000):05d}"
        work = Work(f"{short}{KINDS[nth % len(KINDS)]}项目", with_check(number), code,
                    rng.randrange(300, 4000), f"示例路{20 + nth}号")  # fmt: skip
        after: date | None = begins
        for stage in BY_STAGE:
            parts = _first(pools, stage, after) if after is not None else []
            if not parts:
                break
            work.parts[stage] = parts
            ended = [part.finished for part in parts if part.finished is not None]
            after = max(ended) + timedelta(days=1) if len(ended) == len(parts) else None
        if work.parts:
            yield _claimed(work, firm)


def _first(pools: dict[str, list[Coming]], stage: str, after: date) -> list[Coming]:
    """The first applications of a stage after a day, soon after it; one of each matter at most."""
    found: list[Coming] = []
    for code in BY_STAGE[stage]:
        fitting = [case for case in pools[code]
                   if _fits(case, after, None) and case.applied <= after + NEAR]  # fmt: skip
        if not fitting and not found:
            return []
        found += fitting[:1]
    return found


def _claimed(work: Work, firm: str) -> Work:
    for parts in work.parts.values():
        for part in parts:
            part.project, part.applicant, part.code = work.code, firm, work.company
    return work


def _bundles(pools: dict[str, list[Coming]]) -> Iterator[Row]:
    """Applications for matters of one thing that came in on one day, as one application."""
    rng, number = random.Random(22), 0
    for (code, *_facts), (main, *others) in things():
        pool, made = [one for one in pools[main] if one.applied.year == 2022], 0
        for first in rng.sample(pool, len(pool)):
            if made == BUNDLES_EACH or _taken(first):
                continue
            rest = [one for matter in others if (one := _beside(pools[matter], first))]
            if not rest:
                continue
            made, number = made + 1, number + 1
            key = f"YJ2022-{number:04d}"
            for part in (first, *rest):
                part.bundle, part.applicant = key, first.applicant
                part.code, part.phone = first.code, first.phone
            yield {
                "一件事办件编号": key, "一件事编号": code, "申请人": first.applicant,
                "申请日期": first.applied, "申请人类型": "法人" if first.code else "自然人",
                "统一社会信用代码": first.code, "联系电话": first.phone,
            }  # fmt: skip


def _beside(pool: Sequence[Coming], first: Coming) -> Coming | None:
    """One of the same day, for a matter that such an applicant may apply for."""
    kind = "e" if first.code else "p"
    return next(
        (case for case in pool
         if case.applied == first.applied and not _taken(case) and kind in case.matter["who"]),
        None,
    )  # fmt: skip
