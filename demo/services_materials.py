"""The materials that matters ask for and the forms they use, each kind told once.

Assumption: kinds of materials as offices commonly ask for them; which of them the zone holds
already is the demo's own choice.
"""

import csv
from functools import cache
from pathlib import Path

from demo.sheets import Row
from demo.words import credit_code

FORMS = {
    "company": "enterprise_name legal_representative capital business address staff agent",
    "company_change": "enterprise credit_code change_items new_value agent",
    "company_close": "enterprise credit_code simple close_reason",
    "household": "person_name identity phone shop_name business address agent",
    "project": "enterprise credit_code project_name place investment floor_area industry",
    "land": "enterprise credit_code project_name place land_area land_use",
    "works": "enterprise credit_code project_name place floor_area storeys dangerous",
    "building": "enterprise credit_code project_name place floor_area contractor_name"
    " special_works dangerous",
    "impact": "enterprise credit_code project_name place investment pollutants",
    "food": "applicant_name credit_code shop_name food_kind area staff address agent",
    "shop": "enterprise credit_code shop_name area staff address agent",
    "equipment": "enterprise credit_code equipment_kind equipment_count address",
    "transport": "applicant_name credit_code vehicles drivers address",
    "drainage": "enterprise credit_code place daily_volume since",
    "occupation": "enterprise credit_code place area since until",
    "chemical": "enterprise credit_code chemicals storage area safety_officer",
    "staff": "enterprise credit_code staff contact_person phone",
    "resident": "person_name identity phone address since",
    "benefit": "person_name identity phone address bank_account",
    "unemployment": "person_name identity phone education last_employer ended_on",
    "assistance": "person_name identity phone address members monthly_income hardship bank_account",
    "birth": "person_name identity phone married spouse_name expected_on",
    "marriage": "person_name identity phone spouse_name spouse_identity booked_on",
}
OPTIONS = {
    "change_items": "name=名称|name\naddress=住所|address\nlegal=法定代表人|legal representative\n"
    "business=经营范围|scope of business\ncapital=注册资本|capital",
    "land_use": "industrial=工业用地|industrial\nlogistics=仓储用地|storage\n"
    "commercial=商业用地|commercial\nresidential=居住用地|residential",
    "food_kind": "catering=餐饮服务|catering\nretail=食品销售|retail\ncanteen=单位食堂|canteen",
    "equipment_kind": "lift=电梯|lift\nboiler=锅炉|boiler\nvessel=压力容器|pressure vessel\n"
    "crane=起重机械|crane\nforklift=场（厂）内专用机动车辆|forklift",
    "education": "primary=小学|primary school\nmiddle=初中|middle school\nhigh=高中|high school\n"
    "college=大专及以上|college",
}  # fmt: skip
CONDITIONS = {"spouse_name": "form.married == true"}
"""When a field is asked, by the form's own values; only where the form has that question."""


CERTIFICATES = (
    "business_licence", "land_planning_permit", "works_planning_permit", "construction_permit",
    "discharge_permit", "food_permit", "food_production_permit", "medicine_permit",
    "equipment_registration", "hygiene_permit", "water_hygiene_permit", "clinic_licence",
    "road_transport_permit", "dangerous_transport_permit", "drainage_permit", "chemical_permit",
    "dispatch_permit", "hr_permit", "senior_card", "marriage_certificate", "disability_card",
)  # fmt: skip


def certificate_type(name: str) -> str:
    """The type code of an electronic certificate in the form of GB/T 36904; invented.

    >>> certificate_type("food_permit"), certificate_type("")
    ('11220271XX0009996UW006', '')
    """
    if not name:
        return ""
    return f"{credit_code('11', 999)}W{CERTIFICATES.index(name) + 1:03d}"


@cache
def kinds_of(name: str) -> dict[str, dict[str, str]]:
    """The lines of a table by their keys."""
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def material_rows(version: str, keys: str) -> list[Row]:
    """The materials of a version."""
    kinds = kinds_of("materials.csv")
    return [_material(version, n, kinds[key]) for n, key in enumerate(keys.split(), 1)]


def _material(version: str, order: int, kind: dict[str, str]) -> Row:
    way, _colon, certificate = kind["held"].partition(":")
    days = kind["tolerance_days"]
    return {
        "材料名称": kind["name"], "版本编号": version, "材料代号": kind["key"], "顺序": order,
        "材料必要性": kind["need"], "条件表达式": kind["condition"], "何时需要": kind["note"],
        "原件份数": int(kind["originals"]), "复印件份数": int(kind["copies"]),
        "材料形式": "纸质或电子", "来源渠道": kind["source"], "免提交方式": way or "须提交",
        "可用电子证照": certificate_type(certificate), "可容缺": "是" if days else "否",
        "容缺补交期限(工作日)": int(days) if days else None, "英文名称": kind["name_en"],
    }  # fmt: skip


def field_rows(version: str, form: str) -> list[Row]:
    """The fields of a version's form."""
    kinds, keys = kinds_of("fields.csv"), FORMS[form].split()
    return [_field(version, n, kinds[key], keys) for n, key in enumerate(keys, 1)]


def _field(version: str, order: int, kind: dict[str, str], keys: list[str]) -> Row:
    condition = CONDITIONS.get(kind["key"], "") if "married" in keys else ""
    return {
        "字段名称": kind["label"], "版本编号": version, "字段代号": kind["key"], "顺序": order,
        "字段类型": kind["kind"], "必填": kind["required"] or "否", "英文名称": kind["label_en"],
        "显示条件": condition, "选项": OPTIONS.get(kind["key"], ""), "预填来源": kind["prefill"],
        "单位": {"金额": "元", "面积": "平方米"}.get(kind["kind"], ""),
    }  # fmt: skip
