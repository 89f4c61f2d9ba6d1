"""What is counted of government services."""

from jingkai.domains.services.indicators import matters

__all__ = ["matters"]
