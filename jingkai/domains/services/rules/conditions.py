"""Conditions over what an applicant has filled in: "form.area > 300", in CEL."""

from collections.abc import Mapping
from typing import Any

from jingkai.kernel.flows.engine.expressions import compiled


def holds(condition: str, form: Mapping[str, Any]) -> bool:
    """Whether a condition holds; one that can't be told yet, for want of an answer, does not.

    Without a condition it always holds. Raises BadExpression for what is no expression.

    >>> holds("", {}), holds("form.agent == true", {"agent": True})
    (True, True)
    >>> holds("form.area > 300.0", {"area": None})
    False
    """
    if not condition.strip():
        return True
    try:
        return compiled(condition).value({"form": dict(form)}) is True
    except ValueError:
        return False


def fault_of(condition: str, keys: frozenset[str]) -> str:
    """What is wrong with a condition as it is written, or nothing: no expression, no such field.

    >>> fault_of("form.area > 300.0", frozenset({"area"}))
    ''
    >>> fault_of("form.size > 300.0", frozenset({"area"}))
    'form.size'
    """
    if not condition.strip():
        return ""
    expression = compiled(condition)  # raises BadExpression
    if others := [name for name in expression.names if name != "form"]:
        return others[0]
    named = [part.split("form.")[1] for part in _paths(condition)]
    return next((f"form.{key}" for key in named if key not in keys), "")


def _paths(condition: str) -> list[str]:
    word, found = "", []
    for sign in f"{condition} ":
        if sign.isalnum() or sign in "_.":
            word += sign
            continue
        if word.startswith("form."):
            found.append(".".join(word.split(".")[:2]))
        word = ""
    return found
