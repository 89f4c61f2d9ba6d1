"""What projects count: under way, invested, on their way, in production, capacity, what is to come.

A project is under way in a period when it was started by its end and was neither put into
production, nor stopped, nor given up before it began: started anew or resumed (开复工). Key
projects are those that reach the threshold of the day on which they were registered.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import LEADING, Link, ProblemState
from jingkai.domains.projects.models import (
    Problem,
    ProductionLine,
    Project,
    ProjectProduct,
    ProjectReturn,
)
from jingkai.kernel.indicators import dimension, during, fields, records, stock

project, ret, line = fields(Project), fields(ProjectReturn), fields(ProductionLine)
product, problem = fields(ProjectProduct), fields(Problem)
OWNER = "projects"
PROJECTS = _("Register of projects")
RETURNS = _("Register of project returns")
LINES = _("Register of production lines")
PRODUCTS = _("Register of project products")
PROBLEMS = _("Register of problems of projects")

# under way

active = during(Project, opened=project.started_on, closed=project.works_ended_on).where(
    project.is_key == True  # noqa: E712
)
leading = active.where(project.leading_industry.one_of(*LEADING))

active.count().named(
    "projects.key_projects_active",
    _("Key projects started or resumed"),
    unit="项", owner=OWNER, source=PROJECTS,
    synonyms=("开复工重点项目", "重点项目开复工", "开复工项目", "开（复）工重点项目"),
    note=_(
        "Projects that reach the threshold of total investment (a dated parameter) and were under"
        " construction at some time in the period."
    ),
)  # fmt: skip
active.sum(project.total_investment).named(
    "projects.key_projects_total",
    _("Total investment of the key projects started or resumed"),
    unit="元", owner=OWNER, source=PROJECTS,
    synonyms=("开复工项目总投资", "重点项目总投资"),
)  # fmt: skip
leading.count().named(
    "projects.leading_industry_projects",
    _("Key projects in new materials, medicine and fine chemicals"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("新材料、医药和精细化工项目", "主导产业项目", "主导产业工业项目"),
)  # fmt: skip
leading.where(project.near_consumer == True).count().named(  # noqa: E712
    "projects.near_consumer_projects",
    _("Key projects close to final consumption"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("靠近终端消费项目", "接近终端消费的项目", "贴近终端消费项目", "终端消费类项目"),
)  # fmt: skip
records(Project, on=project.started_on).where(project.is_key == True).count().named(  # noqa: E712
    "projects.key_projects_started",
    _("Key projects newly started"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("新开工重点项目", "新开工项目"),
)  # fmt: skip

# investment

invested = records(ProjectReturn, on=ret.month)
all_investment = invested.sum(ret.actual)
of_key_projects = invested.where(
    (ret.project.is_key == True) & ret.project.started_on.present()  # noqa: E712
)
key_investment = of_key_projects.sum(ret.actual)

key_investment.named(
    "projects.key_project_investment",
    _("Investment completed by key projects"),
    unit="元", owner=OWNER, source=RETURNS,
    synonyms=("重点项目完成投资", "重点项目投资完成额", "开复工项目完成投资"),
    note=_("The monthly returns of the projects, with what was reversed in them."),
)  # fmt: skip
key_investment.year_on_year().named(
    "projects.key_project_investment.yoy",
    _("Growth of the investment completed by key projects"),
    unit="%", owner=OWNER, source=RETURNS,
    synonyms=("重点项目完成投资增长", "重点项目投资同比增长", "重点项目完成投资增速"),
)  # fmt: skip
of_key_projects.sum(ret.planned).named(
    "projects.key_project_plan",
    _("Investment planned by key projects"),
    unit="元", owner=OWNER, source=RETURNS,
    synonyms=("重点项目计划投资", "重点项目投资计划"),
)  # fmt: skip
(key_investment / of_key_projects.sum(ret.planned)).named(
    "projects.plan_completion",
    _("Share of the planned investment that was completed"),
    unit="%", owner=OWNER, source=RETURNS,
    synonyms=("重点项目投资计划完成率", "投资计划完成率"),
)  # fmt: skip

# on the way

stock(Project, opened=project.structure_on, closed=project.structure_left_on).count().named(
    "projects.in_main_structure",
    _("Projects whose main structure is under construction"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("主体施工项目", "正在主体施工的项目", "进入主体施工阶段项目", "主体建设项目"),
)  # fmt: skip
stock(Project, opened=project.equipment_on, closed=project.equipment_left_on).count().named(
    "projects.in_equipment_installation",
    _("Projects installing equipment"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("设备安装项目", "正在设备安装的项目", "进入设备安装阶段项目"),
)  # fmt: skip
produced = records(Project, on=project.production_on)
produced.where(project.production_on <= project.planned_production_on).count().named(
    "projects.put_into_production",
    _("Projects put into production early or on time"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("提前或如期投产项目", "如期投产项目", "按期投产项目", "建成投产项目"),
)  # fmt: skip
produced.where(project.production_on > project.planned_production_on).count().named(
    "projects.put_into_production_late",
    _("Projects put into production late"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("延期投产项目", "逾期投产项目"),
)  # fmt: skip

# capacity

running = stock(ProductionLine, opened=line.producing_on, closed=line.stopped_on)

running.where(line.link == Link.PRECURSOR).sum(line.capacity).named(
    "projects.capacity.precursor",
    _("Carbon-fibre precursor capacity formed"),
    unit="吨", owner=OWNER, source=LINES,
    synonyms=("原丝产能", "碳纤维原丝产能", "形成原丝产能"),
)  # fmt: skip
running.where(line.link == Link.FIBRE).sum(line.capacity).named(
    "projects.capacity.carbon_fibre",
    _("Carbon-fibre capacity formed"),
    unit="吨", owner=OWNER, source=LINES,
    synonyms=("碳纤维产能", "碳丝产能", "形成碳纤维产能"),
)  # fmt: skip
running.where(line.link == Link.PRODUCTS).sum(line.capacity).named(
    "projects.capacity.carbon_fibre_products",
    _("Carbon-fibre product capacity formed"),
    unit="吨", owner=OWNER, source=LINES,
    synonyms=("碳纤维制品产能", "制品产能", "碳纤维复合材料及制品产能"),
)  # fmt: skip

# what is to come

during(
    ProjectProduct, opened=product.project.started_on, closed=product.project.works_ended_on
).where(
    (product.project.is_key == True)  # noqa: E712
    & (product.project.near_consumer == True)  # noqa: E712
    & product.project.leading_industry.one_of(*LEADING)
).count().named(
    "projects.near_consumer_products",
    _("Products of the projects close to final consumption"),
    unit="个", owner=OWNER, source=PRODUCTS,
    synonyms=("终端消费产品", "靠近终端消费产品", "接近终端消费的产品"),
)  # fmt: skip
active.where(project.adds_above_scale == True).count().named(  # noqa: E712
    "projects.expected_above_scale",
    _("Above-scale enterprises expected at full production"),
    unit="户", owner=OWNER, source=PROJECTS,
    synonyms=("预计新增规上企业", "达产后新增规上企业", "全部达产后新增规上工业企业"),
    note=_(
        "Projects under way whose new enterprise expects a yearly revenue that reaches the"
        " statistical threshold of its industry."
    ),
)  # fmt: skip
active.sum(project.expected_output).named(
    "projects.expected_output",
    _("Output expected to be added at full production"),
    unit="元", owner=OWNER, source=PROJECTS,
    synonyms=("预计新增产值", "达产后新增产值", "全部达产后可新增产值"),
)  # fmt: skip

# on the industrial parks

in_parks = stock(Project, opened=project.registered_on, closed=project.ended_on).where(
    project.industrial_park.present() & (project.is_key == True)  # noqa: E712
)

in_parks.count().named(
    "park.park_projects",
    _("Projects on the industrial parks"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("产业园入驻项目", "园区承载项目", "产业园项目"),
)  # fmt: skip
stock(Project, opened=project.equipment_ready_on, closed=project.ended_on).where(
    project.industrial_park.present()
).count().named(
    "park.projects_equipment_ready",
    _("Projects on the parks ready for equipment"),
    unit="个", owner=OWNER, source=PROJECTS,
    synonyms=("具备设备安装条件项目", "达到设备安装条件的项目"),
)  # fmt: skip

# problems

records(Problem, on=problem.raised_on).count().named(
    "projects.problems_raised",
    _("Problems of projects raised"),
    unit="个", owner=OWNER, source=PROBLEMS,
    synonyms=("项目问题", "梳理项目问题"),
)  # fmt: skip
records(Problem, on=problem.closed_on).where(problem.state == ProblemState.CLOSED).count().named(
    "projects.problems_solved",
    _("Problems of projects solved"),
    unit="个", owner=OWNER, source=PROBLEMS,
    synonyms=("解决项目问题", "化解项目难题", "破解项目难题"),
)  # fmt: skip
stock(Problem, opened=problem.raised_on, closed=problem.closed_on).count().named(
    "projects.problems_open",
    _("Problems of projects open"),
    unit="个", owner=OWNER, source=PROBLEMS,
    synonyms=("未解决项目问题", "在办项目问题"),
)  # fmt: skip

# ways to split figures

dimension(
    "projects.leading_industry", _("Leading industry"),
    project.leading_industry, ret.project.leading_industry, line.project.leading_industry,
    product.project.leading_industry, problem.project.leading_industry,
)  # fmt: skip
dimension(
    "projects.office", _("Responsible office"),
    project.office, ret.project.office, line.project.office, product.project.office, problem.office,
)  # fmt: skip
dimension(
    "projects.officer", _("Officer in charge"),
    project.officer, ret.project.officer, line.project.officer, product.project.officer,
    problem.project.officer,
)  # fmt: skip
dimension("projects.status", _("Status"), project.status, ret.project.status)
dimension("projects.project", _("Project"), ret.project, line.project, product.project)
