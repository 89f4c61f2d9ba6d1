"""What the catalogue of matters refuses."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

VERSIONS_OVERLAP = _("Another published version of this matter is in force on some of these days.")
PUBLISHED_FIXED = _("A published version is never changed; prepare the next one instead.")


class PublishedStays(Refusal):
    """A published version, or what belongs to it, is to be changed."""

    sentence = _("“{version}” is published and stays as it is.")
    hint = _("Prepare the next version from it and change that one.")


class AlreadyPublished(Refusal):
    """A version is to be published twice."""

    sentence = _("“{version}” is published since {day}.")
    hint = _("Prepare the next version if something has changed.")


class NotPublished(Refusal):
    """Only a published version can be succeeded or taken out of force."""

    sentence = _("“{version}” is a draft.")
    hint = _("Publish it, or change the draft itself.")


class DraftStands(Refusal):
    """A matter has at most one draft."""

    sentence = _("“{matter}” has a draft already: {draft}.")
    hint = _("Change and publish that draft.")


class NotYetComplete(Refusal):
    """A version lacks what the implementation list requires."""

    sentence = _("“{version}” can't be published yet: {missing}.")
    hint = _("Fill in what is missing, then publish.")
    status = 422


class AlreadyOut(Refusal):
    """The version ends on a day already."""

    sentence = _("“{version}” is out of force from {day}.")
    hint = _("Publish a new version if the matter is offered again.")


class TooEarly(Refusal):
    """A day lies before the day that it has to follow."""

    sentence = _("{day} is too early: it must be {earliest} or later.")
    hint = _("Choose {earliest} or a later day.")


class NotInForce(Refusal):
    """Nobody can apply for a matter that has no version in force."""

    sentence = _("“{matter}” can't be applied for on {day}.")
    hint = _("Look at the catalogue for what is offered now.")


class OfAnotherOffice(Refusal):
    """The matter belongs to another office."""

    sentence = _("“{record}” belongs to {office}.")
    hint = _("Ask that office, or who manages the catalogue.")
    status = 403


class DelegationEnded(Refusal):
    """The delegation has ended already."""

    sentence = _("“{delegation}” has ended on {day}.")
    hint = _("Record a new delegation if the office is to accept the matter again.")
