"""What the shell leads to: the doors tell it their pages, each page its permission."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.errors import Sentence


@dataclass(frozen=True)
class Page:
    """A place in the navigation.

    `permission` is the one it needs, `any_of` several of which one is enough; without either every
    seat may go there.
    """

    label: Sentence
    url: str
    icon: str
    permission: str = ""
    any_of: tuple[str, ...] = ()

    def open_to(self, permissions: frozenset[str]) -> bool:
        """Whether a role with these permissions may go there."""
        if self.any_of:
            return not permissions.isdisjoint(self.any_of)
        return not self.permission or self.permission in permissions


@dataclass(frozen=True)
class Section:
    """Pages that belong together. Sections with the same title are one; `order` places them."""

    title: Sentence
    pages: tuple[Page, ...]
    order: int = 50


type Source = Callable[[], Iterable[Section]]

_SOURCES: list[Source] = []


def lead_to(source: Source) -> Source:
    """Let a door's pages be led to; called in the door's `apps.ready()`."""
    _SOURCES.append(source)
    sections_of.cache_clear()
    return source


def sections_for(seat: Seat | None) -> tuple[Section, ...]:
    """The sections that this seat may enter, in the reader's language."""
    if seat is None:
        return ()
    return sections_of(seat.role_code, get_language() or "")


@lru_cache(maxsize=256)
def sections_of(role_code: str, language: str) -> tuple[Section, ...]:
    """The sections of a role; the same for all its seats, so kept per language."""
    permissions = ROLES[role_code].permissions if role_code in ROLES else frozenset()
    by_title: dict[str, Section] = {}
    for section in sorted((s for source in _SOURCES for s in source()), key=lambda s: s.order):
        pages = tuple(
            replace(page, label=str(page.label))
            for page in section.pages
            if page.open_to(permissions)
        )
        title = str(section.title)
        if pages:
            known = by_title.get(title, Section(title, (), section.order))
            by_title[title] = replace(known, pages=known.pages + pages)
    return tuple(by_title.values())


@lru_cache(maxsize=1024)
def links_of(sections: tuple[Section, ...], here: str, language: str) -> str:
    """The navigation's links as HTML; the same for everyone in a role on the same page."""
    return render_to_string("ui/parts/nav_links.html", {"sections": sections, "here": here})


def current_page(sections: Iterable[Section], path: str) -> str:
    """The address of the page under which this path lies: the longest that it begins with."""
    urls = [page.url for section in sections for page in section.pages]
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def pages_matching(seat: Seat, words: str) -> list[Page]:
    """The pages whose names contain the words, for the finder."""
    wanted = words.casefold()
    found: list[Any] = [p for s in sections_for(seat) for p in s.pages]
    return [page for page in found if wanted in str(page.label).casefold()]
