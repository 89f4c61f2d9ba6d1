"""What is done with the gaps of a chain: targets, and leads under them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import queries
from jingkai.domains.investment.actions.common import own_office
from jingkai.domains.investment.choices import Channel, GapKind
from jingkai.domains.investment.errors import NoSuchGap, TargetClosed, TargetOpenAlready
from jingkai.domains.investment.models import ChainNode, GapTarget, Lead
from jingkai.domains.investment.permissions import Permission
from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require
from jingkai.kernel.trail.acting import Actor, action, record


@action("investment.target.set", _("Set the target {subject}"))
def set_target(
    *,
    node: ChainNode,
    kind: str,
    on: date,
    by: Any,
    due_on: date | None = None,
    content: str = "",
    office: Office | None = None,
) -> GapTarget:
    """Turn a gap that the chain has on this day into something to look for."""
    require(by, Permission.CHAIN_EDIT)
    gap = queries.gap_of(by, node, kind, on)
    if gap is None:
        raise NoSuchGap(field="kind", node=node.name, kind=GapKind(kind).label)
    if gap.target is not None:
        raise TargetOpenAlready(node=node.name)
    target = GapTarget(
        zone_id=node.zone_id, node=node, kind=kind, missing=_stored(gap.gap.missing),
        content=content or gap.sentence, office=own_office(by, office), set_on=on, due_on=due_on,
    )  # fmt: skip
    target.full_clean(exclude=["zone"])
    target.save()
    record(target, node=node.code, kind=kind)
    return target


def _stored(amount: Any) -> Any:
    """An amount with as many places as the column keeps."""
    return None if amount is None else round(amount, 4)


@action("investment.target.lead_opened", _("Opened the lead {subject} under a chain target"))
def open_lead(
    *, target: GapTarget, name: str, on: date, by: Actor, investor: str = "", city: str = ""
) -> Lead:
    """Open a lead, in the pool, for an investor who could fill the gap."""
    require(by, Permission.LEAD_EDIT)
    if target.closed_on:
        raise TargetClosed(target=target.content, day=target.closed_on)
    not_before(on, target.set_on, _("day set"))
    lead = Lead(
        zone_id=target.zone_id, number=next_after(Lead, target.zone_id, "XS", on), name=name,
        investor=investor, channel=Channel.CHAIN, target=target, node=target.node,
        industry=target.node.chain.name, city=city, province=f"{city[:2]}0000" if city else "",
        content=target.content, office=own_office(by, target.office), opened_on=on,
    )  # fmt: skip
    lead.full_clean(exclude=["zone"])
    lead.save()
    record(lead, target=target.content)
    return lead


@action("investment.target.closed", _("Closed the target {subject}"))
def close_target(*, target: GapTarget, on: date, by: Actor) -> GapTarget:
    """Close a target: the gap is filled, or no longer looked at."""
    require(by, Permission.CHAIN_EDIT)
    target = locked(target)
    if target.closed_on:
        raise TargetClosed(target=target.content, day=target.closed_on)
    not_before(on, target.set_on, _("day set"))
    target.closed_on = on
    target.save()
    record(target, on=on)
    return target
