"""Records that a report names: their attributes, to check the numbers beside their names.

A domain tells its records in its application's `ready()`:

    checking.records.tells_records(queries.named_deals)
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jingkai.kernel.errors import Sentence
from jingkai.kernel.reports.checking.finding import Found
from jingkai.kernel.reports.checking.joining import narrow

SHORTEST = 4
"""Characters that a record's name must have to be found in prose."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A quantity of a record in base units; `words` is a pattern of the prose beside it."""

    code: str
    name: Sentence
    value: Decimal
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record with the names it goes by; `code` leads to it: "investment.deals/7"."""

    code: str
    label: str
    names: tuple[str, ...]
    attributes: tuple[Attribute, ...]


type Resolver = Callable[[Any], Iterable[NamedRecord]]
"""The records that a seat may see."""

_RESOLVERS: list[Resolver] = []


def tells_records(resolver: Resolver) -> None:
    """A domain's records can be found in reports from now on."""
    if resolver not in _RESOLVERS:
        _RESOLVERS.append(resolver)


def records_for(seat: Any) -> list[NamedRecord]:
    """All records that the domains tell this seat."""
    return [record for resolver in _RESOLVERS for record in resolver(seat)]


class Names:
    """Finds which record a stretch names."""

    def __init__(self, records: Iterable[NamedRecord]) -> None:
        self.of_name: dict[str, NamedRecord | None] = {}
        for record in records:
            for name in {_plain(name) for name in record.names}:
                if len(name) >= SHORTEST:
                    # a name that two records share tells nothing
                    self.of_name[name] = None if name in self.of_name else record
        ordered = sorted(self.of_name, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def attribute(self, found: Found) -> tuple[NamedRecord, Attribute] | None:
        """The attribute that an amount states of the record named beside it."""
        sentence, index = found.said.sentence, found.said.index
        record = self._nearest(sentence.template, sentence.slots[index])
        if record is None or found.said.quantity.value is None:
            return None
        around = f"{found.said.left}{found.said.right}"
        fitting = [
            each
            for each in record.attributes
            if each.unit == found.unit and re.search(each.words, around)
        ]
        return (record, fitting[0]) if len(fitting) == 1 else None

    def _nearest(self, template: str, slot: int) -> NamedRecord | None:
        """The record named last before the amount, else the one named right behind it."""
        if self.pattern is None:
            return None
        places = [
            (match.start(), self.of_name[match[0]]) for match in self.pattern.finditer(template)
        ]
        before = [record for place, record in places if place < slot]
        behind = [record for place, record in places if place > slot]
        if before:
            return before[-1]
        return behind[0] if behind else None


def _plain(name: str) -> str:
    return "".join(map(narrow, name)).replace(" ", "")
