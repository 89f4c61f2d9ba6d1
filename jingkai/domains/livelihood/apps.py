from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LivelihoodConfig(AppConfig):
    name = "jingkai.domains.livelihood"
    label = "livelihood"
    verbose_name = _("Livelihood")

    def ready(self) -> None:
        """Papers hang on the income of villages."""
        from jingkai.domains.livelihood import registers

        registers.declare_files()
