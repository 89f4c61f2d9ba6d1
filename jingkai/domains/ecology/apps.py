from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EcologyConfig(AppConfig):
    name = "jingkai.domains.ecology"
    label = "ecology"
    verbose_name = _("Green park")
