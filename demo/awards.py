"""荣誉, a sheet of 企业.xlsx: what the zone and its offices were honoured for.

Assumption: names, bodies and document numbers are invented; that the zone was a provincial model
unit for business environment in 2020 and 2021 is fact S08, and that education supervision was
awarded nine years in a row is fact L11.
"""

from datetime import date

from demo.facts import number_of
from demo.sheets import Row, Sheet

MODEL_UNIT_YEARS = (2020, 2021)
LAST_AWARDED = 2022


def award_rows() -> list[Row]:
    """One row per award and year."""
    models: list[Row] = [
        {
            "荣誉名称": "全省营商环境建设标杆单位（示例）", "年度": year, "获奖单位": "吉林经开区",
            "工作领域": "营商环境", "荣誉类别": "示范（标杆）单位", "授予机关级别": "省级",
            "授予机关": "示例：省营商环境建设部门", "文号": f"示例营商〔{year}〕1号",
            "发文日期": date(year, 12, 28),
        }
        for year in MODEL_UNIT_YEARS
    ]  # fmt: skip
    first = LAST_AWARDED - int(number_of("L11")) + 1
    supervision: list[Row] = [
        {
            "荣誉名称": "教育督导工作先进单位（示例）", "年度": year, "获奖单位": "社会事务局",
            "工作领域": "教育督导", "荣誉类别": "先进单位或个人", "授予机关级别": "市级",
            "授予机关": "示例：市人民政府教育督导委员会", "文号": f"示例教督〔{year}〕2号",
            "发文日期": date(year, 12, 20),
        }
        for year in range(first, LAST_AWARDED + 1)
    ]  # fmt: skip
    return [*models, *supervision]


def award_sheet() -> Sheet:
    """The sheet of awards."""
    return Sheet("荣誉", award_rows())
