from django.apps import AppConfig


class ApiDoorConfig(AppConfig):
    name = "jingkai.doors.api"
    label = "doors_api"
