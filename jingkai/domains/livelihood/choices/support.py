"""Words of support, subsidies and their payment that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Disability(models.TextChoices):
    """Grade of a disability, as the certificate has it (GB/T 26341); first is the most severe."""

    FIRST = "1", _("first grade")
    SECOND = "2", _("second grade")
    THIRD = "3", _("third grade")
    FOURTH = "4", _("fourth grade")


class Employment(models.TextChoices):
    """Work that some subsidies look at."""

    FLEXIBLE = "flexible", _("flexibly employed")
    PUBLIC_POST = "public_post", _("public-benefit post")
    DIFFICULT = "difficult", _("hard to employ")


class SupportKind(models.TextChoices):
    """Basic support of those who can't live of their own."""

    MINIMUM = "minimum", _("minimum living allowance")
    HARDSHIP = "hardship", _("extreme hardship")


class ReviewClass(models.TextChoices):
    """How often a case is looked at again: the less it changes, the less often."""

    A = "a", _("class A")
    B = "b", _("class B")
    C = "c", _("class C")


class SupportState(models.TextChoices):
    """Where a case of support stands, by the days of its steps."""

    APPLIED = "applied", pgettext_lazy("support", "applied for")
    GRANTED = "granted", pgettext_lazy("support", "supported")
    REFUSED = "refused", pgettext_lazy("support", "not granted")
    STOPPED = "stopped", pgettext_lazy("support", "stopped")


class StopReason(models.TextChoices):
    """Why support ends."""

    INCOME = "income", _("income or property above the line")
    DIED = "died", _("died")
    MOVED = "moved", _("moved away")
    ASKED = "asked", _("gave it up")
    UNCHECKED = "unchecked", _("let no check be made")
    WRONGLY = "wrongly", _("obtained wrongly")
    OTHER = "other", _("other reason")


class ReviewResult(models.TextChoices):
    """What came of looking at a case again."""

    UNCHANGED = "unchanged", _("goes on unchanged")
    CHANGED = "changed", _("amount or people changed")
    STOPPED = "stopped", _("to be stopped")


class Cycle(models.TextChoices):
    """How often a subsidy is paid."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")


class PayFrom(models.TextChoices):
    """From when the working days are counted within which it is to be paid."""

    START = "start", _("the beginning of the period")
    END = "end", _("the end of the period")


class Per(models.TextChoices):
    """What a standard's amount is for."""

    PERSON = "person", _("each person")
    MU = "mu", _("each mu of land")
    CASE = "case", _("as the case of support has it")


class Orphan(models.TextChoices):
    """What a standard asks of parentage."""

    YES = "yes", _("orphans only")
    NO = "no", _("no orphans")


class ClaimOrigin(models.TextChoices):
    """How somebody came to a subsidy."""

    ASKED = "asked", _("on application")
    UNASKED = "unasked", _("without application")


class BatchKind(models.TextChoices):
    """What a batch pays."""

    REGULAR = "regular", _("regular payment")
    REPAYMENT = "repayment", _("payment of what was returned")


class BatchOrigin(models.TextChoices):
    """Whether a batch was made here."""

    MADE = "made", _("made here")
    TAKEN_OVER = "taken_over", _("taken over from earlier books")


class BatchState(models.TextChoices):
    """Where a batch stands, by the days of its steps."""

    ASSEMBLING = "assembling", _("being assembled")
    ASSEMBLED = "assembled", _("assembled")
    CHECKED = "checked", _("batch checked")
    APPROVED = "approved", _("approved for payment")
    SENT = "sent", _("handed to the bank")
    CLOSED = "closed", _("settled by the bank")
    CANCELLED = "cancelled", _("given up before payment")


class PaymentState(models.TextChoices):
    """Where one payment stands."""

    READY = "ready", _("to be paid")
    HELD = "held", _("held back")
    PAID = "paid", _("paid out")
    RETURNED = "returned", _("returned by the bank")
    CANCELLED = "cancelled", _("given up before payment")


class PaymentFault(models.TextChoices):
    """Why a payment is held back."""

    EXCLUDED = "excluded", _("excluded by another subsidy")
    NOT_ENTITLED = "not_entitled", _("not entitled on the day of the decision")
    NO_ACCOUNT = "no_account", _("no bank account")
    ACCOUNT_SAME = "account_same", _("still the account that was refused")
    PAID_ALREADY = "paid_already", _("in another batch of the period")
    GONE = "gone", _("died or moved away")
