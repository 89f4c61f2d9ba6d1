"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from jingkai.doors.ui.bell import bell_of
from jingkai.doors.ui.navigation import current_page, links_of, sections_for
from jingkai.kernel.access.today import demonstrated_day

QUICK = 3
"""How many sections a phone's bottom bar leads to."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The seat of the request, the person's other seats, and where one can go from here."""
    seat = getattr(request, "seat", None)
    sections = sections_for(seat)
    here = current_page(sections, request.path)
    language = get_language() or ""
    return {
        "home": settings.LOGIN_REDIRECT_URL,
        "seat": seat,
        "seats": getattr(request, "seats", []),
        "sections": sections,
        "quick": [section.pages[0] for section in sections[:QUICK]],
        "here": here,
        "bell": SimpleLazyObject(lambda: bell_of(seat)),
        "nav": SimpleLazyObject(lambda: links_of(sections, here, language)),
        "nav_folded": request.COOKIES.get("nav") == "folded",
        "chinese": language.startswith("zh"),
        "demonstrated": demonstrated_day(),
        "elsewhere": _other_language(request),
    }


def _other_language(request: HttpRequest) -> str:
    """Where the language switch comes back to: this page, if it can be asked for again."""
    return request.get_full_path() if request.method == "GET" else request.path
