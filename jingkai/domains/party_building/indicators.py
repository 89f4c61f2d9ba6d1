"""What party building counts: organisations, cycles, visits, number-one projects, inspections."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import MeetingKind, OrganisationKind, Sector
from jingkai.domains.party_building.models import (
    CycleSlot,
    Education,
    EnterpriseCover,
    Finding,
    Meeting,
    MemberCount,
    Milestone,
    Organisation,
    Pairing,
    Question,
    SecretaryProject,
    SpecialInspection,
    Visit,
)
from jingkai.domains.subjects.choices import Kind
from jingkai.domains.subjects.indicators import enterprises_during, enterprises_there
from jingkai.kernel.indicators import dimension, fields, records, stock

body, count, cover = fields(Organisation), fields(MemberCount), fields(EnterpriseCover)
meeting, slot, event = fields(Meeting), fields(CycleSlot), fields(Education)
visit, question = fields(Visit), fields(Question)
task, milestone, pairing = fields(SecretaryProject), fields(Milestone), fields(Pairing)
seen, finding = fields(SpecialInspection), fields(Finding)
OWNER = "party"
ORGANISATIONS = _("Register of party organisations")
COUNTS = _("Register of counts of members")
COVERS = _("Register of covered enterprises")
MEETINGS = _("Register of party meetings")
DUE = _("Register of meetings due")
EDUCATION = _("Register of integrity education")
VISITS = _("Register of visits to enterprises")
QUESTIONS = _("Register of questions of enterprises")
TASKS = _("Register of number-one projects")
MILESTONES = _("Register of milestones")
PAIRINGS = _("Register of pairings")
INSPECTIONS = _("Register of special inspections")
FINDINGS = _("Register of findings of inspections")

# organisations and members

there = stock(Organisation, opened=body.founded_on, closed=body.dissolved_on)

there.count().named(
    "party_building.organisations",
    _("Party organisations"),
    unit="个", owner=OWNER, source=ORGANISATIONS,
    synonyms=("党组织", "基层党组织", "各级党组织"),
)  # fmt: skip
there.where(body.kind == OrganisationKind.BRANCH).count().named(
    "party_building.branches",
    _("Party branches"),
    unit="个", owner=OWNER, source=ORGANISATIONS,
    synonyms=("党支部", "基层党支部"),
)  # fmt: skip
there.where(body.sector.one_of(Sector.PRIVATE_ENTERPRISE, Sector.NEW_GROUP)).count().named(
    "party_building.new_field_organisations",
    _("Party organisations in private enterprises and new groups"),
    unit="个", owner=OWNER, source=ORGANISATIONS,
    synonyms=("两新党组织", "两新组织党组织", "非公企业和社会组织党组织"),
)  # fmt: skip
stock(MemberCount, opened=count.counted_on, closed=count.holds_until).sum(count.members).named(
    "party_building.members",
    _("Party members"),
    unit="人", owner=OWNER, source=COUNTS,
    synonyms=("党员", "党员总数", "党员人数"),
    note=_("By the last half-yearly count of each organisation."),
)  # fmt: skip
covered = stock(EnterpriseCover, opened=cover.since, closed=cover.until).where(
    (cover.enterprise.kind == Kind.ENTERPRISE) & cover.enterprise.left_on.missing()
)
covered_ones = covered.distinct(cover.enterprise).named(
    "party_building.covered_enterprises",
    _("Enterprises covered by party organisations"),
    unit="家", owner=OWNER, source=COVERS,
    synonyms=("党组织覆盖企业", "党建覆盖企业"),
)  # fmt: skip
(covered_ones / enterprises_there.count()).named(
    "party_building.enterprise_coverage",
    _("Share of enterprises covered by party organisations"),
    unit="%", owner=OWNER, source=COVERS,
    synonyms=("企业党组织覆盖率", "党建工作覆盖率", "党的组织和工作覆盖率"),
    note=_("Of all enterprises in the zone at the end of the period, by an organisation of "
           "their own, with others, or an instructor."),
)  # fmt: skip

# meetings and cycles

held = records(Meeting, on=meeting.held_on)

held.count().named(
    "party_building.meetings",
    _("Party meetings held"),
    unit="次", owner=OWNER, source=MEETINGS,
    synonyms=("党内会议", "召开党内会议"),
)  # fmt: skip
held.where(meeting.first_topic != "").count().named(
    "party_building.first_topics",
    _("Meetings with a first topic"),
    unit="次", owner=OWNER, source=MEETINGS,
    synonyms=("第一议题学习", "落实第一议题", "第一议题"),
)  # fmt: skip
held.where(meeting.kind == MeetingKind.STUDY).count().named(
    "party_building.study_sessions",
    _("Study sessions of leading bodies"),
    unit="次", owner=OWNER, source=MEETINGS,
    synonyms=("理论学习中心组学习", "中心组学习"),
)  # fmt: skip
held.where(meeting.kind == MeetingKind.DISCUSSION).count().named(
    "party_building.discussions",
    _("Meetings of discussion drives"),
    unit="次", owner=OWNER, source=MEETINGS,
    synonyms=("大讨论活动", "开展大讨论", "专题讨论"),
)  # fmt: skip
due = records(CycleSlot, on=slot.due_on)
meetings_due = due.count().named(
    "party_building.cycles_due",
    _("Meetings due under three meetings and one class"),
    unit="次", owner=OWNER, source=DUE,
    synonyms=("三会一课应开次数", "应开展三会一课"),
)  # fmt: skip
meetings_kept = due.where(slot.held_on.present()).count().named(
    "party_building.cycles_kept",
    _("Meetings held in their period under three meetings and one class"),
    unit="次", owner=OWNER, source=DUE,
    synonyms=("三会一课按期开展次数", "按期开展三会一课"),
)  # fmt: skip
(meetings_kept / meetings_due).named(
    "party_building.cycles_kept_share",
    _("Share of three meetings and one class held in their period"),
    unit="%", owner=OWNER, source=DUE,
    synonyms=("三会一课按期开展率", "三会一课落实率"),
    note=_("Of the calendar months and quarters of all branches that end in the period; what is "
           "not yet over counts as not held."),
)  # fmt: skip
records(Education, on=event.held_on).count().named(
    "party_building.education_events",
    _("Events of integrity education"),
    unit="场次", owner=OWNER, source=EDUCATION,
    synonyms=("廉政教育活动", "警示教育活动", "廉政教育"),
)  # fmt: skip
records(Education, on=event.held_on).sum(event.attended).named(
    "party_building.education_attendance",
    _("Attendance at integrity education"),
    unit="人次", owner=OWNER, source=EDUCATION,
    synonyms=("廉政教育参加人次", "受教育人次"),
)  # fmt: skip

# visits

visits = records(Visit, on=visit.visited_on)

visits.count().named(
    "party_building.visits",
    _("Visits to enterprises"),
    unit="次", owner=OWNER, source=VISITS,
    synonyms=("走访企业次数", "遍访次数", "走访次数"),
)  # fmt: skip
visited = visits.distinct(visit.enterprise).named(
    "party_building.visited_enterprises",
    _("Enterprises visited"),
    unit="家", owner=OWNER, source=VISITS,
    synonyms=("走访企业", "遍访企业", "走访企业家数"),
)  # fmt: skip
(
    visits.where(visit.enterprise.kind == Kind.ENTERPRISE).distinct(visit.enterprise)
    / enterprises_during.count()
).named(
    "party_building.visits_coverage",
    _("Coverage of enterprises by visits"),
    unit="%", owner=OWNER, source=VISITS,
    synonyms=("遍访覆盖率", "走访覆盖率", "企业走访覆盖率"),
    note=_("Of all enterprises that were in the zone at some time in the period."),
)  # fmt: skip
raised = records(Question, on=question.raised_on)
questions = raised.count().named(
    "party_building.questions",
    _("Questions raised at visits"),
    unit="件", owner=OWNER, source=QUESTIONS,
    synonyms=("走访收集诉求", "走访收集问题", "遍访收集问题"),
)  # fmt: skip
told_back = raised.where(question.told_on.present()).count().named(
    "party_building.questions_told_back",
    _("Questions raised at visits whose answer was told back"),
    unit="件", owner=OWNER, source=QUESTIONS,
    synonyms=("走访诉求办结反馈", "走访问题反馈"),
)  # fmt: skip
(told_back / questions).named(
    "party_building.questions_told_back_share",
    _("Share of questions raised at visits whose answer was told back"),
    unit="%", owner=OWNER, source=QUESTIONS,
    synonyms=("走访诉求反馈率", "走访诉求办结率"),
)  # fmt: skip

# number-one projects and pairings

stock(SecretaryProject, opened=task.since, closed=task.finished_on).count().named(
    "party_building.tasks_under_way",
    _("Number-one projects under way"),
    unit="个", owner=OWNER, source=TASKS,
    synonyms=("在推进领办项目", "推进中的书记领办项目"),
)  # fmt: skip
records(SecretaryProject, on=task.since).count().named(
    "party_building.tasks_begun",
    _("Number-one projects begun"),
    unit="个", owner=OWNER, source=TASKS,
    synonyms=("书记领办项目", "书记一号工程", "领办项目"),
)  # fmt: skip
planned = records(Milestone, on=milestone.planned_on)
milestones = planned.count().named(
    "party_building.milestones",
    _("Milestones planned"),
    unit="个", owner=OWNER, source=MILESTONES,
    synonyms=("领办项目年度节点", "计划节点"),
)  # fmt: skip
reached = planned.where(milestone.reached_on.present()).count().named(
    "party_building.milestones_reached",
    _("Milestones reached"),
    unit="个", owner=OWNER, source=MILESTONES,
    synonyms=("领办项目完成节点", "完成节点"),
)  # fmt: skip
(reached / milestones).named(
    "party_building.milestones_reached_share",
    _("Share of milestones reached"),
    unit="%", owner=OWNER, source=MILESTONES,
    synonyms=("领办项目节点完成率", "节点完成率"),
)  # fmt: skip
stock(Pairing, opened=pairing.since, closed=pairing.until).count().named(
    "party_building.pairings",
    _("Pairings of party and business in force"),
    unit="个", owner=OWNER, source=PAIRINGS,
    synonyms=("结对共建", "党建共建对子"),
)  # fmt: skip

# special inspections

records(SpecialInspection, on=seen.since).count().named(
    "party_building.inspections",
    _("Special inspections begun"),
    unit="轮", owner=OWNER, source=INSPECTIONS,
    synonyms=("专项巡察", "开展专项巡察"),
)  # fmt: skip
records(Finding, on=finding.found_on).count().named(
    "party_building.findings",
    _("Problems found by special inspections"),
    unit="个", owner=OWNER, source=FINDINGS,
    synonyms=("巡察发现问题", "专项巡察发现问题"),
)  # fmt: skip
records(Finding, on=finding.closed_on).count().named(
    "party_building.findings_closed",
    _("Problems of special inspections closed"),
    unit="个", owner=OWNER, source=FINDINGS,
    synonyms=("巡察整改销号", "巡察问题完成整改"),
)  # fmt: skip
stock(Finding, opened=finding.found_on, closed=finding.closed_on).count().named(
    "party_building.findings_open",
    _("Problems of special inspections open"),
    unit="个", owner=OWNER, source=FINDINGS,
    synonyms=("巡察未销号问题", "巡察整改中问题"),
)  # fmt: skip
to_rectify = records(Finding, on=finding.due_on)
findings_due = to_rectify.count().named(
    "party_building.findings_due",
    _("Rectifications of special inspections due"),
    unit="个", owner=OWNER, source=FINDINGS,
    synonyms=("巡察整改到期问题", "到期整改问题"),
)  # fmt: skip
in_time = to_rectify.where(finding.reported_on <= finding.due_on).count().named(
    "party_building.findings_in_time",
    _("Rectifications of special inspections in time"),
    unit="个", owner=OWNER, source=FINDINGS,
    synonyms=("巡察按期整改问题", "按期完成巡察整改"),
)  # fmt: skip
(in_time / findings_due).named(
    "party_building.findings_in_time_share",
    _("Share of rectifications of special inspections in time"),
    unit="%", owner=OWNER, source=FINDINGS,
    synonyms=("巡察整改按期完成率", "巡察问题按期整改率"),
    note=_("Of those due in the period; what a re-inspection sent back is not in time until it "
           "is reported again."),
)  # fmt: skip

# ways to split figures

dimension("party_building.sector", _("Where organisations work"), body.sector)
dimension("party_building.meeting_kind", _("Kind of meeting"), meeting.kind)
dimension("party_building.cycle", _("Cycle"), slot.cycle)
dimension("party_building.subject", _("Subject of inspection"), seen.subject,
          finding.inspection.subject)  # fmt: skip
