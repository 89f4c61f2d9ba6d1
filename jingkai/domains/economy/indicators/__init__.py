"""What is counted of economic operation."""

from jingkai.domains.economy.indicators import relief, returns

__all__ = ["relief", "returns"]
