"""Persons, programmes and batches to work with in tests; everybody is invented."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.models import (
    Beneficiary,
    Claim,
    Exclusion,
    Household,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.kernel.trail.acting import Machine, declare, perform, record

MADE = declare("livelihood.tests.made", "made {subject}")
IDENTITY = "22020219380101{:04d}"
ACCOUNT = "62170000000000{:05d}"
SINCE = date(2022, 1, 1)


def seats(cast: Any) -> Any:
    """The people who work on support, and those who must not see it."""
    by = Machine(zone_id=cast.zone.pk)
    office = cast._office("social", "社会事务局", "bureau", by)
    seat = cast._seat
    return SimpleNamespace(
        cast=cast, zone=cast.zone, office=office, by=by,
        officer=seat("support", "安然", office, "support_officer", by),
        second=seat("support2", "白雪", office, "support_officer", by),
        cashier=seat("cashier", "常青", office, "subsidy_cashier", by),
        chief=seat("livchief", "丁香", office, "livelihood_chief", by),
        schools=seat("schools", "方圆", office, "education_officer", by),
        villages=seat("villages", "江河", office, "village_officer", by),
        leader=cast.leader, stranger=cast.stranger, admin=cast.admin,
    )  # fmt: skip


def put(by: Any, *rows: Any) -> Any:
    """Write rows as they are, inside an action; the first of them."""

    def work() -> Any:
        for row in rows:
            row.zone_id = by.zone_id
            row.save()
            record(row)
        return rows[0]

    return perform(MADE, by, work)


def programme(by: Any, code: str = "BT01", **more: Any) -> Programme:
    """An allowance of old age, every month, by the tenth working day."""
    name = more.pop("name", f"示例补贴{code}")
    row = Programme(code=code, name=name, began_on=date(2016, 1, 1), **more)
    made: Programme = put(by, row)
    return made


def standards(by: Any, of: Programme, *lines: dict[str, Any], **more: Any) -> SubsidyVersion:
    """A version of a programme with its lines."""
    version = SubsidyVersion(
        programme=of, number=more.pop("number", f"{of.code}-1"),
        since=more.pop("since", date(2016, 1, 1)), **more,
    )  # fmt: skip
    rows = [
        Standard(version=version, position=place, name=f"第{place}行", **line)
        for place, line in enumerate(lines, 1)
    ]
    for row in rows:
        row.clean_fields(exclude=["zone", "version"])
    made: SubsidyVersion = put(by, version, *rows)
    return made


def old_age(by: Any, code: str = "GL", **more: Any) -> Programme:
    """Two lines: from ninety, from eighty."""
    of = programme(by, code, **more)
    standards(
        by, of, {"age": "90周岁以上", "amount": Decimal("300.00")},
        {"age": "80周岁以上", "amount": Decimal("100.50")},
    )  # fmt: skip
    return of


def person(by: Any, number: int, *, born: date = date(1938, 1, 1), **more: Any) -> Beneficiary:
    """Somebody of the year 1938 with an account, unless told otherwise."""
    given = {
        "identity": f"220202{born:%Y%m%d}{number:04d}", "account": ACCOUNT.format(number),
        "bank": "示例银行", "name": f"示例{number}", **more,
    }  # fmt: skip
    made: Beneficiary = put(by, Beneficiary(number=f"RY{number:05d}", **given))
    return made


def household(by: Any, number: int = 1) -> Household:
    """A household."""
    made: Household = put(by, Household(number=f"JT{number:04d}", head=f"示例户主{number}"))
    return made


def has(by: Any, who: Beneficiary, what: Programme, since: date = SINCE) -> Claim:
    """A claim, written without asking whether it may be."""
    made: Claim = put(by, Claim(person=who, programme=what, since=since))
    return made


def excludes(by: Any, one: Programme, other: Programme, number: str = "HC01") -> Exclusion:
    """A rule between two programmes."""
    row = Exclusion(
        number=number, first=one, second=other, rule="两项补贴不得同时享受", since=date(2016, 1, 1)
    )
    made: Exclusion = put(by, row)
    return made


def batch_ready(people: Any, of: Programme, day: date = SINCE) -> Any:
    """A batch of a period, assembled, checked and approved."""
    batch = actions.open_batch(programme=of, day=day, by=people.officer, on=day)
    batch = actions.assemble_batch(batch=batch, by=people.officer, on=day)
    batch = actions.check_batch(batch=batch, by=people.officer, on=day)
    return actions.approve_batch(batch=batch, by=people.chief, on=day)


def answer(batch: Any, *lines: tuple[int, str, str]) -> str:
    """The bank's answer: (number, amount, what went wrong or nothing), on the fifth of January."""
    from jingkai.domains.livelihood.rules.bankfile import ANSWER, DONE, FAILED

    rows = [",".join(ANSWER)]
    for number, amount, wrong in lines:
        result = FAILED if wrong else DONE
        rows.append(f"{batch.number},{number},{amount},{result},{wrong},2022-01-05")
    return "\ufeff" + "\r\n".join(rows)
