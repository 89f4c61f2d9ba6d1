"""Verbs as a table: a row is an endpoint with its own address, shape and words; one piece for all.

    offer(router, "/tasks/{pk}", VERBS, step, Stepped)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from jingkai.doors.api.entering import Asked
from jingkai.doors.api.shapes import Given, Key, Once, Seen

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


def offer(
    router: Router, at: str, verbs: Iterable[Verb], step: Step, answers: type[Schema], auth: Any
) -> None:
    """Give each verb its endpoint; all of them need the version that was seen."""
    for verb in verbs:
        view = _bare(verb, step) if verb.takes is None else _taking(verb, step)
        view.__name__, view.__doc__ = verb.name, verb.words
        router.post(f"{at}/{verb.path}", auth=auth, response=answers)(view)


def _bare(verb: Verb, step: Step) -> Step:
    def view(
        request: Asked, response: HttpResponse, pk: Key, seen: Seen = "", key: Once = ""
    ) -> dict[str, Any]:
        return step(request, response, pk, seen, key, verb.act)

    return view


def _taking(verb: Verb, step: Step) -> Step:
    def view(
        request: Asked, response: HttpResponse, pk: Key, asked: Any, seen: Seen = "",
        key: Once = "",
    ) -> dict[str, Any]:  # fmt: skip
        return step(request, response, pk, seen, key, verb.act, **asked.values(request))

    view.__annotations__["asked"] = verb.takes  # the body's own shape, in the schema as well
    return view
