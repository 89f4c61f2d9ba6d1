"""党建.xlsx: organisations, posts, counts, meetings, tasks, pairings, inspections. All invented.

Assumptions: a working committee over fifty-odd organisations – branches of the bureaus, of ten
communities and six villages, of private enterprises and new groups. Their three meetings and one
class are recorded for 2022, about one in thirty missed; a leading body's meetings begin with a
first topic. Three special inspections with 24 findings, most of them closed, two sent back once.
Nobody's name is real; everything is marked 示例.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from demo.party_visits import cover_rows, visit_sheets
from demo.projects import projects
from demo.sheets import Row, Sheet
from demo.zone import OFFICES, STANDS_ON

NUMERALS = "一二三四五六七八九十"
BUREAUS = (
    "invest", "stats", "projects", "subjects", "finance", "general", "hall", "planning",
    "construction", "ecology", "emergency", "hr", "affairs", "police",
)  # fmt: skip
"""Offices with a branch of their own."""
PRIVATE, GROUPS_OF_NEW, VILLAGES = 14, 4, 6
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "建国志强文静晓明海燕春雷玉兰立新永红振华少华亚平庆丰国栋丽华"
FIRST_TOPICS = (
    "学习贯彻习近平总书记关于东北振兴的重要讲话重要指示精神",
    "学习习近平总书记关于安全生产的重要论述",
    "学习党的十九届六中全会精神", "学习中央经济工作会议精神",
    "学习习近平总书记关于优化营商环境的重要论述",
)  # fmt: skip
SUBJECTS = {
    "支部党员大会": "党员大会（示例）", "支部委员会会议": "支委会（示例）",
    "党小组会": "党小组会（示例）", "党课": "书记讲党课（示例）",
}  # fmt: skip
MISSED = 31
"""One meeting in so many was not held."""


@dataclass(frozen=True)
class Body:
    """A party organisation of the demo zone."""

    number: str
    name: str
    kind: str
    sector: str
    parent: str
    office: str
    founded: date
    members: int = 0
    groups: int = 0

    @property
    def branch(self) -> bool:
        """Whether it keeps the three meetings and one class."""
        return self.kind == "党支部"


@cache
def bodies() -> tuple[Body, ...]:
    """The tree: the working committee, what stands directly below it, and the branches."""
    tops = [
        Body("DZZ-001", "示例经开区党工委", "党工委", "机关", "", "party", date(2010, 11, 1)),
        Body("DZZ-002", "示例经开区机关党委", "党委", "机关", "DZZ-001", "party",
             date(2011, 3, 1)),
        Body("DZZ-003", "示例街道一党委", "党委", "街道", "DZZ-001", "street-1",
             date(2012, 5, 1)),
        Body("DZZ-004", "示例街道二党委", "党委", "街道", "DZZ-001", "street-2",
             date(2012, 5, 1)),
        Body("DZZ-005", "示例经开区非公企业和社会组织党总支", "党总支", "非公有制企业", "DZZ-001",
             "party", date(2014, 7, 1)),
    ]  # fmt: skip
    return (*tops, *_branches())


def _branches() -> Iterator[Body]:
    names = {office.code: office.name for office in OFFICES}
    told = [(f"{names[code]}党支部（示例）", "机关", "DZZ-002", code) for code in BUREAUS]
    for nth in range(1, 11):
        street = "DZZ-003" if nth <= 6 else "DZZ-004"
        told.append((f"{names[f'community-{nth}']}党支部", "社区", street, f"community-{nth}"))
    for nth in range(VILLAGES):
        street, office = ("DZZ-003", "street-1") if nth < 3 else ("DZZ-004", "street-2")
        told.append((f"示例村{NUMERALS[nth]}党支部", "村", street, office))
    for nth in range(PRIVATE):
        told.append((f"示例企业第{nth + 1}党支部", "非公有制企业", "DZZ-005", "party"))
    for nth in range(GROUPS_OF_NEW):
        name = f"示例新就业群体第{nth + 1}党支部"
        told.append((name, "新社会组织和新就业群体", "DZZ-005", "party"))
    for place, (name, sector, parent, office) in enumerate(told):
        founded = date(2013 + place % 8, 1 + place % 12, 1 + place % 27)
        members = 7 + place * 5 % 26
        yield Body(f"DZZ-{place + 6:03d}", name, "党支部", sector, parent, office, founded,
                   members, members // 12 if members >= 20 else 0)  # fmt: skip


def organisation_rows() -> Iterator[Row]:
    """The organisations; branches of seven members and more have a committee."""
    for one in bodies():
        yield {
            "党组织名称": one.name, "党组织编号": one.number, "组织类型": one.kind,
            "所在领域": one.sector, "上级党组织编号": one.parent or None,
            "管理单位编码": one.office, "成立日期": one.founded,
            "三会一课起算日期": date(2022, 1, 1) if one.branch else None,
            "支委会设立日期": date(2021, 6, 1) if one.branch and one.members >= 7 else None,
            "党小组数": one.groups if one.branch else None, "备注": "示例",
        }  # fmt: skip


def post_rows() -> Iterator[Row]:
    """A secretary of each, a deputy of the larger ones; every ninth changed in 2022."""
    for place, one in enumerate(bodies()):
        def holder(nth: int, place: int = place) -> str:
            at = place * 7 + nth * 5
            return f"{FAMILY[at % len(FAMILY)]}{GIVEN[at * 2 % 30]}{GIVEN[at * 2 % 30 + 1]}（示例）"

        changed = date(2022, 3, 1 + place % 20) if place % 9 == 4 else None
        yield {"党组织编号": one.number, "职务": "书记", "任职人": holder(0),
               "任职日期": date(2021, 6, 1), "免职日期": changed}  # fmt: skip
        if changed:
            yield {"党组织编号": one.number, "职务": "书记", "任职人": holder(1),
                   "任职日期": changed}  # fmt: skip
        if one.members >= 15 or not one.branch:
            yield {"党组织编号": one.number, "职务": "副书记", "任职人": holder(2),
                   "任职日期": date(2021, 6, 1)}  # fmt: skip


def count_rows() -> Iterator[Row]:
    """Every branch counted at the end of three half-years."""
    for nth, (year, half) in enumerate(((2021, "下半年"), (2022, "上半年"), (2022, "下半年"))):
        for place, one in enumerate(body for body in bodies() if body.branch):
            admitted = (place + nth) % 4 == 0
            yield {
                "党组织编号": one.number, "年度": year, "半年": half,
                "党员人数": one.members + (nth if place % 4 else 0),
                "其中预备党员": int(admitted), "半年发展党员": int(admitted),
            }  # fmt: skip


def _held() -> Iterator[tuple[Body, str, date, int]]:
    """The meetings of branches in 2022 up to the day at which the demonstration stands."""
    serial = 0
    for place, one in enumerate(body for body in bodies() if body.branch):
        for month in range(1, 13):
            kinds = [("支部委员会会议", 0), *(("党小组会", n + 1) for n in range(one.groups))]
            if month % 3 == 2:
                kinds.append(("支部党员大会", 0))
            if month % 3 == 0:
                kinds.append(("党课", 0))
            for nth, (kind, group) in enumerate(kinds):
                serial += 1
                day = date(2022, month, 3 + (place * 3 + nth * 4 + month) % 16)
                if serial % MISSED and day <= STANDS_ON:
                    yield one, kind, day, group


def meeting_rows() -> list[Row]:
    """The three meetings and one class, the leading body's meetings and its study, the drive."""
    rows: list[Row] = []
    for place, (one, kind, day, group) in enumerate(_held()):
        expected = one.members // (one.groups or 1) if kind == "党小组会" else one.members
        here = 5 if kind == "支部委员会会议" else expected
        rows.append({
            "党组织编号": one.number, "会议类型": kind, "召开日期": day,
            "会议主题": SUBJECTS[kind], "党小组": group or None,
            "第一议题": FIRST_TOPICS[place % 5] if kind == "支部委员会会议" else None,
            "主持人（职务）": "书记", "应到人数": here, "实到人数": here - place % 3 % here,
        })  # fmt: skip
    for month in range(1, 13):
        for nth, kind, words in ((8, "党工委（党委）会议", "党工委会议（示例）"),
                                 (18, "党工委（党委）会议", "党工委会议（示例）"),
                                 (15, "理论学习中心组学习", "中心组集体学习（示例）")):  # fmt: skip
            rows.append({
                "党组织编号": "DZZ-001", "会议类型": kind, "召开日期": date(2022, month, nth),
                "会议主题": words, "第一议题": FIRST_TOPICS[(month + nth) % 5],
                "学习内容": "示例学习材料", "主持人（职务）": "党工委书记", "应到人数": 9,
                "实到人数": 9 - month % 2,
            })  # fmt: skip
    for place, one in enumerate(body for body in bodies() if body.branch and body.members >= 12):
        rows.append({
            "党组织编号": one.number, "会议类型": "大讨论活动",
            "召开日期": date(2022, 3 + place % 4, 10 + place % 15),
            "会议主题": "解放思想大讨论（示例）", "大讨论编号": "DTL2022-001",
            "应到人数": one.members, "实到人数": one.members - place % 2,
        })  # fmt: skip
    rows.sort(key=lambda row: str(row["召开日期"]))
    return [{"会议编号": f"HY2022-{n:04d}", **row} for n, row in enumerate(rows, 1)]


def task_sheets() -> list[Sheet]:
    """One number-one project and eleven led ones, with three milestones each; pairings."""
    keys = [each.number for each in projects() if each.active]
    leading = [one for one in bodies() if one.kind != "党支部"] + [
        one for one in bodies() if one.office in BUREAUS
    ][:7]  # fmt: skip
    tasks: list[Row] = []
    nodes: list[Row] = []
    for place, one in enumerate(leading):
        number = f"YHGC2022-{place + 1:03d}"
        tasks.append({
            "领办编号": number,
            "项目名称": f"{one.name.removesuffix('（示例）')}领办项目（示例）",
            "项目类型": "书记一号工程" if place == 0 else "书记领办项目",
            "党组织编号": one.number, "重点项目编号": keys[place * 3 % len(keys)],
            "目标": "示例：按期投产", "启动日期": date(2022, 2, 10),
            "完成日期": date(2022, 12, 15) if place % 4 == 1 else None,
            "成效": "示例：全部节点完成" if place % 4 == 1 else None,
        })  # fmt: skip
        for nth, (words, month) in enumerate((("方案确定", 3), ("工作过半", 7), ("年度收官", 11))):
            late = place % 5 == 3 and nth == 2
            planned = date(2022, month, 20 + place % 8)
            done = None if late else planned - timedelta(days=place % 6)
            nodes.append({
                "节点编号": f"JD2022-{place * 3 + nth + 1:03d}", "领办编号": number,
                "年度": 2022, "节点": f"{words}（示例）", "计划日期": planned,
                "完成日期": done, "佐证": "示例工作报告" if done else None,
            })  # fmt: skip
    pairs: list[Row] = [
        {
            "共建编号": f"JDGJ2022-{place + 1:03d}", "党组织编号": one.number,
            "共建主题": ("党建+项目攻坚", "党建+安全生产", "党建+服务企业")[place % 3],
            "重点项目编号": keys[place * 2 % len(keys)], "共建事项": "示例：联合攻坚",
            "开始日期": date(2022, 3, 15), "备注": None,
        }
        for place, one in enumerate([b for b in bodies() if b.sector == "机关" and b.branch])
    ]  # fmt: skip
    for row in pairs:
        row.pop("备注")
    return [Sheet("书记领办项目", tasks), Sheet("领办项目节点", nodes), Sheet("结对共建", pairs)]


INSPECTED = (
    ("开发区建设", "DZZ-002", date(2022, 3, 7)), ("安全生产", "DZZ-016", date(2022, 5, 9)),
    ("营商环境", "DZZ-012", date(2022, 8, 8)),
)  # fmt: skip


def inspection_sheets() -> list[Sheet]:
    """Three special inspections of six weeks, eight findings each, and the re-inspections."""
    seen: list[Row] = []
    found: list[Row] = []
    looks: list[Row] = []
    for round_, (subject, body, since) in enumerate(INSPECTED, 1):
        number, told = f"ZXXC2022-{round_:03d}", since + timedelta(days=52)
        seen.append({
            "巡察编号": number, "巡察名称": f"{subject}专项巡察（示例）", "巡察类别": subject,
            "被巡察党组织编号": body, "巡察组": f"示例巡察{NUMERALS[round_ - 1]}组",
            "进驻日期": since, "结束日期": since + timedelta(days=42), "反馈日期": told,
        })  # fmt: skip
        for nth in range(8):
            row, seen_again = _finding(round_, nth, number, told)
            found.append(row)
            looks += seen_again
    return [Sheet("专项巡察", seen), Sheet("巡察问题整改", found), Sheet("回访检查", looks)]


PROBLEMS = (
    "制度执行不到位", "台账记录不完整", "责任清单未分解", "隐患整改跟踪不及时", "服务承诺未公开",
    "学习研讨不深入", "会议记录不规范", "督办机制不健全",
)  # fmt: skip


def _finding(round_: int, nth: int, inspection: str, told: date) -> tuple[Row, list[Row]]:
    """One finding: of the last inspection two are not reported in time, one was late."""
    number = f"XC2022-{(round_ - 1) * 8 + nth + 1:03d}"
    ordered, days = told + timedelta(days=5), 60 if nth % 2 else 45
    row: Row = {
        "问题编号": number, "巡察编号": inspection, "责任党组织编号": f"DZZ-{6 + nth * 2:03d}",
        "问题": f"{PROBLEMS[nth]}（示例）", "发现日期": told, "移交整改日期": ordered,
        "整改要求": "示例：限期整改并举一反三", "整改期限(天)": days,
    }  # fmt: skip
    if round_ == 3 and nth >= 6:
        return row, []
    reported = ordered + timedelta(days=days + (9 if nth == 3 and round_ == 2 else -4 - nth))
    row |= {"报告完成日期": reported, "整改措施": "示例：已完善制度并落实"}
    looks: list[Row] = []
    if nth == 2 and round_ < 3:
        row["退回次数"] = 1
        looks.append({"问题编号": number, "回访日期": reported - timedelta(days=12),
                      "检查结论": "整改不到位", "检查情况": "示例：佐证不全"})  # fmt: skip
    closed = reported + timedelta(days=12)
    if closed <= STANDS_ON and not (round_ == 3 and nth == 5):
        row |= {"销号日期": closed, "整改结果": "示例：整改到位"}
        looks.append({"问题编号": number, "回访日期": closed, "检查结论": "整改到位",
                      "检查情况": "示例：现场核实"})  # fmt: skip
    return row, looks


def education_rows() -> Iterator[Row]:
    """Integrity education each month, in turn of five kinds."""
    kinds = ("警示教育", "廉政党课", "典型案例通报", "参观教育基地", "集体廉政谈话")
    for month in range(1, 13):
        for nth in range(2 if month % 3 == 0 else 1):
            expected = 60 + month * 5 - nth * 20
            yield {
                "活动编号": f"LZ2022-{month * 2 - 1 + nth:03d}", "党组织编号": f"DZZ-00{1 + nth}",
                "教育形式": kinds[(month + nth) % 5], "开展日期": date(2022, month, 6 + nth * 6),
                "教育主题": f"{kinds[(month + nth) % 5]}（示例）", "应到人数": expected,
                "实到人数": expected - month % 4,
            }  # fmt: skip


DRIVE: Row = {
    "大讨论编号": "DTL2022-001", "大讨论名称": "“解放思想、服务企业”大讨论（示例）",
    "主题": "示例：解放思想、服务企业", "牵头党组织编号": "DZZ-001", "开始日期": date(2022, 3, 1),
    "结束日期": date(2022, 7, 31), "成果": "示例：形成改进措施清单",
}  # fmt: skip


def party_sheets() -> list[Sheet]:
    """All sheets of the workbook."""
    branches = [one.number for one in bodies() if one.branch]
    return [
        Sheet("党组织", list(organisation_rows())), Sheet("党组织任职", list(post_rows())),
        Sheet("党员人数", list(count_rows())), Sheet("企业党建覆盖", list(cover_rows(branches))),
        Sheet("大讨论", [DRIVE]), Sheet("党内会议", meeting_rows()), *visit_sheets(branches),
        *task_sheets(), *inspection_sheets(), Sheet("廉政教育", list(education_rows())),
    ]  # fmt: skip
