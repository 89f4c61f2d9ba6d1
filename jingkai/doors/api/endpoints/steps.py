"""The verbs of the offices on a task: each an address, each on the version that was seen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.after import ToDo, to_do
from jingkai.doors.api.endpoints.bodies import (
    Completing,
    Copying,
    Handing,
    Returning,
    Signing,
    Spoken,
    Supervising,
    Supplementing,
)
from jingkai.doors.api.endpoints.tasks import task_for
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import etag, once_key, version_of
from jingkai.doors.api.verbs import Verb, offer
from jingkai.kernel.flows import actions
from jingkai.kernel.flows.errors import NotYours

router = Router(tags=["tasks"])
WRITES = may(scopes.TASKS_WRITE)


class Stepped(Schema):
    """What came of a step; its ETag is the version for the next one."""

    task: int
    state: str
    outcome: str
    case: int
    number: str
    case_state: str
    version: int
    to_do: list[ToDo]


def step(
    request: Asked, response: HttpResponse, pk: int, seen: str, key: str,
    act: Callable[..., Any], **values: Any,
) -> dict[str, Any]:  # fmt: skip
    """Take the step. What the seat may not see is not there; what others have is refused."""
    seat = request.auth.seat
    try:
        task = act(
            task=pk, by=seat, version=version_of(seen), **values,
            idempotency_key=once_key(request, key),
        )  # fmt: skip
    except NotYours:
        task_for(seat, pk)
        raise
    case = task.case
    response["ETag"] = etag(case.version)
    return {
        "task": task.pk, "state": task.state, "outcome": task.outcome, "case": case.pk,
        "number": case.number, "case_state": case.state, "version": case.version,
        "to_do": to_do(case),
    }  # fmt: skip


VERBS = (
    Verb("claim", "claim_task", actions.claim,
         _("Claim it (签收): from here on it is in the seat's hands.")),
    Verb("release", "release_task", actions.release,
         _("Give a claimed task back to whoever may claim it.")),
    Verb("complete", "complete_task", actions.complete,
         _("Do it (办结) with one of its outcomes; the process goes on when its signers have"
           " decided."), Completing),
    Verb("transfer", "transfer_task", actions.transfer,
         _("Hand it on to another seat for good (转办)."), Handing),
    Verb("delegate", "delegate_task", actions.delegate,
         _("Let another seat do the work and give it back (委派); the decision stays here."),
         Handing),
    Verb("give-back", "give_task_back", actions.give_back,
         _("Give a delegated task back with one's opinion."), Spoken),
    Verb("signers", "add_signer", actions.add_signer,
         _("Ask another seat to sign, before one's own signature or after it (加签)."), Signing),
    Verb("remove-signer", "remove_signer", actions.remove_signer,
         _("Do without a signer who has not signed yet (减签)."), Spoken),
    Verb("copies", "send_copies", actions.copy_to, _("Send copies to be read (抄送)."), Copying),
    Verb("read", "mark_copy_read", actions.mark_read, _("Mark a copy as read (已阅).")),
    Verb("return", "return_task", actions.return_to,
         _("Return the case (驳回): `applicant`, `previous`, or any passed step by its id."),
         Returning),
    Verb("take-back", "take_task_back", actions.take_back,
         _("Take back what one has done oneself (撤回), while nobody has begun what follows."),
         Spoken),
    Verb("urge", "urge_task", actions.urge, _("Urge whoever has it (催办), once a day."), Spoken),
    Verb("supervise", "supervise_task", actions.supervise,
         _("Supervise it (督办): to be done by that day, whatever its own limit says."),
         Supervising),
    Verb("supplement", "ask_for_supplement", actions.ask_supplement,
         _("Ask the applicant to supplement (补正): once, everything at once; the clocks stand"
           " still (Administrative Licensing Law, article 32)."), Supplementing),
)  # fmt: skip
offer(router, "/tasks/{pk}", VERBS, step, Stepped, WRITES)
