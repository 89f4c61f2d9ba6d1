from django.apps import AppConfig


class UiDoorConfig(AppConfig):
    name = "jingkai.doors.ui"
    label = "doors_ui"
