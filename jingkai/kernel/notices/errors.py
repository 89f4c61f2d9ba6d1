"""What may be wrong with webhooks and notices."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class UnknownEvents(Refusal):
    """A webhook asks for something that is never told."""

    sentence = _("There are no events “{codes}”.")
    hint = _("Choose from the list, or * for all.")
    status = 422


class NoEvents(Refusal):
    """A webhook that asks for nothing."""

    sentence = _("Choose at least one event.")
    status = 422


class HookTwice(Refusal):
    """Two webhooks at one address would be told everything twice."""

    sentence = _("This address is a webhook of the zone already.")
    hint = _("Change that webhook's events instead.")


class NothingToRedeliver(Refusal):
    """Only what goes to a webhook, and is not on its way, is sent once more."""

    sentence = _("This notice is on its way or does not go to a webhook.")
