"""All writes of the people's livelihood beyond entering rows, which the registers do."""

from jingkai.domains.livelihood.actions.banking import BankFile, Came, send_batch, take_answer
from jingkai.domains.livelihood.actions.batches import (
    approve_batch,
    assemble_batch,
    assemble_part,
    cancel_batch,
    check_batch,
    open_batch,
    open_repayment,
)
from jingkai.domains.livelihood.actions.claiming import end_claim, grant_claim, grant_unasked
from jingkai.domains.livelihood.actions.filling import close_vacancy, fill_posts
from jingkai.domains.livelihood.actions.settling import settle_circles
from jingkai.domains.livelihood.actions.standards import publish_version
from jingkai.domains.livelihood.actions.supporting import (
    change_support,
    end_person,
    grant_support,
    refuse_support,
    review_support,
    stop_support,
)
from jingkai.domains.livelihood.actions.unemployment import end_unemployment
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
    "close_vacancy",
    "end_claim",
    "end_person",
    "end_unemployment",
    "fill_posts",
    "grant_claim",
    "grant_support",
    "grant_unasked",
    "open_batch",
    "open_repayment",
    "publish_version",
    "refuse_support",
    "review_support",
    "send_batch",
    "settle_circles",
    "settle_villages",
    "stop_support",
    "take_answer",
]
