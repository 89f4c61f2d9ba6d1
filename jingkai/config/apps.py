"""Wiring that knows everything: roles over all rooms' permissions."""

from django.apps import AppConfig


class JingkaiConfig(AppConfig):
    name = "jingkai.config"
    label = "config"

    def ready(self) -> None:
        from jingkai.config.roles import ROLES
        from jingkai.kernel.access.roles import declare_roles

        declare_roles(ROLES)
