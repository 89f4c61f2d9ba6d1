"""What the applications led to: certificates, ratings, the mending of the bad ones.

Assumptions: of five decided applications two were rated; 37 ratings of 2022 were bad; each was
called back on the next working day and is rectified by its day, but for the last two.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from demo.commitments import revoked
from demo.services import BUREAUS, Matter, office_codes
from demo.services_materials import certificate_type
from demo.sheets import Row, Sheet
from demo.zone import STANDS_ON
from jingkai.domains.services.rules.certificates import identifier
from jingkai.kernel.workdays.national import national

RATED_SHARE = 0.4
BAD_2022, STILL_OPEN = 37, 2
MENDED_UNTIL, LATE = date(2022, 12, 1), (date(2022, 12, 9), date(2022, 12, 13))
"""Until when what was rated badly and mended was decided, and when what is still open was."""
LEVELS = (("非常满意", 860), ("满意", 118), ("基本满意", 22))
WORDS = ("示例：办得很快", "示例：工作人员耐心", "示例：材料一次说清", "示例：在家就办好了",
         "", "", "", "")  # fmt: skip
COMPLAINTS = (
    ("等候时间过长", "示例：高峰时段仅开两个窗口", "示例：增开潮汐窗口并公示等候人数"),
    ("材料要求前后不一致", "示例：电话咨询答复与指南不一致", "示例：统一咨询口径并培训"),
    ("工作人员态度生硬", "示例：沟通方式不当", "示例：当面致歉并调整岗位"),
    ("系统上传材料多次失败", "示例：附件大小限制提示不清", "示例：修正提示并电话告知"),
)  # fmt: skip


class Decided(Protocol):
    """What is asked of an application here; `approvals.Case` has it."""

    number: str
    matter: Matter
    applied: date
    finished: date | None
    channel: str
    applicant: str
    granted: bool
    check: tuple[date, str, str] | None

    @property
    def certified(self) -> bool: ...


def certificate_rows(listed: Sequence[Decided]) -> Iterator[Row]:
    """The electronic certificates of what was granted."""
    codes = office_codes()
    for case in listed:
        if not case.certified or case.finished is None:
            continue
        months = case.matter.more.get("months")
        ends = case.finished + timedelta(days=int(months) * 365 // 12) if months else None
        kind = certificate_type(case.matter.more["cert"])
        yield {
            "证照名称": case.matter["result"], "办件编号": case.number,
            "证照标识": identifier(
                kind, codes[case.matter["office"]], case.number.replace("-", ""), 1
            ),
            "证号": f"示例〔{case.finished.year}〕{case.number[-6:]}号",
            "发证单位": BUREAUS[case.matter["office"]], "发证日期": case.finished,
            "有效期止": ends, "撤销日期": revoked(case),
            "撤销原因": "示例：违反告知承诺" if revoked(case) else "",
        }  # fmt: skip


@dataclass(frozen=True)
class Bad:
    """A bad rating with the day it was given and what it complained of."""

    number: str
    who: str
    on: date
    complaint: tuple[str, str, str]


def ratings(listed: Sequence[Decided]) -> tuple[list[Row], list[Bad]]:
    """All ratings; the bad ones, which are rectified, by day."""
    rng = random.Random(5)
    rated = [c for c in listed if c.finished is not None and rng.random() < RATED_SHARE]
    in_2022 = [(c.finished, c.number) for c in rated if c.finished and c.applied.year == 2022]
    mended = [number for day, number in in_2022 if day <= MENDED_UNTIL]
    late = [number for day, number in in_2022 if LATE[0] <= day <= LATE[1]]
    chosen = {*rng.sample(mended, BAD_2022 - STILL_OPEN), *rng.sample(late, STILL_OPEN)}
    rows: list[Row] = []
    bad: list[Bad] = []
    for case in rated:
        assert case.finished is not None
        on = national().add(case.finished, rng.choice((0, 0, 1, 3)))
        on = min(on, date(case.applied.year, 12, 31), STANDS_ON)
        level = rng.choices([n for n, _ in LEVELS], [w for _, w in LEVELS])[0]
        words = rng.choice(WORDS)
        if case.number in chosen:
            level = rng.choice(("不满意", "不满意", "非常不满意"))
            bad.append(Bad(case.number, case.applicant[:60], on, rng.choice(COMPLAINTS)))
            words = f"示例：{bad[-1].complaint[0]}"
        rows.append({
            "办件编号": case.number, "评价等级": level, "评价日期": on,
            "评价渠道": "网上" if case.channel == "网上" else "政务服务大厅",
            "评价人": case.applicant[:60], "评价内容": words,
        })  # fmt: skip
    return rows, sorted(bad, key=lambda each: (each.on, each.number))


def rectification_rows(bad: Sequence[Bad]) -> Iterator[Row]:
    """All are rectified by their day but the last, which are open."""
    for nth, each in enumerate(bad):
        mended = nth < len(bad) - STILL_OPEN
        answered = national().add(each.on, 2 + nth % 3)
        yield {
            "办件编号": each.number, "情况复杂": "否", "立案日期": each.on,
            "核实情况": each.complaint[1] if mended else "",
            "整改措施": each.complaint[2] if mended else "",
            "整改完成日期": answered if mended else None,
            "办结日期": national().add(answered, 1) if mended else None,
            "回访满意": ("否" if nth % 17 == 5 else "是") if mended else None,
        }  # fmt: skip


def call_rows(bad: Sequence[Bad]) -> Iterator[Row]:
    """Each is called on the next working day, and once more when it is rectified."""
    for row, each in zip(rectification_rows(bad), bad, strict=True):
        told: Row = {"办件编号": each.number, "回访对象": each.who}
        yield {**told, "回访日期": national().add(each.on, 1), "回访结果": "差评属实",
               "回访内容": f"示例：{each.complaint[0]}"}  # fmt: skip
        if row["办结日期"] is not None:
            content = row["回访满意"] == "是"
            yield {**told, "回访日期": row["办结日期"], "回访内容": "示例：已告知整改情况",
                   "回访结果": "对整改满意" if content else "对整改不满意"}  # fmt: skip


def result_sheets(listed: Sequence[Decided]) -> list[Sheet]:
    """The sheets of what applications led to."""
    rows, bad = ratings(listed)
    return [
        Sheet("电子证照", list(certificate_rows(listed))),
        Sheet("好差评", rows),
        Sheet("差评整改", list(rectification_rows(bad))),
        Sheet("回访", list(call_rows(bad))),
    ]
