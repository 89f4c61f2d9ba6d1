"""The verbs on an application as a whole: each on the version that was seen, in one table.

Where a process runs, a verb goes through the task that offers it; else it moves the case itself.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from ninja import Field, Router

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import ProcedureKind
from jingkai.domains.services.choices.approvals import DeliveryWay
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.bodies import Spoken
from jingkai.doors.api.endpoints.cases import CaseOut, page_for, told
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Day, Given, etag
from jingkai.doors.api.verbs import Verb, offer, stepping
from jingkai.kernel.cases.causes import CAUSES
from jingkai.kernel.errors import Forbidden, Refusal
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.errors import NotUnderWay
from jingkai.kernel.flows.models import Run
from jingkai.kernel.flows.queries import definitions

router = Router(tags=["cases"])
STEPS = may(scopes.CASES_STEP, Permission.CASE_VIEW)
Reason = Annotated[str, Field(min_length=1, max_length=2000, pattern=TEXT)]
SUPPLEMENT = "supplement"


class UnknownVersion(Refusal):
    """No such version of the process was published."""

    sentence = gettext_lazy("Its process has no published version {version}.")
    hint = gettext_lazy("`GET /cases/…/process` names the versions.")
    status = 422


class UnknownCause(Refusal):
    """A cause that suspends nothing."""

    sentence = gettext_lazy("“{cause}” is no cause of a suspension.")
    hint = gettext_lazy("Known: {known}.")
    status = 422


class CaseStepped(CaseOut):
    """The application after a step; its ETag is the version for the next one."""

    version: int = Field(description="the case's")


class Because(Given):
    """For a reason, which the applicant is told."""

    why: Reason = Field(description="the reason; the applicant is told")


class Wishing(Given):
    """With a reason, if there is one."""

    why: str = Field("", max_length=2000, pattern=TEXT, description="the reason, if there is one")


class Refusing(Because):
    """Why it is not accepted, and what the applicant can do."""

    remedy: str = Field("", max_length=2000, pattern=TEXT, description="what can be done about it")


class Point(Given):
    """One thing that is missing or wrong."""

    name: str = Field(min_length=1, max_length=200, pattern=TEXT, description="what it is")
    wrong: str = Field(min_length=1, max_length=300, pattern=TEXT, description="how")
    about: str = Field(
        "", max_length=100, pattern=TEXT, description="`material:<key>` or `field:<key>`"
    )


class Notice(Given):
    """All that is to be supplemented, at once."""

    items: list[Point] = Field(min_length=1, max_length=50, description="everything, at once")


class Answering(Given):
    """What came in: an answer to each point in the notice's order, and what changed."""

    answers: list[Annotated[str, Field(max_length=1000, pattern=TEXT)]] = Field(
        max_length=50, description="one for each point of the notice, in its order"
    )
    form: dict[
        Annotated[str, Field(max_length=60, pattern=TEXT)],
        Annotated[str, Field(max_length=2000, pattern=TEXT)] | int | bool,
    ] = Field({}, max_length=200, description="fields of the form that changed")
    materials: dict[
        Annotated[str, Field(max_length=60, pattern=TEXT)], Literal["paper", "uploaded"]
    ] = Field({}, max_length=200, description="materials that came, by their key")


class Beginning(Given):
    """Which special procedure begins."""

    kind: ProcedureKind
    note: str = Field("", max_length=2000, pattern=TEXT, description="what the applicant is told")


class Ending(Given):
    """What the special procedure found."""

    result: str = Field("", max_length=2000, pattern=TEXT, description="what it found")


class Extending(Because):
    """How much more time, and why."""

    amount: int = Field(ge=1, le=3650, description="in the limit's unit, working days as a rule")
    document: str = Field("", max_length=100, pattern=TEXT, description="number of the document")


class Deciding(Given):
    """Granted or not, with the reasons."""

    result: Literal["granted", "rejected"]
    opinion: str = Field("", max_length=2000, pattern=TEXT, description="needed when not granted")
    document_number: str = Field("", max_length=60, pattern=TEXT, description="of the decision")
    valid_until: Day | None = Field(
        None, description="the certificate's last day; by the matter's own validity if left out"
    )


class Delivering(Given):
    """How the result was handed over."""

    way: DeliveryWay | None = Field(None, description="as the applicant chose, if left out")
    note: str = Field("", max_length=300, pattern=TEXT, description="the number of the post, say")
    came_in_person: bool = Field(False, description="a visit is counted")

    def values(self, request: Any) -> dict[str, Any]:
        """The applicant's own choice where none is named."""
        return {**self.model_dump(), "way": self.way or ""}


class Suspending(Given):
    """Why work and clocks stand still, from which day on, by which provision."""

    cause: str = Field(
        min_length=1, max_length=30, pattern=TEXT,
        description="`applicant`, `force_majeure`, `court`, or a procedure such as `hearing`",
    )  # fmt: skip
    opinion: Reason = Field(description="the reason in words")
    basis: str = Field("", max_length=300, pattern=TEXT, description="the legal basis")
    on: Day | None = Field(None, description="from this day on; today if left out, never ahead")

    def values(self, request: Any) -> dict[str, Any]:
        """Raises UnknownCause; a supplement is asked for, not suspended."""
        if self.cause == SUPPLEMENT or self.cause not in CAUSES:
            known = "、".join(code for code in CAUSES if code != SUPPLEMENT)
            raise UnknownCause(field="cause", cause=self.cause, known=known)
        return self.model_dump()


class Resuming(Spoken):
    """From which day on it goes on."""

    on: Day | None = Field(None, description="from this day on; today if left out, never ahead")


class Migrating(Given):
    """To which version of its own process."""

    process_version: int = Field(ge=1, le=2**31 - 1, description="a published version's number")


def own_of(request: Asked, pk: int) -> Any:
    """The application, if the seat's own office decides or accepted it.

    What it doesn't see is not there; what it sees because of a task it moves by that task only.
    """
    approval = page_for(request, pk).approval
    if not queries.approvals_for(request.auth.seat).filter(pk=pk).exists():
        raise Forbidden
    return approval


def tell(request: Asked, response: HttpResponse, pk: int) -> dict[str, Any]:
    """How the application stands now."""
    approval = page_for(request, pk).approval
    response["ETag"] = etag(approval.case.version)
    return {**told(approval), "version": approval.case.version}


def process(act: Callable[..., Any]) -> Callable[..., Any]:
    """A verb of processes, on the application's case."""

    def run(*, approval: Any, **values: Any) -> Any:
        return act(case=approval.case_id, **values)

    return run


def migrate(*, approval: Any, process_version: int, by: Any, **values: Any) -> Any:
    """To a version by its number. Raises NotUnderWay, UnknownVersion."""
    run = Run.objects.filter(case=approval.case_id).only("definition__code").first()
    if run is None:
        raise NotUnderWay(number=approval.number)
    rows = definitions(by).filter(code=run.definition.code, version=process_version)
    definition = rows.exclude(state="draft").first()
    if definition is None:
        raise UnknownVersion(field="process_version", version=process_version)
    return flows.migrate(case=approval.case_id, definition=definition, by=by, **values)


VERBS = (
    Verb("accept", "accept_case", actions.accept,
         _("Accept it (受理): the statutory and the promised limit begin to run. Five working days,"
           " else it counts as accepted (Administrative Licensing Law, article 32)."), Spoken),
    Verb("refuse", "refuse_case", actions.refuse,
         _("Refuse acceptance in writing (不予受理), with the reason and what can be done"
           " (Administrative Licensing Law, article 32)."), Refusing),
    Verb("supplement", "ask_case_supplement", actions.ask_supplement,
         _("Tell once, and all at once, what is to be supplemented (一次性告知补正); the clocks"
           " stand still (Administrative Licensing Law, article 32)."), Notice),
    Verb("supplement/answer", "answer_supplement", actions.supplement,
         _("Hand in what the notice asked for, in full, as the applicant gave it to the counter;"
           " the clocks go on."), Answering),
    Verb("special", "begin_special", actions.begin_special,
         _("Begin a special procedure (特别程序): its time lies outside the limit, and the"
           " applicant is told so (Administrative Licensing Law, article 45)."), Beginning),
    Verb("special/end", "end_special", actions.end_special,
         _("End the special procedure with what it found; the clocks go on."), Ending),
    Verb("extend", "extend_case", actions.extend_limit,
         _("Allow more time, by who heads the office (延长期限); the applicant learns why"
           " (Administrative Licensing Law, article 42)."), Extending),
    Verb("decide", "decide_case", actions.decide,
         _("Grant or not (办结); what is granted gets its certificate in the same step"
           " (Administrative Licensing Law, articles 38 and 39)."), Deciding),
    Verb("deliver", "deliver_case", actions.deliver,
         _("Hand over the result (送达), within ten days of the decision (Administrative Licensing"
           " Law, article 44)."), Delivering),
    Verb("suspend", "suspend_case", process(flows.suspend),
         _("Suspend it (中止): its work and its clocks stand still, for a cause and from a day."),
         Suspending),
    Verb("resume", "resume_case", process(flows.resume),
         _("End the suspension: work and clocks go on."), Resuming),
    Verb("resubmit", "resubmit_case", process(flows.resubmit),
         _("Submit it again after it was returned to the applicant, to where it was returned."),
         Spoken),
    Verb("withdraw", "withdraw_case", actions.withdraw,
         _("Take it back at the applicant's word (撤回申请), before it is decided."), Wishing),
    Verb("terminate", "terminate_case", actions.terminate,
         _("End it where it stands (终止), when it can't be decided any more, with the reason."),
         Because),
    Verb("migrate", "migrate_case", migrate,
         _("Move it to another published version of its process, if what waits there waits in"
           " both; else nothing is done and the element that does not fit is named."), Migrating),
)  # fmt: skip
offer(router, "/cases/{pk}", VERBS, stepping("approval", own_of, tell), CaseStepped, STEPS)
