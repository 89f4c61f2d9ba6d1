from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartyBuildingConfig(AppConfig):
    name = "jingkai.domains.party_building"
    label = "party_building"
    verbose_name = _("Party building")

    def ready(self) -> None:
        """An enterprise's page shows its visits, questions, pairings and who covers it.

        Papers hang on meetings, education, visits and milestones.
        """
        from jingkai.domains.party_building import queries, registers
        from jingkai.domains.subjects.queries import Moment, contribute_timeline

        registers.declare_files()

        @contribute_timeline
        def _visits(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
