"""A small office world for the verbs: one kind of case, a family of processes, people to act."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from jingkai.kernel.access.models import Seat
from jingkai.kernel.cases.kinds import KINDS, CaseKind, ClockRule, Move, State, Unit
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.moving import CLOSED, open_case
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.doing import start_flow
from jingkai.kernel.flows.hooks import CALLS, FLOWS, FlowHooks
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.trail.acting import CODES, Machine, declare, perform, record

OPEN = "tests.flows.opened"
if OPEN not in CODES:
    declare(OPEN, gettext_lazy("Opened {subject}"))

PROMISED = ClockRule(
    code="promised", name="promised limit", unit=Unit.WORKDAYS, length=10,
    starts=frozenset({"accepted"}), stops=frozenset({"decided", CLOSED}), amber=3, red=1,
)  # fmt: skip
BEFORE = frozenset({"applied", "accepted"})
KIND = CaseKind(
    code="tests.matter", name="matter", first="applied", prefix="TM",
    states=(State("applied", "applied"), State("accepted", "accepted"),
            State("decided", "decided"), State("delivered", "delivered", final=True),
            *(State(code, code, final=True) for code in
              ("refused", "withdrawn", "terminated"))),
    moves=(
        Move("accept", "Accept", "accepted", frozenset({"applied"}), ""),
        Move("refuse", "Refuse", "refused", frozenset({"applied"}), ""),
        Move("grant", "Grant", "decided", frozenset({"accepted"}), Permission.TERMINATE),
        Move("deliver", "Deliver", "delivered", frozenset({"decided"}), ""),
        Move("withdraw", "Withdraw", "withdrawn", BEFORE, ""),
        Move("terminate", "Terminate", "terminated", BEFORE, ""),
    ),
    clocks=(PROMISED,),
)  # fmt: skip
KINDS.setdefault(KIND.code, KIND)

AGREE = 'outcomes="agree:同意,disagree:不同意"'
REVIEWS = "userTask role=services_reviewer days=3"
ACCEPT = """
    accept: userTask name=受理 role=services_clerk office==case.office days=5 outcomes="accept:受理,refuse:不予受理"
"""  # noqa: E501
DECIDE = """
    decide: userTask name=决定 role=services_approver office==case.office days=2 outcomes=grant:准予
"""
DELIVER = """
    deliver: userTask name=送达 role=services_clerk office==case.office outcomes="deliver:送达"
"""
STEPS = ACCEPT + DECIDE + DELIVER
PLAIN = drawn(
    f"""{STEPS}
    review: {REVIEWS} name=审查 office==case.reviewer {AGREE}
    start -> accept -> xor
    xor -> review : accept == "accept"
    xor => endrefused
    review -> decide -> deliver -> end
    """
)


def joint(how: str, ratio: str = "") -> str:
    """A process whose review is signed by several offices."""
    given = f"joint={how} {f'ratio={ratio}' if ratio else ''}".strip()
    return drawn(
        f"""{STEPS}
        sign: {REVIEWS} name=会签 offices==case.offices {given} {AGREE}
        start -> accept -> sign -> decide -> deliver -> end
        """
    )


BESIDE = drawn(
    f"""{STEPS}
    a: {REVIEWS} name=规划意见 office=bureau_a {AGREE}
    b: {REVIEWS} name=建设意见 office=bureau_b {AGREE}
    c: {REVIEWS} name=应急意见 office=bureau_c {AGREE}
    start -> accept -> and -> a, b, c -> and2 -> decide -> deliver -> end
    """
)
CALLING = drawn(
    f"""{ACCEPT}{DELIVER}
    call: serviceTask call=tests.issue
    start -> accept -> call -> deliver -> end
    """
)
PROCESSES = {
    "plain": PLAIN, "beside": BESIDE, "calling": CALLING,
    **{f"joint_{how}": joint(how) for how in ("all", "any", "order")},
    "joint_ratio": joint("ratio", "2/3"),
}  # fmt: skip


class Applicant:
    """Who asks: no seat, an account."""

    pk = None
    user_id = None
    name = "申请人"

    def __init__(self, zone_id: int) -> None:
        self.zone_id = zone_id

    def can(self, permission: str) -> bool:
        """An applicant has no permission of an office."""
        return False


ISSUED: list[Any] = []
HEARD: list[tuple[Any, ...]] = []
FACTS = {"reviewer": "bureau_a", "offices": ["bureau_a", "bureau_b", "bureau_c"]}


def _heard(name: str) -> Any:
    return lambda case, *told: HEARD.append((name, *told))


FLOWS[KIND.code] = FlowHooks(
    facts=lambda case: FACTS,
    is_applicant=lambda case, by: isinstance(by, Applicant),
    **{
        name: _heard(name)
        for name in ("moved", "finished", "ended", "returned_to_step", "returned_to_applicant",
                     "resubmitted", "supplement_asked", "supplemented")
    },
)  # fmt: skip
CALLS["tests.issue"] = lambda case, data, by: ISSUED.append(case.pk) or {"certificate": "ZZ1"}


class World:
    """The cast with two more people, the published processes, and short ways to act."""

    def __init__(self, cast: Any, *only: str) -> None:
        self.cast = cast
        by = Machine(zone_id=cast.zone.pk)
        self.clerk, self.chief = cast.hall_clerk, cast.hall_chief
        self.colleague = cast._seat("hall_clerk2", "丁然", cast.hall, "services_clerk", by)
        self.a, self.b, self.c = cast.reviewer_a, cast.reviewer_b, cast.reviewer_c
        self.manager, self.supervisor = cast.services_manager, cast.services_supervisor
        self.stranger = cast.community_clerk
        self.applicant = Applicant(cast.zone.pk)
        for code in only or PROCESSES:
            draft = flows.draft_definition(
                code=code, name=code, source=PROCESSES[code], by=self.manager
            )
            flows.publish_definition(definition=draft, by=self.manager)

    def case(self, process: str = "plain", officer: Seat | None = None) -> Case:
        """A case under way."""

        def work() -> Case:
            case = open_case(
                kind=KIND, title="示例许可", office=self.cast.hall, party="示例公司",
                officer=officer or self.clerk, by=self.clerk,
            )  # fmt: skip
            start_flow(case, process, by=self.clerk)
            record(case)
            return case

        return perform(OPEN, self.clerk, work)

    def open(self, case: Case, node: str, who: Seat | None = None) -> Task:
        """The open task of a step (of somebody's office)."""
        tasks = Task.objects.filter(case=case, node=node, state="open").exclude(kind="copy")
        if who is not None:
            tasks = tasks.filter(office=who.office_id)
        return tasks.order_by("-pk")[0]

    def accepted(self, process: str = "plain") -> Case:
        """A case that was accepted and goes on."""
        case = self.case(process)
        flows.complete(task=self.open(case, "accept"), outcome="accept", by=self.clerk)
        return case

    def decidable(self) -> Case:
        """A case before its decision."""
        case = self.accepted()
        flows.complete(task=self.open(case, "review"), outcome="agree", by=self.a)
        return case


def seen(case: Case) -> int:
    """The case's version as a page opened now shows it."""
    return Case.objects.values_list("version", flat=True).get(pk=case.pk)


def standing(case: Case) -> list[tuple[str, str]]:
    """The steps and states of what is not closed."""
    tasks = Task.objects.filter(case=case, state__in=["waiting", "open", "delegated"])
    return [(t.node, t.state) for t in tasks.exclude(kind="copy").order_by("pk")]


TOMORROW = date(2099, 1, 4)
