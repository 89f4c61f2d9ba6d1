"""What processes and tasks refuse."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden, Refusal


class NotYours(Forbidden):
    """Whoever acts is neither candidate nor holder of the task, nor set over it."""

    sentence = _("“{verb}” on “{task}” is for others: {whose}.")
    hint = _("Switch to the seat that the task was given to, or ask for it to be handed on.")


class HeldByAnother(Refusal):
    """Another seat has claimed the task."""

    sentence = _("“{task}” was claimed by {holder}.")
    hint = _("Ask them to release it or to hand it on to you.")


class TaskStands(Refusal):
    """The task stands where this verb is not possible."""

    sentence = _("“{verb}” is not possible: “{task}” {how}.")
    hint = _("Look at the case as it stands now.")


class NotForThisWork(Refusal):
    """The verb does not fit this kind of task."""

    sentence = _("“{verb}” does not fit “{task}” ({kind}).")
    hint = _("Choose one of: {offered}.")


class CaseClosed(Refusal):
    """The case is closed."""

    sentence = _("“{verb}” is not possible: the case {number} is closed.")
    hint = _("A closed case is only looked at.")


class StandsStill(Refusal):
    """The case's work stands still."""

    sentence = _("“{verb}” is not possible while the case {number} stands still: {why}.")
    hint = _("It goes on when that has ended.")


class DoesNotStandStill(Refusal):
    """What is to be ended has not been ordered, or has ended."""

    sentence = _("“{verb}” is not possible: the case {number} is not “{halt}”.")
    hint = _("Look at the case as it stands now.")


class OutOfDate(Refusal):
    """The page on which the verb was chosen is older than the last change."""

    sentence = _("The case {number} has changed since this page was opened. Nothing was done.")
    hint = _("Look at it as it stands now, then decide again.")


class UnknownTask(Refusal):
    """No such task in this zone."""

    sentence = _("There is no such task.")
    status = 404


class UnknownOutcome(Refusal):
    """The step does not offer this outcome."""

    sentence = _("“{task}” has no outcome “{outcome}”.")
    hint = _("Choose one of: {offered}.")


class OpinionNeeded(Refusal):
    """This verb needs to say why."""

    sentence = _("“{verb}” needs an opinion or a reason.")
    hint = _("Write it in a sentence: it is told to those whom it concerns.")


class NobodyElse(Refusal):
    """A task given to one seat can't be released."""

    sentence = _("“{task}” was given to you personally: nobody else could claim it.")
    hint = _("Transfer it to another seat instead.")


class DoneForGood(Refusal):
    """The step's completion had effects that can't be taken back."""

    sentence = _("“{task}” can't be taken back: its completion has moved the case on for good.")
    hint = _("Ask whoever has the case now to return it.")


class NextHasBegun(Refusal):
    """Somebody has begun the work that followed."""

    sentence = _("“{task}” can't be taken back: {who} has begun “{next}”.")
    hint = _("Ask them to return it.")


class AskedAlready(Refusal):
    """A supplement is asked for once, all at once (一次性告知)."""

    sentence = _("A supplement was asked for on {day} already; it is asked for once.")
    hint = _("Decide on what has been handed in.")


class NothingNamed(Refusal):
    """A supplement must name what is missing."""

    sentence = _("Name everything that is to be supplemented.")
    hint = _("It is asked for once, all at once.")


class NotThisSeat(Refusal):
    """The seat that the work is to go to can't take it."""

    sentence = _("{who} can't take “{task}”: {why}.")
    hint = _("Choose another seat.")


class LastSigner(Refusal):
    """A step keeps one signer at least."""

    sentence = _("“{task}” has no other signer.")
    hint = _("Transfer it to another seat instead.")


class UrgedToday(Refusal):
    """A task is urged once a day."""

    sentence = _("“{task}” was urged today already.")
    hint = _("Urge again tomorrow, or ask whoever supervises.")


class SupervisedAlready(Refusal):
    """The day demanded is the one that stands, or lies behind."""

    sentence = _("“{task}” is supervised to be done by {day} already.")
    hint = _("Demand another day.")


class DayBehind(Refusal):
    """A day to come is needed."""

    sentence = _("{day} lies behind.")
    hint = _("Choose today or a later day.")


class DayAhead(Refusal):
    """A day that has not come."""

    sentence = _("{day} has not come yet.")
    hint = _("Choose today or an earlier day.")


class NotPassed(Refusal):
    """A case returns only to a step that it has passed."""

    sentence = _("The case has not passed the step “{node}”.")
    hint = _("Choose one of: {passed}.")


class NotUnderWay(Refusal):
    """The case has no process under way."""

    sentence = _("The case {number} has no process under way.")
    hint = _("Look at the case as it stands now.")


class NoSuchProcess(Refusal):
    """No version of the process is published."""

    sentence = _("No version of the process “{code}” is published.")
    hint = _("Draw it and publish it first.")


class UnknownOffice(Refusal):
    """The process names an office that the zone doesn't have."""

    sentence = _("The process gives work to an office that is not set up: {code}.")
    hint = _("Set up the office under this code, or have the process corrected.")


class UnknownCall(Refusal):
    """The process calls work that no part of the platform offers."""

    sentence = _("The process calls “{code}” at “{step}”, which the platform does not offer.")
    hint = _("Have the process corrected.")


class NotADraft(Refusal):
    """The version is published or retired: it never changes again."""

    sentence = _("{definition} is {state}; only a draft is changed or published.")
    hint = _("Begin a new draft.")


class DraftChanged(Refusal):
    """Somebody else saved the draft meanwhile."""

    sentence = _("The draft of “{code}” has been changed by somebody else. Nothing was saved.")
    hint = _("Open it as it stands now, and bring your changes in again.")


class NotInForce(Refusal):
    """Only a published version can be retired."""

    sentence = _("{definition} is {state}; only a published version is retired.")
    hint = _("Look at the list of versions.")


class Faulty(Refusal):
    """The process can't be published or used as it is."""

    sentence = _("{definition} has faults: {faults}")
    hint = _("Mend them in the drawing, then publish again.")


class CannotMove(Refusal):
    """A running case doesn't fit the other version."""

    sentence = _("The case {number} can't move to {definition}: {faults}")
    hint = _("Let it end on its own version, or wait for a step that both have.")


class OnThatVersion(Refusal):
    """The case runs on that version already."""

    sentence = _("The case {number} is on {definition} already.")
    hint = _("There is nothing to do.")
