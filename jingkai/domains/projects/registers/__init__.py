"""What the doors show of projects."""

from jingkai.domains.projects.registers.parts import DOCUMENTS, LINES, PRODUCTS
from jingkai.domains.projects.registers.problems import PROBLEMS, STEPS
from jingkai.domains.projects.registers.projects import PROJECTS
from jingkai.domains.projects.registers.returns import PLANS, RETURNS

__all__ = [
    "DOCUMENTS",
    "LINES",
    "PLANS",
    "PROBLEMS",
    "PRODUCTS",
    "PROJECTS",
    "RETURNS",
    "STEPS",
]
