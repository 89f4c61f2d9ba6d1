"""Who asks for map layers: a program with a token, or anybody; and in which zone."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.subjects.queries import anonymous
from jingkai.doors.api import problems, scopes
from jingkai.doors.api.ogc.parameters import NotUnderstood, check_known
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.tokens import admit
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.acting import request_id

READING = ("GET", "HEAD", "OPTIONS")
ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Accept-Language",
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Max-Age": "86400",
}
"""Any page may ask: cookies open nothing here, and a token is shown by whoever has it."""


class ZoneMissing(Refusal):
    """Without a token it must be said which zone is asked."""

    sentence = gettext_lazy("There are several zones here.")
    hint = gettext_lazy("Show a token, or name the zone: /api/ogc/zones/…/")
    status = 404


@dataclass(frozen=True)
class Asking:
    """A request for map layers: who asks, inside which zone's wall, under which address."""

    request: HttpRequest
    actor: Any
    zone: Zone
    root: str
    """The landing page's whole address, with a slash at its end."""

    def to(self, path: str = "") -> str:
        """A whole address below the landing page."""
        return self.root + path


type View = Callable[..., HttpResponse]


class Unknown(Exception):
    """The token does not hold."""


def reading(*parameters: str) -> Callable[[View], View]:
    """A resource that is read, with the parameters that its address may have."""

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, zone: str = "", **parts: Any) -> HttpResponse:
            response = _answered(request, view, zone, parts, {"f", *parameters})
            for name, value in ANYWHERE.items():
                response.setdefault(name, value)
            response["X-Request-ID"] = request_id.get()
            response.setdefault("Cache-Control", "no-store")
            return response

        run.csrf_exempt = True  # type: ignore[attr-defined]
        return run

    return decorate


def _answered(
    request: HttpRequest, view: View, zone: str, parts: dict[str, Any], known: Collection[str]
) -> HttpResponse:
    if request.method not in READING:
        refused = problems.problem(request, "method-not-allowed", 405)
        refused["Allow"] = ", ".join(READING)
        return refused
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    try:
        with _entered(request, zone) as asking:
            check_known(request.GET, known)
            return view(asking, **parts)
    except Unknown:
        return problems.unauthenticated(request)
    except NotUnderstood as fault:
        detail = _("The request does not follow the schema.")
        return problems.problem(request, "invalid-request", 400, detail, errors=fault.errors)
    except Refusal as refusal:
        return problems.of_refusal(request, refusal)
    except Http404:
        return problems.not_found(request)
    except Exception as fault:
        return problems.fault_of_ours(request, fault)


@contextmanager
def _entered(request: HttpRequest, code: str) -> Iterator[Asking]:
    """Inside the wall of the token's zone, or of the zone that the address names."""
    names = ("api:ogc-zone:landing", [code]) if code else ("api:ogc:landing", [])
    root = request.build_absolute_uri(reverse(names[0], args=names[1]))
    shown = request.headers.get("Authorization", "")
    if shown:
        with transaction.atomic():
            seat = _admitted(shown, code)
            yield Asking(request, seat, seat.zone, root)
        return
    zone = _zone(code)
    with walled(zone.pk):
        yield Asking(request, anonymous(zone.pk), zone, root)


def _admitted(shown: str, code: str) -> Any:
    """The token's seat. Raises Unknown, ScopeMissing; another zone is not there."""
    kind, _space, token = shown.partition(" ")
    admitted = admit(token.strip()) if kind.lower() == "bearer" else None
    if admitted is None:
        raise Unknown
    if scopes.FEATURES_READ not in admitted.scopes:
        raise problems.ScopeMissing(scope=scopes.FEATURES_READ)
    if code and admitted.seat.zone.code != code:
        raise Http404
    return admitted.seat


def _zone(code: str) -> Zone:
    """The zone of this code; without one, the only zone there is."""
    found = list(Zone.objects.filter(code=code) if code else Zone.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    raise Http404 if code or not found else ZoneMissing
