from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParkConfig(AppConfig):
    name = "jingkai.domains.park"
    label = "park"
    verbose_name = _("Park and construction")

    def ready(self) -> None:
        """An enterprise's page shows its land, its leases, its cases of idle land."""
        from jingkai.domains.park import queries
        from jingkai.domains.subjects.queries import Moment, contribute_timeline

        @contribute_timeline
        def _land_and_leases(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
