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
