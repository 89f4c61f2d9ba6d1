"""Problems as RFC 9457 has them: what is wrong, and what to do next, for programs and people.

Every answer of the API from 400 on is one, whoever gives it: a refusal of the kernel, a body that
doesn't follow the schema, an address that isn't there, a fault of ours.
"""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from jingkai.domains.services.errors.approvals import FormFaults
from jingkai.kernel.cases.errors import StaleStep
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows.errors import OutOfDate
from jingkai.kernel.trail.acting import request_id

log = logging.getLogger(__name__)
STALE = (StaleStep, OutOfDate)
"""Refusals which say that the version that was seen is no longer the one that is: 412."""
MEDIA_TYPE = "application/problem+json"
URN = "urn:jingkai:problem:"


class FieldFault(Schema):
    """What is wrong with one part of the request."""

    where: str = Field(description="query, path, header or body, and the field: `body.name`")
    what: str


class Problem(Schema):
    """Why nothing was done (RFC 9457)."""

    type: str = Field(description=f"`{URN}<code>`, the same for every problem of one kind")
    title: str
    status: int
    detail: str = ""
    instance: str = Field("", description="the address that was asked")
    hint: str = Field("", description="what to do next")
    request: str = Field("", description="the request's id, by which the operators find it")
    errors: list[FieldFault] = []


class ScopeMissing(Refusal):
    """The token is not let in here."""

    sentence = gettext_lazy("The token is not let into “{scope}”.")
    hint = gettext_lazy("Ask the zone's administrator for a token with this scope.")
    status = 403


class VersionMissing(Refusal):
    """A step without the version that its maker saw."""

    sentence = gettext_lazy("Say which version you saw: send its ETag as If-Match.")
    status = 428


def problem(
    request: HttpRequest, code: str, status: int, detail: str = "", **more: Any
) -> HttpResponse:
    """One problem as a response."""
    facts = {
        "type": f"{URN}{code}", "title": more.pop("title", HTTPStatus(status).phrase),
        "status": status, "detail": detail, "instance": request.path,
        "request": request_id.get(), **more,
    }  # fmt: skip
    return JsonResponse(
        facts, status=status, content_type=MEDIA_TYPE, encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal: its sentence, its hint, and the field that it belongs to."""
    sentence = str(refusal.sentence).format(**refusal.facts)
    faults = [{"where": f"body.{refusal.field}", "what": sentence}] if refusal.field else []
    if isinstance(refusal, FormFaults):
        faults = [
            *({"where": f"body.form.{key}", "what": words}
              for key, words in refusal.facts["fields"].items()),
            *({"where": f"body.materials.{key}", "what": _("It is needed.")}
              for key in refusal.facts["materials"]),
        ]
    return problem(
        request, refusal.code, 412 if isinstance(refusal, STALE) else refusal.status, sentence,
        hint=str(refusal.hint).format(**refusal.facts), errors=faults,
    )  # fmt: skip


def of_validation(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """What doesn't follow the schema, all of it at once.

    400; where the form was read and nothing but its file is not there, 422.
    """
    faults = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]}
        for one in fault.errors
    ]
    detail = _("The request does not follow the schema.")
    lacks_file = all(one["loc"][0] == "file" for one in fault.errors)
    return problem(request, "invalid-request", 422 if lacks_file else 400, detail, errors=faults)


def unauthenticated(request: HttpRequest) -> HttpResponse:
    """Without a token that holds."""
    shown = "Authorization" in request.headers
    if shown:
        detail = _("The token is unknown, has expired or was revoked.")
    else:
        detail = _("Show a token: Authorization: Bearer …")
    response = problem(request, "unauthenticated", 401, detail)
    error = ', error="invalid_token"' if shown else ""
    response["WWW-Authenticate"] = f'Bearer realm="jingkai"{error}'
    return response


def not_found(request: HttpRequest, *_rest: Any, **_more: Any) -> HttpResponse:
    """Nothing is there, or nothing that this seat may see."""
    return problem(request, "not-found", 404, _("There is nothing here that you may see."))


def of_http(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """What the framework refuses: a body that is no JSON."""
    return problem(request, "bad-request", fault.status_code, str(fault))


def too_large(request: HttpRequest, *_rest: Any) -> HttpResponse:
    """A body beyond what is read."""
    return problem(request, "too-large", 413, _("The request's body is too large."))


def suspicious(request: HttpRequest, fault: Exception) -> HttpResponse:
    """What Django will not read."""
    return problem(request, "bad-request", 400, str(fault))


def fault_of_ours(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Something broke; the log has it under the request's id."""
    log.exception("The API failed at %s %s", request.method, request.path, exc_info=fault)
    return problem(request, "fault", 500, _("Something broke here. It has been noted."))


def teach(api: NinjaAPI) -> None:
    """Let the API answer with problems alone."""
    handlers: dict[type[Exception], Any] = {
        Refusal: of_refusal,
        ValidationError: of_validation,
        AuthenticationError: lambda request, _fault: unauthenticated(request),
        HttpError: of_http,
        Http404: not_found,
        RequestDataTooBig: too_large,
        SuspiciousOperation: suspicious,
        MultiPartParserError: suspicious,
        Exception: fault_of_ours,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
