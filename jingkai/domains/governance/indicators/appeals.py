"""What governance counts: appeals and their three rates, hard problems, grids and their posts."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import (
    AppealSource,
    AskerKind,
    GridLevel,
    HardKind,
    Outcome,
    SizeFit,
    Staffing,
)
from jingkai.domains.governance.models import Appeal, AppealRound, Grid, HardProblem, Warden
from jingkai.kernel.indicators import dimension, fields, records, stock

appeal, round_, hard = fields(Appeal), fields(AppealRound), fields(HardProblem)
grid, warden = fields(Grid), fields(Warden)
OWNER = "general"
APPEALS = _("Register of appeals")
HARD = _("Register of hard problems")
GRIDS = _("Register of grids")
YES = True

# appeals

received = records(Appeal, on=appeal.received_on)
due = records(Appeal, on=appeal.due_on)
answer_due = records(Appeal, on=appeal.answer_due_on)
called = records(Appeal, on=appeal.called_on).where(appeal.reached == YES)
closed = records(Appeal, on=appeal.closed_on)
unhappy = records(AppealRound, on=round_.called_on).where(round_.reached == YES)
rated, rated_before = called.where(appeal.rating != ""), unhappy.where(round_.rating != "")

received.count().named(
    "governance.appeals_received",
    _("Appeals received"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("受理诉求", "收到诉求", "受理群众和企业诉求", "诉求受理量"),
)  # fmt: skip
received.where(appeal.asker_kind == AskerKind.ENTERPRISE).count().named(
    "governance.appeals_of_enterprises",
    _("Appeals of enterprises received"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("企业诉求", "受理企业诉求"),
)  # fmt: skip
received.where(appeal.source == AppealSource.HOTLINE).count().named(
    "governance.appeals_of_hotline",
    _("Appeals received by hotline 12345"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("12345热线诉求", "热线工单", "12345工单"),
)  # fmt: skip
closed.count().named(
    "governance.appeals_closed",
    _("Appeals closed"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("办结诉求", "诉求办结量"),
)  # fmt: skip
due.where(appeal.closed_on.present()).count().share_of(due.count()).named(
    "governance.appeals_resolved_share",
    _("Share of requests of enterprises and residents resolved"),
    unit="%", owner=OWNER, source=APPEALS,
    synonyms=("诉求办结率", "企业和群众诉求办结率", "群众诉求办结率", "诉求解决率", "诉求处理率"),
    note=_("Of the appeals to be closed in the period, in their latest round: those closed. One"
           " that its asker was unhappy with is open again until it is answered anew."),
)  # fmt: skip
due.where(appeal.closed_on <= appeal.due_on).count().share_of(due.count()).named(
    "governance.appeals_in_time_share",
    _("Share of appeals closed in time"),
    unit="%", owner=OWNER, source=APPEALS,
    synonyms=("诉求按时办结率", "诉求按期办结率"),
)  # fmt: skip
answer_due.where(appeal.answered_on <= appeal.answer_due_on).count().share_of(
    answer_due.count()
).named(
    "governance.response_rate",
    _("Response rate of appeals"),
    unit="%", owner=OWNER, source=APPEALS,
    synonyms=("诉求响应率", "响应率"),
    note=_("Of the appeals to be answered in the period: those answered by then."),
)  # fmt: skip
(
    (called.where(appeal.solved == YES).count() + unhappy.where(round_.solved == YES).count())
    / (
        called.where(appeal.solved.present()).count()
        + unhappy.where(round_.solved.present()).count()
    )
).named(
    "governance.resolution_rate",
    _("Resolution rate of appeals"),
    unit="%", owner=OWNER, source=APPEALS,
    synonyms=("诉求解决率（回访）", "回访解决率"),
    note=_("Of the valid call-backs of the period, those of earlier rounds included: those where"
           " the asker calls it solved."),
)  # fmt: skip
(
    (rated.sum(appeal.content) + rated_before.sum(round_.content))
    / (rated.count() + rated_before.count())
).named(
    "governance.satisfaction_rate",
    _("Satisfaction rate of appeals"),
    unit="%", owner=OWNER, source=APPEALS,
    synonyms=("诉求满意率", "群众诉求满意率", "诉求满意度"),
    note=_("Ratings of valid call-backs, those of earlier rounds included, each at its weight on"
           " the day of the call: basically satisfied counts less than satisfied."),
)  # fmt: skip
records(AppealRound, on=round_.reopened_on).count().named(
    "governance.appeals_reopened",
    _("Appeals opened again"),
    unit="次", owner=OWNER, source=APPEALS,
    synonyms=("诉求重办", "重办诉求", "退回重办"),
)  # fmt: skip
closed.where(appeal.outcome == Outcome.NOT_OURS).count().named(
    "governance.appeals_not_ours",
    _("Appeals that were not ours, told where to go"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("不属受理范围诉求", "不予受理诉求"),
)  # fmt: skip
stock(Appeal, opened=appeal.received_on, closed=appeal.closed_on).count().named(
    "governance.appeals_open",
    _("Appeals open"),
    unit="件", owner=OWNER, source=APPEALS,
    synonyms=("在办诉求", "未办结诉求"),
)  # fmt: skip

# hard problems

solved = records(HardProblem, on=hard.solved_on)

solved.count().named(
    "governance.hard_problems_solved",
    _("Hard problems of key projects and enterprises solved"),
    unit="个", owner=OWNER, source=HARD,
    synonyms=("解决难题", "破解难题", "解决重点项目难题", "破解重点项目难题"),
)  # fmt: skip
for kind, name, synonyms in (
    (HardKind.RELOCATION, _("Enterprises moved away for key projects"),
     ("搬迁企业", "完成企业搬迁")),
    (HardKind.POWER, _("Hard problems of power supply solved"), ("解决供电难题", "供电难题")),
    (HardKind.STEAM, _("Hard problems of steam supply solved"), ("解决供汽难题", "供汽难题")),
):  # fmt: skip
    solved.where(hard.kind == kind).count().named(
        f"governance.hard_problems_solved.{kind.value}", name,
        unit="家" if kind == HardKind.RELOCATION else "个", owner=OWNER, source=HARD,
        synonyms=synonyms,
    )  # fmt: skip
stock(HardProblem, opened=hard.raised_on, closed=hard.solved_on).count().named(
    "governance.hard_problems_open",
    _("Hard problems open"),
    unit="个", owner=OWNER, source=HARD,
    synonyms=("未解决难题", "在办难题"),
)  # fmt: skip

# grids

in_force = stock(Grid, opened=grid.since, closed=grid.until)
grids = in_force.where(grid.level == GridLevel.GRID)
posts = in_force.where(grid.level != GridLevel.DISTRICT)

grids.count().named(
    "governance.grids",
    _("Grids"),
    unit="个", owner=OWNER, source=GRIDS,
    synonyms=("网格", "划分网格", "基础网格"),
)  # fmt: skip
grids.where(grid.size_fit != SizeFit.FITS).count().named(
    "governance.grids_out_of_size",
    _("Grids out of size"),
    unit="个", owner=OWNER, source=GRIDS,
    synonyms=("户数超标网格", "规模不达标网格"),
)  # fmt: skip
stock(Warden, opened=warden.since, closed=warden.until).count().named(
    "governance.wardens",
    _("Wardens of the three levels"),
    unit="人", owner=OWNER, source=_("Register of wardens"),
    synonyms=("三长", "网格三长", "三长队伍"),
)  # fmt: skip
posts.where(grid.staffing == Staffing.VACANT).count().named(
    "governance.posts_vacant",
    _("Posts of wardens vacant"),
    unit="个", owner=OWNER, source=GRIDS,
    synonyms=("三长空缺", "空缺岗位"),
    note=_("As the wardens' register stands now."),
)  # fmt: skip

# ways to split figures

dimension("governance.kind", _("Kind of appeal"), appeal.kind)
dimension("governance.source", _("Source of appeals"), appeal.source)
dimension("governance.office", _("Office that works on appeals"), appeal.office)
dimension("governance.grid", _("Grid"), appeal.grid)
dimension("governance.hard_kind", _("Kind of hard problem"), hard.kind)
