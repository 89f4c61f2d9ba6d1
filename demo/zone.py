"""The demo zone's own set-up: its offices, its people, its targets. All people are invented."""

from dataclasses import dataclass
from datetime import date

CODE, NAME, NAME_EN = "jletdz", "吉林经开区", "Jilin Economic Development Zone"
DIVISION = "220271"
SINCE = date(2021, 1, 1)
STANDS_ON = date(2022, 12, 20)
"""The day at which the demonstration stands (JINGKAI_TODAY): what people did ends with it."""
PASSWORD = "jingkai-2022"
"""Of every demo account; `jingkai demo` prints it. JINGKAI_DEMO_PASSWORD replaces it."""


@dataclass(frozen=True)
class Office:
    """An office of the demo zone under its superior."""

    code: str
    name: str
    name_en: str
    kind: str
    parent: str = "committee"


OFFICES = (
    Office("committee", "管委会", "Administrative Committee", "committee", ""),
    Office("invest", "招商局", "Investment Promotion Bureau", "bureau"),
    Office("stats", "经济发展局", "Economic Development and Statistics Bureau", "bureau"),
    Office("projects", "项目服务中心", "Project Service Centre", "unit"),
    Office("subjects", "市场监管分局", "Market Regulation Branch", "bureau"),
    Office("finance", "财政局", "Finance Bureau", "bureau"),
    Office("general", "综合办公室", "General Office", "bureau"),
    Office("hall", "政务服务中心", "Government Services Centre", "unit"),
    Office("planning", "自然资源分局", "Natural Resources Branch", "bureau"),
    Office("construction", "建设局", "Construction Bureau", "bureau"),
    Office("ecology", "生态环境分局", "Ecology and Environment Branch", "bureau"),
    Office("emergency", "应急管理局", "Emergency Management Bureau", "bureau"),
    Office("transport", "交通运输局", "Transport Bureau", "bureau"),
    Office("urban", "城市管理局", "Urban Management Bureau", "bureau"),
    Office("hr", "人力资源和社会保障局", "Human Resources and Social Security Bureau", "bureau"),
    Office("affairs", "社会事务局", "Social Affairs Bureau", "bureau"),
    Office("party", "党群工作部", "Party Affairs Department", "bureau"),
    Office("discipline", "纪检监察工作委员会", "Discipline Inspection Committee", "bureau"),
    Office("police", "公安分局", "Public Security Branch", "bureau"),
    Office("street-1", "示例街道一", "Example Street One", "street"),
    Office("street-2", "示例街道二", "Example Street Two", "street"),
    *(
        Office(f"community-{n}", f"示例社区{word}", f"Example Community {n}", "community",
               "street-1" if n <= 6 else "street-2")
        for n, word in enumerate("一二三四五六七八九十", 1)
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """A demo account and the seat it acts from."""

    username: str
    name: str
    office: str
    role: str


PEOPLE: tuple[Person, ...] = (
    Person("leader", "郑国（示例）", "committee", "leader"),
    Person("chief", "王强（示例）", "invest", "investment_chief"),
    Person("officer1", "李梅（示例）", "invest", "investment_officer"),
    Person("officer2", "陈涛（示例）", "invest", "investment_officer"),
    Person("officer3", "赵雪（示例）", "invest", "investment_officer"),
    Person("officer4", "周航（示例）", "invest", "investment_officer"),
    Person("officer5", "孙磊（示例）", "invest", "investment_officer"),
    Person("projchief", "石磊（示例）", "projects", "project_chief"),
    Person("project1", "钱进（示例）", "projects", "project_officer"),
    Person("project2", "白雪（示例）", "projects", "project_officer"),
    Person("project3", "康健（示例）", "projects", "project_officer"),
    Person("project4", "江河（示例）", "projects", "project_officer"),
    Person("parkchief", "顾安（示例）", "construction", "park_chief"),
    Person("planner", "韩林（示例）", "planning", "park_planner"),
    Person("builder", "陆川（示例）", "construction", "park_builder"),
    Person("envchief", "谷雨（示例）", "ecology", "ecology_chief"),
    Person("env1", "叶青（示例）", "ecology", "ecology_officer"),
    Person("registrar", "孙丽（示例）", "subjects", "subjects_clerk"),
    Person("statistician", "赵敏（示例）", "stats", "statistician"),
    Person("enterprise1", "沈静（示例）", "stats", "enterprise_officer"),
    Person("auditor", "吴静（示例）", "general", "auditor"),
    Person("catalogue", "宋洁（示例）", "hall", "services_manager"),
    Person("hall1", "何颖（示例）", "hall", "services_clerk"),
    Person("community1", "林芳（示例）", "community-1", "services_clerk"),
    Person("street1", "田野（示例）", "street-1", "services_clerk"),
    Person("supervisor", "唐敏（示例）", "hall", "services_supervisor"),
    Person("party", "林涛（示例）", "party", "party_officer"),
    Person("inspector", "严正（示例）", "discipline", "party_inspector"),
    Person("secretary", "田禾（示例）", "street-1", "party_secretary"),
    Person("lifechief", "孟洁（示例）", "hr", "livelihood_chief"),
    Person("support1", "白杨（示例）", "affairs", "support_officer"),
    Person("cashier", "常青（示例）", "affairs", "subsidy_cashier"),
    Person("schools", "丁香（示例）", "affairs", "education_officer"),
    Person("villages", "夏禾（示例）", "affairs", "village_officer"),
    Person("jobs", "倪欣（示例）", "hr", "employment_officer"),
    Person("govchief", "严明（示例）", "general", "governance_chief"),
    Person("appeals", "安然（示例）", "hall", "governance_desk"),
    Person("grids", "方园（示例）", "affairs", "governance_grids"),
    Person("whistler", "夏野（示例）", "street-1", "governance_street"),
    Person("warden", "米兰（示例）", "community-1", "grid_warden"),
    Person("watcher", "戴明（示例）", "general", "governance_supervisor"),
    *(
        Person(f"appeals-{office}", f"{name}（示例）", office, "governance_handler")
        for office, name in zip(
            ("urban", "construction", "transport", "ecology", "hr", "projects", "subjects",
             "affairs", "police", "street-1", "street-2", "invest"),
            "卫国 柳青 路平 叶绿 和平 项前 施正 任和 安宁 乔新 景明 迟远".split(), strict=True,
        )
    ),
    Person("sysadmin", "冯涛（示例）", "general", "system_administrator"),
    Person("secadmin", "韩冰（示例）", "general", "security_administrator"),
    Person("auditadmin", "曹颖（示例）", "general", "audit_administrator"),
)
HANDLING = (
    "subjects", "stats", "planning", "construction", "ecology", "emergency", "transport", "urban",
    "hr", "affairs", "police",
)  # fmt: skip
"""The bureaus that handle matters: who accepts at its window, a reviewer and a head in each."""
_REVIEWERS = "高岩 罗静 梁勇 邓波 许刚 傅强 沈洁 曾辉 彭飞 吕娜 董芳".split()
_CLERKS = "苏敏 贺兰 尹洁 常月 段萍 史琴 龙梅 武静 乔燕 赖芬 文婷".split()
_HEADS = "马军 程平 袁明 蒋伟 潘丽 余涛 杜娟 魏超 任杰 方艳 石磊".split()
PEOPLE += tuple(
    Person(f"{word}-{office}", f"{name}（示例）", office, role)
    for word, role, names in (
        ("window", "services_clerk", _CLERKS), ("review", "services_reviewer", _REVIEWERS),
        ("decide", "services_approver", _HEADS),
    )
    for office, name in zip(HANDLING, names, strict=True)
)  # fmt: skip
OFFICERS = tuple(each.name for each in PEOPLE if each.role == "investment_officer")
PROJECT_OFFICERS = tuple(each.name for each in PEOPLE if each.role == "project_officer")
PROJECT_KEEPER = "项目服务中心"


@dataclass(frozen=True)
class Target:
    """What an indicator was to come to in 2022, in base units. Invented: 示例."""

    code: str
    value: str
    office: str


TARGETS = (
    Target("economy.fixed_asset_investment", "3500000000", "stats"),
    Target("projects.key_project_investment", "3400000000", "projects"),
    Target("projects.key_projects_active", "35", "projects"),
    Target("economy.local_fiscal_revenue", "420000000", "finance"),
    Target("economy.industrial_output", "12000000000", "stats"),
    Target("economy.new_materials_output", "1350000000", "stats"),
    Target("economy.fine_chemicals_output", "3400000000", "stats"),
    Target("investment.activities", "150", "invest"),
    Target("investment.leads_tracked", "80", "invest"),
    Target("investment.projects_signed", "15", "invest"),
    Target("investment.signed_amount", "12000000000", "invest"),
    Target("subjects.market_entities", "5300", "subjects"),
)
TARGETS_SET_ON = date(2022, 1, 25)
TARGETS_SOURCE = "示例：2022年度工作要点"
