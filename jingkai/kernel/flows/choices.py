"""The words of processes, their tasks, and what is done with them."""

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


STANDING = (TaskState.WAITING, TaskState.OPEN, TaskState.DELEGATED)
"""The states of a task that is not closed."""


class Halt(models.TextChoices):
    """Why a case's work stands still."""

    SUPPLEMENT = "supplement", _("waiting for the applicant's supplement")
    SUSPENDED = "suspended", _("suspended")
    RETURNED = "returned", _("returned to the applicant")


class Verb(models.TextChoices):
    """What people do with a task or with a case under way, as the offices call it."""

    CLAIM = "claim", _("Claim")
    RELEASE = "release", _("Release")
    COMPLETE = "complete", _("Complete")
    TRANSFER = "transfer", _("Transfer")
    DELEGATE = "delegate", _("Delegate")
    GIVE_BACK = "give_back", _("Give back")
    ADD_SIGNER = "add_signer", _("Add a signer")
    REMOVE_SIGNER = "remove_signer", _("Remove the signer")
    COPY = "copy", _("Send a copy")
    READ = "read", _("Mark as read")
    RETURN = "return", _("Return")
    TAKE_BACK = "take_back", _("Take back")
    ASK_SUPPLEMENT = "ask_supplement", _("Ask for a supplement")
    URGE = "urge", _("Urge")
    SUPERVISE = "supervise", _("Supervise")
    SUPPLEMENT = "supplement", _("Supplement")
    RESUBMIT = "resubmit", _("Submit again")
    WITHDRAW = "withdraw", _("Withdraw")
    SUSPEND = "suspend", _("Suspend")
    RESUME = "resume", _("Resume")
    TERMINATE = "terminate", _("Terminate")
    MIGRATE = "migrate", _("Move to another version")


class Tab(models.TextChoices):
    """The lists of somebody's inbox."""

    CLAIM = "claim", _("To claim")
    MINE = "mine", _("To do")
    OUT = "out", _("With others")
    COPIES = "copies", _("Copies")
    DONE = "done", _("Done")
