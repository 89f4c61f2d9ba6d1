"""The file of a payment batch for the bank, and the bank's file of what became of it.

Both are CSV in UTF-8 with a byte order mark, lines ended by CR LF, one header. Amounts are in 元
with two decimals and no separators. The order (代发文件) has a line for each payment and a last one
with the count and the sum; the answer (代发回单) has a line for each payment that was settled:

    批次号,序号,收款人户名,收款账号,开户行,金额,用途
    FF2022-001,1,示例人,6217000000000000001,示例银行,615.50,示例补贴2022年1月
    合计,2,,,,1231.00,

    批次号,序号,金额,处理结果,原因,处理日期
    FF2022-001,1,615.50,成功,,2022-01-12
    FF2022-001,2,615.50,失败,户名与账号不符,2022-01-12
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import sha256

ORDER = ("批次号", "序号", "收款人户名", "收款账号", "开户行", "金额", "用途")
ANSWER = ("批次号", "序号", "金额", "处理结果", "原因", "处理日期")
TOTAL = "合计"
DONE, FAILED = "成功", "失败"
MOST = 100_000
"""Lines that a bank's answer may have."""
BOM = "\ufeff"
CENT = Decimal("0.01")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Order:
    """One payment as the bank is told of it; `amount` in 元."""

    sequence: int
    name: str
    account: str
    bank: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one payment; `line` is where the file says so."""

    line: int
    batch: str
    sequence: int
    amount: Decimal
    paid: bool
    reason: str
    on: date


class Wrong(StrEnum):
    """What is wrong with a line of a bank's answer."""

    HEADER = "header"
    COLUMNS = "columns"
    SEQUENCE = "sequence"
    AMOUNT = "amount"
    RESULT = "result"
    REASON = "reason"
    DAY = "day"
    TWICE = "twice"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that can't be taken; never with a name or an account in it."""

    line: int
    wrong: Wrong


def bank_file(batch: str, purpose: str, orders: Iterable[Order]) -> bytes:
    """The order for the bank, always the same bytes for the same payments.

    >>> told = bank_file("FF2022-001", "示例", [Order(1, "甲", "62", "示例银行", Decimal("615.5"))])
    >>> told.decode("utf-8-sig").splitlines()[1:]
    ['FF2022-001,1,甲,62,示例银行,615.50,示例', '合计,1,,,,615.50,']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ORDER)
    count, total = 0, Decimal(0)
    for one in orders:
        row = (batch, one.sequence, safe(one.name), one.account, safe(one.bank), cents(one.amount))
        writer.writerow((*row, safe(purpose)))
        count, total = count + 1, total + one.amount
    writer.writerow((TOTAL, count, "", "", "", cents(total), ""))
    return (BOM + out.getvalue()).encode()


def digest_of(content: bytes) -> str:
    """By which the office and the bank tell that they speak of the same file (SHA-256)."""
    return sha256(content).hexdigest()


def cents(amount: Decimal) -> str:
    """An amount in 元 with two decimals."""
    return f"{amount.quantize(CENT):f}"


def safe(text: str) -> str:
    """A text that a spreadsheet doesn't take for a formula.

    >>> safe("=1+1"), safe("示例银行")
    ("'=1+1", '示例银行')
    """
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def read_answer(text: str) -> Iterator[Answered | BadLine]:
    """The lines of a bank's answer, good and bad, in their order."""
    rows = csv.reader(io.StringIO(text.lstrip(BOM)))
    header = next(rows, [])
    if tuple(one.strip() for one in header) != ANSWER:
        yield BadLine(1, Wrong.HEADER)
        return
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=2):
        if not row or row[0].strip() == TOTAL:
            continue
        if number > MOST + 2:
            yield BadLine(number, Wrong.LENGTH)
            return
        line = _line(number, [one.strip() for one in row])
        if isinstance(line, Answered):
            place = (line.batch, str(line.sequence))
            if place in seen:
                line = BadLine(number, Wrong.TWICE)
            seen.add(place)
        yield line


def _line(number: int, row: list[str]) -> Answered | BadLine:
    if len(row) != len(ANSWER):
        return BadLine(number, Wrong.COLUMNS)
    batch, sequence, amount, result, reason, on = row
    if not (sequence.isascii() and sequence.isdecimal() and len(sequence) < 9):
        return BadLine(number, Wrong.SEQUENCE)
    told = _amount(amount)
    if told is None:
        return BadLine(number, Wrong.AMOUNT)
    if result not in (DONE, FAILED):
        return BadLine(number, Wrong.RESULT)
    if result == FAILED and not reason:
        return BadLine(number, Wrong.REASON)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return BadLine(number, Wrong.DAY)
    paid = result == DONE
    return Answered(number, batch, int(sequence), told, paid, "" if paid else reason[:100], day)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    exact = amount.is_finite() and amount >= 0 and amount == amount.quantize(CENT)
    return amount if exact else None
