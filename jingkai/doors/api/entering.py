"""Who asks: a program with a token, from a seat, within scopes."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from jingkai.doors.api import problems
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.tokens import Admitted, admit
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import request_id, whole


class Asked(HttpRequest):
    """A request that has been let in: its seat, inside the zone's wall."""

    auth: Admitted

    @property
    def seat(self) -> Seat:
        return self.auth.seat


class Token(HttpBearer):
    """Lets in whoever shows a token with this scope. One statement, which raises the wall."""

    def __init__(self, scope: str, permission: str = "") -> None:
        super().__init__()
        self.scope = scope
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Admitted | None:
        """The seat; refused without the scope, or where the seat lacks the permission."""
        admitted = admit(token)
        if admitted is None:
            return None
        request.seat = admitted.seat  # type: ignore[attr-defined]
        if self.scope and self.scope not in admitted.scopes:
            raise problems.ScopeMissing(scope=self.scope)
        if self.permission and not admitted.seat.can(self.permission):
            raise Forbidden
        return admitted


def may(scope: str, permission: str = "") -> Any:
    """The door of one operation."""
    return Token(scope, permission)


def framed(view: Any) -> Any:
    """One request, one transaction; every answer from 400 on is a problem."""

    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse
        if "Authorization" not in request.headers:  # then nothing of a zone's will be told
            response = view(request, *args, **kwargs)
        else:
            with transaction.atomic(), whole() as request_whole:
                response = view(request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif request_whole.failed:
                    raise RuntimeError("an action failed, and the answer tells nothing of it")
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = problems.problem(request, "method-not-allowed", 405)
            response["Allow"] = allowed
        response["X-Request-ID"] = request_id.get()
        response["Cache-Control"] = "no-store"
        return response

    run.csrf_exempt = True  # type: ignore[attr-defined]
    return run
