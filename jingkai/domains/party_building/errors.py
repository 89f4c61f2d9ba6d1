"""What party building refuses, and the sentences of what is wrong with a value."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

STEP_TOO_EARLY = _("This step lies before the step before it.")
MORE_THAN_EXPECTED = _("More attended than were expected.")
WHOLE_NUMBER = _("no more than the number expected")


class OfAnotherOffice(Refusal):
    """A seat that sees no further than its office wrote for another one's organisation."""

    sentence = _("{organisation} belongs to {office}.")
    hint = _("Ask that office, or the office of party building.")
    status = 403


class ReachedAlready(Refusal):
    """A milestone is reached once."""

    sentence = _("“{milestone}” was reached on {day} already.")
    hint = _("Correct the record if the day is wrong.")


class OverAlready(Refusal):
    """What has ended goes no further."""

    sentence = _("“{subject}” ended on {day}.")
    hint = _("Open a new one for what comes after.")


class NoMoreTime(Refusal):
    """More time is allowed only while a rectification runs."""

    sentence = _("{number} stands at “{state}”: its time can't be changed.")
    hint = _("More time is allowed after a finding was handed over and before it is reported.")


class NotInTheZone(Refusal):
    """A visit to an enterprise on a day when it was not in the zone."""

    sentence = _("{enterprise} was not in the zone on {day}.")
    hint = _("Check the day of the visit, or the enterprise's dates.")
    status = 422


class OutsideTheRound(Refusal):
    """A visit on a day that its round of visits does not cover."""

    sentence = _("The round “{campaign}” runs from {since} to {until}.")
    hint = _("Choose another round, or none.")
    status = 422


class NothingAnswered(Refusal):
    """An answer is told back once there is one."""

    sentence = _("The question {number} has no answer yet.")
    hint = _("Record the answer first, then that it was told back.")


class NoSuchMatter(Refusal):
    """Nobody takes appeals of this kind."""

    sentence = _("There is no kind of appeal “{matter}”.")
    hint = _("Choose one of the list, or leave it empty: the question keeps its own clock.")
    status = 422
