from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "jingkai.kernel.cases"
    label = "cases"
