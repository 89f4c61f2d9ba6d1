"""Sheets of 民生.xlsx about subsidy programmes, claims and what was paid in 2022.

The assumptions stand at the head of `livelihood_support`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from demo.livelihood_support import (
    EXCLUDED,
    MONEY,
    YEAR,
    Money,
    Who,
    cases,
    due_of,
    monthly_of,
    others,
)
from demo.sheets import Row, Sheet
from jingkai.kernel.cases.clocks import add_months
from jingkai.kernel.workdays.national import national

FROM = date(2017, 1, 1)
BEFORE_DUE, BANK_DAYS = 4, 2
"""Working days: handed to the bank before the day, and settled after."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class UnderWay:
    """A batch that is opened in the platform itself and waits for approval."""

    programme: str
    first: date
    opened: date


UNDER_WAY = UnderWay("GL", date(2023, 1, 1), date(2022, 12, 19))


@dataclass(frozen=True)
class Paid:
    """A batch of a programme and period, with what each person got."""

    number: str
    programme: Money
    first: date
    after: date
    people: tuple[tuple[Who, Decimal], ...]


def programme_rows() -> Iterator[Row]:
    """The programmes."""
    for one in MONEY:
        yield {
            "补贴项目": f"{one.name}（示例）", "项目编码": one.code, "主管部门": "社会事务局",
            "发放周期": one.cycle, "期限起算": one.begins, "发放期限(工作日)": one.days,
            "开始日期": FROM, "文件依据": "示例：经开区补贴发放管理办法",
        }  # fmt: skip


def version_rows() -> Iterator[Row]:
    """One version of each, in force since 2017."""
    for one in MONEY:
        yield {"版本编号": f"{one.code}-2017", "项目编码": one.code, "施行日期": FROM,
               "文件依据": "示例"}  # fmt: skip


def standard_rows() -> Iterator[Row]:
    """The lines of the decision tables."""
    for one in MONEY:
        for place, line in enumerate(one.lines, 1):
            yield {**line, "版本编号": f"{one.code}-2017", "序号": place}


def exclusion_rows() -> Iterator[Row]:
    """Which programmes exclude each other."""
    for number, first, second, rule, document in EXCLUDED:
        yield {"规则编号": number, "项目一编码": first, "项目二编码": second, "规则": rule,
               "文件依据": document, "施行日期": FROM}  # fmt: skip


def claim_rows() -> Iterator[Row]:
    """Who has which programme; every third old person without having asked."""
    for case in cases():
        code = "DB" if case.kind == "最低生活保障" else "TK"
        yield {"人员编号": case.people[0].number, "项目编码": code, "享受方式": "依申请",
               "申请日期": case.granted, "享受起始日期": case.granted,
               "享受终止日期": case.stopped,
               "终止原因": "停保" if case.stopped else None}  # fmt: skip
    for place, who in enumerate(others()):
        for code, since in who.has.items():
            unasked = code == "GL" and place % 3 == 0
            yield {"人员编号": who.number, "项目编码": code,
                   "享受方式": "免申即享" if unasked else "依申请",
                   "申请日期": None if unasked else since, "享受起始日期": since}  # fmt: skip


def batches() -> Iterator[Paid]:
    """The batches of the year whose day came in it."""
    for programme in MONEY:
        first, nth = date(YEAR, 1, 1), 1
        if programme.begins != "发放周期开始":
            first = add_months(first, -programme.months)
        while first.year <= YEAR:
            after = add_months(first, programme.months)
            if due_of(programme, first, after).year == YEAR:
                people = tuple(_people(programme, first, after))
                number = f"BL{YEAR}-{programme.code}-{nth:02d}"
                yield Paid(number, programme, first, after, people)
                nth += 1
            first = after


def _people(programme: Money, first: date, after: date) -> Iterator[tuple[Who, Decimal]]:
    kinds = {"DB": "最低生活保障", "TK": "特困供养"}
    if programme.code in kinds:
        for case in cases():
            if case.kind == kinds[programme.code] and not (case.stopped and case.stopped <= first):
                yield case.people[0], monthly_of(case, first)
        return
    for who in others():
        if programme.code in who.has:
            yield who, _amount(programme, who, first)


def _amount(programme: Money, who: Who, on: date) -> Decimal:
    line = programme.lines[-1]
    if programme.code == "GL":
        age = on.year - who.born.year - ((on.month, on.day) < (who.born.month, who.born.day))
        line = programme.lines[0 if age >= 90 else 1]
    standard = Decimal(str(line["标准(元)"]))
    land = who.facts.get("承包地面积")
    amount = standard * land if isinstance(land, Decimal) else standard
    return amount.quantize(CENT, ROUND_HALF_UP)


def batch_rows() -> Iterator[Row]:
    """The batches, handed over four working days before their day."""
    for one in batches():
        due = due_of(one.programme, one.first, one.after)
        sent = national().add(due, -BEFORE_DUE)
        yield {
            "批次编号": one.number, "项目编码": one.programme.code, "周期起始日": one.first,
            "周期终止日": one.after, "资格认定日": one.first, "应发放日期": due,
            "送银行日期": sent, "办结日期": national().add(sent, BANK_DAYS),
            "备注": "历史补录（示例）",
        }  # fmt: skip


def payment_rows() -> Iterator[Row]:
    """Every payment, with the account as it is on record."""
    for one in batches():
        due = due_of(one.programme, one.first, one.after)
        paid = national().add(national().add(due, -BEFORE_DUE), BANK_DAYS)
        for nth, (who, amount) in enumerate(one.people, 1):
            yield {"批次编号": one.number, "序号": nth, "人员编号": who.number,
                   "户名": f"示例{who.number[2:]}", "金额(元)": amount, "发放状态": "已发放",
                   "发放日期": paid}  # fmt: skip


def payment_sheets() -> list[Sheet]:
    """Programmes, claims, batches, payments."""
    return [
        Sheet("补贴项目", list(programme_rows())), Sheet("补贴政策版本", list(version_rows())),
        Sheet("补贴标准", list(standard_rows())), Sheet("互斥规则", list(exclusion_rows())),
        Sheet("享受资格", list(claim_rows())), Sheet("发放批次", list(batch_rows())),
        Sheet("发放明细", list(payment_rows())),
    ]  # fmt: skip
