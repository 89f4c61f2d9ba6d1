"""A sentence as rules see it: every amount in it is one sign, so that only the words count."""

import re
from dataclasses import dataclass

from jingkai.kernel.reports.checking.periods import Mention
from jingkai.kernel.reports.checking.quantities import Quantity

SLOT = "□"


@dataclass(frozen=True)
class Sentence:
    """A sentence as a template, its amounts and periods; `starts` when a full stop is before it."""

    template: str
    slots: tuple[int, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    starts: bool = True
    lead: str = ""
    """The sentence before, when it has no amount: 固定资产投资稳步增长。"""

    def left(self, index: int) -> str:
        """From the amount before (or the sentence's start) to this one."""
        start = self.slots[index - 1] + 1 if index else 0
        return self.template[start : self.slots[index]]

    def right(self, index: int) -> str:
        """From this amount to the next, or to the clause's end."""
        end = self.slots[index + 1] if index + 1 < len(self.slots) else len(self.template)
        stretch = self.template[self.slots[index] + 1 : end]
        return re.split(r"[,;。:]", stretch, maxsplit=1)[0]

    def before(self, index: int) -> str:
        """All of the sentence before this amount."""
        return self.template[: self.slots[index]]
