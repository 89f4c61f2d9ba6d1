"""What must hold of cases after their processes were killed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.served.cases import STEPS, Walk

STANDS = """
    select c.id, array_agg(m.code order by m.id), count(distinct r.id), count(distinct f.id)
    from cases_case c join services_approval a on a.case_id = c.id
    join cases_casemove m on m.case_id = c.id
    left join services_rating r on r.approval_id = a.id
    left join services_certificate f on f.approval_id = a.id
    group by c.id
"""
"""Per case its moves (each as often as there are ratings and certificates: one at most)."""
MOVES = {"apply": ("opened",), "accept": ("accept",), "review": ("signed", "agree"),
         "decide": ("grant",), "deliver": ("deliver",)}  # fmt: skip


@dataclass
class Findings:
    """What stands in the database and at the receiver, and what does not agree with it."""

    cases: dict[int, tuple[Counter[str], int, int]]
    numbers: list[str]
    notices: int
    waiting: int
    requests: int
    ids: int
    lines: list[tuple[str, int, int]] = field(default_factory=list)

    def compare(self, walks: list[Walk], refused: list[Any]) -> None:
        """Hold what the programs were told against it."""
        lost = twice = 0
        for walk in walks:
            moves, ratings, certificates = self.cases.get(walk.case, (Counter(), 0, 0))
            for step, times in Counter(walk.done).items():
                there = ratings if step == "rate" else sum(moves[c] for c in MOVES[step])
                lost += max(0, times - there)
                twice += max(0, there - STEPS.count(step))
            lost += "decide" in walk.done and certificates != 1
        serials = sorted(int(number[6:-1]) for number in self.numbers)
        self._line("steps answered", sum(len(walk.done) for walk in walks))
        self._line("steps answered and lost", 0, lost)
        self._line("steps done twice", 0, twice)
        self._line("cases that nobody was told of", 0, len(self.cases.keys() - _known(walks)))
        self._line("case numbers", len(serials))
        self._line("numbers missing", 0, len(set(range(1, len(serials) + 1)) - set(serials)))
        self._line("numbers doubled", 0, len(serials) - len(set(serials)))
        self._line("notices for the webhook", self.notices)
        self._line("notices that did not come", 0, abs(self.notices - self.ids) + self.waiting)
        self._line("requests at the receiver", self.requests, max(0, self.requests - self.ids))
        self._line("programs that gave up", 0, len(refused))
        for one in refused[:3]:
            print(f"  gave up: {one}")

    def _line(self, what: str, count: int, violations: int = 0) -> None:
        self.lines.append((what, count or violations, violations))

    def told(self) -> int:
        """Print the table; 1 if anything is violated."""
        for what, count, violations in self.lines:
            print(f"{what:32} {count:8}{'   VIOLATED' if violations else ''}")
        return int(any(violations for _what, _count, violations in self.lines))


def _known(walks: list[Walk]) -> set[int]:
    return {walk.case for walk in walks}


def verify(zone: int, counts: tuple[int, int]) -> Findings:
    """Read what stands."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('jingkai.zone', %s, false)", [str(zone)])
        cursor.execute(STANDS)
        cases = {
            pk: (Counter(moves), ratings, certificates)
            for pk, moves, ratings, certificates in cursor.fetchall()
        }
        cursor.execute("select number from services_approval")
        numbers = [number for (number,) in cursor.fetchall()]
        cursor.execute(
            "select count(*), count(*) filter (where delivered_at is null)"
            " from notices_notice where channel = 'hook'"
        )
        notices, waiting = cursor.fetchone()
    connections.close_all()
    return Findings(cases, numbers, notices, waiting, *counts)
