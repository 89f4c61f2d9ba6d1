"""What is counted of work and insurance: new jobs, unemployment, vacancies, pension enrolment."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.models import (
    EmploymentMonth,
    JobRegistration,
    PensionMonth,
    UnemploymentRegistration,
    Vacancy,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

job, without, post = fields(JobRegistration), fields(UnemploymentRegistration), fields(Vacancy)
month, pension = fields(EmploymentMonth), fields(PensionMonth)
OWNER = "hr"
JOBS = _("Register of new jobs in town")
STATEMENTS = _("Employment in town, by month")
UNEMPLOYED = _("Register of unemployment")
VACANCIES = _("Register of vacancies")
PENSIONS = _("Pension enrolment by community and month")

# jobs

registered = records(JobRegistration, on=job.registered_on)
stated = records(EmploymentMonth, on=month.month, monthly=True)
newly = registered.count().named(
    "livelihood.jobs_registered",
    _("People registered as newly at work in town"),
    unit="人", owner=OWNER, source=JOBS,
    synonyms=("登记新就业人员", "新就业登记"),
)  # fmt: skip
attrition = stated.sum(month.attrition).named(
    "livelihood.natural_attrition",
    _("Natural attrition of employment in town"),
    unit="人", owner=OWNER, source=STATEMENTS,
    synonyms=("自然减员",),
)  # fmt: skip
(newly - attrition).named(
    "livelihood.new_jobs",
    _("New jobs in town"),
    unit="人", owner=OWNER, source=JOBS,
    synonyms=("城镇新增就业", "新增就业", "新增就业人数"),
    note=_("People registered as newly at work, less natural attrition."),
)  # fmt: skip
registered.where(job.origin == "unemployed").count().named(
    "livelihood.reemployed",
    _("Registered unemployed who took up work"),
    unit="人", owner=OWNER, source=JOBS,
    synonyms=("失业人员再就业", "再就业人数"),
)  # fmt: skip

# unemployment

unemployed = stock(
    UnemploymentRegistration, opened=without.registered_on, closed=without.ended_on
).count().named(
    "livelihood.registered_unemployed",
    _("Registered unemployed"),
    unit="人", owner=OWNER, source=UNEMPLOYED,
    synonyms=("登记失业人数", "城镇登记失业人员"),
)  # fmt: skip
employed = stock(EmploymentMonth, opened=month.month, closed=month.until).sum(
    month.employed
).named(
    "livelihood.employed_in_town",
    _("Employed in town"),
    unit="人", owner=OWNER, source=STATEMENTS,
    synonyms=("城镇从业人员", "城镇就业人员"),
)  # fmt: skip
(unemployed / (employed + unemployed)).named(
    "livelihood.registered_unemployment_rate",
    _("Registered unemployment rate"),
    unit="%", owner=OWNER, source=UNEMPLOYED,
    synonyms=("城镇登记失业率", "登记失业率"),
    note=_("Registered unemployed ÷ (employed in town + registered unemployed), at the end."),
)  # fmt: skip

# vacancies

stock(Vacancy, opened=post.published_on, closed=post.closed_on).count().named(
    "livelihood.vacancies_open",
    _("Vacancies open"),
    unit="个", owner=OWNER, source=VACANCIES,
    synonyms=("在招岗位", "有效招聘岗位"),
)  # fmt: skip
records(Vacancy, on=post.published_on).sum(post.headcount).named(
    "livelihood.posts_offered",
    _("Posts offered"),
    unit="个", owner=OWNER, source=VACANCIES,
    synonyms=("提供就业岗位", "发布招聘岗位"),
)  # fmt: skip

# pensions

told = stock(PensionMonth, opened=pension.month, closed=pension.until)
enrolled = told.sum(pension.enrolled).named(
    "livelihood.pension_enrolled",
    _("Residents enrolled in pension insurance"),
    unit="人", owner=OWNER, source=PENSIONS,
    synonyms=("养老保险参保人数", "参保人数"),
)  # fmt: skip
(enrolled / told.sum(pension.due)).named(
    "livelihood.pension_participation",
    _("Participation in pension insurance"),
    unit="%", owner=OWNER, source=PENSIONS,
    synonyms=("养老保险参保率", "基本养老保险参保率", "城乡居民养老保险参保率"),
    note=_("Enrolled ÷ to be enrolled, in the last month of the period."),
)  # fmt: skip

dimension("livelihood.job_origin", _("Comes from"), job.origin)
dimension("livelihood.job_form", _("Form of employment"), job.form)
dimension("livelihood.loss_reason", _("Without work because"), without.reason)
dimension("livelihood.work_kind", _("Kind of work"), post.work_kind)
dimension("livelihood.community", _("Community or village"), pension.community, without.community)
