from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "jingkai.kernel.registers"
    label = "registers"
    verbose_name = _("Registers")

    def ready(self) -> None:
        """Whatever an app's `registers.py` declares is known from here on."""
        autodiscover_modules("registers")
