"""The methods of GeoReport v2: discovery, services, their definition, requests, tokens."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely.geometry import Point

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.choices import AppealSource, AppealState
from jingkai.doors.api.open311 import attributes as extended
from jingkai.doors.api.open311.entering import Asking, georeport
from jingkai.doors.api.open311.reading import Fault, Wanted, attributes, place, wanted
from jingkai.doors.api.open311.writing import FORMATS, answer, moment
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.files.actions import Item

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2022-12-31T00:00:00+08:00"
LONGEST, MOST_PHOTOS = 4000, 9
CLOSED = Q(state=AppealState.CLOSED) | Q(
    state=AppealState.JOINED, joined_to__state=AppealState.CLOSED
)


@georeport("GET")
def discovery(asking: Asking) -> HttpResponse:
    """Where the service is, in which formats, and where a key comes from."""
    root = asking.request.build_absolute_uri(reverse("api:open311:services", args=["json"]))
    body = {
        "changeset": CHANGESET,
        "contact": _("The zone's desk for appeals"),
        "key_service": _("Keys are issued by the zone's system administrator: tokens with the"
                         " scope open311:write."),
        "endpoints": [{
            "specification": SPECIFICATION, "url": root.removesuffix("/services.json"),
            "changeset": CHANGESET, "type": "production",
            "formats": [media.partition(";")[0] for media in FORMATS.values()],
        }],
    }  # fmt: skip
    return answer(body, "discovery", asking.form)


@georeport("GET")
def services(asking: Asking) -> HttpResponse:
    """The kinds of appeals that are offered to the public."""
    rows = [_service(kind) for kind in queries.public_kinds(asking.zone.pk)]
    return answer(rows, "services", asking.form)


@georeport("GET")
def definition(asking: Asking, code: str) -> HttpResponse:
    """What a service asks for beside the common fields."""
    kind = _kind(asking, code, 404)
    told = [extended.told(each, order) for order, each in enumerate(extended.ATTRIBUTES, 1)]
    body = {"service_code": kind.code, "attributes": told}
    return answer(body, "service_definition", asking.form)


@georeport("POST", key=True)
def file_request(asking: Asking) -> HttpResponse:
    """File a request; it goes to its office at once."""
    given = asking.request.POST
    if not given.get("service_code"):
        raise Fault(400, _("service_code was not provided."))
    kind = _kind(asking, given["service_code"], 404)
    description = given.get("description", "").strip()
    if not description:
        raise Fault(400, _("description was not provided."))
    if len(description) > LONGEST:
        raise Fault(400, _("description has at most 4,000 characters."))
    point = place(given)
    told = extended.checked(attributes(dict(given.lists())))
    appeal = actions.ask(
        kind=kind, title=description.splitlines()[0][:150], words=_words(description, told, given),
        source=AppealSource.APP, shape=Point(*point) if point else None,
        address=(given.get("address_string") or given.get("address_id") or "")[:200],
        asker=_name(given), phone=given.get("phone", "")[:30], by=asking.actor,
        asker_kind=told["asker_kind"], photos=_photos(asking),
        idempotency_key=given.get("idempotency_key", "")[:80],
    )  # fmt: skip
    notice = _("It was sent to: {office}.").format(office=appeal.office or "—")
    row = {
        "service_request_id": appeal.number, "service_notice": notice,
        "account_id": given.get("account_id") or None,
    }  # fmt: skip
    return answer([row], "service_requests", asking.form, 201)


@georeport("GET")
def requests(asking: Asking) -> HttpResponse:
    """Requests by number, service, status, and when they were made."""
    asked = wanted(asking.request.GET, zone_now(), timezone.get_current_timezone())
    first = (asked.page - 1) * asked.size
    rows = list(_found(asking, asked)[first : first + asked.size])
    return _told(asking, rows, asked.extensions)


@georeport("GET")
def request_by_id(asking: Asking, number: str) -> HttpResponse:
    """One request by its number."""
    rows = list(queries.public_appeals(asking.zone.pk).filter(number=number)[:1])
    if not rows:
        raise Fault(404, _("service_request_id was not found: {number}.").format(number=number))
    return _told(asking, rows, asking.request.GET.get("extensions", "").lower() == "true")


@georeport("GET")
def token(asking: Asking, number: str) -> HttpResponse:
    """Every service answers at once, so that a request's number is its own token."""
    if not queries.public_appeals(asking.zone.pk).filter(number=number).exists():
        raise Fault(404, _("token was not found: {number}.").format(number=number))
    row = {"service_request_id": number, "token": number}
    return answer([row], "service_requests", asking.form)


def _kind(asking: Asking, code: str, status: int) -> Any:
    kind = queries.public_kinds(asking.zone.pk).filter(code=code).first()
    if kind is None:
        raise Fault(status, _("service_code was not found: {code}.").format(code=code))
    return kind


def _service(kind: Any) -> dict[str, Any]:
    group = kind.parent.name if kind.parent else kind.name
    return {
        "service_code": kind.code, "service_name": kind.name,
        "description": kind.hint or kind.name, "metadata": True, "type": "realtime",
        "keywords": f"{group},{kind.name}", "group": group,
    }  # fmt: skip


def _words(description: str, told: dict[str, str], given: Any) -> str:
    """The request in its own words, with what its attributes tell."""
    lines = [description]
    if told.get("seen_at"):
        lines.append(_("Seen at: {at}").format(at=told["seen_at"]))
    if told.get("place_note"):
        lines.append(_("How to find the place: {note}").format(note=told["place_note"]))
    if given.get("media_url"):
        lines.append(_("Picture: {url}").format(url=given["media_url"][:500]))
    return "\n".join(lines)


def _name(given: Any) -> str:
    return f"{given.get('last_name', '')}{given.get('first_name', '')}".strip()[:60]


def _photos(asking: Asking) -> list[Item]:
    """Pictures sent along (`media`); what is none is refused, and the request with it."""
    files = asking.request.FILES.getlist("media")[:MOST_PHOTOS]
    return [Item("photo", file=file.read(), name=file.name or "photo.jpg") for file in files]


def _found(asking: Asking, asked: Wanted) -> QuerySet[Any]:
    rows = queries.public_appeals(asking.zone.pk)
    if asked.keys:
        return rows.filter(number__in=asked.keys)
    if asked.services:
        rows = rows.filter(kind__code__in=asked.services)
    if len(asked.statuses) == 1:
        rows = rows.filter(CLOSED) if asked.statuses[0] == "closed" else rows.exclude(CLOSED)
    return rows.filter(received_at__gte=asked.start, received_at__lte=asked.end)


def _told(asking: Asking, rows: list[Any], extensions: bool) -> HttpResponse:
    whole = queries.readable(asking.actor, rows)
    told = [
        _request(queries.published(row, whole=row.pk in whole), asking, extensions)
        for row in rows
    ]
    return answer(told, "service_requests", asking.form)


def _request(one: queries.Published, asking: Asking, extensions: bool) -> dict[str, Any]:
    appeal = one.appeal
    row = {
        "service_request_id": appeal.number, "status": "closed" if one.closed else "open",
        "status_notes": one.answer or str(appeal.get_state_display()),
        "service_name": appeal.kind.name, "service_code": appeal.kind.code,
        "description": one.title,
        "agency_responsible": appeal.office.name if appeal.office else None,
        "service_notice": None, "requested_datetime": moment(appeal.received_at),
        "updated_datetime": moment(one.updated_at), "expected_datetime": moment(one.expected_at),
        "address": one.address or None, "address_id": None, "zipcode": None,
        "lat": one.lat, "long": one.long, "media_url": None,
    }  # fmt: skip
    if extensions:
        row["extended_attributes"] = {
            "jurisdiction_id": asking.zone.code, "state": appeal.state, "round": appeal.round,
            "group": appeal.kind.parent.name if appeal.kind.parent else None,
        }  # fmt: skip
    return row
