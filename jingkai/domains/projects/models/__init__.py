"""Nouns of projects."""

from jingkai.domains.projects.models.parts import ProductionLine, ProjectDocument, ProjectProduct
from jingkai.domains.projects.models.problems import Problem, ProblemStep
from jingkai.domains.projects.models.projects import Project
from jingkai.domains.projects.models.returns import ProjectReturn, YearPlan

__all__ = [
    "Problem",
    "ProblemStep",
    "ProductionLine",
    "Project",
    "ProjectDocument",
    "ProjectProduct",
    "ProjectReturn",
    "YearPlan",
]
