"""The cockpit's place in the navigation."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jingkai.doors.ui.navigation import Page, Section
from jingkai.kernel.access.permissions import Permission


def sections() -> Iterable[Section]:
    """The year at a glance, the catalogue of figures, and zones beside one another."""
    pages = (
        Page(_("Cockpit"), reverse("cockpit:glance"), "gauge", Permission.FIGURES_READ),
        Page(
            _("Catalogue of indicators"), reverse("cockpit:catalogue"), "book-open",
            Permission.FIGURES_READ,
        ),
        Page(_("Zones compared"), reverse("cockpit:nation"), "layers", Permission.NATION_READ),
    )  # fmt: skip
    yield Section(_("Figures and reports"), pages, order=10)
