"""An appeal as somebody files it on the portal: with photos, once however often it is sent."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.actions.appealing import file_appeal
from jingkai.domains.governance.choices import AppealSource
from jingkai.domains.governance.models import Appeal, AppealKind
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.trail.acting import action, record


@action("governance.appeal.asked", _("Filed {subject} on the portal, {photos} photos"))
def ask(
    *, kind: AppealKind, title: str, by: Any, photos: Sequence[Item] = (), **more: Any
) -> Appeal:
    """File an appeal with its photos, all of it or nothing; `by` is the portal, no seat.

    Give the form's own key as `idempotency_key`, so that a second sending files nothing.
    """
    appeal = file_appeal(kind=kind, title=title, source=AppealSource.WEB, by=by, **more)
    if photos:
        attach_all(holder=appeal, items=photos, by=by)
    record(appeal, photos=len(photos))
    return appeal
