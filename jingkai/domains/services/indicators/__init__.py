"""What is counted of government services."""

from jingkai.domains.services.indicators import approvals, matters

__all__ = ["approvals", "matters"]
