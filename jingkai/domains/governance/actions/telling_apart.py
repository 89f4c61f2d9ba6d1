"""Two appeals that look alike are told apart, so that they aren't proposed to be joined again."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.errors import NotTwo, TakenBack
from jingkai.domains.governance.models import Appeal, AppealsApart
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.queries.nearby import apart_from
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.steps import locked, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("governance.appeal.told_apart", _("Told {subject} apart"))
def tell_apart(*, appeal: Appeal, other: Appeal, by: Actor, because: str = "") -> AppealsApart:
    """Say that two appeals are not of the same matter; neither is proposed for the other again.

    Raises NotTwo.
    """
    require(by, P.APPEAL_FILE)
    if appeal.pk == other.pk or appeal.zone_id != other.zone_id:
        raise NotTwo(number=appeal.number, other=other.number)
    # Both are held, the older first: whoever tells them apart from the other side waits.
    first, second = map(locked, sorted((appeal, other), key=lambda one: one.pk))
    if second.pk in apart_from(first):
        raise NotTwo(number=appeal.number, other=other.number)
    return saved(
        AppealsApart(
            zone_id=by.zone_id, first=first, second=second, told_on=zone_today(),
            because=because, teller=by.name,
        ),
        because=because,
    )  # fmt: skip


@action("governance.appeal.apart_taken_back", _("Took back that {subject}: {because}"))
def take_back_apart(*, pair: AppealsApart, because: str, by: Actor) -> AppealsApart:
    """They may be of the same matter after all, and are proposed again. Raises TakenBack."""
    require(by, P.APPEAL_FILE)
    held = locked(pair)
    if held.taken_back_on is not None:
        raise TakenBack(pair=str(held))
    held.taken_back_on, held.taken_back_because = zone_today(), because
    return saved(held, because=because)
