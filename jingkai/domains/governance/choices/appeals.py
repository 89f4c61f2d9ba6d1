"""Words of appeals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppealSource(models.TextChoices):
    """How an appeal came in."""

    APP = "app", _("mobile app")
    WEB = "web", _("website")
    HOTLINE = "hotline", _("hotline 12345")
    VISIT = "visit", _("in person")
    STREET = "street", _("street or community")


class AskerKind(models.TextChoices):
    """Who asks."""

    RESIDENT = "resident", _("resident")
    ENTERPRISE = "enterprise", _("enterprise")


class Pace(models.TextChoices):
    """Under which limits an appeal runs."""

    URGENT = "urgent", _("urgent")
    ENQUIRY = "enquiry", _("enquiry")
    ORDINARY = "ordinary", _("ordinary")
    COMPLEX = "complex", _("complex")


class Placed(models.TextChoices):
    """How an appeal's grid was found."""

    POINT = "point", _("by its place on the map")
    NAMED = "named", _("named by who took it down")
    NOWHERE = "nowhere", _("no grid found")


class AppealState(models.TextChoices):
    """Where an appeal stands, by the days on which its steps were taken."""

    RECEIVED = "received", _("received, no office yet")
    ROUTED = "routed", _("sent to an office")
    ACCEPTED = "accepted", _("accepted by the office")
    ANSWERED = "answered", _("answered, to be called back")
    JOINED = "joined", _("joined to another")
    CLOSED = "closed", _("dealt with")


class Outcome(models.TextChoices):
    """What an answer says."""

    RESOLVED = "resolved", _("resolved")
    EXPLAINED = "explained", _("explained why not")
    NOT_OURS = "not_ours", _("not ours, told where to go")


class Satisfaction(models.TextChoices):
    """How content an asker is, as government services rate it; the last two are bad."""

    VERY_SATISFIED = "5", _("very satisfied")
    SATISFIED = "4", _("satisfied")
    BASICALLY_SATISFIED = "3", _("basically satisfied")
    DISSATISFIED = "2", _("dissatisfied")
    VERY_DISSATISFIED = "1", _("very dissatisfied")


BAD = frozenset({Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED})
