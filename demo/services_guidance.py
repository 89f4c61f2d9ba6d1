"""The situations that lead people to matters; invented for the demo zone."""

from collections.abc import Iterator

from demo.sheets import Row, Sheet

SITUATIONS = """
start-company|我要开一家公司|I start a company|企业|设立变更|building|SX-001 SX-041 SX-046
restaurant|我要开一家饭店|I open a restaurant|企业|准营准办|utensils|\
SX-004 SX-021 SX-026 SX-032 SX-035
factory|我要建一座厂房|I build a factory|企业|国土和规划建设|factory|\
SX-005 SX-007 SX-008 SX-009 SX-010 SX-019 SX-012 SX-011 SX-017 SX-015
freight|我要跑货运|I carry freight|企业|交通运输|truck|SX-001 SX-029
hire|我要招用员工|I hire people|企业|人力资源|users|SX-041 SX-046
close-company|我要注销企业|I close a company|企业|破产注销|archive|SX-003
born|我家添了孩子|A child is born|个人|生育收养|baby|SX-055 SX-056
jobless|我失业了|I lost my work|个人|就业创业|briefcase|SX-045 SX-047 SX-048 SX-043
retire|我要退休了|I retire|个人|离职退休|clock|SX-044 SX-054 SX-053
hardship|家里遇到困难|My family is in need|个人|优待抚恤|heart|SX-049 SX-051 SX-050 SX-052
marry|我要结婚|I marry|个人|婚姻登记|heart|SX-059
papers|我要办证件|I need identity papers|个人|证件办理|id|SX-058 SX-057
"""


def _lines() -> list[list[str]]:
    return [line.split("|") for line in SITUATIONS.strip().splitlines()]


def _situations() -> Iterator[Row]:
    for order, (code, name, english, who, theme, icon, _matters) in enumerate(_lines(), 1):
        yield {
            "情形名称": name, "情形编号": code, "面向": who, "主题分类": theme, "图标": icon,
            "一句话说明": f"示例：{name.removeprefix('我')}时可能需要办理的事项", "顺序": order,
            "门户显示": "是", "英文名称": english,
            "英文说明": "What may have to be applied for in this situation (example).",
        }  # fmt: skip


def _members() -> Iterator[Row]:
    for code, *_more, matters in _lines():
        for order, matter in enumerate(matters.split(), 1):
            yield {"事项编号": matter, "情形编号": code, "顺序": order}


def situation_sheets() -> list[Sheet]:
    """Situations, and the matters of each in their order."""
    return [Sheet("办事情形", list(_situations())), Sheet("情形事项", list(_members()))]
