"""What is refused when days are counted."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class BeyondTheCalendar(Refusal):
    """A day so far off that no working calendar reaches it: most often a mistyped year."""

    sentence = _("The working calendar runs from {first} to {last}; {day} lies outside it.")
    hint = _("Check the year of the date.")
    status = 422
