"""The finder (⌘K): pages, actions and records by a few characters of their names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jingkai.doors.ui.navigation import pages_matching
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat

LONGEST = 60


@dataclass(frozen=True)
class Found:
    """One thing found: where it is, under which heading it stands, and a word beside it."""

    label: str
    url: str
    group: str
    icon: str = "file-text"
    note: str = ""


type Search = Callable[[Seat, str], Iterable[Found]]

_SEARCHES: list[Search] = []


def find_with(search: Search) -> Search:
    """Let a door's things be found; called in the door's `apps.ready()`."""
    _SEARCHES.append(search)
    return search


def everything(seat: Seat, words: str) -> dict[str, list[Found]]:
    """All that is found, by heading."""
    group = str(_("Pages"))
    found = [
        Found(str(page.label), page.url, group, page.icon) for page in pages_matching(seat, words)
    ]
    for search in _SEARCHES:
        found.extend(search(seat, words))
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return groups


@seated()
def find(request: SeatedRequest) -> HttpResponse:
    """The finder's list for what has been typed so far."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    groups = everything(request.seat, words)
    response = render(request, "ui/parts/found.html", {"groups": groups, "words": words})
    response["Cache-Control"] = "private, max-age=5"
    return response
