from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "jingkai.domains.projects"
    label = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """An enterprise's page shows its projects; a report naming one is checked by it; projects
        follow their parcels."""
        from jingkai.domains.park.actions import on_parcels
        from jingkai.domains.projects import actions, queries
        from jingkai.domains.subjects.queries import Moment, contribute_timeline
        from jingkai.kernel.reports.checking.records import tells_records

        tells_records(queries.named_projects)
        on_parcels(actions.follow_parcels)

        @contribute_timeline
        def _milestones(enterprise: Any, seat: Any) -> Iterator[Moment]:
            for happened in queries.happenings(enterprise, seat):
                yield Moment(*happened)
