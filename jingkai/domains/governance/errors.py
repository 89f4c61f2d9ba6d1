"""What grids, appeals and hard problems refuse, and the sentences of what is wrong with a value."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

STEP_TOO_EARLY = _("This step lies before the step before it.")
WRONG_PARENT = _("A node of this level can't lie there.")
PARENT_EXPECTED = _("above it: {level}")
NO_PARENT_EXPECTED = _("nothing: an area of several grids stands at the top")
WARDENS_OVERLAP = _("Somebody else holds this post on these days.")
NO_POST = _("An area of several grids has no warden of its own.")
ANSWER_NEEDED = _("An answered appeal needs its answer and what it says.")
WHERE_TO_GO_NEEDED = _("What isn't ours needs where to go.")
RATED_TWICE = _("A call-back that reached nobody has no rating.")
ROUTE_USED = _("Appeals were sent by this rule.")
MATTER_NEEDED = _("Name the project or the enterprise that it is about.")


class KindHasParts(Refusal):
    """An appeal is of a kind on the second level."""

    sentence = _("“{kind}” has kinds below it.")
    hint = _("Choose one of the kinds below this one.")
    status = 422


class AlreadyThere(Refusal):
    """The appeal lies with this office already."""

    sentence = _("{office} holds the appeal {number} already.")
    hint = _("Choose another office.")


class CannotJoin(Refusal):
    """One of two appeals can't be joined to the other."""

    sentence = _("The appeal {number} can't be joined to {other}.")
    hint = _("Only an open appeal that stands by itself joins another open one that does.")


class ToldApart(Refusal):
    """Two appeals that somebody told apart can't be joined while that stands."""

    sentence = _("The appeals {number} and {other} were told apart.")
    hint = _("Take that back first, on the page of the pair.")


class NotTwo(Refusal):
    """What is no pair of appeals of one zone, or was told apart already, can't be told apart."""

    sentence = _("The appeal {number} can't be told apart from {other}.")
    hint = _("Choose another appeal, with which it was not told apart yet.")


class TakenBack(Refusal):
    """What was taken back is not taken back again."""

    sentence = _("That {pair} are not of one matter was taken back already.")
    hint = _("Nothing is left to do; they are proposed to be joined again.")


class AppealOver(Refusal):
    """An answered or closed appeal takes no more time."""

    sentence = _("The appeal {number} stands at “{state}”: its time can't be changed.")
    hint = _("More time is allowed only while an office works on an appeal.")


class TooMuchTime(Refusal):
    """More time than may be allowed."""

    sentence = _("{days} more working days are too many: at most {most} may be allowed in all.")
    hint = _("Answer what can be answered, and tell the asker when the rest follows.")
    status = 422


class NotYourOffice(Refusal):
    """Each office speaks for itself and for those below it."""

    sentence = _("“{office}” has to do this, not your office.")
    hint = _("Ask that office, or act from a seat in it.")
    status = 403


class WhistleOver(Refusal):
    """A closed or withdrawn whistle changes no more."""

    sentence = _("The whistle {number} stands at “{state}”: nothing more can be done about it.")
    hint = _("Sound another whistle when the problem is back.")


class StillAtWork(Refusal):
    """A whistle is reported as done when every office called has done its part."""

    sentence = _("Not done yet: {offices}.")
    hint = _("Every office called reports its own work first.")


class NotSuspendable(Refusal):
    """Only a running whistle is suspended, and only a suspended one goes on."""

    sentence = _("The whistle {number} can't be suspended or resumed as it stands now.")
    hint = _("Open it again: someone may have moved it on meanwhile.")


class NoPlace(Refusal):
    """An arrival is reported from somewhere."""

    sentence = _("Say where you are, or why the place can't be told.")
    hint = _("Let the browser tell the place, or write a note.")
    status = 422


class AlreadyReported(Refusal):
    """An office reports each of its steps once."""

    sentence = _("“{office}” has reported this already: {state}.")
    hint = _("Open the whistle again: someone may have moved it on meanwhile.")


class LeadIsCalled(Refusal):
    """The leading office's clocks run; another one can't take its place silently."""

    sentence = _("{office} leads the whistle {number} and was called already.")
    hint = _("Withdraw the whistle and sound another one, or call the other office to assist.")


class CardStands(Refusal):
    """One card of a level for a matter."""

    sentence = _("There is a card of this level for this matter already: {number}.")
    hint = _("Go on with that one, or issue a red card after an amber one.")


class NothingToSupervise(Refusal):
    """A card goes to an office."""

    sentence = _("No office answers for this matter yet.")
    hint = _("Name the office that the card goes to.")
    status = 422


class CampaignOver(Refusal):
    """A closed campaign changes no more."""

    sentence = _("The campaign “{name}” is closed.")
    hint = _("Open another campaign for what is still to be done.")


class TasksOpen(Refusal):
    """A campaign is closed when nothing is left to do in it."""

    sentence = _("In “{name}” {count} tasks are neither accepted nor dropped.")
    hint = _("Accept, send back or drop them first.")


class AlreadySolved(Refusal):
    """A solved hard problem takes no more steps."""

    sentence = _("“{title}” was solved on {day}.")
    hint = _("Take it up anew if it has come back.")
