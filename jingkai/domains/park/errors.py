"""What the park refuses, and the sentences of what is wrong with a row."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

OUTSIDE_PARCEL = _("The building stands in part outside its parcel.")
OUTSIDE_PARK = _("It lies in part outside its industrial park.")
OTHER_PARK = _("The parcel belongs to another industrial park.")
FAR_FROM_DRAWN = _("It differs from what is drawn by more than {share} %.")
RENTABLE_TOO_LARGE = _("The rentable area is larger than the floor area.")
INSIDE_IT, AS_DRAWN = _("a shape inside of it"), _("the area or length as drawn")
NO_MORE_THAN_FLOOR = _("no more than the floor area")


class QuotaUsedUp(Refusal):
    """The parcel is larger than what the quota has left."""

    sentence = _("The quota “{quota}” has {left} m² left; the parcel takes {needed} m².")
    hint = _("Choose another quota, or have the parcel divided.")


class QuotaNotValid(Refusal):
    """The quota doesn't hold on the day, or is not of a kind that parcels use up."""

    sentence = _("The quota “{quota}” can't be used on {day}.")
    hint = _("Choose an annual or linked quota that is valid on that day.")


class WorksStand(Refusal):
    """Works stand still already, or run already."""

    sentence = _("Works on “{parcel}” don't stand so on {day}.")
    hint = _("Look at the parcel's stops: an open stop is ended first.")


class HoldEnded(Refusal):
    """The hold-up has its end already."""

    sentence = _("This hold-up ended on {day}.")
    hint = _("Record a new one if works were held up again.")


class NotSuspect(Refusal):
    """No clock of the parcel is over, so it is no idle land."""

    sentence = _("On {day} no clock of “{parcel}” has run out.")
    hint = _("Look at its clocks: they tell the first day on which it lies idle.")


class CaseOpenAlready(Refusal):
    """The parcel has an open case."""

    sentence = _("“{parcel}” has an open case already: {number}.")
    hint = _("Go on with that case.")


class FeeNotDue(Refusal):
    """No fee is levied on this ground or before a year."""

    sentence = _("On {day} no idle-land fee is due for “{parcel}”: {why}.")
    hint = _("A fee is due from one year past the agreed start, taking back from two.")


class PriceUnknown(Refusal):
    """The fee is a share of the price, which is not recorded."""

    sentence = _("The price of “{parcel}” is not recorded, so the fee can't be told.")
    hint = _("Record the price first.")


class BackNotDue(Refusal):
    """Land is taken back two years past the agreed start."""

    sentence = _("“{parcel}” can be taken back from {day} on.")
    hint = _("Until then the fee is levied.")


class TooMuchLet(Refusal):
    """The leases in force would be larger than the building."""

    sentence = _("“{building}” has {free} m² free from {day} on; {asked} m² are asked for.")
    hint = _("Let less, choose another day, or end another lease first.")


class LeaseOver(Refusal):
    """The lease is over."""

    sentence = _("The lease {lease} is over since {day}.")
    hint = _("Record a new lease.")


class TwoOverlap(Refusal):
    """Two areas that came in together cover each other."""

    sentence = _("“{one}” and “{other}” cover each other at {place}.")
    hint = _("Move an edge there; edges may touch.")
