from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from jingkai.doors.ui.navigation import Page, Section


class OfficeDoorConfig(AppConfig):
    name = "jingkai.doors.office"
    label = "doors_office"

    def ready(self) -> None:
        """The shell leads to the registers, finds their records, and asks what is due."""
        from django.urls import reverse

        from jingkai.domains.ecology import queries as ecology
        from jingkai.domains.economy import queries as economy
        from jingkai.domains.governance import queries as governance
        from jingkai.domains.investment import queries as investment
        from jingkai.domains.livelihood import queries as livelihood
        from jingkai.domains.park import queries as park
        from jingkai.domains.party_building import queries as party
        from jingkai.domains.projects import queries as projects
        from jingkai.domains.services import queries as services
        from jingkai.doors.office import finding, notices
        from jingkai.doors.ui import bell, due, finder, navigation

        navigation.lead_to(sections)
        finder.find_with(finding.actions)
        finder.find_with(finding.records)
        bell.rings(notices.bell)
        due.tells_due(services.due_for)
        due.tells_due(investment.due_for)
        due.tells_due(projects.due_for)
        due.tells_due(park.due_for)
        due.tells_due(economy.due_for)
        due.tells_due(ecology.due_for)
        due.tells_due(livelihood.due_for)
        due.tells_due(party.due_for)
        due.tells_due(governance.due_for)
        due.tells_due(governance.whistles_due)
        due.tells_due(governance.cards_due)
        due.tells_due(governance.tasks_due)
        notices.leads_to("cases.case", lambda pk: reverse("office:case", args=[pk]))


WORKERS = ("services.case.accept", "services.case.review", "services.case.decide")
"""Whoever works on cases has an inbox."""


def sections() -> "Iterator[Section]":
    """Home, each domain's registers, and the zone's own affairs."""
    from django.apps import apps
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page, Section
    from jingkai.kernel.registers.declare import REGISTERS

    views = tuple(r.view for r in REGISTERS.values())
    yield Section("", (Page(_("To do"), reverse("office:home"), icon="list-todo"),
                       Page(_("One map"), reverse("office:map"), icon="map")), 0)  # fmt: skip
    yield Section("", work(), 1)
    streets = ("services", "investment", "projects", "park", "ecology", "subjects", "economy",
               "governance", "livelihood", "party_building")  # fmt: skip
    for order, label in enumerate(streets, 30):
        config = apps.get_app_config(label)
        pages = tuple(
            Page(r.name, reverse("office:list", args=[r.code]), r.icon, r.view)
            for r in REGISTERS.values()
            if r.model._meta.app_label == label
        )
        yield Section(config.verbose_name, pages, order)
    yield from own_pages()
    yield Section(_("Zone"), affairs(views), 80)


def own_pages() -> "Iterator[Section]":
    """The domains' own pages, which stand after the registers that they are computed from."""
    from django.apps import apps
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page, Section

    page = Page(_("Analysis"), reverse("office:investment"), "chart-column", "investment.deal.view")
    yield Section(apps.get_app_config("investment").verbose_name, (page,), 31)
    may = "projects.project_return.view"
    of_projects = (
        Page(_("Monthly dispatch"), reverse("office:dispatch"), "chart-no-axes-combined", may),
        Page(_("Year's plan of projects"), reverse("office:plan"), "calendar-range", may),
    )
    yield Section(apps.get_app_config("projects").verbose_name, of_projects, 32)
    yield Section(apps.get_app_config("park").verbose_name, park_pages(), 33)
    page = Page(_("Water and soil"), reverse("office:ecology"), "chart-no-axes-combined",
                "ecology.monitoring.view")  # fmt: skip
    yield Section(apps.get_app_config("ecology").verbose_name, (page,), 34)
    page = Page(_("Board of supervision cards"), reverse("office:cards"), "octagon-alert",
                "governance.card.view")  # fmt: skip
    phone = Page(_("My grid"), reverse("office:warden"), "smartphone", "governance.appeal.file")
    glance = Page(_("Appeals and grids at a glance"), reverse("office:governance"),
                  "chart-column", "governance.appeal.view")  # fmt: skip
    yield Section(apps.get_app_config("governance").verbose_name, (glance, page, phone), 37)
    page = Page(_("Party building at a glance"), reverse("office:party"), "chart-column",
                "party_building.meeting.view")  # fmt: skip
    yield Section(apps.get_app_config("party_building").verbose_name, (page,), 39)
    page = Page(_("Entitled and has not asked"), reverse("office:unasked"), "hand-coins",
                "livelihood.claim.grant")  # fmt: skip
    around = Page(_("Employment and service circles"), reverse("office:livelihood"), "circle-dot",
                  "livelihood.circle.view")  # fmt: skip
    yield Section(apps.get_app_config("livelihood").verbose_name, (around, page), 38)
    yield Section(apps.get_app_config("economy").verbose_name, economy_pages(), 36)


def park_pages() -> "tuple[Page, ...]":
    """How the park stands on a day, and where a project could settle."""
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page

    return (
        Page(_("The park"), reverse("office:park"), "chart-column", "park.building.view"),
        Page(_("Find a site"), reverse("office:park_matching"), "search-check", "park.land.view"),
    )


def economy_pages() -> "tuple[Page, ...]":
    """Relief in time, enterprises near the threshold, efficiency per mu, the evaluation."""
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page

    single = "economy.enterprise_data.read"
    return (
        Page(_("Relief in time"), reverse("office:relief"), "timer", "economy.relief.view"),
        Page(_("Threshold warnings"), reverse("office:threshold"), "bell-ring", single),
        Page(_("Efficiency per mu"), reverse("office:efficiency"), "land-plot", single),
        Page(_("National evaluation"), reverse("office:evaluation"), "award",
             "economy.statement.view"),
    )  # fmt: skip


def affairs(views: "tuple[str, ...]") -> "tuple[Page, ...]":
    """The zone's own affairs: imports, the trail, offices, people, programs."""
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page
    from jingkai.kernel.access.permissions import Permission as May
    from jingkai.kernel.notices.permissions import Permission as Notices

    return (
        Page(_("Imports"), reverse("office:imports"), icon="upload", any_of=views),
        Page(_("Trail"), reverse("office:trail"), icon="footprints", permission=May.TRAIL_READ),
        Page(_("Offices"), reverse("office:offices"), icon="network",
             permission=May.OFFICES_MANAGE),
        Page(_("Accounts"), reverse("office:users"), icon="users", permission=May.USERS_MANAGE),
        Page(_("Seats"), reverse("office:seats"), icon="armchair", permission=May.SEATS_MANAGE),
        Page(_("Tokens"), reverse("office:tokens"), icon="key-round", permission=May.TOKENS_MANAGE),
        Page(_("Webhooks"), reverse("office:hooks"), icon="webhook",
             permission=Notices.HOOKS_MANAGE),
    )  # fmt: skip


def work() -> "tuple[Page, ...]":
    """Work on cases: one's own, the counter's, over others', and the processes behind it."""
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from jingkai.doors.ui.navigation import Page
    from jingkai.kernel.cases.permissions import Permission as Cases
    from jingkai.kernel.flows.permissions import Permission as Flows

    return (
        Page(_("Inbox"), reverse("office:inbox"), icon="inbox", any_of=WORKERS),
        Page(_("Counter"), reverse("office:counter"), icon="concierge-bell",
             permission="services.case.take"),
        Page(_("Appointments of the day"), reverse("office:appointments"), icon="calendar-check",
             permission="services.appointment.view"),
        Page(_("Projects and one-thing services"), reverse("office:wholes"), icon="layers",
             permission="services.case.view"),
        Page(_("Supervision board"), reverse("office:board"), icon="gauge",
             permission=Flows.BOARD),
        Page(_("Processes"), reverse("office:processes"), icon="workflow", permission=Flows.VIEW),
        Page(_("Working calendar"), reverse("office:calendar"), icon="calendar-days",
             permission=Cases.CALENDAR),
    )  # fmt: skip
