from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EconomyConfig(AppConfig):
    name = "jingkai.domains.economy"
    label = "economy"
    verbose_name = _("Economy")

    def ready(self) -> None:
        """An enterprise's page shows what relief reached it."""
        from jingkai.domains.economy import queries
        from jingkai.domains.subjects.queries import Moment, contribute_timeline

        @contribute_timeline
        def _relief(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
