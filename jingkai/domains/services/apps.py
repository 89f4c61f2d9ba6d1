from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "jingkai.domains.services"
    label = "services"
    verbose_name = _("Government services")

    def ready(self) -> None:
        """Bring the limits of applications to their clocks, and what follows from their steps."""
        from jingkai.domains.services.actions.samples import declare_samples
        from jingkai.domains.services.actions.wiring import wire

        wire()
        declare_samples()
