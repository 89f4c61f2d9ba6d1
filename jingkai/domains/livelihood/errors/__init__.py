"""What the people's livelihood refuses, by family of nouns."""

from jingkai.domains.livelihood.errors.circles import NoStreets
from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY, NotOpen

__all__ = ["STEP_TOO_EARLY", "NoStreets", "NotOpen"]
