"""An appeal as somebody files it from outside: with photos, once however often it is sent."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.actions.appealing import file_appeal
from jingkai.domains.governance.choices import AppealSource
from jingkai.domains.governance.models import Appeal, AppealKind
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.trail.acting import action, record


@action("governance.appeal.asked", _("Filed {subject} from outside, {photos} photos"))
def ask(
    *, kind: AppealKind, title: str, by: Any, source: str = AppealSource.WEB,
    photos: Sequence[Item] = (), **more: Any,
) -> Appeal:  # fmt: skip
    """File an appeal with its photos, all of it or nothing; `by` is the portal or a program's seat.

    Give the form's own key as `idempotency_key`, so that a second sending files nothing.
    """
    appeal = file_appeal(kind=kind, title=title, source=source, by=by, **more)
    if photos:
        attach_all(holder=appeal, items=photos, by=by)
    record(appeal, photos=len(photos))
    return appeal
