"""The one-thing services of the demo zone: which matters belong to each; all invented."""

from collections.abc import Iterator
from datetime import date

from demo.sheets import Row, Sheet
from demo.zone import OFFICES

BUREAUS = {office.code: office.name for office in OFFICES}
THINGS = """
start-company|开办企业一件事|Starting a company|subjects|2|企业|building|SX-001 SX-041 SX-046
restaurant|开办饭店一件事|Opening a restaurant|subjects|8|企业|utensils|SX-021 SX-026 SX-032
born|新生儿出生一件事|A child is born|affairs|1|个人|baby|SX-055 SX-056
retire|退休一件事|Retiring|hr|8|个人|clock|SX-044 SX-054
"""
"""Number (also the situation's), names, leading office, days, for whom, icon, matters."""
QUESTIONS = {
    "SX-041": ("是否为员工办理社会保险参保？", "Are staff to be enrolled in social insurance?"),
    "SX-046": ("是否招用员工？", "Do you hire staff?"),
    "SX-026": ("经营场所是否属于公共场所？", "Is it a public place?"),
    "SX-032": ("是否向城镇排水管网排放污水？", "Does waste water go into the sewers?"),
    "SX-056": ("是否为新生儿参加居民医保？", "Is the child to be enrolled in medical insurance?"),
    "SX-054": ("是否申领老年人优待证？", "Is the card for the aged wanted?"),
}
"""The matters that are applied for only when they are needed, and what decides it."""


def things() -> Iterator[tuple[list[str], list[str]]]:
    """Each service as it is told, with the numbers of its matters."""
    for line in THINGS.strip().splitlines():
        *facts, members = line.split("|")
        yield facts, members.split()


def thing_sheets() -> list[Sheet]:
    """The one-thing services and their matters, with the questions that decide them."""
    rows: list[Row] = []
    members: list[Row] = []
    for (code, name, english, office, limit, who, icon), matters in things():
        rows.append({
            "一件事名称": name, "一件事编号": code, "牵头单位": BUREAUS[office],
            "承诺时限(工作日)": int(limit), "上线日期": date(2022, 1, 1), "说明": "示例",
            "面向": who, "情形编号": code, "图标": icon, "英文名称": english,
            "一句话说明": "示例：一张表、一次提交、一窗受理",
            "英文说明": "One form, sent in once, taken in at one window (example).",
        })  # fmt: skip
        for order, matter in enumerate(matters, 1):
            chinese, asked = QUESTIONS.get(matter, ("", ""))
            members.append({
                "一件事编号": code, "事项编号": matter, "顺序": order,
                "按需办理": "是" if chinese else "否", "情形提问": chinese, "英文提问": asked,
            })  # fmt: skip
    return [Sheet("一件事", rows), Sheet("一件事事项", members)]
