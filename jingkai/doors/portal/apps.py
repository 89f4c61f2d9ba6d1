from django.apps import AppConfig


class PortalDoorConfig(AppConfig):
    name = "jingkai.doors.portal"
    label = "doors_portal"

    def ready(self) -> None:
        """The doors of files know the portal's visitors."""
        from jingkai.doors.portal.gate import known_visitor
        from jingkai.doors.ui.files import READERS

        READERS.append(known_visitor)
