from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiDoorConfig(AppConfig):
    name = "jingkai.doors.api"
    label = "doors_api"
    verbose_name = _("API")

    def ready(self) -> None:
        """The scopes of tokens are declared."""
        from jingkai.doors.api import scopes  # noqa: F401
