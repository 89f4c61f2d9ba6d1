from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "jingkai.kernel.files"
    label = "files"
