"""What applications, certificates, ratings and appointments refuse."""

from django.db.models import TextChoices as Choices
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class DraftChanged(Refusal):
    """The draft was saved from somewhere else after this page was opened."""

    sentence = _("This draft was saved elsewhere meanwhile (version {revision}).")
    hint = _("Open the draft anew; what you typed here is still on this page.")


class StillUnderWay(Refusal):
    """An account is not closed while its applications run."""

    sentence = _("Applications are still under way: {numbers}.")
    hint = _("Withdraw them, or wait until they are decided; then close the account.")


class DraftSent(Refusal):
    """What was sent in is not typed on."""

    sentence = _("This application was sent in as {number}.")
    hint = _("Look at the case; it can be withdrawn or, when asked for, supplemented.")


class NotYours(Refusal):
    """The draft or the application is somebody else's."""

    sentence = _("This application is not yours.")
    hint = _("Log in with the account from which it was made.")
    status = 404


class NotForYou(Refusal):
    """The matter is for others than who applies."""

    sentence = _("“{matter}” can't be applied for by {who}.")
    hint = _("Look at the guide for who may apply; an agent chooses the enterprise first.")
    status = 403


class RealNameNeeded(Refusal):
    """Who applies online is known by name."""

    sentence = _("Your real name has to be verified before you can apply.")
    hint = _("Verify it in your account, or apply at a counter.")
    status = 403


class NotAcceptedHere(Refusal):
    """The office does not accept applications for this matter."""

    sentence = _("{office} does not accept applications for “{matter}”.")
    hint = _("The guide names the places where it is accepted.")
    status = 403


class NotOnline(Refusal):
    """The matter can't be applied for online."""

    sentence = _("“{matter}” can't be applied for online.")
    hint = _("The guide names the counters; an appointment saves waiting.")


class FormFaults(Refusal):
    """The form has faults; `faults` names them by field, `missing` the materials not there."""

    sentence = _("The application is not complete: {what}.")
    hint = _("Fill in the fields and add the materials that are named, then send it in.")
    status = 422


class ItemsNeeded(Refusal):
    """A notice to supplement says what is wrong."""

    sentence = _("Say of each thing what is wrong with it.")
    hint = _("All that is to be supplemented is named at once.")
    status = 422


class SupplementedOnce(Refusal):
    """An application is sent back for supplement once."""

    sentence = _("“{number}” was sent back for supplement on {day} already.")
    hint = _("All is asked for at once; accept the application or refuse it with the reason.")


class NothingAsked(Refusal):
    """No supplement was asked for, or it is handed in."""

    sentence = _("Nothing is to be supplemented for “{number}”.")
    hint = _("Look at the case for what it waits for.")


class NotInFull(Refusal):
    """A supplement is handed in as a whole."""

    sentence = _("Still to be supplemented: {missing}.")
    hint = _("Hand in everything that the notice names; then the time runs on.")
    status = 422


class ReasonNeeded(Refusal):
    """A refusal says why, and what can be done against it."""

    sentence = _("A refusal needs its reason.")
    hint = _("Name the provision and what the applicant can do.")
    status = 422


class StillTolerated(Refusal):
    """A decision waits for the materials that were to follow."""

    sentence = _("These materials are still to follow: {missing}.")
    hint = _("Record them as handed in, or end the application when their day is over.")


class NotTolerable(Refusal):
    """The material can't follow later."""

    sentence = _("“{material}” can't follow later.")
    hint = _("Hand it in with the application.")
    status = 422


class NoCommitment(Refusal):
    """The matter is not granted on a commitment."""

    sentence = _("“{matter}” is not granted on a commitment.")
    hint = _("Apply in the ordinary way.")


class NotSpecial(Refusal):
    """No special procedure is under way, or not this one."""

    sentence = _("No such special procedure is under way for “{number}”.")
    hint = _("Look at the case's course.")


class NoCertificate(Refusal):
    """The matter's result is not a certificate, or it is not granted."""

    sentence = _("No certificate is issued for “{number}”.")
    hint = _("Only a granted application for a matter with a certificate has one.")


class RevokedAlready(Refusal):
    """A certificate is revoked once."""

    sentence = _("“{certificate}” was revoked on {day}.")
    hint = _("Look at its record for the reason.")


class NotRatable(Refusal):
    """An application is rated once there is something to rate."""

    sentence = _("“{number}” can be rated when it is decided.")
    hint = _("You will be told; come back then.")


class RatedAlready(Refusal):
    """A rating is given once and changed once within some days."""

    sentence = _("“{number}” was rated on {day}, and can't be changed any more.")
    hint = _("Call the hotline if there is more to say.")


class CallFirst(Refusal):
    """A bad rating is answered by a call to who gave it."""

    sentence = _("Nobody has called back yet.")
    hint = _("Record a call in which the person was reached, then go on.")


class MeasureNeeded(Refusal):
    """A rectification says what was found and what was done."""

    sentence = _("Say what was found and what was done about it.")
    hint = _("The person is told these words.")
    status = 422


class NotOpen(Refusal):
    """Nobody applies for a one-thing service that is not offered, or opens a stage twice."""

    sentence = _("“{name}” is not open on {day}.")
    hint = _("Look at what is offered now.")


class StageNotReady(Refusal):
    """A stage begins when the one before it is done."""

    sentence = _("“{stage}” can't begin before “{before}” is finished.")
    hint = _("Have the applications of the stage before decided.")


class NotOfThisStage(Refusal):
    """A matter belongs to another stage of construction."""

    sentence = _("“{matter}” does not belong to the stage “{stage}”.")
    hint = _("Choose matters of the stage.")


class SlotFull(Refusal):
    """All places of the slot are taken."""

    sentence = _("All places from {slot} are taken.")
    hint = _("Choose another time.")


class SlotPast(Refusal):
    """Nobody books what has begun."""

    sentence = _("{slot} has begun or is over.")
    hint = _("Choose a later time.")


class BookedAlready(Refusal):
    """One appointment for one person in one slot."""

    sentence = _("You have an appointment then: {number}.")
    hint = _("Cancel it first if another time suits you better.")


class NotBegun(Refusal):
    """Nobody has stayed away from what is still to come."""

    sentence = _("{slot} has not begun: nobody has missed it yet.")
    hint = _("Mark it when the time has come; cancel it if the person calls it off.")


class MarkedBefore(Refusal):
    """Whether somebody came is put right on the day itself."""

    sentence = _("The appointment {number} was marked on {day}; that day is over.")
    hint = _("Leave it as it is and note the mistake in the record's journal.")


class BelowBooked(Refusal):
    """A slot holds those who have booked."""

    sentence = _("{booked} have booked already.")
    hint = _("Cancel appointments first, or keep at least as many places.")
    status = 422


class NotBooked(Refusal):
    """The appointment is over or cancelled."""

    sentence = _("The appointment {number} is {state}.")
    hint = _("Book a new one.")


class RunsHere(Refusal):
    """An application that runs on the platform is not changed by a workbook."""

    sentence = _("“{number}” runs on this platform.")
    hint = _("Change it by its own steps; workbooks bring what was handled elsewhere.")


class CheckedAlready(Refusal):
    """A commitment is checked once."""

    sentence = _("The commitment of “{number}” was checked on {day}.")
    hint = _("Look at its record.")


class BadKind(Refusal):
    """One of a closed list was expected."""

    sentence = _("“{value}” is not one of the choices.")
    hint = _("Choose one of: {known}.")
    status = 422


def one_of(choices: type[Choices], value: str, field: str) -> str:
    """The value, if it is one of the choices. Raises BadKind."""
    if value not in choices.values:
        known = "、".join(str(label) for label in choices.labels)
        raise BadKind(field=field, value=value, known=known)
    return value
