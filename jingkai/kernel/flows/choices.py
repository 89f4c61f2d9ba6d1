"""The words of processes, their tasks, and what is done with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DefinitionState(models.TextChoices):
    """Where a version of a process stands."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class TaskKind(models.TextChoices):
    """Why somebody has this piece of work."""

    STEP = "step", pgettext_lazy("task", "step")
    COUNTERSIGN = "countersign", pgettext_lazy("task", "countersigning")
    BEFORE = "before", pgettext_lazy("task", "asked before")
    AFTER = "after", pgettext_lazy("task", "asked after")
    DELEGATED = "delegated", pgettext_lazy("task", "delegated")
    COPY = "copy", pgettext_lazy("task", "copy to read")


class Joint(models.TextChoices):
    """How several signers of one step decide together."""

    ONE = "one", _("one signer")
    ALL = "all", _("all sign")
    ANY = "any", _("any one signs")
    ORDER = "order", _("sign in order")
    RATIO = "ratio", _("by ratio of votes")


class TaskState(models.TextChoices):
    """Where a task stands: waiting for its turn, to be done, handed on for a while, done, void."""

    WAITING = "waiting", pgettext_lazy("task", "waiting")
    OPEN = "open", pgettext_lazy("task", "to be done")
    DELEGATED = "delegated", pgettext_lazy("task", "delegated")
    DONE = "done", pgettext_lazy("task", "done")
    CANCELLED = "cancelled", pgettext_lazy("task", "cancelled")


STANDING = (TaskState.WAITING, TaskState.OPEN, TaskState.DELEGATED)
"""The states of a task that is not closed."""


class Halt(models.TextChoices):
    """Why a case's work stands still."""

    SUPPLEMENT = "supplement", pgettext_lazy("task", "waiting for the applicant's supplement")
    SUSPENDED = "suspended", pgettext_lazy("task", "suspended")
    RETURNED = "returned", pgettext_lazy("task", "returned to the applicant")


class Verb(models.TextChoices):
    """What people do with a task or with a case under way, as the offices call it."""

    CLAIM = "claim", pgettext_lazy("task", "Claim")
    RELEASE = "release", pgettext_lazy("task", "Release")
    COMPLETE = "complete", pgettext_lazy("task", "Complete")
    TRANSFER = "transfer", pgettext_lazy("task", "Transfer")
    DELEGATE = "delegate", pgettext_lazy("task", "Delegate")
    GIVE_BACK = "give_back", pgettext_lazy("task", "Give back")
    ADD_SIGNER = "add_signer", pgettext_lazy("task", "Add a signer")
    REMOVE_SIGNER = "remove_signer", pgettext_lazy("task", "Remove the signer")
    COPY = "copy", pgettext_lazy("task", "Send a copy")
    READ = "read", pgettext_lazy("task", "Mark as read")
    RETURN = "return", pgettext_lazy("task", "Return")
    TAKE_BACK = "take_back", pgettext_lazy("task", "Take back")
    ASK_SUPPLEMENT = "ask_supplement", pgettext_lazy("task", "Ask for a supplement")
    URGE = "urge", pgettext_lazy("task", "Urge")
    SUPERVISE = "supervise", pgettext_lazy("task", "Supervise")
    SUPPLEMENT = "supplement", pgettext_lazy("task", "Supplement")
    RESUBMIT = "resubmit", pgettext_lazy("task", "Submit again")
    WITHDRAW = "withdraw", pgettext_lazy("task", "Withdraw")
    SUSPEND = "suspend", pgettext_lazy("task", "Suspend")
    RESUME = "resume", pgettext_lazy("task", "Resume")
    TERMINATE = "terminate", pgettext_lazy("task", "Terminate")
    MIGRATE = "migrate", pgettext_lazy("task", "Move to another version")


class Tab(models.TextChoices):
    """The lists of somebody's inbox."""

    CLAIM = "claim", pgettext_lazy("task", "To claim")
    MINE = "mine", pgettext_lazy("task", "To do")
    OUT = "out", pgettext_lazy("task", "With others")
    COPIES = "copies", pgettext_lazy("task", "Copies")
    DONE = "done", pgettext_lazy("task", "Done")
