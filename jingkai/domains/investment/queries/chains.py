"""Chains as they stand on a day: who is on which node, and the gaps that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from jingkai.domains.investment import cases, rules
from jingkai.domains.investment.choices import GapKind
from jingkai.domains.investment.models import Chain, ChainNode, GapTarget
from jingkai.domains.investment.queries.rows import chains_for, nodes_for, targets_for
from jingkai.kernel.registers.tabling import amount


@dataclass(frozen=True)
class NodeView:
    """A node with what stands on it on a day, and what is weak there."""

    node: ChainNode
    enterprises: int
    capacity: Decimal | None
    gaps: tuple["GapView", ...] = ()


@dataclass(frozen=True)
class GapView:
    """A gap with its sentence and the open target that was set for it."""

    gap: rules.Gap
    node: ChainNode
    sentence: str
    target: GapTarget | None


@dataclass(frozen=True)
class ChainView:
    """A chain with its nodes in order."""

    chain: Chain
    nodes: tuple[NodeView, ...]

    @property
    def gaps(self) -> tuple[GapView, ...]:
        """All gaps of the chain."""
        return tuple(gap for node in self.nodes for gap in node.gaps)


def chains_on(seat: Any, on: date) -> list[ChainView]:
    """Every chain of the zone as it stands on a day, with its gaps."""
    nodes: dict[int, list[ChainNode]] = {}
    for node in _nodes_on(seat, on):
        nodes.setdefault(node.chain_id, []).append(node)
    targets = {
        (target.node_id, target.kind): target
        for target in targets_for(seat).filter(closed_on__isnull=True)
    }
    return [_view(chain, nodes.get(chain.pk, []), targets, on) for chain in chains_for(seat)]


def chain_gaps(seat: Any, on: date) -> list[GapView]:
    """Every gap of the zone's chains on a day."""
    return [gap for chain in chains_on(seat, on) for gap in chain.gaps]


def gap_of(seat: Any, node: ChainNode, kind: str, on: date) -> GapView | None:
    """A node's gap of a kind on a day, or None when there is none."""
    found = (gap for gap in chain_gaps(seat, on) if gap.node.pk == node.pk and gap.gap.kind == kind)
    return next(found, None)


def _nodes_on(seat: Any, on: date) -> list[Any]:
    """The nodes with the number and capacity of the enterprises in production on a day."""
    there = Q(presences__since__lte=on) & (
        Q(presences__until__isnull=True) | Q(presences__until__gt=on)
    )
    return list(
        nodes_for(seat)
        .annotate(
            enterprises=Count("presences", filter=there),
            capacity=Sum("presences__capacity", filter=there),
        )
        .order_by("chain", "order", "pk")
    )


def _view(
    chain: Chain, nodes: Sequence[Any], targets: dict[tuple[int, str], GapTarget], on: date
) -> ChainView:
    states = [rules.NodeState(n.code, n.order, n.enterprises, n.capacity) for n in nodes]
    factors = {pair: Decimal(f) for pair, f in cases.value("conversion", on, "chains").items()}
    tolerance = Decimal(cases.value("mismatch_tolerance", on, "chains"))
    by_code = {node.code: node for node in nodes}
    gaps: dict[str, list[GapView]] = {}
    for gap in rules.chain_gaps(states, factors, tolerance):
        node = by_code[gap.node]
        gaps.setdefault(gap.node, []).append(
            GapView(gap, node, gap_words(gap, by_code), targets.get((node.pk, gap.kind)))
        )
    return ChainView(
        chain,
        tuple(
            NodeView(node, node.enterprises, node.capacity, tuple(gaps.get(node.code, ())))
            for node in nodes
        ),
    )


def gap_words(gap: rules.Gap, nodes: dict[str, Any]) -> str:
    """The gap in a sentence, with its figures."""
    node = nodes[gap.node]
    if gap.kind == GapKind.NO_ENTERPRISE:
        return _("No enterprise makes “{node}” here.").format(node=node.name)
    if gap.kind == GapKind.SINGLE_SUPPLIER:
        return _("A single enterprise makes “{node}” here.").format(node=node.name)
    words = _(
        "“{node}” makes {capacity} a year; “{neighbour}” matches {needed}: {missing} are missing."
    )
    return words.format(
        node=node.name,
        capacity=amount(node.capacity, node.unit),
        neighbour=nodes[gap.neighbour].name,
        needed=amount(gap.needed, node.unit),
        missing=amount(gap.missing, node.unit),
    )
