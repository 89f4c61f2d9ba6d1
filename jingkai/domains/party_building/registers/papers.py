"""Which papers prove meetings, education, visits and milestones, and who hands them in."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import queries
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import own
from jingkai.kernel.files.papers import PERSONAL, PHOTOS, Kind, Papers, declare_papers

PICTURES = Kind("photo", _("photos on site"), PHOTOS)
OTHER = Kind("other", _("other papers"))


def declare_files() -> None:
    """Make the papers known; once at start-up."""
    minutes = (
        Kind("minutes", _("minutes of the meeting")), Kind("signed", _("sign-in sheet"), PERSONAL),
        PICTURES, OTHER,
    )  # fmt: skip
    for holder, rows in (("meeting", queries.meetings_for), ("education", queries.education_for)):
        declare_papers(
            Papers(holder=f"party_building.{holder}", rows=rows, edit=P.MEETING_EDIT,
                   kinds=minutes, guard=own("organisation"))
        )  # fmt: skip
    declare_papers(
        Papers(
            holder="party_building.visit", rows=queries.visits_for, edit=P.VISIT_EDIT,
            kinds=(Kind("record", _("record of the visit"), PERSONAL), PICTURES, OTHER),
            guard=own("organisation"),
        )
    )  # fmt: skip
    declare_papers(
        Papers(
            holder="party_building.milestone", rows=queries.milestones_for, edit=P.TASK_EDIT,
            kinds=(Kind("proof", _("proof")), PICTURES, OTHER),
            guard=own("task", "organisation"),
        )
    )  # fmt: skip
