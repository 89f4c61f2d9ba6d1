"""What a case refuses."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class MoveNotOffered(Refusal):
    """The case stands where this move does not begin."""

    sentence = _("“{move}” is not possible while the state is “{state}”.")
    hint = _("Possible now: {offered}.")


class UnknownState(Refusal):
    """A state that this kind of case does not have."""

    sentence = _("“{kind}” has no state “{state}”.")
    hint = _("Choose one of its states.")


class StaleStep(Refusal):
    """The page is older than the case: somebody else, or another tab, was faster."""

    sentence = _(
        "“{case}” has moved on since this page was opened: somebody else, or an old tab,"
        " was faster. Nothing was done."
    )
    hint = _("Open the case anew and decide by what it says now.")


class AlreadySuspended(Refusal):
    """The days of this cause are left out already."""

    sentence = _("“{case}” is suspended for this cause already: {cause}.")
    hint = _("End that suspension first.")


class NotSuspended(Refusal):
    """There is no such suspension to end."""

    sentence = _("“{case}” is not suspended for this cause: {cause}.")
    hint = _("Look at the suspensions of the case.")


class EndsBeforeItBegins(Refusal):
    """A suspension that would end before it began."""

    sentence = _("The suspension began on {begins}; it can't end on {ends}.")
    hint = _("Enter a day from {begins} on.")
    status = 422


class UnknownClock(Refusal):
    """A clock that this case does not have."""

    sentence = _("“{case}” has no clock “{clock}”.")
    hint = _("Choose one of its clocks.")
    status = 422


class ExtensionTooLong(Refusal):
    """More time than the rule allows in all."""

    sentence = _("“{clock}” may be extended by {longest} in all; {asked} would be too much.")
    hint = _("Choose a shorter extension.")
    status = 422


class ExtensionTooLate(Refusal):
    """A limit that has run out can't be extended any more."""

    sentence = _("“{clock}” was due on {due}; it can't be extended on {on}.")
    hint = _("A limit is extended before it runs out.")


class CaseClosed(Refusal):
    """A closed case moves no more."""

    sentence = _("“{case}” is closed.")
    hint = _("Open a new case where something is still to be done.")


class OutOfNumbers(Refusal):
    """A year's series is full."""

    sentence = _("The series {series} has no number left in {year}.")
    hint = _("Ask the system administrator for another series.")


class NoDays(Refusal):
    """Nothing to set against the calendar."""

    sentence = _("No day was named that would stand otherwise than it does.")
    hint = _("Name at least one day.")
    status = 422


class NoSource(Refusal):
    """A day is set without saying by whose order."""

    sentence = _("It is not said by which document the days are set.")
    hint = _("Give its name and number, as it stands in the case's explanation later.")
    status = 422


class TooEarly(Refusal):
    """A step is dated before the step before it."""

    sentence = _("{day} lies before {before}, the day of “{step}”.")
    hint = _("Enter {before} or a later day, or have the earlier step's day corrected.")
    status = 422


class StillMissing(Refusal):
    """What the next stage needs is not all there."""

    sentence = _("For “{stage}” there is still missing: {missing}.")
    hint = _("Fill in the fields, then try again.")
    status = 422
