"""A refusal becomes a page or a toast with its sentence and what to do next."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jingkai.doors.ui.requests import is_swap
from jingkai.kernel.errors import Refusal


class RefusalMiddleware:
    """Answers with the refusal that a view let through, under its own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals are answered here; anything else is a fault of ours."""
        if not isinstance(exception, Refusal):
            return None
        if is_swap(request):
            return refusing_toast(exception)
        return refusing_page(request, exception)


def sentence_of(refusal: Refusal) -> str:
    """What is wrong, in the reader's language."""
    return str(refusal.sentence).format(**refusal.facts)


def hint_of(refusal: Refusal) -> str:
    """What to do next."""
    return str(refusal.hint).format(**refusal.facts)


def refusing_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The whole page that says it."""
    words = {"sentence": sentence_of(refusal), "hint": hint_of(refusal), "status": refusal.status}
    return render(request, "ui/refused.html", words, status=refusal.status)


def refusing_toast(refusal: Refusal) -> HttpResponse:
    """Nothing on the page changes but a toast that says it."""
    response = HttpResponse(status=refusal.status)
    response["HX-Reswap"] = "none"
    return with_toast(response, str(refusal), "error")


def with_toast(response: HttpResponse, text: str, tone: str = "success") -> HttpResponse:
    """The response, with a toast that its page shows when it arrives."""
    response["HX-Trigger"] = json.dumps({"toast": {"text": text, "tone": tone}})
    return response
