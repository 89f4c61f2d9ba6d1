"""What was granted on a commitment, and the checks that followed (告知承诺事后核查).

Assumptions: of the applications for matters that may be granted on a commitment one in six was;
each was looked at within its days, but for the last ones; four were corrected, two were broken, and
what was granted on those was taken back. All invented.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from demo.services import Matter
from demo.sheets import Row
from demo.zone import STANDS_ON
from jingkai.kernel.workdays.national import national

ONE_IN = 6
CORRECTED_EVERY, BROKEN_EVERY = 40, 80
KEPT = ("已履行", "示例：现场核查与承诺一致")
CORRECTED = ("限期改正", "示例：个别事项与承诺不符，限期改正后复查合格")
BROKEN = ("违反承诺", "示例：实际情况与承诺不符")


class Granted(Protocol):
    """What is asked of an application here; `approvals.Case` has it."""

    number: str
    matter: Matter
    finished: date | None
    granted: bool
    check: tuple[date, str, str] | None


def commit(made: Sequence[Granted]) -> None:
    """Mark those granted on a commitment with their check: its day, its result, what was found."""
    may = [one for one in made if "commit" in one.matter.more and one.finished and one.granted]
    for nth, one in enumerate(may[::ONE_IN]):
        assert one.finished is not None
        found = KEPT
        if nth % CORRECTED_EVERY == 7:
            found = CORRECTED
        elif nth % BROKEN_EVERY == 19:
            found = BROKEN
        one.check = (national().add(one.finished, 15 + nth * 7 % 26), *found)


def revoked(one: Granted) -> date | None:
    """The day on which what was granted was taken back, if it was."""
    broken = one.check is not None and one.check[1:] == BROKEN and one.check[0] <= STANDS_ON
    return one.check[0] if broken and one.check else None


def check_rows(made: Sequence[Granted]) -> Iterator[Row]:
    """Each with its check, fifteen to forty working days after the grant; the last are due."""
    for one in made:
        if one.check is None:
            continue
        day, result, found = one.check
        row: Row = {"办件编号": one.number, "承诺内容": "示例：承诺所提交的信息真实、符合法定条件"}
        if day <= STANDS_ON:
            row |= {"核查日期": day, "核查结果": result, "核查情况": found}
        yield row
