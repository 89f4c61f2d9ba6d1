"""What the people's livelihood counts."""

from jingkai.domains.livelihood.indicators import circles, work

__all__ = ["circles", "work"]
