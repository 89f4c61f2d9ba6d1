"""All writes of the people's livelihood beyond entering rows, which the registers do."""

from jingkai.domains.livelihood.actions.banking import BankFile, Came, send_batch, take_answer
from jingkai.domains.livelihood.actions.batches import (
    approve_batch,
    assemble_batch,
    assemble_part,
    cancel_batch,
    check_batch,
    open_batch,
)
from jingkai.domains.livelihood.actions.claiming import end_claim, grant_claim, grant_unasked
from jingkai.domains.livelihood.actions.supporting import (
    change_support,
    end_person,
    grant_support,
    refuse_support,
    review_support,
    stop_support,
)
from jingkai.domains.livelihood.actions.villages import settle_villages

__all__ = [
    "BankFile",
    "Came",
    "approve_batch",
    "assemble_batch",
    "assemble_part",
    "cancel_batch",
    "change_support",
    "check_batch",
    "end_claim",
    "end_person",
    "grant_claim",
    "grant_support",
    "grant_unasked",
    "open_batch",
    "refuse_support",
    "review_support",
    "send_batch",
    "settle_villages",
    "stop_support",
    "take_answer",
]
