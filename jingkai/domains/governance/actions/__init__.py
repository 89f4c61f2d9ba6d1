"""All writes of governance beyond entering rows, which the registers do."""

from jingkai.domains.governance.actions.appealing import (
    accept_appeal,
    allow_more_time,
    answer_appeal,
    call_back,
    file_appeal,
    give_back,
    on_answer,
    rate_appeal,
    reopen_appeal,
)
from jingkai.domains.governance.actions.asking import (
    ask,
)
from jingkai.domains.governance.actions.campaigning import (
    accept_task,
    close_campaign,
    drop_task,
    report_task_done,
    send_task_back,
)
from jingkai.domains.governance.actions.carding import (
    answer_card,
    issue_card,
    issue_cards_due,
    lift_card,
    refuse_answer,
    settle_cards,
)
from jingkai.domains.governance.actions.filing import (
    declare_files,
)
from jingkai.domains.governance.actions.joining import (
    join_appeal,
    part_appeal,
)
from jingkai.domains.governance.actions.reckoning import (
    settle_days,
    settle_round_days,
    settle_rounds,
)
from jingkai.domains.governance.actions.reckoning_whistles import (
    settle_whistle_days,
)
from jingkai.domains.governance.actions.reporting import (
    report_from_grid,
)
from jingkai.domains.governance.actions.routing import (
    prepare_appeals,
    route_appeals,
    send_appeal,
)
from jingkai.domains.governance.actions.settling import (
    settle_appeals,
    settle_grids,
)
from jingkai.domains.governance.actions.settling_whistles import (
    guard_whistle,
    settle_duties,
    settle_whistles,
)
from jingkai.domains.governance.actions.solving import (
    add_hard_step,
    solve_hard,
)
from jingkai.domains.governance.actions.stretching import (
    allow_office_more_time,
    resume_whistle,
    suspend_whistle,
)
from jingkai.domains.governance.actions.telling_apart import (
    take_back_apart,
    tell_apart,
)
from jingkai.domains.governance.actions.whistling import (
    Call,
    call_office,
    rate_whistle,
    report_arrival,
    report_done,
    report_work,
    sound_whistle,
    withdraw_whistle,
)

__all__ = [
    "Call",
    "accept_appeal",
    "accept_task",
    "add_hard_step",
    "allow_more_time",
    "allow_office_more_time",
    "answer_appeal",
    "answer_card",
    "ask",
    "call_back",
    "call_office",
    "close_campaign",
    "declare_files",
    "drop_task",
    "file_appeal",
    "give_back",
    "guard_whistle",
    "issue_card",
    "issue_cards_due",
    "join_appeal",
    "lift_card",
    "on_answer",
    "part_appeal",
    "prepare_appeals",
    "rate_appeal",
    "rate_whistle",
    "refuse_answer",
    "reopen_appeal",
    "report_arrival",
    "report_done",
    "report_from_grid",
    "report_task_done",
    "report_work",
    "resume_whistle",
    "route_appeals",
    "send_appeal",
    "send_task_back",
    "settle_appeals",
    "settle_cards",
    "settle_days",
    "settle_round_days",
    "settle_rounds",
    "settle_duties",
    "settle_grids",
    "settle_whistle_days",
    "settle_whistles",
    "solve_hard",
    "sound_whistle",
    "suspend_whistle",
    "take_back_apart",
    "tell_apart",
    "withdraw_whistle",
]
