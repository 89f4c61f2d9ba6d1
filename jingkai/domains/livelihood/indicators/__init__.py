"""What the people's livelihood counts."""

from jingkai.domains.livelihood.indicators import circles, community, support, work

__all__ = ["circles", "community", "support", "work"]
