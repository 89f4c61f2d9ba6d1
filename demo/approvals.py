"""办件.xlsx: the applications of 2021 and 2022, with supplements, visits, ratings, certificates.

Assumptions: 20,000 applications came in in 2022 and 2,400 in 2021; 19,600 of the first were decided
in 2022, of which 42 % on the day on which they came in (S03), the others within their promised
limits but for a few; 200 ended without a decision and 200 were still under review on the day at
which the demonstration stands, with which everything ends. Half came in online; of the rest three
in four at the hall, the others at streets and communities, each only from the day on which the
matter was delegated to it. Of five decided two were rated; 37 ratings were bad, all but two of them
are rectified. Every applicant is invented and marked 示例.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import accumulate

from demo.approvals_results import result_sheets
from demo.commitments import check_rows, commit
from demo.facts import number_of
from demo.services import COMMUNITIES, FROM_2021, SECOND_ON, STREETS, Matter, matters
from demo.sheets import Row, Sheet
from demo.subjects import subjects
from demo.wholes import Together, put_together
from demo.words import person
from demo.zone import STANDS_ON, Office
from jingkai.kernel.workdays.national import national

APPLIED = {2021: 2_400, 2022: 20_000}
ENDED = {2021: 30, 2022: 200}
"""Refused, withdrawn, terminated."""
OPEN_2022 = 200
SAME_DAY_2021 = Decimal("0.335")
LATE_SHARE, SUPPLEMENT_SHARE = 0.004, 0.04
DAYS_FROM = date(2022, 4, 1)
"""From when the later communities accept matters."""
HALL = "政务服务中心"
SUPPLEMENTS = ("示例：营业场所证明缺少签字", "示例：平面图未标注面积", "示例：身份证件已过期",
               "示例：申请表信息与证照不一致")  # fmt: skip


@dataclass
class Case:
    """One application on its way into the workbook."""

    number: str
    matter: Matter
    applied: date
    accepted: date | None = None
    finished: date | None = None
    ended: tuple[str, date] | None = None
    supplement: tuple[date, date] | None = None
    channel: str = "网上"
    place: str = ""
    applicant: str = ""
    code: str = ""
    phone: str = ""
    granted: bool = True
    visits: list[tuple[date, str]] = field(default_factory=list)
    project: str = ""
    bundle: str = ""
    check: tuple[date, str, str] | None = None

    @property
    def promised(self) -> int:
        """The promised limit under the version in force when it came in."""
        first = self.applied < SECOND_ON and self.matter["before"]
        return int(first or self.matter["promised"])

    @property
    def certified(self) -> bool:
        """Whether it led to an electronic certificate."""
        return self.finished is not None and self.granted and "cert" in self.matter.more

    @property
    def at_once(self) -> bool:
        """Whether its matter is done while one waits."""
        return self.matter["handling"] == "I" and self.promised <= 1


@cache
def _weights() -> tuple[int, ...]:
    """How often each matter is asked for: what is done at once and what residents need, most."""
    found = []
    for matter in matters():
        weight = 14 if matter["handling"] == "I" else 6
        if "p" in matter["who"]:
            weight *= 2
        if matter.more.get("stage"):
            weight = 1
        found.append(weight)
    return tuple(accumulate(found))


def _drawn(rng: random.Random, *, at_once: bool, on: date) -> Matter:
    """A matter of this kind under the version of the day."""
    weights = _weights()
    while True:
        matter = matters()[bisect(weights, rng.randrange(weights[-1]))]
        if Case("", matter, on).at_once == at_once:
            return matter


@cache
def _workdays(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(365))
    return tuple(day for day in days if national().is_workday(day) and day <= STANDS_ON)


def _day(year: int, rng: random.Random, leave: int = 0) -> date:
    """A working day of the year, `leave` working days before its last at the latest.

    In March and April 2022 half as many came.
    """
    days = _workdays(year)
    while True:
        day = rng.choice(days[: len(days) - leave])
        if not (year == 2022 and day.month in (3, 4) and rng.random() < 0.5):
            return day


def _plan(year: int) -> tuple[int, int]:
    """How many were decided in the year, and how many of them on the day they came in."""
    decided = APPLIED[year] - ENDED[year] - (OPEN_2022 if year == 2022 else 0)
    share = number_of("S03") / 100 if year == 2022 else SAME_DAY_2021
    return decided, int((decided * share).quantize(Decimal(1), ROUND_HALF_UP))


@cache
def cases() -> tuple[Case, ...]:
    """All applications of both years, in the order in which they came in."""
    made: list[Case] = []
    for year in APPLIED:
        rng = random.Random(year)
        decided, same_day = _plan(year)
        made += [_same_day(year, rng) for _ in range(same_day)]
        made += [_later(year, rng) for _ in range(decided - same_day)]
        made += [_ended(year, rng) for _ in range(ENDED[year])]
        made += [_still_open(rng) for _ in range(OPEN_2022 if year == 2022 else 0)]
    made.sort(key=lambda case: (case.applied, case.matter["code"]))
    rng = random.Random(42)
    for nth, case in enumerate(made, 1):
        case.number = f"JK{case.applied.year}-{nth:06d}"
        _place(case, rng)
        _applicant(case, rng)
    commit(made)
    return tuple(made)


@cache
def together() -> Together:
    """The building projects and bundles that these applications belong to."""
    return put_together(cases(), _enterprises())


def _same_day(year: int, rng: random.Random) -> Case:
    day = _day(year, rng)
    case = Case("", _drawn(rng, at_once=True, on=day), day)
    case.accepted = case.finished = day
    return case


def _later(year: int, rng: random.Random) -> Case:
    """Decided on a later day: within the promise, unless it is one of the few that are late."""
    while True:
        day = _day(year, rng, leave=1)
        case = Case("", _drawn(rng, at_once=rng.random() < 0.12, on=day), day)
        if case.promised < 1:
            continue
        case.accepted = national().add(day, 0 if case.at_once else rng.choice((0, 0, 1, 1, 2)))
        limit = case.promised
        taken = rng.randrange(1, limit + 1) if rng.random() > LATE_SHARE else limit + 2
        if case.at_once:
            taken = 1
        elif rng.random() < SUPPLEMENT_SHARE and taken > 1:
            asked = national().add(case.accepted, 1)
            case.supplement = (asked, national().add(asked, rng.randrange(2, 6)))
            taken += national().between(asked, case.supplement[1])
        case.finished = national().add(case.accepted, taken)
        if case.finished.year == year and day < case.finished <= STANDS_ON:
            case.granted = rng.random() > 0.008
            return case


def _ended(year: int, rng: random.Random) -> Case:
    """Not accepted, or taken back, or ended: no decision."""
    day = _day(year, rng, leave=12)
    case = Case("", _drawn(rng, at_once=False, on=day), day)
    how = rng.choice(("不予受理", "已撤回", "已撤回", "已终止"))
    if how != "不予受理":
        case.accepted = national().add(day, 1)
    case.ended = (how, national().add(day, rng.randrange(1, 6)))
    return case


def _still_open(rng: random.Random) -> Case:
    """Came in in the last days and is under review."""
    while True:
        day = rng.choice(_workdays(2022)[-14:])
        case = Case("", _drawn(rng, at_once=False, on=day), day)
        case.accepted = national().add(day, 0)
        if national().add(case.accepted, case.promised) > STANDS_ON:
            return case


def _place(case: Case, rng: random.Random) -> None:
    """Where it came in, and how often somebody had to come for it."""
    draw = rng.random()
    taken_at = _delegated(case)
    if draw < 0.52:
        case.channel = "网上"
        if not case.matter.full and case.finished is not None:
            case.visits.append((case.finished, "核验原件"))
        return
    if draw < 0.70 and taken_at:
        place = rng.choice(taken_at)
        case.channel = "社区（村）" if place in COMMUNITIES else "街道"
        case.place = place.name
    else:
        case.channel = "自助终端" if case.at_once and draw > 0.985 else "政务服务大厅"
        case.place = HALL
    case.visits.append((case.applied, "提交申请"))
    if case.finished is not None and case.finished > case.applied and rng.random() < 0.3:
        case.visits.append((case.finished, "领取结果"))


def _delegated(case: Case) -> list[Office]:
    """The streets and communities that accepted the matter on that day."""
    signs = case.matter["delegated"]
    found = [*STREETS] if "s" in signs else []
    if "c" in signs:
        found += COMMUNITIES if case.applied >= DAYS_FROM else COMMUNITIES[:FROM_2021]
    return found


@cache
def _enterprises() -> tuple[tuple[str, str], ...]:
    """Names and codes of enterprises that stood in the zone before 2021 and still do."""
    from demo.deals import company_rows

    return tuple(
        (str(row["名称"]), str(row["统一社会信用代码"]))
        for row in subjects(company_rows())
        if isinstance(born := row.get("成立日期"), date) and born < date(2021, 1, 1)
        and not row.get("注销日期") and not row.get("迁出日期")
    )  # fmt: skip


def _applicant(case: Case, rng: random.Random) -> None:
    """A resident or an enterprise, as the matter is for."""
    who = case.matter["who"]
    if "p" in who and ("e" not in who or rng.random() < 0.5):
        case.applicant = person(rng)
    else:
        case.applicant, case.code = rng.choice(_enterprises())
    case.phone = f"1390432{rng.randrange(10_000):04d}"


def _row(case: Case) -> Row:
    delivered = _delivered(case)
    ended = case.ended or ("", None)
    return {
        "办件编号": case.number, "事项编号": case.matter["code"], "申请人": case.applicant,
        "申请人类型": "法人" if case.code else "自然人", "统一社会信用代码": case.code,
        "联系电话": case.phone, "受理渠道": case.channel, "受理单位": case.place,
        "申请日期": case.applied, "受理日期": case.accepted, "办结日期": case.finished,
        "办理结果": ended[0] or ("" if case.finished is None else _result(case)),
        "制证日期": case.finished if case.certified else None, "送达日期": delivered,
        "送达方式": "电子下载" if case.channel == "网上" and case.matter.full else "窗口领取",
        "终结日期": ended[1], "跑动次数": len(case.visits), "工程项目代码": case.project,
        "一件事办件编号": case.bundle, "告知承诺": "是" if case.check else "否",
    }  # fmt: skip


def _result(case: Case) -> str:
    return "准予" if case.granted else "不予许可"


def _delivered(case: Case) -> date | None:
    """The day the result was handed over: at once what is downloaded or waited for."""
    if case.finished is None or not case.granted:
        return None
    later = 0 if case.channel == "网上" or case.finished == case.applied else 1
    day = national().add(case.finished, later)
    return day if day.year == case.applied.year and day <= STANDS_ON else None


def _supplement_rows(listed: Sequence[Case]) -> Iterator[Row]:
    for nth, case in enumerate(c for c in listed if c.supplement):
        assert case.supplement is not None
        yield {
            "办件编号": case.number, "补正内容": SUPPLEMENTS[nth % len(SUPPLEMENTS)],
            "告知日期": case.supplement[0], "补正日期": case.supplement[1],
        }  # fmt: skip


def _visit_rows(listed: Sequence[Case]) -> Iterator[Row]:
    for case in listed:
        for day, why in case.visits:
            yield {"办件编号": case.number, "日期": day, "事由": why, "地点单位": case.place}


def approval_sheets() -> list[Sheet]:
    """All sheets of the workbook, in the order in which they lean on each other."""
    wholes = together()
    listed = cases()
    return [
        *wholes.sheets(),
        Sheet("办件", [_row(case) for case in listed]),
        Sheet("补正告知", list(_supplement_rows(listed))),
        Sheet("跑动", list(_visit_rows(listed))),
        *result_sheets(listed),
        Sheet("告知承诺核查", list(check_rows(listed))),
    ]
