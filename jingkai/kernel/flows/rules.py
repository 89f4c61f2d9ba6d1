"""Who may do what, in which state of a task or case, as tables; and how signatures decide a step.

Pure: nothing here reads the database or the time of day. A `Situation` is what the rules look at;
`offering.py` makes it from rows. Everything that shows, allows or refuses a verb asks `wrong`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from jingkai.kernel.cases.kinds import ClockRule, Unit
from jingkai.kernel.errors import Sentence
from jingkai.kernel.flows.choices import STANDING, Halt, Joint, TaskKind, TaskState, Verb
from jingkai.kernel.flows.permissions import Permission


class Relation(StrEnum):
    """What somebody is to a task or a case."""

    CANDIDATE = "candidate"  # role, office and seat of the task fit
    HOLDER = "holder"  # has claimed it
    ASKER = "asker"  # holds the task whose signer or delegate this one is
    DOER = "doer"  # has done it
    OFFICER = "officer"  # answers for the case
    OFFICE = "office"  # sits in the office that answers for the case
    APPLICANT = "applicant"
    OVERSEER = "overseer"  # sees the office that does it


class Wrong(StrEnum):
    """Why a verb is not possible."""

    NOT_YOURS = "not_yours"
    CASE_CLOSED = "case_closed"
    STATE = "state"
    KIND = "kind"
    HALTED = "halted"
    NOT_HALTED = "not_halted"
    HELD = "held"
    NOBODY_ELSE = "nobody_else"
    FOR_GOOD = "for_good"
    ASKED_ALREADY = "asked_already"


R, K = Relation, TaskKind
WORKERS = frozenset({R.HOLDER, R.CANDIDATE})
SIGNERS = frozenset({K.STEP, K.COUNTERSIGN, K.BEFORE, K.AFTER})
DECIDERS = frozenset({K.STEP, K.COUNTERSIGN})
WORK = SIGNERS | {K.DELEGATED}
OPEN = frozenset({TaskState.OPEN})
ANY_STATE = frozenset(TaskState)
BEGUN = frozenset(STANDING)


@dataclass(frozen=True)
class Rule:
    """One row of the table: who may do the verb, to which tasks, and whether a halt forbids it.

    `who` are relations that suffice by themselves; an overseer needs the `permission` besides.
    `halt` is the halt that must be on (to end it); `closed`: possible after the case is closed.
    """

    verb: Verb
    who: frozenset[Relation] = frozenset()
    permission: Permission | None = None
    states: frozenset[TaskState] = OPEN
    kinds: frozenset[TaskKind] = WORK
    halted: bool = False
    halt: Halt | None = None
    closed: bool = False


TASK_RULES: tuple[Rule, ...] = (
    Rule(Verb.COMPLETE, WORKERS, kinds=SIGNERS),
    Rule(Verb.CLAIM, frozenset({R.CANDIDATE}), halted=True),
    Rule(Verb.RELEASE, frozenset({R.HOLDER}), halted=True),
    Rule(Verb.GIVE_BACK, WORKERS | {R.ASKER}, kinds=frozenset({K.DELEGATED})),
    Rule(Verb.TRANSFER, WORKERS, Permission.REASSIGN, halted=True),
    Rule(Verb.DELEGATE, WORKERS, kinds=SIGNERS),
    Rule(Verb.ADD_SIGNER, WORKERS, kinds=DECIDERS),
    Rule(Verb.REMOVE_SIGNER, frozenset({R.ASKER}), Permission.REASSIGN,
         frozenset({TaskState.OPEN, TaskState.WAITING}),
         frozenset({K.BEFORE, K.AFTER, K.COUNTERSIGN}), halted=True),
    Rule(Verb.RETURN, WORKERS, kinds=DECIDERS),
    Rule(Verb.ASK_SUPPLEMENT, WORKERS, kinds=DECIDERS),
    Rule(Verb.TAKE_BACK, frozenset({R.DOER}), states=frozenset({TaskState.DONE}), kinds=DECIDERS),
    Rule(Verb.COPY, WORKERS | {R.DOER, R.OFFICER}, states=ANY_STATE - {TaskState.CANCELLED},
         halted=True, closed=True),
    Rule(Verb.READ, WORKERS, kinds=frozenset({K.COPY}), halted=True, closed=True),
    Rule(Verb.URGE, frozenset({R.APPLICANT, R.OFFICER, R.ASKER}), Permission.SUPERVISE, BEGUN),
    Rule(Verb.SUPERVISE, permission=Permission.SUPERVISE, states=BEGUN, halted=True),
)  # fmt: skip
CASE_RULES: tuple[Rule, ...] = (
    Rule(Verb.SUPPLEMENT, frozenset({R.APPLICANT, R.OFFICER, R.OFFICE}), halted=True,
         halt=Halt.SUPPLEMENT),
    Rule(Verb.RESUBMIT, frozenset({R.APPLICANT, R.OFFICER, R.OFFICE}), halted=True,
         halt=Halt.RETURNED),
    Rule(Verb.WITHDRAW, frozenset({R.APPLICANT, R.OFFICER}), halted=True),
    Rule(Verb.SUSPEND, permission=Permission.SUSPEND, halted=True),
    Rule(Verb.RESUME, permission=Permission.SUSPEND, halted=True, halt=Halt.SUSPENDED),
    Rule(Verb.TERMINATE, permission=Permission.TERMINATE, halted=True),
    Rule(Verb.MIGRATE, permission=Permission.DEFINE, halted=True),
)  # fmt: skip
RULES: Mapping[Verb, Rule] = {rule.verb: rule for rule in (*TASK_RULES, *CASE_RULES)}


@dataclass(frozen=True)
class Situation:
    """What the rules look at: somebody before a task, or before a case when `state` is none."""

    relations: frozenset[Relation]
    allowed: frozenset[Permission] = frozenset()
    halts: frozenset[Halt] = frozenset()
    closed: bool = False
    asked: bool = False  # a supplement was asked for once
    state: TaskState | None = None
    kind: TaskKind = TaskKind.STEP
    held: bool = False
    personal: bool = False  # given to one seat, so that nobody else could claim it
    final: bool = False  # its completion had effects that are not taken back


def wrong(verb: Verb, now: Situation) -> Wrong | None:
    """Why the verb is not possible in this situation; none when it is.

    >>> clerk = Situation(frozenset({Relation.CANDIDATE}), state=TaskState.OPEN, held=True)
    >>> wrong(Verb.COMPLETE, clerk)
    <Wrong.HELD: 'held'>
    """
    rule = RULES[verb]
    through = now.relations & rule.who
    oversees = (
        rule.permission is not None
        and rule.permission in now.allowed
        and Relation.OVERSEER in now.relations
    )
    if not through and not oversees:
        return Wrong.NOT_YOURS
    if now.closed and not rule.closed:
        return Wrong.CASE_CLOSED
    return _wrong_task(rule, now, through, oversees) or _wrong_halt(rule, now)


def _wrong_task(
    rule: Rule, now: Situation, through: frozenset[Relation], oversees: bool
) -> Wrong | None:
    if now.state is None:
        return None
    if now.kind not in rule.kinds:
        return Wrong.KIND
    if now.state not in rule.states:
        return Wrong.STATE
    claims = not oversees and through == {Relation.CANDIDATE}
    if now.held and (claims or rule.verb == Verb.CLAIM):
        return Wrong.HELD
    return _wrong_verb(rule.verb, now, through, oversees)


def _wrong_verb(
    verb: Verb, now: Situation, through: frozenset[Relation], oversees: bool
) -> Wrong | None:
    """What one verb asks besides the table."""
    if verb == Verb.RELEASE and now.personal:
        return Wrong.NOBODY_ELSE
    if verb == Verb.TAKE_BACK and now.final:
        return Wrong.FOR_GOOD
    if verb == Verb.ASK_SUPPLEMENT and now.asked:
        return Wrong.ASKED_ALREADY
    if verb == Verb.REMOVE_SIGNER and now.kind == TaskKind.COUNTERSIGN and not oversees:
        return Wrong.NOT_YOURS
    return None


def _wrong_halt(rule: Rule, now: Situation) -> Wrong | None:
    if rule.halt is not None and rule.halt not in now.halts:
        return Wrong.NOT_HALTED
    if rule.verb == Verb.SUSPEND and Halt.SUSPENDED in now.halts:
        return Wrong.HALTED
    return Wrong.HALTED if now.halts and not rule.halted else None


def possible(now: Situation) -> tuple[Verb, ...]:
    """The verbs offered in a situation, the usual one first."""
    rules = CASE_RULES if now.state is None else TASK_RULES
    return tuple(rule.verb for rule in rules if wrong(rule.verb, now) is None)


# How several signatures decide


def need_of(joint: Joint, signers: int, ratio: str = "") -> int:
    """How many signatures must agree.

    >>> need_of(Joint.RATIO, 5, "2/3"), need_of(Joint.ALL, 3), need_of(Joint.ANY, 3)
    (4, 3, 1)
    """
    if joint == Joint.RATIO:
        return max(1, ceil(signers * Fraction(ratio or "1/2")))
    return signers if joint in (Joint.ALL, Joint.ORDER) else 1


def decision(joint: Joint, need: int, signatures: Sequence[str | None], agreed: str) -> str | None:
    """The step's outcome as soon as the signatures given decide it; none while they don't.

    `agreed` is the outcome that counts as agreement: the first that the step offers. All and in
    order: who does not agree decides. By ratio: enough agree, or enough can't agree any more.

    >>> decision(Joint.ALL, 3, ["agree", None, "refuse"], "agree")
    'refuse'
    >>> decision(Joint.RATIO, 2, ["agree", "refuse", None], "agree") is None
    True
    """
    given = [each for each in signatures if each is not None]
    against = [each for each in given if each != agreed]
    if joint in (Joint.ONE, Joint.ANY):
        return given[0] if given else None
    if len(given) - len(against) >= need:
        return agreed
    if len(signatures) - len(against) < need:
        return against[-1] if against else agreed
    return None


def signature(own: str | None, after: Sequence[str | None], agreed: str) -> str | None:
    """What one signer's signature comes to when those asked after it have spoken too.

    >>> signature("agree", ["agree", "refuse"], "agree")
    'refuse'
    >>> signature("agree", [None], "agree") is None
    True
    """
    if own is None or own != agreed:
        return own
    for each in after:
        if each != agreed:
            return each
    return own


def outcomes(text: str) -> tuple[tuple[str, str], ...]:
    """The outcomes that a step offers, code and label, as its diagram gives them.

    >>> outcomes("agree:同意,refuse:不同意")
    (('agree', '同意'), ('refuse', '不同意'))
    """
    parts = (part.strip().partition(":") for part in text.replace("，", ",").split(",") if part)
    return tuple((code.strip(), (label or code).strip()) for code, _, label in parts)


DONE = "done"
"""The outcome of a step that offers none."""

STEP_CLOCK = "step"
OPENED, CLOSED, HALTED, WENT_ON = "opened", "closed", "halted", "went_on"


def step_clock(name: Sentence, days: int) -> ClockRule:
    """The clock of one step: working days from its opening, standing still while the case does."""
    return ClockRule(
        code=STEP_CLOCK, name=name, unit=Unit.WORKDAYS, length=days,
        starts=frozenset({OPENED}), stops=frozenset({CLOSED}),
        pauses=frozenset({HALTED}), resumes=frozenset({WENT_ON}), amber=2, red=1,
    )  # fmt: skip
