"""What is refused about streets and circles."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class NoStreets(Refusal):
    """Circles are asked for where no street is drawn."""

    sentence = _("No street is drawn that is open on {day}, so no circle can be computed.")
    hint = _("Import the street network first.")
    status = 422
