"""Writes happen only inside an action, and every action leaves an entry.

    @action("investment.deal.signed", _("Signed {subject}"))
    def sign_deal(*, deal: Deal, on: date, by: Actor) -> Deal: ...
        record(deal, on=on)

The decorated function takes keyword arguments only, always `by` (who acts), and may be given
`idempotency_key` (asked twice under one key, it acts once and returns the first subject, or what
`again` of the declaration finds from it) and `reason` (why, for the entry).
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.db import connection, transaction

from jingkai.kernel.errors import Sentence
from jingkai.kernel.trail.compiling import Compiled
from jingkai.kernel.trail.unit import Unit

if TYPE_CHECKING:
    from django.db import models

    from jingkai.kernel.trail.models import Entry


class Actor(Protocol):
    """Who acts: a seat, or the machine on a zone's behalf."""

    @property
    def pk(self) -> int | None: ...
    @property
    def zone_id(self) -> int: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Machine:
    """The platform itself, acting for a zone: set-up, jobs."""

    zone_id: int
    name: str = "jingkai"
    pk: int | None = None
    user_id: int | None = None

    def can(self, permission: str) -> bool:
        """The machine does what the installation's owner asked on the command line."""
        return True


class NotInAnAction(RuntimeError):
    """Call an action from actions.py instead of saving the model yourself."""


class NoTrace(RuntimeError):
    """An action ended without recording anything in the trail."""


@dataclass
class Act:
    """One action under way."""

    code: str
    by: Actor
    context: uuid.UUID
    reason: str = ""
    key: str = ""
    request: str = ""
    entries: list["Entry"] = field(default_factory=list)
    unit: Unit = field(default_factory=Unit)


_acts: ContextVar[tuple[Act, ...]] = ContextVar("acts", default=())
_whole: ContextVar["Whole | None"] = ContextVar("whole", default=None)
_together: ContextVar[bool] = ContextVar("together", default=False)
request_id: ContextVar[str] = ContextVar("request_id", default="")
CODES: dict[str, Sentence] = {}
SEALING = 7_401  # the class of advisory locks by which sealing waits for running actions


def acting() -> Act:
    """The action under way; outside one, nothing may be written."""
    if not (acts := _acts.get()):
        raise NotInAnAction
    return acts[-1]


def declare(code: str, sentence: Sentence) -> str:
    """Give an action's code its sentence; a code is declared once."""
    if code in CODES:
        raise ValueError(f"the action code {code} is declared twice")
    CODES[code] = sentence
    return code


def action[**P, R](
    code: str, sentence: Sentence, *, again: Callable[[Any], Any] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the function in one transaction under this code, and insist that it records.

    `again` finds what it returns from what its entry is about, where that isn't the same.
    """
    declare(code, sentence)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            key = str(kwargs.pop("idempotency_key", "") or "")
            reason = str(kwargs.pop("reason", "") or "")
            by: Any = kwargs["by"]
            work = partial(function, *args, **kwargs)
            return perform(code, by, work, key=key, reason=reason, again=again)

        run.code = code  # type: ignore[attr-defined]
        return run

    return decorate


def perform[R](
    code: str,
    by: Actor,
    work: Callable[[], R],
    *,
    key: str = "",
    reason: str = "",
    again: Callable[[Any], Any] | None = None,
) -> R:
    """Run `work` as the action `code`; the decorator's inside, and the registers' own door."""
    outer = _acts.get()
    context = outer[0].context if outer else uuid.uuid4()
    act = Act(code, by, context, reason or (outer[-1].reason if outer else ""), key)
    act.request = request_id.get()
    act.unit = outer[0].unit if outer else Unit(code, _beginning(act))
    token = _acts.set((*outer, act))
    try:
        with _framed(outermost=not outer), act.unit.at_work(outermost=not outer):
            if key and (first := _first_result(act)) is not None:
                return again(first) if again else first  # type: ignore[return-value]
            result = work()
            if not act.entries:
                raise NoTrace(code)
            return result
    finally:
        _acts.reset(token)


@dataclass
class Whole:
    """A transaction that stands or falls as a whole, so that actions in it need no savepoint."""

    failed: bool = False


@contextmanager
def whole() -> Iterator[Whole]:
    """Whoever opens the transaction takes it back when an action in it has `failed`."""
    token = _whole.set(opened := Whole())
    try:
        yield opened
    finally:
        _whole.reset(token)


@contextmanager
def together() -> Iterator[None]:
    """Actions called in here stand or fall with the one that calls them, and need no savepoint.

    Whoever catches what one of them raises can do nothing more in the transaction.
    """
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


@contextmanager
def _framed(*, outermost: bool) -> Iterator[None]:
    """What an action did is taken back when it fails: by itself, or with the whole."""
    opened = _whole.get()
    if not outermost and _together.get():
        with transaction.atomic(savepoint=False):
            yield
        return
    if opened is None or not outermost:
        with transaction.atomic():
            yield
        return
    try:
        yield
    except BaseException:
        opened.failed = True
        raise


def _beginning(act: Act) -> Compiled:
    """Tells the history triggers whose change this is; lets sealing see that we are at work."""
    return Compiled(
        "set_config('pghistory.context_id', %s, true),"
        " set_config('pghistory.context_metadata', json_build_object('action', %s::text,"
        " 'actor', %s::text, 'seat', %s::bigint, 'user', %s::bigint)::text, true),"
        " pg_advisory_xact_lock_shared(%s::int, %s::int)",
        [str(act.context), act.code, act.by.name, act.by.pk, act.by.user_id, SEALING,
         act.by.zone_id],
    )  # fmt: skip


def _first_result(act: Act) -> "models.Model | None":
    from jingkai.kernel.trail.models import Entry

    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{act.by.zone_id}:{act.code}:{act.key}"],
        )
    entry = Entry.objects.filter(
        zone_id=act.by.zone_id, code=act.code, idempotency_key=act.key
    ).first()
    if entry is None:
        return None
    act.entries.append(entry)
    first: models.Model = apps.get_model(entry.subject_type)._default_manager.get(
        pk=entry.subject_id
    )
    return first


def record(subject: "models.Model", **facts: Any) -> "Entry":
    """Leave this action's entry about `subject`, with the facts that its sentence needs."""
    from jingkai.kernel.trail.models import Entry

    act = acting()
    entry = Entry.about(subject, act, facts)
    act.unit.put(entry, keyed=False)  # sealing needs its number to be given when it is written
    act.entries.append(entry)
    return entry
