"""A clock's standing in words and colours; what the events of cases are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.kinds import CaseKind
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

EVENTS: dict[str, Sentence] = {
    "opened": _("the case was opened"),
    "closed": _("the case was closed"),
    "suspended": _("suspended"),
    "resumed": _("resumed"),
    "extended": _("extended"),
}
"""What every kind's common events are called; a room above adds those that it notes."""


def names_of(kind: CaseKind) -> Mapping[str, Sentence]:
    """The words for what happens to cases of a kind: its states, its moves, the common events."""
    moves = {move.code: move.name for move in kind.moves}
    return {**EVENTS, **moves, **{state.code: state.name for state in kind.states}}
