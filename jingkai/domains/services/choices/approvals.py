"""The words of applications, their results and what follows from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalState(models.TextChoices):
    """Where an application stands (办件状态)."""

    SUBMITTED = "submitted", _("submitted")
    SUPPLEMENT = "supplement", _("to be supplemented")
    ACCEPTED = "accepted", _("accepted, under review")
    SPECIAL = "special", _("special procedure")
    DECIDED = "decided", _("granted, to be delivered")
    DELIVERED = "delivered", _("handed over")
    REFUSED = "refused", _("acceptance refused")
    REJECTED = "rejected", _("not granted")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")
    TERMINATED = "terminated", _("terminated")


UNDER_WAY = (
    ApprovalState.SUBMITTED,
    ApprovalState.SUPPLEMENT,
    ApprovalState.ACCEPTED,
    ApprovalState.SPECIAL,
)
FINISHED = (ApprovalState.DECIDED, ApprovalState.DELIVERED, ApprovalState.REJECTED)
"""Decided one way or the other (办结): what the shares of same-day and on-time work count."""
RATABLE = (*FINISHED, ApprovalState.REFUSED)


class Result(models.TextChoices):
    """What came of an application."""

    GRANTED = "granted", _("granted")
    REJECTED = "rejected", _("not granted")
    REFUSED = "refused", _("acceptance refused")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")
    TERMINATED = "terminated", _("terminated")


class Channel(models.TextChoices):
    """Where an application came in; one rule set for all (受理渠道)."""

    ONLINE = "online", _("on the portal")
    HALL = "hall", _("government service hall")
    STREET = "street", _("street")
    COMMUNITY = "community", _("community or village")
    POST = "post", _("application by post")
    KIOSK = "kiosk", _("self-service terminal")


CHANNEL_OF_OFFICE = {
    "street": Channel.STREET,
    "community": Channel.COMMUNITY,
    "village": Channel.COMMUNITY,
}
"""The channel by the kind of office at whose counter somebody applied; else the hall."""


class ApplicantKind(models.TextChoices):
    """Who applies."""

    PERSON = "person", _("natural person")
    ENTERPRISE = "enterprise", _("legal person")


class DeliveryWay(models.TextChoices):
    """How the result reaches the applicant (送达方式)."""

    COUNTER = "counter", _("collected at the counter")
    POST = "post", _("mailed to the applicant")
    DOWNLOAD = "download", _("electronic download")


class VisitReason(models.TextChoices):
    """Why somebody had to come in person."""

    APPLY = "apply", _("to hand in the application")
    SUPPLEMENT = "supplement", _("to hand in a supplement")
    VERIFY = "verify", _("to have originals checked")
    COLLECT = "collect", _("to collect the result")
    OTHER = "other", _("for another reason")


class MaterialOrigin(models.TextChoices):
    """Where a material of an application came from."""

    UPLOADED = "uploaded", _("uploaded")
    PAPER = "paper", _("handed in on paper")
    REUSED = "reused", _("held by the zone already")
    CERTIFICATE = "certificate", _("electronic certificate")
    PROMISED = "promised", _("to follow within the allowed time")
    COMMITTED = "committed", _("replaced by a commitment")


class CertificateState(models.TextChoices):
    """Whether a certificate is in force."""

    VALID = "valid", _("in force")
    SUPERSEDED = "superseded", _("replaced by a newer version")
    REVOKED = "revoked", _("revoked by the office")


class Level(models.IntegerChoices):
    """How satisfied an applicant was, in the five levels of the national rating (好差评)."""

    VERY_DISSATISFIED = 1, _("very dissatisfied")
    DISSATISFIED = 2, _("dissatisfied")
    BASIC = 3, _("basically satisfied")
    SATISFIED = 4, _("satisfied")
    VERY_SATISFIED = 5, _("very satisfied")


BAD = (Level.VERY_DISSATISFIED, Level.DISSATISFIED)
"""What counts as a bad rating (差评): the lowest two."""


class RectificationState(models.TextChoices):
    """Where the mending of a bad rating stands (差评整改)."""

    OPEN = "open", _("to be called back")
    RECTIFYING = "rectifying", _("being rectified")
    ANSWERED = "answered", _("rectified, to be confirmed")
    CLOSED = "closed", _("rectified and closed")
    DISMISSED = "dismissed", _("found groundless")


class CallResult(models.TextChoices):
    """What a call back to the rater found."""

    NOT_REACHED = "not_reached", _("could not be reached")
    CONFIRMED = "confirmed", _("the complaint stands")
    GROUNDLESS = "groundless", _("a mistake or no complaint")
    SATISFIED = "satisfied", _("satisfied with what was done")
    UNSATISFIED = "unsatisfied", _("not satisfied with what was done")


class BundleState(models.TextChoices):
    """Where a one-thing application stands (一件事)."""

    RUNNING = "running", _("under way")
    FINISHED = "finished", _("finished")
    STOPPED = "stopped", _("ended without all results")


class CheckResult(models.TextChoices):
    """What the later check of a commitment found (告知承诺事后核查)."""

    KEPT = "kept", _("kept")
    CORRECTED = "corrected", _("breach corrected in time")
    BROKEN = "broken", _("broken")


class ToleranceState(models.TextChoices):
    """Where a material that may follow stands (容缺受理)."""

    OPEN = "open", _("to follow")
    HANDED_IN = "handed_in", _("handed in")
    LAPSED = "lapsed", _("not handed in by its day")


class AppointmentState(models.TextChoices):
    """Where an appointment stands (预约)."""

    BOOKED = "booked", _("booked")
    CANCELLED = "cancelled", _("cancelled")
    KEPT = "kept", _("came")
    MISSED = "missed", _("missed")


class Ending(models.TextChoices):
    """How an appointment ends at its place."""

    KEPT = "kept", _("came")
    MISSED = "missed", _("missed")


class StageStanding(models.TextChoices):
    """How a stage of a building project stands."""

    FINISHED = "finished", _("stage finished")
    RUNNING = "running", _("stage under way")
    READY = "ready", _("to be applied for")
    AHEAD = "ahead", _("not begun")


class MatterStanding(models.TextChoices):
    """How a matter stands in a building project or in a one-thing application."""

    GRANTED = "granted", _("granted")
    RUNNING = "running", _("under review")
    SUPPLEMENT = "supplement", _("to be supplemented")
    AGAIN = "again", _("ended ungranted, to be applied for again")
    MISSING = "missing", _("not applied for yet")
    NOT_NEEDED = "not_needed", _("not needed")


class WaitsFor(models.TextChoices):
    """Whose turn it is."""

    APPLICANT = "applicant", _("the applicant")
    OFFICE = "office", _("an office")
