from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "jingkai.domains.governance"
    label = "governance"
    verbose_name = _("Grassroots governance")

    def ready(self) -> None:
        """Photos hang on appeals, on offices' parts in whistles, on tasks of campaigns.

        Days of appeals, whistles and cards follow the zone's calendar.
        """
        from jingkai.domains.governance import actions, queries
        from jingkai.kernel.cases.actions import on_calendar
        from jingkai.kernel.cases.effects import on_effect

        actions.declare_files()
        on_calendar(actions.settle_days)
        on_calendar(actions.settle_round_days)
        on_calendar(actions.settle_whistle_days)
        for listed in (queries.appeals_running, queries.whistles_running, queries.cards_running):
            on_effect(listed)
