"""What stands on the dispatch sheet and in the year's plan: headings and rows, Chinese as the
meeting has them, whoever takes the file."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import override

WAN, YI = Decimal(10_000), Decimal(100_000_000)
DISPATCH = (
    "序号", "项目名称", "包保责任人", "状态", "总投资（亿元）", "年度计划（万元）",
    "本月计划（万元）",
    "本月完成（万元）", "本月完成率", "本年累计（万元）", "年度完成率", "开工以来累计（亿元）",
    "预计投产", "存在问题",
)  # fmt: skip
PLAN = (
    "序号", "项目名称", "责任单位", "总投资（亿元）", *(f"{n}月" for n in range(1, 13)),
    "全年（万元）",
    "年度目标",
)  # fmt: skip
type Value = str | int | Decimal | None


def dispatch_rows(sheet: Any) -> Iterator[tuple[Value, ...]]:
    """One row a project, and the sum below."""
    with override("zh-hans"):
        for place, line in enumerate(sheet.lines, 1):
            project = line.project
            officer = project.officer.name if project.officer else "—"
            yield (
                place, project.name, officer, str(project.get_status_display()),
                project.total_investment / YI, in_wan(line.year_plan), in_wan(line.planned),
                in_wan(line.actual), percent(line.share_of_month), in_wan(line.year_done),
                percent(line.share_of_year), line.together / YI, forecast_words(line),
                "；".join(f"{p.title}（{p.get_level_display()}）" for p in line.problems),
            )  # fmt: skip
        yield (
            "", "合计", "", "", None, in_wan(sheet.total("year_plan")),
            in_wan(sheet.total("planned")), in_wan(sheet.total("actual")), "",
            in_wan(sheet.total("year_done")), "", None, "", "",
        )  # fmt: skip


def forecast_words(line: Any) -> str:
    """The expected day of production against the plan."""
    told = line.told
    if line.project.production_on:
        return f"{line.project.production_on:%Y-%m-%d}已投产"
    if told.expected is None:
        return "无法预测"
    if not told.late:
        return f"{told.expected:%Y-%m-%d}"
    word = "晚" if told.late > 0 else "早"
    return f"{told.expected:%Y-%m-%d}（比计划{word}{abs(told.late)}天）"


def plan_rows(rows: Any) -> Iterator[tuple[Value, ...]]:
    """One row a project, and the sum below."""
    for place, row in enumerate(rows, 1):
        project = row.project
        yield (place, project.name, project.office.name, project.total_investment / YI,
               *(in_wan(month) for month in row.months), in_wan(row.plan.total),
               row.plan.goal)  # fmt: skip
    sums = [sum(column) for column in zip(*(row.months for row in rows), strict=True)]
    if sums:
        total = sum((row.plan.total for row in rows), Decimal(0))
        yield ("", "合计", "", None, *(in_wan(each) for each in sums), in_wan(total), "")


def in_wan(value: Decimal | None) -> Decimal | None:
    """An amount in 万元."""
    return None if value is None else value / WAN


def percent(value: Decimal | None) -> str:
    """A share with one place."""
    return "—" if value is None else f"{value * 100:.1f}%"


def text(value: Value) -> str:
    """A cell of the Word document."""
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00")
    return str(value)
