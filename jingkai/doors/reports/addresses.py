"""Where the shell leads to in this door."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.doors.ui.navigation import Page, Section
from jingkai.kernel.access.permissions import Permission


def sections() -> Iterable[Section]:
    """Writing reports and having them checked."""
    yield Section(
        _("Figures and reports"),
        (
            Page(_("Reports"), reverse("reports:index"), "file-text", Permission.FIGURES_READ),
            Page(
                _("Number check"),
                reverse("reports:checks"),
                "list-checks",
                Permission.REPORTS_CHECK,
            ),
        ),
        order=20,
    )
