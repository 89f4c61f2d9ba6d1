"""The catalogue of matters, the services network and the situations that guide people: 事项.xlsx.

Assumptions: sixty matters; those with a promise `before` were offered on longer terms in 2021 and
got their second version on 1 March 2022; every community accepts matters at the end of 2022, six of
ten did a year before. Legal bases are named as they are known; what is not certain says 待核. Codes
of matters and of offices are invented.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demo.services_guidance import situation_sheets
from demo.services_materials import certificate_type, field_rows, material_rows
from demo.sheets import Row, Sheet
from demo.things import thing_sheets
from demo.words import credit_code
from demo.zone import DIVISION, OFFICES

FIRST_ON, SECOND_ON = date(2021, 1, 1), date(2022, 3, 1)
"""From when the first and the second versions are in force."""
KINDS = {
    "L": "行政许可", "B": "行政给付", "C": "行政确认", "O": "其他行政权力", "P": "公共服务",
}  # fmt: skip
RESULTS = {
    "licence": "证照", "approval": "批文", "notice": "通知书或回执", "payment": "资金发放",
    "record": "登记备案",
}  # fmt: skip
PROCESSES = {"immediate", "standard", "joint", "special", "construction", "commitment"}
STAGES = {
    "land": "立项用地规划许可", "works": "工程建设许可", "building": "施工许可",
    "acceptance": "竣工验收",
}  # fmt: skip
PROCEDURES = {
    "expert_review": "专家评审", "inspection": "现场勘验", "publication": "公示公告",
    "testing": "检验检测检疫",
}  # fmt: skip
PERSON = {
    "set_up": "设立变更", "permit": "准营准办", "traffic": "交通出行", "building": "规划建设",
    "social": "社会保障", "retirement": "离职退休", "work": "就业创业", "care": "优待抚恤",
    "birth": "生育收养", "health": "医疗卫生", "household": "户籍办理", "papers": "证件办理",
    "marriage": "婚姻登记",
}  # fmt: skip
ENTERPRISE = {
    "set_up": "设立变更", "closing": "破产注销", "investment": "投资审批",
    "land": "国土和规划建设", "environment": "环保绿化", "food_drugs": "食品药品",
    "safety": "应急管理", "health": "医疗卫生", "transport": "交通运输", "utilities": "公用事业",
    "staff": "人力资源", "social": "社会保障",
}  # fmt: skip
BUREAUS = {office.code: office.name for office in OFFICES}
COMMUNITIES = [office for office in OFFICES if office.kind == "community"]
STREETS = [office for office in OFFICES if office.kind == "street"]
FROM_2021 = 6
"""How many of the communities accepted matters from 2021 on."""
HOURS = "工作日8:30—11:30，13:00—16:30"


@dataclass(frozen=True)
class Matter:
    """A line of matters.csv."""

    row: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.row[name]

    @property
    def more(self) -> dict[str, str]:
        """What only some matters have: stage=…;joint=…;special=…"""
        parts = (part.partition("=") for part in self["more"].split(";") if part)
        return {name: value for name, _equals, value in parts}

    @property
    def full(self) -> bool:
        """Whether the whole process runs online."""
        return self["depth"] == "F"

    def reference(self, number: int) -> str:
        """What a version is called."""
        return f"{self['code']}-{number}"


@cache
def matters() -> tuple[Matter, ...]:
    """All matters, by their numbers."""
    with (Path(__file__).parent / "matters.csv").open(encoding="utf-8") as file:
        return tuple(Matter(row) for row in csv.DictReader(file))


def office_codes() -> dict[str, str]:
    """The invented unified codes of the bureaus: XX is given out by no authority."""
    return {office.code: credit_code("11", n) for n, office in enumerate(OFFICES, 901)}


def matter_row(matter: Matter) -> Row:
    """The matter in the catalogue; its base code is an invented one of this zone."""
    serial = int(matter["code"].removeprefix("SX-"))
    return {
        "事项名称": matter["name"], "事项编号": matter["code"], "事项类型": KINDS[matter["kind"]],
        "牵头部门": BUREAUS[matter["office"]], "基本编码": f"{DIVISION}{serial:06d}",
        "英文名称": matter["name_en"], "搜索词": matter["keywords"],
        "备注": "示例：编码为虚构；名称、依据以正式公布的事项目录为准",
    }  # fmt: skip


def version_row(matter: Matter, number: int) -> Row:
    """One version of a matter's implementation list."""
    reference = matter.reference(number)
    return {
        "版本编号": reference, "事项编号": matter["code"], "版本": number, "名称": matter["name"],
        "计划生效日期": FIRST_ON if number == 1 else SECOND_ON, "英文名称": matter["name_en"],
        **_powers(matter), **_limits(matter, number), **_conditions(matter),
        **_handling(matter), **_outcome(matter),
    }  # fmt: skip


def _powers(matter: Matter) -> Row:
    return {
        "设定依据": matter["basis"], "权力来源": "法定本级行使", "行使层级": "县（区）级",
        "实施主体": BUREAUS[matter["office"]], "实施主体编码": office_codes()[matter["office"]],
        "实施主体性质": "法定机关",
        "权利与义务": "申请人有权查询办理进度、陈述申辩；应如实提交材料并对真实性负责",
        "行政复议机关": "示例：所在地市人民政府", "行政诉讼法院": "示例：有管辖权的人民法院",
        "业务办理项编码": f"{matter['code']}-01", "业务办理项名称": matter["name"],
    }  # fmt: skip


def _limits(matter: Matter, number: int) -> Row:
    statutory = matter["statutory"]
    days = statutory.rstrip("d")
    promised = matter["before"] if number == 1 and matter["before"] else matter["promised"]
    unit = "自然日" if matter.more.get("unit") == "days" else "工作日"
    at_once = matter["handling"] == "I" and int(promised) <= 1
    return {
        "办件类型": "即办件" if at_once else "承诺件",
        "法定办结时限": int(days) if days else None,
        "法定办结时限单位": "自然日" if statutory.endswith("d") else "工作日",
        "法定办结时限说明": "" if days else "法律、法规未规定办结时限",
        "承诺办结时限": int(promised), "承诺办结时限单位": unit,
        "承诺办结时限说明": matter.more.get("note", ""),
    }  # fmt: skip


def _conditions(matter: Matter) -> Row:
    who, fee = matter["who"], matter.more.get("fee", "")
    for_whom = [word for sign, word in zip("peo", ("个人", "企业", "其他组织"), strict=True)
                if sign in who]  # fmt: skip
    return {
        "面向自然人": _yes("p" in who), "面向企业": _yes("e" in who),
        "面向其他组织": _yes("o" in who),
        "服务对象说明": f"在本区办理{matter['name']}的{'、'.join(for_whom)}",
        "受理条件": "申请事项属于本机关职权范围；材料齐全、符合法定形式",
        "是否收费": _yes(bool(fee)), "收费标准": fee, "收费依据": "依据待核" if fee else "",
        "自然人主题分类": PERSON.get(matter["person"], ""),
        "法人主题分类": ENTERPRISE.get(matter["enterprise"], ""),
        "告知承诺": _yes("commit" in matter.more),
        "工程建设阶段": STAGES.get(matter.more.get("stage", ""), ""),
    }  # fmt: skip


def _handling(matter: Matter) -> Row:
    return {
        "窗口办理": "是", "快递申请": _yes(matter.full), "网上办理": "是",
        "网上办理深度": "全程网办" if matter.full else "网上受理、窗口办结",
        "网上办理地址": "", "到办事现场次数": 0 if matter.full else 1,
        "必须现场办理原因": matter.more.get("why", ""), "进驻政务大厅": "是",
        "办理地点": "示例：政务服务中心综合窗口", "办理时间": HOURS,
        "交通指引": "示例：公交政务中心站",
        "咨询方式": "0432-00000000（示例）", "监督投诉方式": "12345",
        "通办范围": "全区通办" if matter["delegated"] else "仅实施主体办理",
        "预约办理": "是", "每日预约数": 20,
        "预约规则": "可提前七日预约，迟到十五分钟以上需重新取号",
        "自助终端办理": _yes("c" in matter["delegated"] and matter["handling"] == "I"),
    }  # fmt: skip


def _outcome(matter: Matter) -> Row:
    months = matter.more.get("months")
    paper = matter["result_kind"] in ("licence", "approval")
    return {
        "结果类型": RESULTS[matter["result_kind"]], "结果名称": matter["result"],
        "电子证照类型": certificate_type(matter.more.get("cert", "")),
        "有效期(月)": int(months) if months else None,
        "窗口领取": "是", "物流快递": _yes(paper), "网上下载": _yes(matter.full),
        "办理流程": f"services_{matter['process']}", "备注": "示例",
    }  # fmt: skip


def _yes(told: bool) -> str:
    return "是" if told else "否"


def _joint_rows(matter: Matter, number: int) -> Iterator[Row]:
    for order, code in enumerate(matter.more.get("joint", "").split(), 1):
        yield {
            "联办机构": BUREAUS[code], "版本编号": matter.reference(number), "顺序": order,
            "联办方式": "并联审查", "审查内容": "示例：就本部门职责出具审查意见",
            "办理时限(工作日)": 3,
        }  # fmt: skip


def _special_rows(matter: Matter, number: int) -> Iterator[Row]:
    for order, part in enumerate(matter.more.get("special", "").split(), 1):
        kind, _colon, days = part.partition(":")
        yield {
            "特别程序类型": PROCEDURES[kind], "版本编号": matter.reference(number), "顺序": order,
            "特别程序名称": PROCEDURES[kind], "特别程序时限": int(days),
            "特别程序时限单位": "工作日",
            "依据": "《中华人民共和国行政许可法》第四十五条" if matter["kind"] == "L" else "",
        }  # fmt: skip


def _place_rows() -> Iterator[Row]:
    for office in (next(o for o in OFFICES if o.code == "hall"), *STREETS, *COMMUNITIES):
        late = office in COMMUNITIES[FROM_2021:]
        suffix = {"unit": "政务服务大厅", "street": "便民服务中心"}.get(office.kind, "便民服务站")
        yield {
            "网点名称": f"{office.name}{suffix}" if office.kind != "unit" else suffix,
            "所属单位": office.name, "地址": f"示例路{len(office.name)}号", "办公时间": HOURS,
            "咨询电话": "0432-00000000（示例）", "纳入网络日期": FIRST_ON,
            "开办日期": date(2022, 4, 1) if late else FIRST_ON,
            "英文名称": f"{office.name_en} service place",
        }  # fmt: skip


def _delegation_rows() -> Iterator[Row]:
    for matter in matters():
        signs = matter["delegated"]
        offices = [*STREETS] if "s" in signs else []
        offices += [*COMMUNITIES] if "c" in signs or "a" in signs else []
        for office in offices:
            late = office in COMMUNITIES[FROM_2021:]
            yield {
                "事项编号": matter["code"], "受理单位": office.name,
                "受理方式": "代办帮办" if "a" in signs else "受理",
                "开始日期": date(2022, 4, 1) if late else FIRST_ON,
                "依据": "示例：委托受理协议",
            }  # fmt: skip


def _version_sheets(number: int, chosen: list[Matter]) -> list[Sheet]:
    parts = [(matter, matter.reference(number)) for matter in chosen]
    return [
        Sheet("实施清单", [version_row(matter, number) for matter in chosen]),
        Sheet("申请材料", [r for m, name in parts for r in material_rows(name, m["materials"])]),
        Sheet("办事表单", [row for m, name in parts for row in field_rows(name, m["form"])]),
        Sheet("联办机构", [row for m in chosen for row in _joint_rows(m, number)]),
        Sheet("特别程序", [row for m in chosen for row in _special_rows(m, number)]),
    ]


def catalogue_sheets() -> list[Sheet]:
    """The catalogue with the first version of every matter, the network, and the situations."""
    return [
        Sheet("事项", [matter_row(matter) for matter in matters()]),
        *_version_sheets(1, list(matters())),
        Sheet("办事网点", list(_place_rows())),
        Sheet("委托受理", list(_delegation_rows())),
        *situation_sheets(),
        *thing_sheets(),
    ]


def succeeding_sheets() -> list[Sheet]:
    """The second versions, with shorter promises, of 2022."""
    return _version_sheets(2, [matter for matter in matters() if matter["before"]])
