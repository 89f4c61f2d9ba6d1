from django.apps import AppConfig


class CockpitDoorConfig(AppConfig):
    name = "jingkai.doors.cockpit"
    label = "doors_cockpit"
