from django.apps import AppConfig


class ReportsDoorConfig(AppConfig):
    name = "jingkai.doors.reports"
    label = "doors_reports"
