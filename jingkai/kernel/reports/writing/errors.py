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


class NoTypeface(Refusal):
    """The machine has no typeface with Chinese characters to set a page in."""

    sentence = _("There is no Chinese typeface on this machine to set the PDF in.")
    hint = _(
        "Run “make fonts”, install fonts-noto-cjk, or put 仿宋 and 小标宋 into the folder"
        " that JINGKAI_FONTS names."
    )
    status = 503
