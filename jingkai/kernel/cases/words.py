"""A clock's standing in words and colours."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.errors import Sentence

STANDINGS: dict[Standing, Sentence] = {
    Standing.IDLE: _("not started"),
    Standing.PAUSED: _("standing still"),
    Standing.GREEN: _("in time"),
    Standing.AMBER: _("due soon"),
    Standing.RED: _("nearly due"),
    Standing.OVERDUE: _("overdue"),
    Standing.MET: _("met"),
    Standing.MISSED: _("met late"),
}
TONES: dict[Standing, str] = {
    Standing.GREEN: "green",
    Standing.AMBER: "amber",
    Standing.RED: "red",
    Standing.OVERDUE: "red",
    Standing.MET: "green",
    Standing.MISSED: "amber",
}
"""The colour of a standing; without one it is grey."""
