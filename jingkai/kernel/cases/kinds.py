"""A kind of case: its states, its moves, what each state needs, and its clocks, as one table.

    DEAL = register(CaseKind(
        code="investment.deal", name=_("Investment deal"), first="lead",
        states=(State("lead", _("lead")), State("signed", _("signed"), fields=("signed_on",),
                evidence=(Document("contract", _("investment contract")),))),
        moves=(Move("sign", _("Sign"), "signed", frozenset({"lead"}), "investment.deal.sign"),),
        clocks=(ClockRule(code="start", name=_("signing to start"), unit=Unit.MONTHS, length=6,
                starts=frozenset({"signed"}), stops=frozenset({"started"})),),
    ))

What a state needs is asked of a record only when it moves there (`missing_for`). A record that
already stands in a state without all of it is not broken: it shows what is missing and is repaired.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from jingkai.kernel.cases.errors import MoveNotOffered, UnknownState
from jingkai.kernel.errors import Sentence
from jingkai.kernel.units.parameters import Parameter


class Unit(StrEnum):
    """What a clock counts. HOURS are working hours, by the calendar's office hours."""

    HOURS = "hours"
    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"


type Dated = int | Parameter
"""A number, or a dated parameter that gives it for the day on which the clock starts."""


def number_on(value: Dated, day: date) -> int:
    """The number in force on a day."""
    return value if isinstance(value, int) else int(value.on(day).value)


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """How long something may take.

    It starts on the first event of `starts`, stops on the first later one of `stops`, and stands
    still from an event of `pauses` to the next one of `resumes`. `amber` and `red` are how much is
    left when it turns: working days for a clock in working days, hours for one in working hours,
    else calendar days.

    `outside` are the causes of ordered suspensions that lie outside this limit (special procedures,
    特别程序); None: all of them do, an empty set: none. `rolls`: a due day that falls on a day off
    moves to the next working day, as the Civil Code has it (民法典第二百零三条) for limits in
    calendar days and months: True, or a dated number (1 or 0) with its source.
    `longest_extension` is how much longer may be allowed in all. `each_office`: it runs for each
    office apart, on the events that concern it.
    """

    code: str
    name: Sentence
    unit: Unit
    length: Dated
    starts: frozenset[str]
    stops: frozenset[str]
    pauses: frozenset[str] = frozenset()
    resumes: frozenset[str] = frozenset()
    amber: Dated = 0
    red: Dated = 0
    basis: Sentence = ""
    outside: frozenset[str] | None = None
    rolls: Dated = False
    longest_extension: Dated | None = None
    each_office: bool = False

    def rolls_on(self, day: date) -> bool:
        """Whether a limit that starts on this day ends on a working day."""
        return bool(number_on(self.rolls, day))

    def basis_on(self, day: date) -> Sentence:
        """The legal basis in force on a day: its own, or its parameter's."""
        if self.basis or isinstance(self.length, int):
            return self.basis
        return self.length.on(day).basis


@dataclass(frozen=True)
class Need:
    """A field that a state needs; `when` says for which records it does."""

    field: str
    when: Callable[[Any], bool] = lambda record: True


@dataclass(frozen=True)
class Document:
    """A kind of document that a state needs as evidence."""

    kind: str
    name: Sentence


@dataclass(frozen=True)
class State:
    """A state of a case, with the fields and the evidence it needs; a `final` one closes it."""

    code: str
    name: Sentence
    fields: tuple[str | Need, ...] = ()
    evidence: tuple[Document, ...] = ()
    final: bool = False

    def needs(self) -> Iterator[Need]:
        """The fields it needs."""
        for need in self.fields:
            yield Need(need) if isinstance(need, str) else need


@dataclass(frozen=True)
class Move:
    """A named way from some states to another, and the permission of who may go it."""

    code: str
    name: Sentence
    to: str
    sources: frozenset[str]
    permission: str


@dataclass(frozen=True)
class Missing:
    """What a record still lacks: fields by name, and documents."""

    fields: tuple[str, ...] = ()
    evidence: tuple[Document, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.evidence)


@dataclass(frozen=True, kw_only=True)
class CaseKind:
    """A kind of case; `order` is its main way, on which each state needs all before it as well.

    `prefix` begins the numbers of its cases; without one it is the initials of the code.
    """

    code: str
    name: Sentence
    first: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[ClockRule, ...] = ()
    order: tuple[str, ...] = ()
    prefix: str = ""
    by_code: Mapping[str, State] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        states = {state.code: state for state in self.states}
        object.__setattr__(self, "by_code", states)
        initials = "".join(word[0] for word in re.split(r"[._]", self.code) if word).upper()
        object.__setattr__(self, "prefix", self.prefix or initials)
        named = {self.first, *self.order}
        for move in self.moves:
            named |= {move.to, *move.sources}
        if len(states) != len(self.states) or (unknown := named - states.keys()):
            raise ValueError(f"{self.code}: states named twice or unknown: {sorted(unknown)}")

    def state(self, code: str) -> State:
        """The state of this code."""
        if code not in self.by_code:
            raise UnknownState(state=code, kind=self.name)
        return self.by_code[code]

    def offered(self, state: str) -> tuple[Move, ...]:
        """The moves that lead on from a state."""
        return tuple(move for move in self.moves if state in move.sources)

    def move(self, code: str, *, state: str) -> Move:
        """The move of this code; refused when it isn't offered in the state, naming those that are.

        Raises MoveNotOffered.
        """
        for move in self.offered(state):
            if move.code == code:
                return move
        asked = next((str(move.name) for move in self.moves if move.code == code), code)
        offered = [str(move.name) for move in self.offered(state)]
        raise MoveNotOffered(
            move=asked, state=self.state(state).name, offered="、".join(offered) or "—"
        )

    def clock(self, code: str) -> ClockRule:
        """The clock of this code."""
        return next(clock for clock in self.clocks if clock.code == code)

    def way_to(self, state: str) -> tuple[State, ...]:
        """The states whose needs hold in a state: those up to it on the main way, and itself."""
        passed = self.order[: self.order.index(state)] if state in self.order else ()
        return tuple(self.state(code) for code in (*passed, state))


def missing_for(kind: CaseKind, state: str, record: Any, evidence: Collection[str] = ()) -> Missing:
    """What the record lacks to stand in a state: fields without a value, documents not held.

    `record` is a mapping or an object; `evidence` the kinds of documents it has. A number 0 and a
    plain False are values.
    """
    fields: dict[str, None] = {}
    documents: dict[str, Document] = {}
    for needed in kind.way_to(state):
        for need in needed.needs():
            if need.when(record) and _empty(_value(record, need.field)):
                fields[need.field] = None
        for document in needed.evidence:
            if document.kind not in evidence:
                documents[document.kind] = document
    return Missing(tuple(fields), tuple(documents.values()))


def missing_words(record: Any, missing: Missing) -> list[str]:
    """The names of what a record (of a model) lacks, in the reader's language."""
    fields = [str(record._meta.get_field(name).verbose_name) for name in missing.fields]
    return fields + [str(document.name) for document in missing.evidence]


def _value(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name)


def _empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, Collection) and not value)


KINDS: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> CaseKind:
    """Make a kind of case known, once."""
    if kind.code in KINDS:
        raise ValueError(f"the case kind {kind.code} is registered twice")
    if other := next((k for k in KINDS.values() if k.prefix == kind.prefix), None):
        raise ValueError(f"{kind.code} and {other.code} both number with {kind.prefix}")
    KINDS[kind.code] = kind
    return kind
