"""A task's states and moves in a campaign, and what it is worth by the values of a day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases.dated import dated, number
from jingkai.domains.governance.choices import TaskState as S
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.rules.campaigns import points
from jingkai.kernel.cases.kinds import CaseKind, Document, Move, State, register

BEFORE, AFTER = "before", "after"
"""The kinds of photos that a task is shown by."""

TASK = register(
    CaseKind(
        code="governance.campaign_task",
        prefix="RW",
        name=_("Task of a campaign"),
        first=S.OPEN,
        states=(
            State(S.OPEN, S.OPEN.label, fields=("title", "due_on")),
            State(S.DONE, S.DONE.label, fields=("done_by",),
                  evidence=(Document(BEFORE, _("photo before")),
                            Document(AFTER, _("photo after")))),
            State(S.ACCEPTED, S.ACCEPTED.label, final=True),
            State(S.DROPPED, S.DROPPED.label, fields=("dropped_because",), final=True),
        ),
        moves=(
            Move("done", _("Report as done"), S.DONE, frozenset({S.OPEN}),
                 Permission.CAMPAIGN_WORK),
            Move("accept", _("Accept the work"), S.ACCEPTED, frozenset({S.DONE}),
                 Permission.CAMPAIGN_ACCEPT),
            Move("send_back", _("Send back"), S.OPEN, frozenset({S.DONE}),
                 Permission.CAMPAIGN_ACCEPT),
            Move("drop", _("Drop the task"), S.DROPPED, frozenset({S.OPEN, S.DONE}),
                 Permission.CAMPAIGN_EDIT),
        ),
        order=(S.OPEN, S.DONE, S.ACCEPTED),
    )
)  # fmt: skip


def points_on(weight: str, *, done: date, due: date, sent_back: int) -> Decimal:
    """What an accepted task is worth, by the values in force on the day it was done."""
    full: dict[str, int] = dated("campaigns", "points").on(done).value
    return points(
        int(full[weight]),
        late=done > due,
        late_share=Fraction(str(dated("campaigns", "late_share").on(done).value)),
        sent_back=sent_back,
        off_each=number("campaigns", "sent_back_points", done),
    )
