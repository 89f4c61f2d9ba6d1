"""What can be wrong with a report's text."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class UnknownPlace(Refusal):
    """A place for a figure that can't be read."""

    sentence = _("“{text}” in the section “{section}” is not a place for a figure: {why}")
    hint = _("Write the figure's code, then words such as places=1, as=余, growth.")


class UnknownReport(Refusal):
    """No report has this name."""

    sentence = _("There is no report “{name}”.")
    hint = _("Choose one of: {names}.")
    status = 404
