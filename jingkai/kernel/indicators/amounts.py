"""Amounts that a sum adds up: a column, or exact arithmetic over columns of one record.

Only +, − and × of whole numbers and decimals: their results are whole numbers and decimals again,
to the last digit, in every engine. A quotient isn't, and is formed once from the sums instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db import models

from jingkai.kernel.indicators.predicates import Path

type Sign = Literal["+", "−", "×"]
type Amount = Path | Computed
type Operand = Path | Computed | Decimal

# An engine of the lake holds 38 digits; with more than so many behind the point, amounts of the
# size that a nation spends would no longer fit.
MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Computed:
    """Two operands and a sign; a record that lacks one of the columns has no such amount."""

    sign: Sign
    left: Operand
    right: Operand

    @property
    def model(self) -> type[models.Model]:
        """The record that the columns belong to."""
        return next(columns_of(self)).model

    def __str__(self) -> str:
        return f"({self.left} {self.sign} {self.right})"


def columns_of(amount: Operand | None) -> Iterator[Path]:
    """Every column that the amount looks at."""
    if isinstance(amount, Computed):
        yield from columns_of(amount.left)
        yield from columns_of(amount.right)
    elif isinstance(amount, Path):
        yield amount
