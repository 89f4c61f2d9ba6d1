"""The kept state of a case: short JSON without the specification.

    {"v": 1, "spec": "…", "n": 7, "data": {…}, "in": {"": [[1, 0, "Start", 64], …], "5": […]}}

Each token is `[number, parent's number, place, state, what it remembers]`, the last left out when
it is nothing; `in` has the tokens of the case and, by the number of their owner, of each running
sub-process.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.building import Spec
from jingkai.kernel.flows.engine.shapes import Data, TooMuch, UnknownState
from jingkai.kernel.flows.engine.spiff import CANCELLED, COMPLETED, READY, STARTED, WAITING
from jingkai.kernel.flows.engine.tokens import Run, Scoped, Token

VERSION = 1
SIZE = 256_000
"""Bytes of a case's data."""
STATES = frozenset({READY, WAITING, STARTED, COMPLETED, CANCELLED})


def clean(data: Mapping[str, Any] | None) -> Data:
    """The data as JSON has it: dates as ISO text, decimals as numbers. Raises TooMuch."""
    try:
        text = json.dumps(data or {}, default=_plain, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise TooMuch(why=str(error)[:120]) from error
    if len(text) > SIZE:
        raise TooMuch(why=_("it is larger than {n} kB.").format(n=SIZE // 1000))
    found: Data = json.loads(text)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)


def keep(run: Run, spec: Spec) -> Data:
    """The state to keep."""
    inside = {"": _rows(run)}
    for owner, workflow in run.subprocesses.items():
        inside[str(owner)] = _rows(workflow)
    return {
        "v": VERSION, "spec": spec.digest[:16], "n": run.number, "data": run.facts, "in": inside,
    }  # fmt: skip


def _rows(workflow: Any) -> list[list[Any]]:
    return [
        [one.id, one._parent or 0, one.task_spec.name, one._state]
        + ([one.internal_data] if one.internal_data else [])
        for one in workflow.tasks.values()
    ]


def take(spec: Spec, state: Mapping[str, Any]) -> Run:
    """The case as it was kept. Raises UnknownState."""
    if state.get("v") != VERSION:
        raise UnknownState(why=_("its form is not known."))
    if state.get("spec") != spec.digest[:16]:
        raise UnknownState(why=_("it belongs to another version of the process."))
    run = Run(spec.plans[spec.root], spec.plans)
    try:
        run.number = state["n"]
        run.facts = dict(state["data"])
        inside = state["in"]
        _restore(run, run, inside[""])
        for owner in sorted(int(key) for key in inside if key):
            _restore_inner(spec, run, owner, inside[str(owner)])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownState(why=_("“{name}” is not in it.").format(name=error)) from error
    return run


def _restore_inner(spec: Spec, run: Run, owner: int, rows: Any) -> None:
    token = run.token(owner)
    if token is None:
        raise KeyError(owner)
    plan = spec.plans[token.element.called or token.element.id]
    workflow = Scoped(plan, owner, run, deserializing=True)
    run.subprocesses[owner] = workflow
    _restore(run, workflow, rows)


def _restore(run: Run, workflow: Any, rows: Any) -> None:
    specs, tasks = workflow.spec.task_specs, workflow.tasks
    for number, parent, name, state, *more in rows:
        known = type(number) is int and 0 < number <= run.number and not run.token(number)
        if not known or state not in STATES:
            raise ValueError(number)
        if parent not in tasks and (tasks or parent != 0):
            raise ValueError(parent)
        token = Token(workflow, specs[name], tasks.get(parent), number)
        token._state = state
        if more:
            token.internal_data = dict(more[0])
    workflow.task_tree = next(iter(tasks.values()))
