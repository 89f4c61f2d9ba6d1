"""A case on its record's page: its clocks with their reasons, its tasks, its way, its files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from jingkai.domains.services.queries import letters_of
from jingkai.doors.office.work.outcomes import named, outcomes_in, taken_over, words_of
from jingkai.doors.office.work.places import due_words, page_of, record_of, register_of
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.kinds import KINDS
from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.cases.recounting import clocks_of
from jingkai.kernel.cases.words import names_of
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.choices import STANDING, TaskKind, Verb
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.offering import offered
from jingkai.kernel.flows.processes import spec_of

CALM = {Verb.CLAIM, Verb.COMPLETE, Verb.GIVE_BACK, Verb.READ, Verb.RESUME, Verb.RESUBMIT}
STERN = {Verb.TERMINATE, Verb.RETURN, Verb.WITHDRAW}


@seated()
def show_case(request: SeatedRequest, pk: int) -> HttpResponse:
    """To the page of the record that the case is about."""
    case = Case.objects.filter(zone_id=request.seat.zone_id, pk=pk).first()
    if case is None:
        raise Http404
    record = record_of(request.seat, case)
    task = request.GET.get("task", "")
    anchor = f"#task-{task}" if task.isdecimal() else ""
    return redirect(page_of(case, record) + anchor)


def has_case(record: Any) -> bool:
    """Whether a record is a case's; a domain's own case of another kind is none."""
    if getattr(record, "case_id", None) is None:
        return False
    return record._meta.get_field("case").related_model is Case


def own_verbs(record: Any, codes: Iterable[str]) -> frozenset[str]:
    """The verbs of the record that its process does not offer itself while it goes on."""
    if not has_case(record):
        return frozenset(codes)
    rows = Run.objects.select_related("definition").defer("state", "definition__source")
    run = rows.filter(case=record.case_id, finished_at=None).first()
    return frozenset(codes) - (taken_over(run.definition) if run else frozenset())


def facts(record: Any, seat: Seat) -> dict[str, Any]:
    """What the page tells of a record's case."""
    case = Case.objects.select_related("office").get(pk=record.case_id)
    run = Run.objects.select_related("definition").filter(case=case).first()
    tasks = queries.tasks_of(case) if run else []
    if run:
        case.run = run
    clocks = clocks_of(case)
    return {
        "case": case,
        "clocks": [clock_row(clock) for clock in clocks if clock.task_id is None],
        "step_clocks": [clock_row(clock) for clock in clocks if clock.task_id is not None],
        "open_tasks": [task_row(task, seat) for task in tasks if task.state in STANDING],
        "case_verbs": verbs_of(case, seat) if run else [],
        "moves": moves_of(case, run),
        "letters": letters_of(record),
        "steps": steps_of(case, tasks) if run else [],
        "register": register_of(case),
        "halts": [halt.label for halt in run.halts] if run else [],
    }


def clock_row(clock: Any) -> dict[str, Any]:
    """A clock with its reason, step by step."""
    told = clock.explain()
    return {
        "clock": clock,
        "parts": [part.sentence for part in told.parts],
        "sentence": str(told),
        "basis": clock.deadline.basis,
    }


def task_row(task: Task, seat: Seat) -> dict[str, Any]:
    """A task under way, with what this seat may do with it."""
    day = task.supervised_on or task.due_on
    words, tone = due_words(day, zone_today())
    who = task.holder or task.seat
    return {
        "task": task,
        "who": who.name if who else (task.office.name if task.office else ""),
        "to_claim": task.holder_id is None and task.kind != TaskKind.COPY,
        "due": day,
        "words": words,
        "tone": tone,
        "verbs": verbs_of(task, seat),
    }


def verbs_of(subject: Task | Case, seat: Seat) -> list[dict[str, Any]]:
    """The verbs that somebody is offered, with how each button looks; one stands out."""
    verbs = offered(subject, seat)
    first = next((verb for verb in verbs if verb in CALM), None)
    tones = {verb: "danger" for verb in STERN}
    if first is not None:
        tones[first] = "primary"
    return [{"code": v.value, "label": v.label, "tone": tones.get(v, "")} for v in verbs]


def steps_of(case: Case, tasks: list[Task]) -> list[dict[str, Any]]:
    """The way through the process as a list: each step, how it stands, who worked on it."""
    said, nodes = words_of(tasks), spec_of(case.run.definition).nodes
    words = {"now": (_("under way"), "blue"), "passed": (_("passed"), "green"),
             "left": (_("not needed any more"), "")}  # fmt: skip
    return [
        {
            "name": (way.tasks[0].name if way.tasks else nodes[way.node].name) or way.node,
            "standing": words[way.standing],
            "rounds": way.rounds,
            "people": [
                {"who": str(task.holder or task.office or ""), "outcome": said.get(task.pk, "")}
                for task in way.tasks
            ],
        }
        for way in queries.way_of(case, tasks).values()
        if way.tasks
    ]


def moves_of(case: Case, run: Run | None) -> list[dict[str, Any]]:
    """What happened to the case, in order, in words."""
    kind = KINDS[case.kind]
    words = names_of(kind)
    states = {state.code: state.name for state in kind.states}
    found = CaseMove.objects.filter(case=case).select_related("seat__office").order_by("pk")
    drawn = outcomes_in(run.definition) if run else {}
    return [
        {
            "move": move,
            "label": words.get(move.code) or drawn.get(move.code) or move.step,
            "outcome": _outcome(move, kind.code, drawn),
            "state": states.get(move.target, "") if move.target != move.source else "",
            "office": move.seat.office.name if move.seat else _("applicant or platform"),
        }
        for move in found
    ]


def _outcome(move: CaseMove, kind: str, drawn: Mapping[str, str]) -> str:
    """What a signer decided, where the event itself doesn't say it."""
    code = str(move.facts.get("outcome") or "")
    return named(kind, code, drawn.get(code, "")) if code and code != move.code else ""
