"""What investment promotion refuses, and the sentences of what is wrong with a row."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.cases import errors
from jingkai.kernel.errors import Refusal

SIGNED_NEEDS_AMOUNT = _("A signed deal needs its total investment.")
START_NEEDS_SIGNING = _("Construction can't start before the deal is signed.")
END_NEEDS_REASON = _("An ended deal needs the reason.")
LOSS_NEEDS_DAY = _("A lost lead needs the day it was lost.")
DIRECTION_UNFIT = _(
    "The direction does not fit the kind: a visit goes out, a reception invites in."
)
TRIP_NEEDS_CITY = _("A trip needs the city it went to.")
CITY_ELSEWHERE = _("The city does not lie in this province.")
FULFILMENT_NEEDS_EVIDENCE = _("A fulfilled commitment needs its evidence.")
AN_AMOUNT, A_DAY, A_REASON = _("an amount"), _("a day"), _("a reason")
A_CITY, CITY_OF_IT, A_DOCUMENT = _("a city"), _("a city of it"), _("a document")
OUT_OR_IN = _("going out or inviting in")


class NotInThePool(Refusal):
    """Somebody holds the lead already, or it is closed."""

    sentence = _("The lead “{lead}” is not in the pool: {state}.")
    hint = _("Ask its officer to return it, or the chief to assign it.")


class NotHeld(Refusal):
    """The lead is in nobody's hands, or closed."""

    sentence = _("The lead “{lead}” is in nobody's hands: {state}.")
    hint = _("Claim it first.")


class HeldByAnother(Refusal):
    """Another officer holds the lead."""

    sentence = _("The lead “{lead}” is held by {officer}.")
    hint = _("Ask the chief to assign it to you.")
    status = 403


class TooManyLeads(Refusal):
    """An officer holds as many leads as the rules allow."""

    sentence = _("{officer} holds {held} leads; at most {limit} are allowed.")
    hint = _("Return, convert or close one of them first.")


class LeadClosed(Refusal):
    """The lead is lost or has become a deal."""

    sentence = _("The lead “{lead}” is closed: {state}.")
    hint = _("Record a new lead if the investor comes back.")


class NotAnOfficer(Refusal):
    """The seat may not work on leads, or has ended."""

    sentence = _("{officer} can't take leads on {day}.")
    hint = _("Choose a seat that is open and may work on leads.")


class NoContactYet(Refusal):
    """A negotiation needs a contact with the investor."""

    sentence = _("No contact with the investor of “{lead}” is recorded.")
    hint = _("Record the contact first.")


class StillMissing(errors.StillMissing):
    """What the next stage needs is not all there: fields, or documents."""

    hint = _("Fill in the fields and record the documents, then try again.")


class AlreadySo(Refusal):
    """The correction changes nothing."""

    sentence = _("The day is {day} already.")
    hint = _("Enter the day that the document gives.")


class NotReached(Refusal):
    """A day is corrected that was never set."""

    sentence = _("“{deal}” has not reached “{stage}”.")
    hint = _("Move it on by the stage's own action.")


class CommitmentClosed(Refusal):
    """The commitment is fulfilled or waived."""

    sentence = _("The commitment “{commitment}” is closed since {day}.")
    hint = _("Record a new commitment if something else was agreed.")


class NoSuchGap(Refusal):
    """The node has no gap of this kind."""

    sentence = _("“{node}” has no such gap: {kind}.")
    hint = _("Look at the chain's gaps and choose one of them.")


class TargetOpenAlready(Refusal):
    """The gap has an open target."""

    sentence = _("“{node}” has an open target for this gap already.")
    hint = _("Open leads under that target, or close it first.")


class TargetClosed(Refusal):
    """The target is closed."""

    sentence = _("The target “{target}” is closed since {day}.")
    hint = _("Set a new target for the gap.")


class OfAnotherOffice(Refusal):
    """The record belongs to another office."""

    sentence = _("“{record}” belongs to {office}.")
    hint = _("Ask that office, or have the record given to yours.")
    status = 403


class AgreementEnded(Refusal):
    """The friendly-zone agreement is ended."""

    sentence = _("The agreement with “{partner}” ended on {day}.")
    hint = _("Record the new agreement first.")


class BecameProject(Refusal):
    """A deal becomes a project once."""

    sentence = _("“{deal}” has become the project {number} already.")
    hint = _("Open that project.")
