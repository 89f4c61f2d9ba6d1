"""The leading chains, who stands on them, and the friendly zone: sheets of 招商.xlsx."""

from datetime import date

from demo.sheets import Row, Sheet
from demo.subjects import LEADING, code_of

CHAINS = (("精细化工", "Fine chemicals"), ("碳纤维", "Carbon fibre"), ("生物医药", "Biomedicine"))
NODES = (
    ("碳纤维", "carbon-monomer", "上游", "单体", 1, "丙烯腈"),
    ("碳纤维", "carbon-precursor", "上游", "原丝", 2, "聚丙烯腈基原丝"),
    ("碳纤维", "carbon-auxiliary", "上游", "油剂助剂", 2, "纺丝油剂、上浆剂、环氧树脂"),
    ("碳纤维", "carbon-fibre", "中游", "碳纤维", 3, "大丝束与小丝束碳纤维"),
    ("碳纤维", "carbon-products", "下游", "碳纤维制品", 4, "编织布、拉挤板、复合材料"),
    ("碳纤维", "carbon-carbon", "下游", "碳碳复合材料", 5, "碳碳复合材料预制体"),
    ("精细化工", "chem-feedstock", "上游", "基础原料", 1, "苯系、烯烃原料"),
    ("精细化工", "chem-intermediate", "中游", "中间体", 2, "染料与医药中间体"),
    ("精细化工", "chem-additive", "下游", "助剂", 3, "工业助剂"),
    ("精细化工", "chem-surfactant", "下游", "表面活性剂", 3, "表面活性剂"),
    ("精细化工", "chem-coating", "下游", "涂料", 3, "高性能涂料"),
    ("精细化工", "chem-electronic", "下游", "电子化学品", 3, "湿电子化学品"),
    ("精细化工", "chem-daily", "终端", "日用化学品", 4, "洗涤与护理产品"),
    ("生物医药", "med-intermediate", "上游", "医药中间体", 1, "医药中间体"),
    ("生物医药", "med-substance", "中游", "原料药", 2, "化学原料药"),
    ("生物医药", "med-preparation", "下游", "制剂", 3, "口服与注射制剂"),
    ("生物医药", "med-food", "终端", "功能性健康食品", 4, "功能性健康食品"),
)


def chain_sheets() -> list[Sheet]:
    """Chains, their nodes, and the enterprises that stand on them."""
    chains: list[Row] = [
        {"产业链": name, "英文名称": english, "备注": "主导产业"} for name, english in CHAINS
    ]
    nodes: list[Row] = [
        {"节点名称": name, "节点编码": code, "产业链": chain, "环节": segment, "顺序": order,
         "产品": product, "产能单位": "吨"}
        for chain, code, segment, name, order, product in NODES
    ]  # fmt: skip
    presences: list[Row] = [
        {"统一社会信用代码": code_of(each), "节点编码": each.node, "产品": each.product,
         "年产能(吨)": each.capacity, "投产日期": each.since}
        for each in LEADING
    ]  # fmt: skip
    return [Sheet("产业链", chains), Sheet("产业链节点", nodes), Sheet("节点企业", presences)]


def friendly_sheets() -> list[Sheet]:
    """The agreement with the friendly zone, and what came of it."""
    number = "YH2022-001"
    agreement: Row = {
        "合作园区": "内蒙古兴安盟经济技术开发区", "协议编号": number, "城市": "兴安盟",
        "签约日期": date(2022, 8, 16), "责任单位": "招商局",
        "合作内容": "示例：产业协作、项目互荐、干部互派",
    }  # fmt: skip
    outcomes: list[Row] = [
        {"合作成果": content, "协议编号": number, "日期": day, "成果类别": kind}
        for content, day, kind in (
            ("示例：双方管委会互访并召开产业对接会", date(2022, 8, 17), "互访交流"),
            ("示例：互荐碳纤维下游制品线索1条", date(2022, 10, 12), "线索互荐"),
            ("示例：互派干部2名跟班学习", date(2022, 11, 7), "干部交流"),
        )
    ]
    return [Sheet("友好园区", [agreement]), Sheet("友好园区成果", outcomes)]
