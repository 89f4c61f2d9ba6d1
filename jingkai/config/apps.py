"""Wiring that knows everything: roles over all rooms' permissions, reports over all sections."""

from django.apps import AppConfig


class JingkaiConfig(AppConfig):
    name = "jingkai.config"
    label = "config"

    def ready(self) -> None:
        from jingkai.config.appeals import QUESTIONS, answered
        from jingkai.config.reports import ANNUAL
        from jingkai.config.roles import ROLES
        from jingkai.domains.governance.actions import on_answer
        from jingkai.domains.party_building.actions import on_question
        from jingkai.kernel.access.roles import declare_roles
        from jingkai.kernel.reports.writing.sections import declare_report

        declare_roles(ROLES)
        declare_report(ANNUAL)
        on_question(QUESTIONS)
        on_answer(answered)
