"""What is counted of schools, kindergartens, tutoring and villages."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.community import TutoringKind
from jingkai.domains.livelihood.models import (
    AfterClassTerm,
    ChildrenYear,
    Federation,
    School,
    TutoringInstitution,
    Village,
    VillageIncome,
    VillageYear,
)
from jingkai.domains.subjects.choices import AwardField
from jingkai.domains.subjects.indicators import award, awarded
from jingkai.kernel.indicators import dimension, fields, records, stock

school, term, children = fields(School), fields(AfterClassTerm), fields(ChildrenYear)
tutoring, village, federation = (
    fields(TutoringInstitution), fields(Village), fields(Federation),
)  # fmt: skip
income, year = fields(VillageIncome), fields(VillageYear)
EDUCATION, VILLAGES = "affairs", "affairs"
SCHOOLS = _("Register of schools")
TERMS = _("Register of after-class service")
KINDERGARTENS = _("Register of kindergartens by year")
TUTORING = _("Register of tutoring institutions")
INCOMES = _("Register of income of villages")

# schools: the terms that count at the period's end

running = stock(
    AfterClassTerm, opened=term.counted_from, closed=term.counted_until,
    where=term.compulsory == True,  # noqa: E712
)  # fmt: skip
stock(
    School, opened=school.opened_on, closed=school.closed_on,
    where=school.compulsory == True,  # noqa: E712
).count().named(
    "livelihood.compulsory_schools",
    _("Schools of compulsory education"),
    unit="所", owner=EDUCATION, source=SCHOOLS,
    synonyms=("义务教育学校", "义务教育阶段学校"),
)  # fmt: skip
running.where(term.covering == True).count().named(  # noqa: E712
    "livelihood.after_class_schools",
    _("Schools of compulsory education with after-class service covering fully"),
    unit="所", owner=EDUCATION, source=TERMS,
    synonyms=("课后服务全覆盖学校", "开展课后服务的义务教育学校", "课后服务学校"),
    note=_("Everybody who wants it in the term that runs at the period's end is served."),
)  # fmt: skip
running.sum(term.served).named(
    "livelihood.after_class_pupils",
    _("Pupils with after-class service"),
    unit="人", owner=EDUCATION, source=TERMS,
    synonyms=("参加课后服务学生", "课后服务学生"),
)  # fmt: skip
(running.sum(term.served) / running.sum(term.wanting)).named(
    "livelihood.after_class_share",
    _("Share of pupils who want after-class service and have it"),
    unit="%", owner=EDUCATION, source=TERMS,
    synonyms=("课后服务覆盖率", "有需求学生课后服务覆盖率"),
)  # fmt: skip

# kindergartens and tutoring

counted = records(ChildrenYear, on=children.counted_on)
inclusive = counted.where(children.inclusive == True)  # noqa: E712
listed = stock(
    TutoringInstitution, opened=tutoring.began_on,
    where=tutoring.to_be_cut == True,  # noqa: E712
)  # fmt: skip
cut = stock(
    TutoringInstitution, opened=tutoring.cut_on,
    where=tutoring.to_be_cut == True,  # noqa: E712
)  # fmt: skip
open_ones = stock(
    TutoringInstitution, opened=tutoring.began_on, closed=tutoring.closed_on,
    where=tutoring.kind == TutoringKind.NON_ACADEMIC,
)  # fmt: skip
supervised = stock(
    TutoringInstitution, opened=tutoring.platform_since, closed=tutoring.closed_on,
    where=tutoring.kind == TutoringKind.NON_ACADEMIC,
)  # fmt: skip

(inclusive.sum(children.children) / counted.sum(children.children)).named(
    "livelihood.inclusive_kindergarten_share",
    _("Share of children in inclusive kindergartens"),
    unit="%", owner=EDUCATION, source=KINDERGARTENS,
    synonyms=("普惠性幼儿园覆盖率", "学前教育普惠率"),
)  # fmt: skip
(cut.count() / listed.count()).named(
    "livelihood.academic_tutoring_cut",
    _("Share of institutions for school subjects that were cut"),
    unit="%", owner=EDUCATION, source=TUTORING,
    synonyms=("学科类培训机构压减率", "学科类校外培训压减率"),
)  # fmt: skip
(supervised.count() / open_ones.count()).named(
    "livelihood.tutoring_supervised",
    _("Share of other tutoring institutions on the national platform"),
    unit="%", owner=EDUCATION, source=TUTORING,
    synonyms=("非学科类培训机构国家平台监管率", "非学科类机构监管率"),
)  # fmt: skip
((inclusive.count() + cut.count() + supervised.count())
 / (counted.count() + listed.count() + open_ones.count())).named(
    "livelihood.education_three_rates",
    _("Inclusive kindergartens, tutoring cut and tutoring supervised, of all there are"),
    unit="%", owner=EDUCATION, source=TUTORING,
    synonyms=("教育三率", "三项比率"),
    note=_("Kindergartens and institutions together: a whole only when each of the three is."),
)  # fmt: skip

awarded.where(award.field == AwardField.EDUCATION_SUPERVISION).distinct(award.year).named(
    "livelihood.education_award_years",
    _("Years awarded for education supervision"),
    unit="年", owner=EDUCATION, source=_("Register of awards"),
    synonyms=("教育督导连续获奖年数", "教育督导获奖年数"),
    note=_("Different years up to the period's end; the register shows whether one is missing."),
)  # fmt: skip

# villages

stock(Federation, opened=federation.founded_on, closed=federation.ended_on).count().named(
    "livelihood.village_federations",
    _("Federations of village collectives"),
    unit="个", owner=VILLAGES, source=_("Register of federations"),
    synonyms=("村集体经济联合总社", "联合总社"),
)  # fmt: skip
stock(Village, opened=village.joined_on, closed=village.left_on).count().named(
    "livelihood.village_federation_members",
    _("Villages in the federation"),
    unit="个", owner=VILLAGES, source=_("Register of villages"),
    synonyms=("加入联合总社的村", "联合总社成员村"),
)  # fmt: skip
records(VillageIncome, on=income.received_on).sum(income.amount).named(
    "livelihood.village_collective_income",
    _("Income of the village collectives"),
    unit="元", owner=VILLAGES, source=INCOMES,
    synonyms=("村集体经济收入", "村集体收入", "村集体经济总收入"),
)  # fmt: skip
records(VillageYear, on=year.counted_on, where=year.reached == True).count().named(  # noqa: E712
    "livelihood.villages_reaching_income_floor",
    _("Villages whose collective income reached the floor"),
    unit="个", owner=VILLAGES, source=_("Register of villages by year"),
    synonyms=("村集体收入达标村", "村集体收入达到30万元的村"),
    note=_("The floor in force at the year's end."),
)  # fmt: skip

dimension("livelihood.income_source", _("Source of income"), income.source)
dimension("livelihood.village", _("Village"), income.village, year.village)
