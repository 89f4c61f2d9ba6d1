"""What is counted of applications: how many, how quick, on time, silent; visits and ratings.

An application counts as finished on the day of its decision, granted or not; what was refused,
withdrawn or terminated is no decision and counts in none of the shares.
"""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import HandlingKind
from jingkai.domains.services.choices.approvals import (
    BAD,
    ApplicantKind,
    CallResult,
    CertificateState,
    Channel,
    CheckResult,
    Result,
)
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    CallBack,
    Certificate,
    CommitmentCheck,
    Rating,
    Rectification,
    Supplement,
    Visit,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

approval, rating = fields(Approval), fields(Rating)
rectification, call = fields(Rectification), fields(CallBack)
certificate, visit = fields(Certificate), fields(Visit)
supplement, check, bundle = fields(Supplement), fields(CommitmentCheck), fields(Bundle)
OWNER = "hall"
CASES, RATINGS = _("Register of applications"), _("Register of ratings")
YES = True

applied = records(Approval, on=approval.applied_on)
accepted = records(Approval, on=approval.accepted_on)
finished = records(Approval, on=approval.finished_on)
late = approval.finished_on > approval.promised_due_on

applied.count().named(
    "services.approvals_received",
    _("Applications received"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("收件量", "申请办件", "办件受理申请"),
)  # fmt: skip
accepted.count().named(
    "services.approvals_accepted",
    _("Applications accepted"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("受理办件", "受理件", "受理量"),
)  # fmt: skip
approvals_finished = finished.count().named(
    "services.approvals_finished",
    _("Applications decided"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("办结量", "办结件", "办件量", "办理各类事项", "办结各类事项"),
)  # fmt: skip
finished.where(approval.finished_on == approval.applied_on).count().share_of(
    finished.count()
).named(
    "services.same_day_share",
    _("Share of matters finished within one day"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("一日办结率", "当日办结率", "即日办结率", "当天办结率", "即办率", "一天内办结占比"),
    note=_("Decided on the day on which it came in, of all that was decided in the period."),
)  # fmt: skip
finished.where(~late).count().share_of(finished.count()).named(
    "services.on_time_share",
    _("Share of applications decided within the promised limit"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("按时办结率", "承诺时限内办结率", "按期办结率"),
    note=_("The promised day as the case's clocks tell it, without supplements and special "
           "procedures; what has no promised limit can't be late."),
)  # fmt: skip
finished.average(approval.days_taken).named(
    "services.average_days",
    _("Average working days from acceptance to decision"),
    unit="日", owner=OWNER, source=CASES,
    synonyms=("平均办理时长", "平均办结时间", "平均办件用时"),
    note=_("Working days, without those on which the clock stood still; the same day is 0."),
)  # fmt: skip
finished.where(approval.result == Result.GRANTED).count().share_of(finished.count()).named(
    "services.granted_share",
    _("Share of decided applications that were granted"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("准予率", "批准率"),
)  # fmt: skip
finished.where(approval.handling == HandlingKind.IMMEDIATE).count().named(
    "services.immediate_finished",
    _("Applications for immediate matters decided"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("即办件办结量", "即办件"),
)  # fmt: skip
stock(Approval, opened=approval.silent_from, closed=approval.finished_on).count().named(
    "services.approvals_silent",
    _("Applications over the statutory limit without a decision"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("超法定时限未办结", "逾期未办结", "超期办件"),
    note=_("Silence after the limit, at the end of the period's last day."),
)  # fmt: skip
finished.where(approval.silent_from <= approval.finished_on).count().named(
    "services.decided_after_silence",
    _("Applications decided after the statutory limit"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("超法定时限办结",),
)  # fmt: skip
applied.where(approval.channel == Channel.ONLINE).count().share_of(applied.count()).named(
    "services.online_applications_share",
    _("Share of applications that came in online"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("网上申请率", "网上申报率", "网上受理率"),
)  # fmt: skip
applied.where(approval.channel.one_of(Channel.STREET, Channel.COMMUNITY)).count().named(
    "services.street_applications",
    _("Applications taken by streets and communities"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("街道社区受理办件", "基层受理办件", "社区代办件", "街道社区办件"),
)  # fmt: skip
applied.where(approval.applicant_kind == ApplicantKind.ENTERPRISE).count().named(
    "services.enterprise_applications",
    _("Applications of enterprises"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("企业办件", "法人办件"),
)  # fmt: skip
finished.where(approval.committed == YES).count().named(
    "services.committed_finished",
    _("Applications granted or refused on a commitment"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("告知承诺办件", "告知承诺制办结"),
)  # fmt: skip
finished.where(approval.visits == 0).count().share_of(finished.count()).named(
    "services.no_visit_share",
    _("Share of decided applications without a visit"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("零跑动率", "不见面办理率", "零跑动办结率"),
)  # fmt: skip
finished.average(approval.visits).named(
    "services.visits_per_application",
    _("Visits per decided application"),
    unit="次", owner=OWNER, source=CASES,
    synonyms=("平均跑动次数", "件均跑动次数"),
)  # fmt: skip
records(Visit, on=visit.on).count().named(
    "services.visits",
    _("Visits of applicants"),
    unit="人次", owner=OWNER, source=_("Register of visits"),
    synonyms=("跑动人次", "到窗人次"),
)  # fmt: skip
records(Supplement, on=supplement.asked_on).count().named(
    "services.supplements_asked",
    _("Applications sent back for supplement"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("补正告知", "一次性告知补正"),
)  # fmt: skip
accepted.where(approval.supplemented == YES).count().share_of(accepted.count()).named(
    "services.supplement_share",
    _("Share of accepted applications that were supplemented"),
    unit="%", owner=OWNER, source=CASES,
    synonyms=("补正率",),
)  # fmt: skip
records(Certificate, on=certificate.issued_on).count().named(
    "services.certificates_issued",
    _("Electronic certificates issued"),
    unit="张", owner=OWNER, source=_("Register of electronic certificates"),
    synonyms=("签发电子证照", "电子证照签发量", "发放电子证照"),
)  # fmt: skip
records(
    Certificate, on=certificate.revoked_on, where=certificate.state == CertificateState.REVOKED
).count().named(
    "services.certificates_revoked",
    _("Electronic certificates revoked"),
    unit="张", owner=OWNER, source=_("Register of electronic certificates"),
    synonyms=("撤销电子证照", "吊销电子证照"),
)  # fmt: skip
records(CommitmentCheck, on=check.checked_on, where=check.result == CheckResult.BROKEN).count(
).named(
    "services.commitments_broken",
    _("Commitments found broken"),
    unit="件", owner=OWNER, source=CASES,
    synonyms=("失信承诺", "违反告知承诺"),
)  # fmt: skip
records(Bundle, on=bundle.finished_on).count().named(
    "services.one_things_finished",
    _("One-thing applications finished"),
    unit="件", owner=OWNER, source=_("Register of one-thing applications"),
    synonyms=("一件事办件", "一件事一次办办结", "一件事办结量"),
)  # fmt: skip

# ratings

rated = records(Rating, on=rating.rated_on)
bad = rated.where(rating.level.one_of(*BAD))
opened = records(Rectification, on=rectification.opened_on)
closed = records(Rectification, on=rectification.closed_on)

rated.count().named(
    "services.ratings",
    _("Ratings given"),
    unit="条", owner=OWNER, source=RATINGS,
    synonyms=("评价量", "好差评评价数", "评价总数"),
)  # fmt: skip
bad.count().named(
    "services.bad_ratings",
    _("Bad ratings"),
    unit="条", owner=OWNER, source=RATINGS,
    synonyms=("差评", "差评数", "差评量"),
    note=_("The lowest two of five levels."),
)  # fmt: skip
rated.where(~rating.level.one_of(*BAD)).count().share_of(rated.count()).named(
    "services.satisfaction",
    _("Share of ratings that are not bad"),
    unit="%", owner=OWNER, source=RATINGS,
    synonyms=("好评率", "群众满意率", "评价满意率", "政务服务满意率"),
)  # fmt: skip
opened.where(rectification.closed_on.present()).count().share_of(opened.count()).named(
    "services.rectified_share",
    _("Share of bad ratings whose rectification is closed"),
    unit="%", owner=OWNER, source=_("Register of rectifications"),
    synonyms=("差评整改率", "差评办结率"),
    note=_("Of the rectifications opened in the period, those that are closed by now."),
)  # fmt: skip
opened.where(rectification.answered_on <= rectification.due_on).count().share_of(
    opened.count()
).named(
    "services.rectified_on_time_share",
    _("Share of bad ratings rectified by their day"),
    unit="%", owner=OWNER, source=_("Register of rectifications"),
    synonyms=("差评按期整改率",),
)  # fmt: skip
closed.where(rectification.satisfied == YES).count().share_of(
    closed.where(rectification.satisfied.present()).count()
).named(
    "services.rectification_satisfaction",
    _("Share of closed rectifications with a satisfied rater"),
    unit="%", owner=OWNER, source=_("Register of rectifications"),
    synonyms=("差评回访满意率",),
)  # fmt: skip
records(CallBack, on=call.on, where=call.result != CallResult.NOT_REACHED).count().named(
    "services.calls_back",
    _("Raters reached by calls back"),
    unit="次", owner=OWNER, source=_("Register of calls back"),
    synonyms=("差评回访", "实名回访"),
)  # fmt: skip

# ways to split figures

dimension("services.matter", _("Matter"), approval.matter, rating.approval.matter,
          visit.approval.matter, certificate.approval.matter)  # fmt: skip
dimension("services.channel", _("Channel"), approval.channel, rating.approval.channel)
dimension("services.deciding_office", _("Deciding office"), approval.office, rating.office,
          rectification.office, certificate.office)  # fmt: skip
dimension("services.accepting_office", _("Accepting office"), approval.accepting_office,
          rating.approval.accepting_office)  # fmt: skip
dimension("services.applicant_kind", _("Kind of applicant"), approval.applicant_kind)
dimension("services.level", _("Level"), rating.level)
