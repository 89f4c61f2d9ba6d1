from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "jingkai.kernel.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """The room's permissions and its own notices are declared."""
        from jingkai.kernel.notices import actions  # noqa: F401
