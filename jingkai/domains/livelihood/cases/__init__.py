"""The dated values of the people's livelihood, and the kinds of its cases."""

from jingkai.domains.livelihood.cases.parameters import PARAMETERS, circle_rules, dated

__all__ = ["PARAMETERS", "circle_rules", "dated"]
