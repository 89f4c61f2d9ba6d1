"""Words of supervision cards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardLevel(models.TextChoices):
    """How earnest a supervision card is (黄牌、红牌督办)."""

    AMBER = "amber", _("amber card")
    RED = "red", _("red card")


class CardState(models.TextChoices):
    """Where a supervision card stands, by the days on which its steps were taken."""

    ISSUED = "issued", _("issued, to be answered")
    ANSWERED = "answered", _("answered")
    LIFTED = "lifted", _("lifted")


class CardMatter(models.TextChoices):
    """What a card is about."""

    APPEAL = "appeal", _("an appeal")
    WHISTLE = "whistle", _("an office's part in a whistle")
    PROBLEM = "problem", _("a hard problem")
    FREE = "free", _("another matter")
