"""What the green park refuses, and the sentences of what is wrong with a value."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

NO_READING = _("Not a reading: {value}.")
READING_EXPECTED = _("a number such as 0.35, or 0.05L when below a detection limit of 0.05")
NOTHING_MEASURED = _("At least one reading is needed.")
STEP_TOO_EARLY = _("This step lies before the step before it.")


class RectificationOver(Refusal):
    """A closed rectification takes no more time."""

    sentence = _("The rectification {number} stands at “{state}”: its time can't be changed.")
    hint = _("More time is allowed only while a rectification is ordered and not yet reported.")


class AlreadyOpen(Refusal):
    """An inspection has its rectification already."""

    sentence = _("The inspection has a rectification already: {number}.")
    hint = _("Go on with that one.")


class NothingFound(Refusal):
    """An inspection that found everything in order leads to no rectification."""

    sentence = _("The inspection of {day} found everything in order.")
    hint = _("Record what is wrong in the inspection first, or open a rectification by itself.")


class NoStationData(Refusal):
    """Nothing in the text is a packet of a monitoring station."""

    sentence = _("There is no packet of a monitoring station in what was given.")
    hint = _("A packet begins with ## and ends with four digits of its checksum (HJ 212).")
    status = 422


class NothingEvaluated(Refusal):
    """Packets that bring nothing but codes that no factor of water quality has."""

    sentence = _("No factor of water quality has the codes {codes}; nothing was recorded.")
    hint = _("Which code stands for which factor is a parameter: monitoring_codes.")
    status = 422


class StationDataFaulty(Refusal):
    """Some packets can't be taken; nothing was recorded."""

    sentence = _("{count} of {total} packets can't be taken, so nothing was recorded. {first}")
    hint = _("Mend the packets or take them out, then give all of them again.")
    status = 422
