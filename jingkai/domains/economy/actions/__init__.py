"""All writes of economic operation beyond entering rows, which the registers do."""

from jingkai.domains.economy.actions.relief import (
    apply_for_relief,
    give_up_relief,
    pay_relief,
)
from jingkai.domains.economy.actions.returns import close_month, restate_return

__all__ = [
    "apply_for_relief",
    "close_month",
    "give_up_relief",
    "pay_relief",
    "restate_return",
]
