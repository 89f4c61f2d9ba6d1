"""All writes of party building beyond entering rows, which the registers do."""

from jingkai.domains.party_building.actions.rectifying import (
    allow_more_time,
    close_finding,
    order_finding,
    report_finding,
    send_finding_back,
)
from jingkai.domains.party_building.actions.settling import settle_meetings, settle_organisations
from jingkai.domains.party_building.actions.tasks import (
    end_pairing,
    finish_task,
    reach_milestone,
    replan_milestone,
)
from jingkai.domains.party_building.actions.visiting import (
    Filing,
    answer_question,
    file_question,
    matters_of_appeals,
    on_question,
    raise_question,
    take_answer,
    tell_back,
)

__all__ = [
    "Filing",
    "allow_more_time",
    "answer_question",
    "close_finding",
    "end_pairing",
    "file_question",
    "finish_task",
    "matters_of_appeals",
    "on_question",
    "order_finding",
    "raise_question",
    "reach_milestone",
    "replan_milestone",
    "report_finding",
    "send_finding_back",
    "settle_meetings",
    "settle_organisations",
    "take_answer",
    "tell_back",
]
