"""What is counted of government services."""

from jingkai.domains.services.indicators import approvals, awards, matters

__all__ = ["approvals", "awards", "matters"]
