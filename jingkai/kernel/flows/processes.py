"""The process of a running case: its parsed version, and what a step of it asks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import Joint
from jingkai.kernel.flows.errors import UnknownOffice
from jingkai.kernel.flows.hooks import hooks_of
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.rules import DONE, outcomes
from jingkai.kernel.trail.planned import planned

_SPECS: dict[str, engine.Spec] = {}
KEPT = 500


def spec_of(definition: Definition) -> engine.Spec:
    """The parsed process; its files are read from the database once per process of the server."""
    spec = _SPECS.get(definition.digest)
    if spec is None:
        spec = engine.spec_of(definition.source, definition.decisions)
        if len(_SPECS) >= KEPT:
            _SPECS.pop(next(iter(_SPECS)))
        _SPECS[definition.digest] = spec
    return spec


def facts_of(case: Case) -> dict[str, Any]:
    """What conditions see as `case`: what every case has, and what its domain adds."""
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "office": case.office.code,
        "officer": case.officer_id,
        **hooks_of(case).facts(case),
    }


@dataclass(frozen=True)
class Wanted:
    """What a step of the diagram asks for, its expressions answered."""

    node: engine.Node
    role: str
    offices: tuple[str, ...]
    seat: int | None
    joint: Joint
    ratio: str
    days: int | None
    form: str


def wanted(opened: engine.Opened, data: Mapping[str, Any]) -> Wanted:
    """Whom a step is for, how they decide, and how long it may take."""
    node, known = opened.node, {**data, **opened.local}
    said = {name: _answer(text, known) for name, text in node.attributes.items()}
    offices = _listed(said.get("offices")) or _listed(said.get("office"))
    seat, days = said.get("seat"), said.get("days")
    several = Joint.ALL if said.get("offices") else Joint.ONE
    return Wanted(
        node=node,
        role=str(said.get("role") or ""),
        offices=offices,
        seat=int(seat) if seat else None,
        joint=Joint(said.get("joint") or several),
        ratio=str(said.get("ratio") or ""),
        days=int(days) if days else None,
        form=str(said.get("form") or ""),
    )


def _answer(text: str, data: Mapping[str, Any]) -> Any:
    """An attribute as it stands, or the value of its CEL expression ("=case.office")."""
    return engine.evaluate(text[1:], data) if text.startswith("=") else text


def _listed(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.replace("，", ",").split(",")]
    several = value if isinstance(value, Sequence) else ()
    return tuple(dict.fromkeys(str(each) for each in several if each))


@lru_cache(maxsize=4096)
def outcomes_of(attribute: str) -> tuple[tuple[str, str], ...]:
    """The outcomes of a step, code and label; a step that names none is simply done."""
    return outcomes(attribute) or ((DONE, ""),)


def offices_by_code(case: Case, codes: Iterable[str]) -> dict[str, int]:
    """The keys of these offices; one statement for those that aren't the case's own.

    Raises UnknownOffice.
    """
    found: dict[str, int] = {case.office.code: case.office_id}
    if unknown := set(codes) - found.keys():
        with planned() as cursor:
            cursor.execute(
                "SELECT code, id FROM access_office WHERE zone_id = %s AND code = ANY(%s::text[])",
                [case.zone_id, sorted(unknown)],
            )
            found.update(cursor.fetchall())
    if missing := unknown - found.keys():
        raise UnknownOffice(code="、".join(sorted(missing)))
    return found
