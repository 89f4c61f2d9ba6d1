"""The words of processes and their tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DefinitionState(models.TextChoices):
    """Where a version of a process stands."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class TaskKind(models.TextChoices):
    """Why somebody has this piece of work."""

    STEP = "step", _("step")
    COUNTERSIGN = "countersign", _("countersigning")
    BEFORE = "before", _("asked before")
    AFTER = "after", _("asked after")
    DELEGATED = "delegated", _("delegated")
    COPY = "copy", _("copy to read")


class Joint(models.TextChoices):
    """How several signers of one step decide together."""

    ONE = "one", _("one signer")
    ALL = "all", _("all sign")
    ANY = "any", _("any one signs")
    ORDER = "order", _("sign in order")
    RATIO = "ratio", _("by ratio of votes")


class TaskState(models.TextChoices):
    """Where a task stands: waiting for its turn, to be done, handed on for a while, done, void."""

    WAITING = "waiting", _("waiting")
    OPEN = "open", _("to be done")
    DELEGATED = "delegated", _("delegated")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")
