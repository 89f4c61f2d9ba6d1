"""How long versions, exclusions and programmes stay as they are, and what was paid by them."""

from django.db.models import Max, QuerySet

from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.subsidies import Exclusion, Programme, SubsidyVersion
from jingkai.kernel.registers.lasting import Lasting, Use


def paid_by(version: SubsidyVersion) -> Use:
    """How many payments were judged by a version's standards, and as of which day the last."""
    return _use(Payment.objects.filter(standard__version=version))


def stopped_by(rule: Exclusion) -> Use:
    """How many payments an exclusion held back, and as of which day the last."""
    return _use(Payment.objects.filter(excluded_by=rule))


def batches_of(programme: Programme) -> Use:
    """How many batches a programme has, and as of which day the last was judged."""
    rows = Batch.objects.filter(programme=programme, cancelled_on=None)
    return Use(rows.count(), rows.aggregate(last=Max("judged_on"))["last"])


def _use(payments: QuerySet[Payment]) -> Use:
    rows = payments.filter(batch__cancelled_on=None)
    return Use(rows.count(), rows.aggregate(last=Max("batch__judged_on"))["last"])


RUNNING = Lasting(
    still=("name", "office", "pay_days", "ended_on", "document", "note"),
    used=batches_of, since="", until="ended_on",
)  # fmt: skip
"""A programme that has batches keeps how often it is paid: else some days might be paid twice."""
HOLDING = Lasting(still=("until", "document"), used=paid_by)
"""A version in force or paid by, with its standards; another follows by `publish_version`."""
EXCLUDING = Lasting(still=("until", "document"), used=stopped_by)
"""An exclusion in force, or by which a payment was held back."""
