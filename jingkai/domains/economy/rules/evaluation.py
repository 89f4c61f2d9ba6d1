"""The national evaluation of development zones: groups of weighted items, and a what-if."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `weight` in percent of its group; full points from `full`, none up to `floor`."""

    code: str
    name: str
    name_en: str
    unit: str
    weight: Decimal
    floor: Decimal
    full: Decimal
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One of the five kinds of items: `weight` in percent of the whole."""

    code: str
    name: str
    name_en: str
    weight: Decimal
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Points of a group, and those that missing items could still bring."""

    points: Decimal
    open: Decimal
    items: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The whole: points that are certain, and how many more the missing items could bring."""

    points: Decimal
    open: Decimal
    groups: Mapping[str, GroupScore]

    @property
    def of_known(self) -> Decimal | None:
        """The points as a share of those that known items can bring; nothing when none is known."""
        known = WHOLE - self.open
        return self.points / known if known else None


def read_edition(told: Mapping[str, Mapping[str, Any]]) -> tuple[Group, ...]:
    """An edition of the evaluation as the parameters have it; its weights make up the whole."""
    groups = tuple(
        Group(
            code, each["name"], each["name_en"], Decimal(each["weight"]),
            tuple(_item(key, item) for key, item in each["items"].items()),
        )
        for code, each in told.items()
    )  # fmt: skip
    sums = [sum(g.weight for g in groups), *(sum(i.weight for i in g.items) for g in groups)]
    if any(total != WHOLE for total in sums):
        raise ValueError(f"the weights of an evaluation make up {sums}, not 100 each")
    return groups


def _item(code: str, told: Mapping[str, Any]) -> Item:
    return Item(
        code, told["name"], told["name_en"], told["unit"], Decimal(told["weight"]),
        Decimal(told["floor"]), Decimal(told["full"]), told.get("figure", ""),
    )  # fmt: skip


def reached(value: Decimal, item: Item) -> Decimal:
    """Which share of an item's points a value brings, from 0 to 1.

    >>> item = Item("a", "", "", "%", WHOLE, Decimal(-10), Decimal(10))
    >>> [reached(Decimal(v), item) for v in (-20, 0, 10, 50)]
    [Decimal('0'), Decimal('0.5'), Decimal('1'), Decimal('1')]
    """
    share = (value - item.floor) / (item.full - item.floor)
    return min(max(share, Decimal(0)), Decimal(1))


def evaluate(groups: tuple[Group, ...], values: Mapping[str, Decimal | None]) -> Evaluated:
    """The points of a year; items without a value are left open, never counted as nothing.

    >>> item = Item("a", "", "", "", Decimal(60), Decimal(0), Decimal(10))
    >>> other = replace(item, code="b", weight=Decimal(40))
    >>> told = evaluate((Group("g", "", "", WHOLE, (item, other)),), {"a": Decimal(5)})
    >>> told.points, told.open, told.of_known
    (Decimal('30.0'), Decimal('40'), Decimal('0.5'))
    """
    scored: dict[str, GroupScore] = {}
    for group in groups:
        items: dict[str, Decimal | None] = {}
        still = Decimal(0)
        for item in group.items:
            most, value = group.weight * item.weight / WHOLE, values.get(item.code)
            items[item.code] = None if value is None else reached(value, item) * most
            still += most if value is None else 0
        points = sum((p for p in items.values() if p is not None), Decimal(0))
        scored[group.code] = GroupScore(points, still, items)
    return Evaluated(
        sum((g.points for g in scored.values()), Decimal(0)),
        sum((g.open for g in scored.values()), Decimal(0)),
        scored,
    )


def reweighted(groups: tuple[Group, ...], weights: Mapping[str, Decimal]) -> tuple[Group, ...]:
    """The edition with other weights of its groups, to see what would follow."""
    return tuple(replace(g, weight=weights.get(g.code, g.weight)) for g in groups)
