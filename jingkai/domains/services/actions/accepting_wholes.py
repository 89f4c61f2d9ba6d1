"""One window for the whole: the office that leads it accepts all its applications at once.

A building project and a one-thing service are taken in by one window (一窗受理) and passed on to
the offices that review side by side: 国办发〔2019〕11号, 国办发〔2022〕32号.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions.accepting import accept
from jingkai.domains.services.actions.common import named, require
from jingkai.domains.services.choices.approvals import ApprovalState
from jingkai.domains.services.errors.wholes import NothingToAccept
from jingkai.domains.services.models import Approval, Bundle, ConstructionProject
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.trail.acting import action, record


@action("services.construction.accepted", _("Accepted together in {subject}: {matters}"))
def accept_project(
    *, project: ConstructionProject, by: Any, at: datetime | None = None, opinion: str = ""
) -> list[Approval]:
    """Accept all that was handed in for a building project; refused for one, none is accepted.

    Raises NothingToAccept, NotAcceptedHere.
    """
    return _accept(project, by, at, opinion)


@action("services.bundle.accepted", _("Accepted together in {subject}: {matters}"))
def accept_bundle(
    *, bundle: Bundle, by: Any, at: datetime | None = None, opinion: str = ""
) -> list[Approval]:
    """Accept all applications of a one-thing application; refused for one, none is accepted.

    Raises NothingToAccept, NotAcceptedHere.
    """
    return _accept(bundle, by, at, opinion)


def _accept(
    whole: Bundle | ConstructionProject, by: Any, at: datetime | None, opinion: str
) -> list[Approval]:
    require(by, Permission.CASE_ACCEPT)
    waiting = whole.approvals.filter(state=ApprovalState.SUBMITTED).order_by("pk")
    parts = [accept(approval=part, by=by, at=at, opinion=opinion) for part in list(waiting)]
    if not parts:
        raise NothingToAccept(name=str(whole))
    record(whole, matters=named(part.title for part in parts))
    return parts
