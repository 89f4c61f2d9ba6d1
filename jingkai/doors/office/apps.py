from django.apps import AppConfig


class OfficeDoorConfig(AppConfig):
    name = "jingkai.doors.office"
    label = "doors_office"
