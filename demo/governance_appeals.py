"""The appeals of the demo zone: who asks what where, how it was answered, who was content."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo.governance import Ground, at, grounds
from demo.governance_tables import (
    ANSWERS,
    EXPLAINED,
    KINDS,
    NOT_OURS,
    OF_ENTERPRISES,
    RULES,
    SOURCES,
    UNHAPPY,
    WEIGHTS,
)
from demo.park_ground import point
from demo.sheets import Row
from demo.words import person
from demo.zone import STANDS_ON
from jingkai.kernel.workdays.national import national

COUNTS = {2021: 1_420, 2022: 1_630}
YEAR_END = date(2022, 12, 31)
OVERALL = {"紧急": 3, "咨询": 3, "一般": 10, "复杂": 15}
ANSWER = {"紧急": 1, "咨询": 1, "一般": 5, "复杂": 10}
"""Working days as `parameters/appeals.yaml` has them: the demo keeps to them, but for a few."""
ROUND = ("签收日期", "答复日期", "答复结论", "答复内容", "告知去处", "回访日期", "回访联系上",
         "诉求人认可解决", "满意度", "办结日期")  # fmt: skip
"""What a round leaves behind when the next begins."""
AGAIN, JOINED, LATE, EXPLAIN = 0.04, 0.02, 0.03, 0.06
RATINGS = (("非常满意", 38), ("满意", 42), ("基本满意", 20))
GROUNDS = {"A": 10, "B": 3, "C": 2}
"""How many appeals come from a grid of each area, in proportion."""


@dataclass(frozen=True)
class Came:
    """An appeal as it came in."""

    number: str
    kind: str
    received: date
    place: tuple[float, float]
    area: str
    source: str

    @property
    def pace(self) -> str:
        return KINDS[self.kind][1]

    @property
    def office(self) -> str:
        """What the routing table says: the lowest priority, then the rule that asks for more."""
        return min(_ranked(self))[-1]


def _ranked(one: Came) -> Iterator[tuple[int, int, int, str]]:
    for kind, source, area, office, priority, since, until in RULES:
        days = date.fromisoformat(since), date.fromisoformat(until or "9999-12-31")
        if (
            one.kind.startswith(kind) and source in ("", one.source) and area in ("", one.area)
            and days[0] <= one.received <= days[1]
        ):  # fmt: skip
            yield priority, -bool(area) - bool(source) - 1, -len(kind), office


def appeal_rows() -> tuple[list[Row], list[Row]]:
    """All appeals, and the rounds that ended unhappily."""
    rng = random.Random(71)
    appeals: list[Row] = []
    rounds: list[Row] = []
    leaders: dict[str, tuple[Came, Row]] = {}
    for one in _came(rng):
        row = _asked(one, rng)
        first = leaders.get(one.kind)
        if first is not None and rng.random() < JOINED and _near(one, first[0]):
            appeals.append(_joined(row, one, first))
            continue
        row |= _handled(one, one.received, rng)
        if row.get("办结日期") and one.received < date(2022, 11, 20) and rng.random() < AGAIN:
            rounds.append(_round(one, row))
            began = rounds[-1]["重办日期"]
            assert isinstance(began, date)
            anew = {**dict.fromkeys(ROUND), **_handled(one, began, rng)}
            row |= {"办理轮次": 2, "本轮起始日期": began, **anew}
        elif row.get("办结日期"):
            leaders[one.kind] = (one, row)
        appeals.append(row)
    return appeals, rounds


def _came(rng: random.Random) -> Iterator[Came]:
    places = [one for one in grounds() for _n in range(GROUNDS[one.area])]
    heads = [head for head, weight in WEIGHTS.items() for _n in range(weight)]
    parts = {head: [c for c in KINDS if len(c) > 2 and c.startswith(head)] for head in WEIGHTS}
    sources = [name for name, weight in SOURCES for _n in range(weight)]
    for year, count in COUNTS.items():
        last = min(date(year, 12, 31), STANDS_ON)
        span = (last - date(year, 1, 1)).days
        days = sorted(date(year, 1, 1) + timedelta(days=rng.randrange(span + 1))
                      for _n in range(count))  # fmt: skip
        for nth, day in enumerate(days, 1):
            kind = rng.choice(parts[rng.choice(heads)])
            ground = rng.choice(places)
            yield Came(f"SQ{year}-{nth:04d}", _in_season(kind, day), day,
                       _inside(ground, rng), ground.area, rng.choice(sources))  # fmt: skip


def _in_season(kind: str, day: date) -> str:
    """Snow and heating are matters of winter."""
    cold = day.month in (1, 2, 3, 11, 12)
    return kind if cold else {"0104": "0102", "0202": "0203"}.get(kind, kind)


def _inside(ground: Ground, rng: random.Random) -> tuple[float, float]:
    return (round(ground.x + rng.uniform(10, ground.width - 10), 1),
            round(ground.y + rng.uniform(10, ground.height - 10), 1))  # fmt: skip


def _asked(one: Came, rng: random.Random) -> Row:
    name, pace, words = KINDS[one.kind]
    enterprise = one.kind.startswith(OF_ENTERPRISES)
    return {
        "诉求标题": f"示例：{words}", "诉求编号": one.number, "来源": one.source,
        "诉求类别编码": one.kind, "办理等级": pace,
        "诉求内容": f"示例：{words}，请尽快处理（{name}）。",
        "受理时间": at(one.received, rng.randrange(600)), "地址": "示例大街",
        "位置": f"POINT ({point(*one.place)})", "诉求主体": "企业" if enterprise else "居民",
        "诉求人": f"示例{person(rng)}", "联系电话": f"138{rng.randrange(10**8):08d}",
        "承办单位": one.office,
    }  # fmt: skip


def _handled(one: Came, began: date, rng: random.Random) -> Row:
    """Accepted, answered, called back, closed; as far as it had come on the day."""
    days, overall = national(), OVERALL[one.pace]
    due = days.add(began, overall)
    accepted = began if days.is_workday(began) else days.add(began, 1)
    late = rng.random() < LATE and days.add(due, 4) <= STANDS_ON
    taken = overall + 2 if late else rng.randint(0, ANSWER[one.pace])
    answered = max(accepted, days.add(began, taken) if taken else accepted)
    called = days.add(answered, 1) if late or overall > 3 else answered
    if due <= YEAR_END:
        accepted, answered, called = (min(day, STANDS_ON) for day in (accepted, answered, called))
    row: Row = {"签收日期": accepted}
    if accepted > STANDS_ON:
        return {}
    if answered > STANDS_ON:
        return row
    row |= {"答复日期": answered, **_answer(one, rng)}
    if called > STANDS_ON:
        return row
    return row | {"回访日期": called, "办结日期": called, **_rated(row, rng)}


def _answer(one: Came, rng: random.Random) -> Row:
    if one.kind in NOT_OURS and rng.random() < 0.4:
        words, place = NOT_OURS[one.kind]
        return {"答复结论": "不属受理范围，已告知去处", "答复内容": words, "告知去处": place}
    if rng.random() < EXPLAIN:
        return {"答复结论": "已解释说明", "答复内容": EXPLAINED}
    return {"答复结论": "已解决", "答复内容": rng.choice(ANSWERS)}


def _rated(row: Row, rng: random.Random) -> Row:
    if rng.random() > 0.92:
        return {"回访联系上": "否"}
    names = [name for name, weight in RATINGS for _n in range(weight)]
    solved = row["答复结论"] == "已解决" or rng.random() < 0.3
    rating = rng.choice(names) if solved else "基本满意"
    return {"回访联系上": "是", "诉求人认可解决": "是" if solved else None, "满意度": rating}


def _round(one: Came, row: Row) -> Row:
    """The first round of an appeal whose asker was unhappy with its answer."""
    called: Any = row["回访日期"]
    kept = {name: row.get(name) for name in ("签收日期", "答复日期", "答复结论", "答复内容")}
    return {
        "诉求编号": one.number, "轮次": 1, "承办单位": one.office, "起始日期": one.received,
        **kept, "回访日期": called, "回访联系上": "是", "诉求人认可解决": "否", "满意度": "不满意",
        "重办日期": called, "重办理由": UNHAPPY[int(one.number[-1]) % len(UNHAPPY)],
    }  # fmt: skip


def _near(one: Came, other: Came) -> bool:
    return one.received - other.received <= timedelta(days=15) and one.received.year != 2021


def _joined(row: Row, one: Came, first: tuple[Came, Row]) -> Row:
    """Of the matter of an earlier one, answered with it or on the same day."""
    other, answered = first
    close_by = (other.place[0] + 20, other.place[1] + 15)
    done: Any = answered["办结日期"]
    day = max(done, one.received)
    names = ("答复结论", "答复内容", "告知去处")
    return row | {
        "位置": f"POINT ({point(*close_by)})", "承办单位": other.office,
        "并入诉求编号": other.number,
        "签收日期": day, "答复日期": day, "回访日期": day, "办结日期": day, "回访联系上": "否",
        **{name: answered.get(name) for name in names},
    }  # fmt: skip
