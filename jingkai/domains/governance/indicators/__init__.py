"""What governance counts, one module per family of nouns."""

from jingkai.domains.governance.indicators import appeals, campaigns, whistles

__all__ = ["appeals", "campaigns", "whistles"]
