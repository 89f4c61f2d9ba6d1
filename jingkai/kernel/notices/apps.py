from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jingkai.kernel.notices"
    label = "notices"
