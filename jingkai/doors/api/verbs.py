"""Verbs as a table: a row is an endpoint with its own address, shape and words; one piece for all.

    offer(router, "/tasks/{pk}", VERBS, step, Stepped, auth)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from jingkai.doors.api.entering import Asked, Token
from jingkai.doors.api.seeing import Mark, hold
from jingkai.doors.api.shapes import Given, Key, Once, Seen, once_key, version_of

type Step = Callable[..., dict[str, Any]]
"""Takes a step: (request, response, key, version seen, idempotency key, action, **values)."""


@dataclass(frozen=True)
class Verb:
    """One verb: its address below the thing, the operation's id, its action, words and body."""

    path: str
    name: str
    act: Callable[..., Any]
    words: str
    """What it does, for the API's document: English, translated when it is shown."""
    takes: type[Given] | None = None
    auth: Token | None = None
    """Who is let in, where it is not the door of the whole table."""


def offer(
    router: Router, at: str, verbs: Iterable[Verb], step: Step, answers: type[Schema], auth: Token
) -> None:
    """Give each verb its endpoint."""
    for verb in verbs:
        router.post(f"{at}/{verb.path}", auth=verb.auth or auth, response=answers)(
            _view(verb, step)
        )


def stepping(
    name: str, find: Callable[[Asked, int], Any],
    tell: Callable[[Asked, HttpResponse, int], dict[str, Any]], *, mark: Mark | None = None,
) -> Step:  # fmt: skip
    """Steps on one kind of record: found, given to the action under this name, told as it is then.

    What was seen has to be shown, so that two can't do it both: a case's version, which its actions
    take, or the mark of what has no case.
    """

    def step(
        request: Asked, response: HttpResponse, pk: int, version: str, key: str,
        act: Callable[..., Any], **values: Any,
    ) -> dict[str, Any]:  # fmt: skip
        record, once = find(request, pk), once_key(request, key)
        if mark is None:
            values["version"] = version_of(version)
        else:
            hold(record, version, mark, key=once, code=act.code)  # type: ignore[attr-defined]
        act(**{name: record}, by=request.auth.seat, **values, idempotency_key=once)
        return tell(request, response, pk)

    return step


def _view(verb: Verb, step: Step) -> Step:
    """The verb as a function whose signature has the verb's own body."""

    def view(request: Asked, **given: Any) -> dict[str, Any]:
        asked = given.get("asked")
        values = asked.values(request) if asked is not None else {}
        return step(
            request, given["response"], given["pk"], given["seen"], given["key"],
            verb.act, **values,
        )  # fmt: skip

    parts: list[tuple[str, Any, Any]] = [
        ("request", Asked, Parameter.empty), ("response", HttpResponse, Parameter.empty),
        ("pk", Key, Parameter.empty),
    ]  # fmt: skip
    if verb.takes is not None:
        parts.append(("asked", verb.takes, Parameter.empty))
    parts += [("seen", Seen, ""), ("key", Once, "")]
    view.__name__, view.__doc__ = verb.name, verb.words
    view.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind, default=default)
         for name, kind, default in parts]
    )  # fmt: skip
    return view
