"""Which verbs somebody is offered on a task or a case, and the sentence when one is not possible.

Pages, API and actions ask here and nowhere else. Nothing is read from the database as long as the
task came with its case, run and parent (`queries.py` and `taking.py` load them so).
"""

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.roles import Scope, role
from jingkai.kernel.cases.models import Case
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import errors
from jingkai.kernel.flows.choices import Halt, TaskKind, TaskState, Verb
from jingkai.kernel.flows.hooks import hooks_of
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.rules import RULES, Relation, Situation, Wrong, possible, wrong
from jingkai.kernel.trail.acting import Machine

MACHINE = frozenset(set(Relation) - {Relation.APPLICANT})


def offered(subject: Task | Case, by: Any) -> tuple[Verb, ...]:
    """The verbs that somebody is offered on a task, or on a case as a whole."""
    return possible(situation(subject, by))


def permit(verb: Verb, subject: Task | Case, by: Any) -> None:
    """Raises the refusal that says why the verb is not possible, if it isn't."""
    now = situation(subject, by)
    if (why := wrong(verb, now)) is not None:
        raise refusal(why, verb, subject, now)


def situation(subject: Task | Case, by: Any) -> Situation:
    """What the rules look at."""
    case = subject.case if isinstance(subject, Task) else subject
    run: Run = case.run
    common: dict[str, Any] = {
        "relations": relations(subject, by),
        "allowed": frozenset(each for each in Permission if by.can(each)),
        "halts": run.halts,
        "closed": case.closed_at is not None or run.finished_at is not None,
        "asked": run.asked_on is not None,
    }
    if not isinstance(subject, Task):
        return Situation(**common)
    return Situation(
        **common,
        state=TaskState(subject.state),
        kind=TaskKind(subject.kind),
        held=subject.holder_id is not None,
        personal=subject.seat_id is not None,
        final=subject.final,
    )


def relations(subject: Task | Case, by: Any) -> frozenset[Relation]:
    """What somebody is to a task or a case; nothing to what is another zone's."""
    if by.zone_id != subject.zone_id:
        return frozenset()
    if isinstance(by, Machine):
        return MACHINE
    case = subject.case if isinstance(subject, Task) else subject
    found = {
        Relation.OFFICER: by.pk is not None and case.officer_id == by.pk,
        Relation.OFFICE: getattr(by, "office_id", None) == case.office_id,
        Relation.APPLICANT: by.pk is None and hooks_of(case).is_applicant(case, by),
        Relation.OVERSEER: reaches(by, subject),
    }
    if isinstance(subject, Task) and by.pk is not None:
        mine = subject.holder_id == by.pk
        found[Relation.HOLDER] = mine
        found[Relation.DOER] = mine and subject.state == TaskState.DONE
        found[Relation.CANDIDATE] = fits(subject, by)
        found[Relation.ASKER] = subject.parent is not None and subject.parent.holder_id == by.pk
    return frozenset(relation for relation, yes in found.items() if yes)


def fits(task: Task, seat: Any) -> bool:
    """Whether a seat is among the candidates: role, office and seat fit as far as given."""
    wanted = (
        (task.seat_id, seat.pk),
        (task.office_id, seat.office_id),
        (task.role_code or None, seat.role_code),
    )
    given = [(want, has) for want, has in wanted if want is not None]
    return bool(given) and all(want == has for want, has in given)


def reaches(by: Any, subject: Task | Case) -> bool:
    """Whether a seat's scope covers the office that does the task, or answers for the case."""
    if not isinstance(by, Seat):
        return False
    case = subject.case if isinstance(subject, Task) else subject
    here = isinstance(subject, Task) and subject.office_id is not None
    office_id = subject.office_id if here else case.office_id
    if by.scope == Scope.ZONE:
        return True
    if by.scope == Scope.SUBTREE:
        office = subject.office if here else case.office
        return bool(office.path.startswith(by.office.path))
    if by.scope == Scope.OFFICE:
        return bool(by.office_id == office_id)
    return bool(case.officer_id == by.pk)


# Sentences


def refusal(why: Wrong, verb: Verb, subject: Task | Case, now: Situation) -> Refusal:
    """The refusal that says it in a sentence."""
    case = subject.case if isinstance(subject, Task) else subject
    of_case: dict[str, Any] = {"verb": verb.label, "number": case.number}
    if why == Wrong.CASE_CLOSED:
        return errors.CaseClosed(**of_case)
    if why == Wrong.HALTED:
        return errors.StandsStill(**of_case, why=_listed(now.halts))
    if why == Wrong.NOT_HALTED:
        halt = RULES[verb].halt
        return errors.DoesNotStandStill(**of_case, halt=Halt(halt).label if halt else "")
    if not isinstance(subject, Task):
        return errors.NotYours(verb=verb.label, task=case.number, whose=str(case.office))
    return _of_task(why, verb, subject, now)


def _of_task(why: Wrong, verb: Verb, task: Task, now: Situation) -> Refusal:
    if why == Wrong.STATE:
        return errors.TaskStands(verb=verb.label, task=task.name, how=how_it_stands(task))
    if why == Wrong.HELD:
        return errors.HeldByAnother(task=task.name, holder=str(task.holder))
    if why == Wrong.NOBODY_ELSE:
        return errors.NobodyElse(task=task.name)
    if why == Wrong.FOR_GOOD:
        return errors.DoneForGood(task=task.name)
    if why == Wrong.ASKED_ALREADY:
        return errors.AskedAlready(day=task.case.run.asked_on)
    if why == Wrong.KIND:
        return errors.NotForThisWork(
            verb=verb.label, task=task.name, kind=TaskKind(task.kind).label,
            offered=_listed(possible(now)),
        )  # fmt: skip
    return errors.NotYours(verb=verb.label, task=task.name, whose=whose(task))


def _listed(words: Any) -> str:
    return "、".join(sorted(str(word.label) for word in words)) or "—"


def whose(task: Task) -> str:
    """Whom the task was given to, in words."""
    if task.holder is not None:
        return str(task.holder)
    if task.seat is not None:
        return str(task.seat)
    named = [str(task.office)] if task.office is not None else []
    if task.role_code:
        named.append(str(role(task.role_code).name))
    return " · ".join(named) or "—"


def how_it_stands(task: Task) -> str:
    """Where a task stands, as the end of a sentence."""
    if task.state == TaskState.DONE and task.closed_at is not None:
        when = f"{localtime(task.closed_at):%Y-%m-%d %H:%M}"
        return _("was done by {who} on {when}").format(who=str(task.holder or "—"), when=when)
    words = {
        TaskState.CANCELLED: _("is no longer needed"),
        TaskState.WAITING: _("waits until others have signed"),
        TaskState.DELEGATED: _("is delegated and comes back first"),
        TaskState.OPEN: _("is still to be done"),
    }
    return words[TaskState(task.state)]
