"""Words of hard problems."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HardKind(models.TextChoices):
    """What a hard problem is about."""

    RELOCATION = "relocation", _("moving an enterprise away")
    POWER = "power", _("power supply")
    STEAM = "steam", _("steam supply")
    WATER = "water", _("water and drainage")
    LAND = "land", _("land")
    FINANCE = "finance", _("finance")
    PERMITS = "permits", _("permits")
    OTHER = "other", _("other matters")


class HardState(models.TextChoices):
    """Where a hard problem stands."""

    OPEN = "open", _("taken up")
    SOLVED = "solved", _("solved")
