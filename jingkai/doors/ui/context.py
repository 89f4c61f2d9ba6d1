"""What the shell of every page needs."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The seat of the request and the person's other seats."""
    return {"seat": getattr(request, "seat", None), "seats": getattr(request, "seats", [])}
