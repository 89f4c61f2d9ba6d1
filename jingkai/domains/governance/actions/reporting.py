"""What a warden reports from the grid: an appeal with photos, sent once however often it comes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.actions.appealing import file_appeal
from jingkai.domains.governance.choices import AppealSource
from jingkai.domains.governance.models import Appeal, AppealKind
from jingkai.domains.governance.permissions import Permission
from jingkai.kernel.cases.steps import require
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.trail.acting import action, record


@action("governance.appeal.reported", _("Reported {subject} from the grid, {photos} photos"))
def report_from_grid(
    *, kind: AppealKind, title: str, by: Any, words: str = "", address: str = "",
    shape: Any = None, photos: Sequence[Item] = (), seen_at: datetime | None = None,
) -> Appeal:  # fmt: skip
    """Take down what a warden found, with its photos: all of it, or nothing.

    `seen_at` is when it was found, which a phone without a connection tells later; the clocks run
    from the moment at which it comes in. Give the phone's own key as `idempotency_key`.
    """
    require(by, Permission.APPEAL_FILE)
    appeal = file_appeal(
        kind=kind, title=title, words=words, address=address, shape=shape,
        source=AppealSource.STREET, by=by,
    )  # fmt: skip
    if photos:
        attach_all(holder=appeal, items=photos, by=by)
    record(appeal, photos=len(photos), seen_at=seen_at)
    return appeal
