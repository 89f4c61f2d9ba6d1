"""The words of streets, service points and their circles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """Whether a place counts as town or country."""

    URBAN = "urban", _("town")
    RURAL = "rural", _("country")


class StreetClass(models.TextChoices):
    """What kind of way a street is, on which speeds depend."""

    TRUNK = "trunk", _("trunk road")
    MAIN = "main", _("main street")
    BRANCH = "branch", _("side street")
    VILLAGE = "village", _("village road")
    PATH = "path", _("footpath")


class TravelMode(models.TextChoices):
    """How one gets to a service point."""

    WALK = "walk", _("on foot")
    CYCLE = "cycle", _("by bicycle")
    BUS = "bus", _("by bus and on foot")
    CAR = "car", _("by car")


class PointKind(models.TextChoices):
    """What a service point of employment is."""

    CENTRE = "centre", _("public employment centre")
    STATION = "station", _("employment service station")
    WINDOW = "window", _("employment window of a community or village")


class Circle(models.TextChoices):
    """The usual circles, smallest first: within how many minutes a service is reached."""

    C5 = "5", _("within 5 minutes")
    C10 = "10", _("within 10 minutes")
    C15 = "15", _("within 15 minutes")
    C20 = "20", _("within 20 minutes")
    C30 = "30", _("within 30 minutes")
    C45 = "45", _("within 45 minutes")
    C60 = "60", _("within 60 minutes")
    BEYOND = "beyond", _("not within 60 minutes")
