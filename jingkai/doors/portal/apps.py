from django.apps import AppConfig


class PortalDoorConfig(AppConfig):
    name = "jingkai.doors.portal"
    label = "doors_portal"
