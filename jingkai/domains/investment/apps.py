from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvestmentConfig(AppConfig):
    name = "jingkai.domains.investment"
    label = "investment"
    verbose_name = _("Investment")

    def ready(self) -> None:
        """An enterprise's page shows its deals; a report naming a deal is checked by it."""
        from jingkai.domains.investment import queries
        from jingkai.domains.subjects.queries import Moment, contribute_timeline
        from jingkai.kernel.reports.checking.records import tells_records

        tells_records(queries.named_deals)

        @contribute_timeline
        def _deals_and_chains(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
