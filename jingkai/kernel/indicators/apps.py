"""The indicators' app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Closes the catalogue at start-up: every domain's `indicators.py` is read once."""

    name = "jingkai.kernel.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        autodiscover_modules("indicators")
