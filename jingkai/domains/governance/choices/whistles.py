"""Words of whistles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WhistleKind(models.TextChoices):
    """What a street calls departments for (哨类); each kind has its own limits."""

    EMERGENCY = "emergency", _("emergency")
    ENFORCEMENT = "enforcement", _("joint enforcement")
    KEY_WORK = "key_work", _("key work")


class WhistlePart(models.TextChoices):
    """An office's part in a whistle: one leads, the others assist (主责、协同)."""

    LEAD = "lead", _("leading")
    ASSIST = "assist", _("assisting")


class WhistleState(models.TextChoices):
    """Where a whistle stands, by what has happened to it."""

    SOUNDED = "sounded", _("sounded")
    HANDLING = "handling", _("being handled on site")
    REPORTED = "reported", _("reported as done")
    CLOSED = "closed", _("rated and closed")
    WITHDRAWN = "withdrawn", _("whistle withdrawn")


class DutyState(models.TextChoices):
    """Where an office's part in a whistle stands."""

    CALLED = "called", _("called")
    ARRIVED = "arrived", _("on site")
    FINISHED = "finished", _("its work done")


class WhistleRating(models.TextChoices):
    """What the whistler thinks of the work; the last sends it back."""

    SATISFIED = "satisfied", _("satisfied")
    BASICALLY = "basically", _("basically satisfied")
    DISSATISFIED = "dissatisfied", _("dissatisfied")


class WhistleStepCode(models.TextChoices):
    """What happens to a whistle beside the columns of the whistle and its offices."""

    SOUNDED = "sounded", _("whistle sounded")
    CALLED = "called", _("office called")
    ARRIVED = "arrived", _("arrived on site")
    FINISHED = "finished", _("work of the office done")
    REPORTED = "reported", _("reported as done")
    SENT_BACK = "sent_back", _("sent back")
    RATED = "rated", _("rated")
    WITHDRAWN = "withdrawn", _("whistle withdrawn")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    EXTENDED = "extended", _("more time allowed")
