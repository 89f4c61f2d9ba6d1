"""What is refused about subjects, in the clerk's words."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NotRecorded(Refusal):
    """The values contradict each other or what is already recorded."""

    sentence = _("This can't be recorded: {why}")
    status = 422


class NotInThisState(Refusal):
    """The subject's legal life does not allow this step now."""

    sentence = _("This can't be done to “{name}”: its state is “{state}”.")
    hint = _("Look at its dated events, and take back the last one if it was recorded in error.")


class SameName(Refusal):
    """A renaming that changes nothing."""

    sentence = _("“{name}” is the name that the subject already has.")


class MergeWithItself(Refusal):
    """A record was to be merged into itself."""

    sentence = _("A record can't be merged into itself.")
    hint = _("Choose the other record.")


class ChangedSincePreview(Refusal):
    """Between preview and confirmation someone changed one of the two records."""

    sentence = _("The records have changed since the preview.")
    hint = _("Look at the preview again, then confirm.")


class MergeStuck(Refusal):
    """A relation can't move, because the kept record has one that excludes it."""

    sentence = _("“{what}” of the merged record contradict those of the kept one.")
    hint = _("Settle them in their own register first, then merge.")


class NotKeptByYourOffice(Refusal):
    """The enterprise's record is kept by another office."""

    sentence = _("“{name}” is kept by {office}.")
    hint = _("Ask that office to make the change, or to hand the record over.")
    status = 403


class PhoneNotUsable(Refusal):
    """The number is no mobile telephone of the mainland."""

    sentence = _("“{phone}” is not a mobile number.")
    hint = _("Enter the eleven digits of a mobile number.")
    status = 422


class TooOften(Refusal):
    """Asked for more often than is reasonable."""

    sentence = _("This was tried too often.")
    hint = _("Wait {minutes} minutes, then try again.")
    status = 429


class CodeNotDelivered(Refusal):
    """No service that delivers text messages is connected."""

    sentence = _("No code can be sent: text messages are not connected here.")
    hint = _("Log in with your password, or ask at the service hall.")
    status = 503


class PhoneNotProven(Refusal):
    """The code was not confirmed, or too long ago."""

    sentence = _("The telephone number has not been confirmed by a code.")
    hint = _("Have a new code sent, and enter it.")


class AccountExists(Refusal):
    """The number already has an account in this zone."""

    sentence = _("This telephone number has an account already.")
    hint = _("Log in with it; a forgotten password is replaced after logging in by code.")


class AccountClosed(Refusal):
    """The account was closed."""

    sentence = _("This account is closed.")
    hint = _("Open a new one with your telephone number.")


class ConsentNeeded(Refusal):
    """Personal information is used only with consent."""

    sentence = _("Without your consent this can't be done.")
    hint = _("Read the text and tick that you agree, or come to the service hall.")
    status = 422


class NotVerifiable(Refusal):
    """No verification service is connected."""

    sentence = _("The real name can't be verified online here.")
    hint = _("Bring your identity card to the service hall; it takes a minute.")
    status = 503


class IdentityRefused(Refusal):
    """Name and identity number were not confirmed."""

    sentence = _("Name and identity number were not confirmed: {why}")
    hint = _("Check both, or bring your identity card to the service hall.")
    status = 422


class IdentityTaken(Refusal):
    """Another open account belongs to this person."""

    sentence = _("Another account with this identity is open.")
    hint = _("Log in with it, or bring your identity card to the service hall.")


class AgentUnknown(Refusal):
    """No verified account fits the name and the telephone number."""

    sentence = _("No account with this telephone number is verified under this name.")
    hint = _("Ask the person to register and verify the real name first, then grant again.")
    status = 422


class PowersMissing(Refusal):
    """Powers were given that the granter doesn't hold, or none."""

    sentence = _("These powers can't be granted: {powers}")
    hint = _("Choose among the powers that you hold yourself.")
    status = 422


class AgencyStands(Refusal):
    """The person acts for the enterprise already."""

    sentence = _("{name} acts for “{enterprise}” already.")
    hint = _("End the present agency first, then grant a new one.")


class NotYoursToGrant(Refusal):
    """The visitor may not let others act for the enterprise."""

    sentence = _("You may not decide who acts for “{enterprise}”.")
    hint = _("Its legal representative may, or the service hall with the licence at hand.")
    status = 403
