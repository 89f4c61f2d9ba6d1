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
