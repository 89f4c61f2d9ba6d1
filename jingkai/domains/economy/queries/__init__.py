"""All reads of economic operation, scoped to the seat that asks."""

from jingkai.domains.economy.cases import edition_of
from jingkai.domains.economy.queries.due import Due, due_for
from jingkai.domains.economy.queries.efficiency import (
    Efficient,
    efficiency,
    efficiency_items,
    item_names,
)
from jingkai.domains.economy.queries.evaluation import (
    Line,
    ZoneEvaluated,
    evaluation,
    evaluation_codes,
    national_evaluation,
)
from jingkai.domains.economy.queries.relief import (
    Speed,
    happenings,
    relief_speed,
    relief_standing,
    relief_tables,
)
from jingkai.domains.economy.queries.returns import (
    amount_of,
    closing_of,
    closings_for,
    due_date,
    missing_series,
    newest_month,
    parameter,
    restatements_for,
    returns_for,
)
from jingkai.domains.economy.queries.rows import (
    enterprise_months_for,
    enterprise_years_for,
    reliefs_for,
    statements_for,
)
from jingkai.domains.economy.queries.threshold import Warned, warnings, words_of

__all__ = [
    "Due",
    "Efficient",
    "Line",
    "Speed",
    "Warned",
    "ZoneEvaluated",
    "amount_of",
    "closing_of",
    "closings_for",
    "due_date",
    "due_for",
    "edition_of",
    "efficiency",
    "efficiency_items",
    "enterprise_months_for",
    "enterprise_years_for",
    "evaluation",
    "evaluation_codes",
    "happenings",
    "item_names",
    "missing_series",
    "national_evaluation",
    "newest_month",
    "parameter",
    "relief_speed",
    "relief_standing",
    "relief_tables",
    "reliefs_for",
    "restatements_for",
    "returns_for",
    "statements_for",
    "warnings",
    "words_of",
]
