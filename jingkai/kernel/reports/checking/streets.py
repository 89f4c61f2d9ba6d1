"""Which street of the zone's life a passage is about: 诉求 and 热线 are of governance.

A short name (办结率, 满意率) is another figure in the hall's brief than in the hotline's. What a
passage is about is told by the domains' words in the paragraph before the amount, or in the
headings, and by the figure told before.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking.context import Said

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

STREET_SIGNS = ("sp:", "sh:", "sl:", "ch:")


@dataclass(frozen=True)
class Street:
    """The streets that the paragraph, the headings and the figure before speak of."""

    told: str
    here: frozenset[str]
    """Those of which the amount's own clause speaks: it may turn to another."""
    headed: frozenset[str]
    last: str
    cell: bool = False

    @classmethod
    def of(cls, evidence: "Evidence", said: Said) -> "Street":
        """What is known of an amount's place before it is linked."""
        streets, text = evidence.vocabulary.streets, ""
        if said.block.kind != "cell":
            lead, template = said.sentence.lead, said.sentence.template
            before = said.block.text[: said.quantity.start]
            text = before or lead + template[: said.sentence.slots[said.index]]
        else:
            text = said.block.caption
        cut = max(text.rfind(stop) for stop in ",;。:、!?") + 1
        here, told = all_of(text[cut:], streets), last_of(text[:cut], streets)
        headed = all_of(said.heading, streets) or all_of(said.above, streets)
        thread = evidence.thread
        last = street_of(thread.last) if thread.beside(said) else ""
        return cls(told, here, headed, last, said.block.kind == "cell" and bool(headed or told))

    def signs(self, code: str) -> list[str]:
        """The signs for and against a topic."""
        own, made = street_of(code), []
        if self.cell:
            known = self.headed or frozenset({self.told} if self.told else ())
            return [f"ch:{'own' if own in known else 'other'}{'' if len(known) == 1 else '~'}"]
        if self.told or self.here:
            made.append("sp:own" if own in {self.told, *self.here} else "sp:other")
        if self.headed:
            alone = "" if len(self.headed) == 1 else "~"
            made.append(f"sh:own{alone}" if own in self.headed else "sh:other")
        if self.last:
            made.append("sl:own" if self.last == own else "sl:other")
        return made


def street_of(code: str) -> str:
    """The street of a figure's or a topic's code."""
    return code.partition(".")[0]


def last_of(text: str, streets: Mapping[str, re.Pattern[str]]) -> str:
    """The street whose word stands last."""
    best, chosen = -1, ""
    for street, words in streets.items():
        for found in words.finditer(text):
            if found.end() > best:
                best, chosen = found.end(), street
    return chosen


def all_of(text: str, streets: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """The streets whose words stand in a heading."""
    return frozenset(street for street, words in streets.items() if words.search(text))


def patterns(told: Mapping[str, Iterable[str]]) -> dict[str, re.Pattern[str]]:
    """One pattern of words for each street."""
    return {street: re.compile("|".join(each)) for street, each in sorted(told.items()) if each}
