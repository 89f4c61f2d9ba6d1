"""What the people's livelihood refuses, by family of nouns."""

from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY, MoreThanPosts, NotOpen

__all__ = ["STEP_TOO_EARLY", "MoreThanPosts", "NotOpen"]
