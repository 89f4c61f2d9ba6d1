"""Words of campaigns."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignKind(models.TextChoices):
    """What a campaign (专项行动) is for."""

    CITY = "city", _("building a civilised and sanitary city")
    EDGES = "edges", _("clean-up of the seven edges")
    SAFETY = "safety", _("safety in production")
    WASTE = "waste", _("sorting of waste")
    DIKES = "dikes", _("floods and dikes")
    OTHER = "other", _("other")


class CampaignState(models.TextChoices):
    """Whether a campaign still goes on."""

    RUNNING = "running", _("campaign under way")
    CLOSED = "closed", _("campaign closed")


class TaskWeight(models.TextChoices):
    """How hard a task of a campaign is; points follow from it."""

    LIGHT = "light", _("light task")
    USUAL = "usual", _("usual task")
    HEAVY = "heavy", _("heavy task")


class TaskState(models.TextChoices):
    """Where a task of a campaign stands, by the moments of its steps."""

    OPEN = "open", _("to be done")
    DONE = "done", _("done, to be looked at")
    ACCEPTED = "accepted", _("looked at and accepted")
    DROPPED = "dropped", _("task dropped")
