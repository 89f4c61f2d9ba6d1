"""Pure rules of economic operation: values in, values out."""

from jingkai.domains.economy.rules.returns import (
    Gap,
    adds_up,
    days_late,
    due_on,
    gaps,
    month_after,
    months_between,
    return_faults,
)

__all__ = [
    "Gap",
    "adds_up",
    "days_late",
    "due_on",
    "gaps",
    "month_after",
    "months_between",
    "return_faults",
]
