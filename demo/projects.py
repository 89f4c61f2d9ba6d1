"""Projects: 项目.xlsx with milestones, lines, products, documents, returns, plans and problems.

Thirty-eight key projects under way in 2022 and those finished before. Assumptions: two dozen of
them are the signed deals of 2021 and 2022, six are those that the public account describes by
amount and capacity; all else is invented and marked 示例. What they invested in each month adds up
to `demo.economy.project_months`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from demo.deals import projects as deals
from demo.economy import project_months
from demo.facts import number_of
from demo.projects_tables import (
    CODES,
    DESCRIBED,
    EQUIPMENT_MAKERS,
    FINISHED,
    LEADING,
    NEAR,
    NEAR_PRODUCTS,
    OTHERS,
    PARKS,
    STAGES,
)
from demo.subjects import company_code
from demo.zone import PROJECT_OFFICERS
from jingkai.domains.projects.choices import ORDER, Milestone

YEAR_END = date(2022, 12, 31)
EXPECTED_OUTPUT = Decimal(203)
"""Assumption, in 亿元: "at least 200"."""
READY_DAYS = 70


@dataclass(frozen=True)
class Project:
    """A project as far as it had come at the end of 2022."""

    number: str
    name: str
    leading: str
    total: Decimal
    signed: date
    started: date
    stage: str
    produced: date | None = None
    deal: str = ""
    company: str = ""
    place: int = 0

    @property
    def registered(self) -> date:
        """When it was entered: the day it was signed, or, of the older ones, at the end of 2020."""
        return max(self.signed, date(2020, 12, 15)) if self.active else self.signed

    @property
    def active(self) -> bool:
        """Whether it was under way in 2022."""
        return self.stage != "finished"

    @property
    def near(self) -> bool:
        """Whether what it makes is close to final consumption."""
        return self.name in NEAR

    def reached(self) -> dict[Milestone, date]:
        """The days on which it reached its milestones."""
        found = {Milestone.SIGNED: self.signed, Milestone.STARTED: self.started}
        last = self.produced or YEAR_END
        gone = (last - self.started).days
        for milestone, share in zip(ORDER[2:6], (25, 55, 85, 100), strict=True):
            if self.produced is None and milestone not in STAGES[self.stage]:
                break
            found[milestone] = self.started + timedelta(days=gone * share // 100)
        if self.stage == "finished" and self.produced:
            found[Milestone.FULL] = self.produced + timedelta(days=150)
        return found

    def planned(self) -> dict[Milestone, date]:
        """The days that were planned: those reached with some slip, the others spread ahead."""
        rng = random.Random(self.number)
        reached = self.reached()
        found: dict[Milestone, date] = {}
        span = 420 + 20 * (self.place % 12)
        for milestone, share in zip(ORDER, (0, 10, 25, 60, 88, 100, 140), strict=True):
            day = self.signed + timedelta(days=span * share // 100)
            if milestone in reached:
                slip = rng.choice((0, 4, 9)) if milestone is Milestone.PRODUCTION else (
                    rng.choice((-20, -6, 0, 5, 12))
                )  # fmt: skip
                day = reached[milestone] + timedelta(days=slip)
            elif day <= YEAR_END:
                day = YEAR_END + timedelta(days=30 * (list(ORDER).index(milestone) - 1))
            found[milestone] = max(day, *found.values()) if found else day
        if self.produced and self.active:
            found[Milestone.PRODUCTION] = max(found[Milestone.PRODUCTION], self.produced)
            found[Milestone.FULL] = max(found[Milestone.FULL], found[Milestone.PRODUCTION])
        return found


def _of_deals() -> Iterator[tuple[str, str, Decimal, date, date, str, date | None, str, str]]:
    """The signed deals that had started, with the stage that each had come to."""
    late = sorted(
        (each.started for each in deals() if each.started and each.started.year == 2022),
        reverse=True,
    )[:5]
    done = {"示例碳纤维自行车项目": date(2022, 7, 15), "示例建筑涂料项目": date(2022, 11, 25),
            "示例洗涤用品项目": date(2022, 12, 8)}  # fmt: skip
    for place, each in enumerate(deals(), 1):
        if each.signed is None or each.started is None:
            continue
        stage = "foundations" if each.started in late else "structure"
        if each.started.year == 2021:
            stage = "production" if each.name in done else "equipment"
        leading = "装备制造" if each.name in EQUIPMENT_MAKERS else LEADING[each.node.split("-")[0]]
        yield (each.name, leading, each.amount, each.signed, each.started, stage,
               done.get(each.name), each.number, company_code(place))  # fmt: skip


def _of_table(table: str) -> Iterator[tuple[str, str, Decimal, date, date, str, date | None]]:
    for line in table.strip().splitlines():
        name, leading, total, signed, started, stage, produced = line.split()
        yield (name, leading, Decimal(total), date.fromisoformat(signed),
               date.fromisoformat(started), stage,
               None if produced == "-" else date.fromisoformat(produced))  # fmt: skip


@cache
def projects() -> list[Project]:
    """All projects: described, from deals, others under way, and finished before 2022."""
    rows = [
        *((*row, "", "") for row in _of_table(DESCRIBED)),
        *_of_deals(),
        *((*row, "", "") for row in _of_table(OTHERS)),
        *((*row, "", "") for row in _of_table(FINISHED)),
    ]
    counts: dict[int, int] = {}
    found = []
    for place, row in enumerate(rows):
        name, leading, total, signed, started, stage, produced, deal, company = row
        counts[signed.year] = counts.get(signed.year, 0) + 1
        number = f"ZDX{signed.year}-{counts[signed.year]:03d}"
        found.append(Project(number, name, leading, total, signed, started, stage, produced,
                             deal, company, place))  # fmt: skip
    return found


@cache
def invested() -> dict[str, dict[date, int]]:
    """What each project invested in each month, in 万元; together what the zone invested."""
    rng = random.Random(36)
    found: dict[str, dict[date, int]] = {each.number: {} for each in projects()}
    for month, total in project_months().items():
        working = [each for each in projects() if _works_in(each, month)]
        weights = [_weight(each, month) * rng.uniform(0.7, 1.3) for each in working]
        parts = [int(total * weight / sum(weights)) for weight in weights]
        parts[weights.index(max(weights))] += total - sum(parts)
        for each, amount in zip(working, parts, strict=True):
            found[each.number][month] = amount
        for each in projects():
            if _owes(each, month):
                found[each.number].setdefault(month, 0)
    return found


def _owes(each: Project, month: date) -> bool:
    """Whether it is still to report the month."""
    full = each.reached().get(Milestone.FULL)
    return month >= each.registered.replace(day=1) and (full is None or month <= full)


def _works_in(each: Project, month: date) -> bool:
    if not _owes(each, month) or month < each.started.replace(day=1):
        return False
    return each.produced is None or month <= each.produced


def _weight(each: Project, month: date) -> float:
    """Large projects invest more, in the middle of their way most."""
    months = (month.year - each.started.year) * 12 + month.month - each.started.month
    hurry = 1.95 if each.produced and each.started.year == 2021 else 1
    size: float = float(each.total) ** 0.5
    return hurry * size * (0.6 + min(months, 8) / 8)


def opening(each: Project, amounts: dict[date, int]) -> Decimal:
    """What was invested before the first return: of a finished project, nearly all of the rest."""
    told = Decimal(sum(amounts.values())) / 10_000
    if each.produced and each.started.year < 2021:
        return max(Decimal(0), (each.total * Decimal("0.97") - told)).quantize(Decimal("0.0001"))
    if each.started.year >= 2021:
        return Decimal(0)
    share = Decimal("0.25") if each.stage == "structure" else Decimal("0.45")
    return min(each.total * share, max(Decimal(0), each.total - told)).quantize(Decimal("0.0001"))


@cache
def outputs() -> dict[str, Decimal]:
    """The output that each project under way expects, in 亿元; together as assumed."""
    active = [each for each in projects() if each.active]
    whole = sum((each.total for each in active), Decimal(0))
    found = {
        each.number: (each.total * EXPECTED_OUTPUT / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for each in active
    }
    found[active[0].number] += EXPECTED_OUTPUT - sum(found.values())
    return found


@cache
def crossing() -> set[str]:
    """The projects whose new enterprise will be above the statistical threshold."""
    rows = [each.number for each in projects() if each.active and each.company]
    return set(rows[: int(number_of("P13"))])


@cache
def on_parks() -> dict[str, tuple[str, date | None]]:
    """The projects on industrial parks, and since when eight of them are ready for equipment."""
    stages = ("structure", "equipment")
    rows = [each for each in projects() if each.stage in stages and each.company]
    rows = sorted(rows, key=lambda each: (each.stage, each.started))[: int(number_of("K07"))]
    ready = {each.number for each in rows[: int(number_of("K10"))]}
    return {
        each.number: (PARKS[place % len(PARKS)], _ready(each) if each.number in ready else None)
        for place, each in enumerate(rows)
    }


def _ready(each: Project) -> date:
    equipment = each.reached().get(Milestone.EQUIPMENT)
    if equipment:
        return equipment - timedelta(days=10)
    return min(each.reached()[Milestone.STRUCTURE] + timedelta(days=READY_DAYS), date(2022, 12, 26))


def officer_of(each: Project) -> str:
    """The officer in charge."""
    return PROJECT_OFFICERS[each.place % len(PROJECT_OFFICERS)]


def industry_of(each: Project) -> str:
    """The industry code that goes with its leading industry."""
    return CODES[each.leading]


def products_of(each: Project) -> list[str]:
    """What a project close to the consumer makes; together 68, "nearly seventy"."""
    return NEAR_PRODUCTS[NEAR.index(each.name)] if each.near else []
