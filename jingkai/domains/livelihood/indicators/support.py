"""What is counted of support and subsidies: people supported, amounts paid, paid on time."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.support import (
    ClaimOrigin,
    PaymentState,
    ReviewResult,
    SupportKind,
)
from jingkai.domains.livelihood.models import (
    Claim,
    Payment,
    SupportCase,
    SupportedPerson,
    SupportReview,
)
from jingkai.kernel.indicators import dimension, fields, records, stock

person, case, review = fields(SupportedPerson), fields(SupportCase), fields(SupportReview)
payment, claim = fields(Payment), fields(Claim)
OWNER = "affairs"
PERSONS = _("Register of supported persons")
CASES = _("Register of cases of support")
PAYMENTS = _("Register of payments")
CLAIMS = _("Register of claims to subsidies")

# support

supported = stock(SupportedPerson, opened=person.since, closed=person.until)
cases = stock(SupportCase, opened=case.granted_on, closed=case.stopped_on)

supported.where(person.kind == SupportKind.MINIMUM).count().named(
    "livelihood.minimum_allowance_people",
    _("People on minimum living allowance"),
    unit="人", owner=OWNER, source=PERSONS,
    synonyms=("低保对象", "最低生活保障对象", "城乡低保对象", "低保人员"),
)  # fmt: skip
supported.where(person.kind == SupportKind.HARDSHIP).count().named(
    "livelihood.extreme_hardship_people",
    _("People in extreme hardship supported"),
    unit="人", owner=OWNER, source=PERSONS,
    synonyms=("特困人员", "特困供养人员", "特困对象"),
)  # fmt: skip
cases.where(case.kind == SupportKind.MINIMUM).count().named(
    "livelihood.minimum_allowance_households",
    _("Households on minimum living allowance"),
    unit="户", owner=OWNER, source=CASES,
    synonyms=("低保家庭", "低保户", "最低生活保障家庭"),
)  # fmt: skip
done = records(SupportReview, on=review.done_on)
done.count().named(
    "livelihood.support_reviews",
    _("Cases of support looked at again"),
    unit="次", owner=OWNER, source=_("Register of reviews"),
    synonyms=("动态核查", "低保动态核查"),
)  # fmt: skip
(done.where(review.done_on <= review.due_on).count() / done.count()).named(
    "livelihood.support_reviews_on_time",
    _("Share of reviews made by their day"),
    unit="%", owner=OWNER, source=_("Register of reviews"),
    synonyms=("动态核查按期率", "核查按期完成率"),
)  # fmt: skip
done.where(review.result == ReviewResult.STOPPED).count().named(
    "livelihood.support_reviews_to_stop",
    _("Reviews after which support was to stop"),
    unit="次", owner=OWNER, source=_("Register of reviews"),
    synonyms=("核查退出", "动态退出"),
)  # fmt: skip

# subsidies

paid = records(Payment, on=payment.paid_on, where=payment.state == PaymentState.PAID)
owed = records(
    Payment, on=payment.due_on,
    where=payment.state.one_of(PaymentState.READY, PaymentState.PAID),
)  # fmt: skip

paid.sum(payment.amount).named(
    "livelihood.subsidies_paid",
    _("Subsidies paid"),
    unit="元", owner=OWNER, source=PAYMENTS,
    synonyms=("发放各类补贴", "发放补贴资金", "补贴发放金额", "发放各类惠民补贴"),
    note=_("What the bank confirmed as paid, by the day of payment; what came back is not in it."),
)  # fmt: skip
paid.distinct(payment.person).named(
    "livelihood.subsidy_recipients",
    _("People to whom subsidies were paid"),
    unit="人", owner=OWNER, source=PAYMENTS,
    synonyms=("领取补贴人员", "享受补贴人员"),
)  # fmt: skip
(owed.where((payment.state == PaymentState.PAID) & (payment.paid_on <= payment.due_on)).count()
 / owed.count()).named(
    "livelihood.subsidies_on_time",
    _("Share of subsidies due that were paid on time"),
    unit="%", owner=OWNER, source=PAYMENTS,
    synonyms=("补贴按时发放率", "按时足额发放率", "补贴按时足额发放率"),
    note=_("Of the payments due in the period; what came back counts by its payment anew."),
)  # fmt: skip
records(
    Payment, on=payment.returned_on, where=payment.state == PaymentState.RETURNED
).count().named(
    "livelihood.subsidies_returned",
    _("Payments of subsidies that came back"),
    unit="笔", owner=OWNER, source=PAYMENTS,
    synonyms=("补贴退回", "退汇"),
)  # fmt: skip
records(Claim, on=claim.since, where=claim.origin == ClaimOrigin.UNASKED).count().named(
    "livelihood.claims_unasked",
    _("Subsidies granted without application"),
    unit="人次", owner=OWNER, source=CLAIMS,
    synonyms=("免申即享", "免申即享人次"),
)  # fmt: skip

dimension("livelihood.programme", _("Subsidy programme"), payment.programme, claim.programme)
dimension("livelihood.review_class", _("Review class"), case.review_class)
