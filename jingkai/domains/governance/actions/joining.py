"""Appeals of one matter joined to one of them; nobody who asked is lost."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.appealing import next_round
from jingkai.domains.governance.actions.reckoning import kept
from jingkai.domains.governance.actions.telling import tell_office
from jingkai.domains.governance.choices import AppealState
from jingkai.domains.governance.errors import CannotJoin, ToldApart
from jingkai.domains.governance.models import Appeal
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.queries.nearby import apart_from
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.steps import locked, require
from jingkai.kernel.trail.acting import Actor, action


@action("governance.appeal.joined", _("Joined {subject} to {other}"))
def join_appeal(*, appeal: Appeal, to: Appeal, by: Actor) -> Appeal:
    """Join an appeal to another of the same matter: its asker gets that one's answer."""
    require(by, P.APPEAL_FILE)
    first, second = sorted((appeal.pk, to.pk))
    rows = {row.pk: row for row in (locked(appeal), locked(to))} if first != second else {}
    if not rows:
        raise CannotJoin(number=appeal.number, other=to.number)
    appeal, to = rows[appeal.pk], rows[to.pk]
    cases.APPEAL.move("join", state=appeal.state)
    if to.state not in cases.AT_WORK:
        raise CannotJoin(number=appeal.number, other=to.number)
    if to.pk in apart_from(appeal):
        raise ToldApart(number=appeal.number, other=to.number)
    for one in Appeal.objects.select_for_update(of=("self",)).filter(joined_to=appeal):
        one.joined_to = to
        kept(one, other=to.number)
    appeal.joined_to = to
    appeal.accepted_on = None
    return kept(appeal, other=to.number)


@action("governance.appeal.parted", _("{subject} stands by itself again: {because}"))
def part_appeal(*, appeal: Appeal, because: str, by: Actor) -> Appeal:
    """Take an appeal out of the matter that it was joined to by mistake.

    One that was given the other's answer already begins its next round: that answer was not to its
    matter, and stays on record as an earlier round.
    """
    require(by, P.APPEAL_FILE)
    appeal = locked(appeal)
    if appeal.joined_to_id is None:
        raise CannotJoin(number=appeal.number, other="—")
    if appeal.state != AppealState.JOINED:
        return next_round(appeal, zone_today(), because)
    appeal.joined_to = None
    kept(appeal, because=because)
    tell_office("governance.appeal.arrived", appeal)
    return appeal
