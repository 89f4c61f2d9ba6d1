from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "jingkai.domains.governance"
    label = "governance"
    verbose_name = _("Grassroots governance")

    def ready(self) -> None:
        """Photos hang on appeals, on offices' parts in whistles, on tasks of campaigns."""
        from jingkai.domains.governance import actions

        actions.declare_files()
