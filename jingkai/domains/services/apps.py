from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "jingkai.domains.services"
    label = "services"
