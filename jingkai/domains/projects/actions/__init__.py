"""All writes of projects beyond entering rows, which the registers do."""

from jingkai.domains.projects.actions.following import follow_parcels
from jingkai.domains.projects.actions.problems import (
    close_problem,
    escalate_problem,
    raise_problem,
    report_solved,
    return_problem,
    take_measure,
)
from jingkai.domains.projects.actions.projects import (
    assign_officer,
    correct_milestone,
    end_project,
    reach_milestone,
    record_document,
    register_project,
    replan_milestone,
    resume_work,
    stop_work,
)
from jingkai.domains.projects.actions.returns import change_return, file_return, reverse_return
from jingkai.domains.projects.actions.settling import (
    settle_problems,
    settle_projects,
    settle_steps,
)
from jingkai.domains.projects.actions.telling import remind_officers

__all__ = [
    "assign_officer",
    "change_return",
    "close_problem",
    "correct_milestone",
    "end_project",
    "escalate_problem",
    "file_return",
    "follow_parcels",
    "raise_problem",
    "reach_milestone",
    "record_document",
    "register_project",
    "remind_officers",
    "replan_milestone",
    "report_solved",
    "resume_work",
    "return_problem",
    "reverse_return",
    "settle_problems",
    "settle_projects",
    "settle_steps",
    "stop_work",
    "take_measure",
]
