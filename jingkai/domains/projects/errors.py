"""What projects refuse, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class AlreadyFiled(Refusal):
    """A project files one return a month."""

    sentence = _(
        "“{project}” has filed its return of {month} already: {actual}, by {who} on {day}."
    )
    hint = _("Until {due} change that return; afterwards reverse it.")


class Locked(Refusal):
    """A return is final once its reporting day is past; it is corrected by reversal."""

    sentence = _("The return of “{project}” for {month} is locked since {due}.")
    hint = _("Open it and choose “Reverse”: the wrong amount is taken out and the right one put in,"
             " both with the reason.")  # fmt: skip


class NotLockedYet(Refusal):
    """Before the reporting day a return is simply changed."""

    sentence = _("The return of “{project}” for {month} is not locked until {due}.")
    hint = _("Change the return itself.")


class AlreadyReversed(Refusal):
    """A row is reversed once; the one that replaced it is reversed next."""

    sentence = _("This row of “{project}” for {month} was reversed already.")
    hint = _("Reverse the row that stands now.")


class NotReversible(Refusal):
    """A reversal itself is not reversed."""

    sentence = _("This row is itself a reversal.")
    hint = _("Reverse the row that replaced the wrong one.")


class NothingToReverse(Refusal):
    """The reversal would put in what stands already."""

    sentence = _("The return says {actual} already, planned {planned}.")
    hint = _("Enter the right amounts, or leave the return as it is.")


class BelowZero(Refusal):
    """A month's investment can't be negative, however it is corrected."""

    sentence = _("The corrected amount {actual} is below zero.")
    hint = _("Enter what was invested in that month, zero or more. What was reported too high in"
             " other months is reversed in those months.")  # fmt: skip


class MonthNotBegun(Refusal):
    """Nothing can be reported of a month that lies ahead."""

    sentence = _("{month} has not begun yet.")
    hint = _("File the return of a month that has begun.")


class BeforeTheProject(Refusal):
    """A project reports from the month in which it was registered."""

    sentence = _("“{project}” was registered on {day}; {month} lies before that.")
    hint = _("What was invested earlier belongs into “invested before the first return”.")


class NotReporting(Refusal):
    """A project that was given up, or produces in full, reports no more."""

    sentence = _("“{project}” reports no more since {day}.")
    hint = _("Look at the month again; a wrong milestone can be corrected on the project's page.")


class NotNext(Refusal):
    """A milestone that was reached already, or not in order."""

    sentence = _("“{project}” has reached “{milestone}” on {day} already.")
    hint = _("To correct the day, change the project and give the reason.")


class NotReached(Refusal):
    """There is no day to correct yet."""

    sentence = _("“{project}” has not reached “{milestone}”.")
    hint = _("Record first that it was reached.")


class OverTotal(Refusal):
    """More was invested than the project costs in all, and nobody says why."""

    sentence = _("With this return {invested} have been invested of {total} in all.")
    hint = _("Compare the amount; if it is right, say why in “explanation”.")


class NotUnderConstruction(Refusal):
    """Work stops and goes on only while a project is built."""

    sentence = _("“{project}” is not under construction: {status}.")
    hint = _("Look at its milestones.")


class AlreadyEnded(Refusal):
    """The project was given up."""

    sentence = _("“{project}” was given up on {day}.")
    hint = _("Register a new project if it is taken up again.")


class NotAnOfficer(Refusal):
    """The seat may not look after projects, or has ended."""

    sentence = _("{officer} can't be in charge of a project on {day}.")
    hint = _("Choose a seat that is open and may file returns.")


class ProblemIsClosed(Refusal):
    """The problem is closed."""

    sentence = _("The problem “{problem}” was closed on {day}.")
    hint = _("Raise a new one if it has come back.")


class NotTheRaiser(Refusal):
    """Only who raised a problem says that it is solved."""

    sentence = _("“{problem}” was raised by {who}, who alone may close it.")
    hint = _("Report it as solved; {who} will close it or return it.")
    status = 403


class NotReported(Refusal):
    """A problem is returned after it was reported as solved."""

    sentence = _("Nobody has reported “{problem}” as solved.")
    hint = _("Write down the measure that was taken instead.")


class HighestLevel(Refusal):
    """There is no level above the province."""

    sentence = _("“{problem}” is with the province already.")
    hint = _("Write down what the province does about it.")


class OfAnotherOffice(Refusal):
    """The record belongs to another office."""

    sentence = _("“{record}” belongs to {office}.")
    hint = _("Ask that office, or have the project given to yours.")
    status = 403
