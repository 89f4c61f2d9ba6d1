from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "jingkai.kernel.flows"
    label = "flows"
