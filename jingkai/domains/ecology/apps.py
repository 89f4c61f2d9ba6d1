from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EcologyConfig(AppConfig):
    name = "jingkai.domains.ecology"
    label = "ecology"
    verbose_name = _("Green park")

    def ready(self) -> None:
        """An enterprise's page shows its sources, inspections and rectifications."""
        from jingkai.domains.ecology import queries
        from jingkai.domains.subjects.queries import Moment, contribute_timeline

        @contribute_timeline
        def _sources(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
