"""Every verb of the offices on a case under way, and the drawing of its processes."""

from jingkai.kernel.flows.actions.definitions import (
    draft_definition,
    publish_definition,
    retire_definition,
)
from jingkai.kernel.flows.actions.ending import terminate, withdraw
from jingkai.kernel.flows.actions.halting import (
    ask_supplement,
    resubmit,
    resume,
    supplement,
    suspend,
)
from jingkai.kernel.flows.actions.handing import (
    add_signer,
    copy_to,
    delegate,
    give_back,
    remove_signer,
    transfer,
)
from jingkai.kernel.flows.actions.migrating import migrate
from jingkai.kernel.flows.actions.pressing import supervise, urge
from jingkai.kernel.flows.actions.returning import return_to, take_back
from jingkai.kernel.flows.actions.waking import deliver, wake, wake_due
from jingkai.kernel.flows.actions.working import claim, complete, mark_read, release

__all__ = [
    "add_signer",
    "ask_supplement",
    "claim",
    "complete",
    "copy_to",
    "delegate",
    "deliver",
    "draft_definition",
    "give_back",
    "mark_read",
    "migrate",
    "publish_definition",
    "release",
    "remove_signer",
    "resubmit",
    "resume",
    "retire_definition",
    "return_to",
    "supervise",
    "supplement",
    "suspend",
    "take_back",
    "terminate",
    "transfer",
    "urge",
    "wake",
    "wake_due",
    "withdraw",
]
