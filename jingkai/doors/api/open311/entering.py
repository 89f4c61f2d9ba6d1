"""Who asks, about which jurisdiction, in which format; every fault in the specification's shape."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from jingkai.domains.governance.permissions import Permission
from jingkai.domains.subjects.queries import anonymous
from jingkai.doors.api import problems, scopes
from jingkai.doors.api.open311.reading import Fault
from jingkai.doors.api.open311.writing import answer
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.tokens import admit
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.errors import FileRefused


@dataclass(frozen=True)
class Asking:
    """A request inside a zone's wall: who asks, in which zone, the format of the answer."""

    request: HttpRequest
    actor: Any
    zone: Zone
    form: str


type View = Callable[..., HttpResponse]


def georeport(*methods: str, key: bool = False) -> Callable[[View], View]:
    """A method of GeoReport v2; `key`: only with an API key, that is a token of this scope."""

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, form: str, **parts: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Fault(405, _("This method is not offered here."))
                return _entered(request, form, view, parts, key)
            except Fault as fault:
                return faulty(fault.status, fault.description, form)
            except Refusal as refusal:
                words = f"{refusal} {refusal.hint}" if refusal.hint else str(refusal)
                if isinstance(refusal, FileRefused):
                    words = f"media: {words}"
                return faulty(403 if refusal.status == 403 else 400, words, form)
            except (MultiPartParserError, SuspiciousOperation) as fault:
                return faulty(400, str(fault), form)
            except Exception as fault:
                problems.fault_of_ours(request, fault)
                return faulty(500, _("Something went wrong on our side. Try again later."), form)

        run.csrf_exempt = True  # type: ignore[attr-defined]
        return run

    return decorate


def faulty(status: int, description: str, form: str) -> HttpResponse:
    """Errors as the specification has them: a list of codes with descriptions."""
    return answer([{"code": status, "description": description}], "errors", form, status)


def _entered(
    request: HttpRequest, form: str, view: View, parts: dict[str, Any], key: bool
) -> HttpResponse:
    """Inside the wall of the jurisdiction, or of the key's zone."""
    given = request.POST if request.method == "POST" else request.GET
    code = given.get("jurisdiction_id", "").strip() or request.GET.get("jurisdiction_id", "")
    shown = given.get("api_key", "").strip() or _bearer(request)
    if shown:
        with transaction.atomic():
            seat = _admitted(shown, code, key)
            return view(Asking(request, seat, seat.zone, form), **parts)
    if key:
        raise Fault(403, _("api_key is missing."))
    zone = _zone(code)
    with walled(zone.pk):
        return view(Asking(request, anonymous(zone.pk), zone, form), **parts)


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _admitted(shown: str, code: str, key: bool) -> Any:
    """The seat of the key. An unknown key, or one of another jurisdiction: 403."""
    admitted = admit(shown)
    wanted = scopes.OPEN311_WRITE if key else scopes.OPEN311_READ
    if admitted is None or not admitted.scopes & {wanted, scopes.OPEN311_WRITE}:
        raise Fault(403, _("api_key is not valid here."))
    if code and admitted.seat.zone.code != code:
        raise Fault(403, _("api_key is not valid for this jurisdiction_id."))
    if key and not admitted.seat.can(Permission.APPEAL_FILE):
        raise Fault(403, _("api_key may not file requests."))
    return admitted.seat


def _zone(code: str) -> Zone:
    """The zone of this code; without one, the only zone there is."""
    found = list(Zone.objects.filter(code=code) if code else Zone.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    if code or not found:
        raise Fault(404, _("jurisdiction_id was not found: {code}.").format(code=code))
    raise Fault(400, _("jurisdiction_id was not provided."))
