from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CockpitDoorConfig(AppConfig):
    name = "jingkai.doors.cockpit"
    label = "doors_cockpit"
    verbose_name = _("Cockpit")

    def ready(self) -> None:
        from jingkai.doors.cockpit.catalogue import figures_named
        from jingkai.doors.cockpit.navigation import sections
        from jingkai.doors.ui.finder import find_with
        from jingkai.doors.ui.navigation import lead_to

        lead_to(sections)
        find_with(figures_named)
