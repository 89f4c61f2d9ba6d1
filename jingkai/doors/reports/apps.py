from django.apps import AppConfig


class ReportsDoorConfig(AppConfig):
    name = "jingkai.doors.reports"
    label = "doors_reports"

    def ready(self) -> None:
        from jingkai.doors.reports.addresses import sections
        from jingkai.doors.ui.navigation import lead_to

        lead_to(sections)
