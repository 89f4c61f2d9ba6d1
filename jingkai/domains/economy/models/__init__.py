"""The nouns of economic operation, one module per family."""

from jingkai.domains.economy.models.enterprises import EnterpriseMonth, EnterpriseYear
from jingkai.domains.economy.models.relief import Relief
from jingkai.domains.economy.models.returns import (
    MonthClosing,
    MonthlyReturn,
    Restatement,
    month_words,
)
from jingkai.domains.economy.models.statements import Statement

__all__ = [
    "EnterpriseMonth",
    "EnterpriseYear",
    "MonthClosing",
    "MonthlyReturn",
    "Relief",
    "Restatement",
    "Statement",
    "month_words",
]
