"""Applying: a draft that is saved as it is typed, looked at as a whole, and sent in once."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.domains.services.errors.approvals import DraftChanged, DraftSent, FormFaults
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.prefill import known_of
from jingkai.doors.portal.written import (
    DRAFT,
    attached,
    boxes,
    origins,
    own_saving,
    turn_of,
    ways,
    written,
)
from jingkai.doors.ui.refusals import hint_of, sentence_of
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal

ANCHOR = "#materials"


@require_POST
@for_account
def apply(request: PortalRequest, code: str) -> HttpResponse:
    """Begin, or go on where one stopped: one draft of a matter at a time."""
    on, visitor = zone_today(), request.visitor
    version = services.matters_in_force(request.zone.pk, on).filter(matter__code=code).first()
    if version is None:
        raise Http404
    if not _meant_for(version, visitor):
        messages.warning(request, _("This matter is for others: choose for whom you act."))
        return gate.go(request, "acting")
    begun = services.drafts_of(visitor).filter(version=version).first()
    if begun is None:
        begun = actions.save_draft(
            version=version, by=visitor, key=uuid.uuid4(),
            form=known_of(visitor, services.form_of(version)), delivery=ways(version)[0][0],
        )  # fmt: skip
    return gate.go(request, "draft", begun.key)


def _meant_for(version: Any, visitor: Any) -> bool:
    if visitor.enterprise is None:
        return bool(version.for_persons)
    return bool(version.for_enterprises or version.for_others)


@for_account
def draft(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """The form as far as it was typed; saved by its button, and by itself where scripts run."""
    held = _draft(request, key)
    if held.case_id is not None:
        tell_sent(request)
        return gate.go(request, "case", held.case.number)
    if request.method == "POST":
        try:
            attached(request, held)
            saved = _save(request, held)
        except DraftChanged as changed:
            return _sheet(request, held, 409, refusal=changed)
        except Refusal as refusal:
            return _sheet(request, _draft(request, key), refusal.status, refusal=refusal)
        if "preview" in request.POST:
            return gate.go(request, "preview", saved.key)
        messages.success(request, _("Saved. You can go on later, from any device."))
        response = gate.go(request, "draft", saved.key)
        if request.FILES:
            response["Location"] += ANCHOR
        return response
    return _sheet(request, held, final="check" in request.GET)


def tell_sent(request: PortalRequest) -> None:
    """Who saves from an old tab what was sent in before, learns that nothing was saved."""
    if request.method == "POST":
        messages.warning(request, _("Nothing was saved: the application was sent in before."))


def _sheet(
    request: PortalRequest, held: Any, status: int = 200, *, refusal: Refusal | None = None,
    final: bool = False,
) -> HttpResponse:  # fmt: skip
    sheet = services.sheet_of(held, request.visitor, zone_today(), final=final)
    facts = {
        "draft": held, "version": held.version, "sheet": sheet, "refusal": refusal,
        "ways": ways(held.version), "boxes": boxes(sheet), "final": final, "holder": DRAFT,
        "at": places_of(request, "", held.key), "by_post": held.version.deliver_post,
        "on_commitment": held.version.commitment,
    }  # fmt: skip
    return page(request, "draft", facts, status)


def places_of(request: PortalRequest, kind: str, key: uuid.UUID) -> dict[str, str]:
    """The addresses of a draft of this kind: the draft itself, saving, looking through, …"""
    steps = ("draft", "save", "preview", "submit", "discard")
    return {step: gate.at(request, f"{kind}{step}", key) for step in steps}


@require_POST
@for_account
def save(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """What was typed, as the page's script sends it; the answer tells what is wrong with it."""
    held = _draft(request, key)
    try:
        if held.case is not None:
            raise DraftSent(number=held.case.number)
        changed = attached(request, held)
        saved = _save(request, held)
    except DraftSent as sent:
        return JsonResponse(words_of(sent), status=410)
    except Refusal as refusal:
        return JsonResponse(words_of(refusal), status=refusal.status)
    judged = services.judged(held.version, written(request.POST, held.version))
    sheet = services.sheet_of(saved, request.visitor, zone_today())
    return answer(request, saved, sheet, judged, changed=changed, holder=DRAFT)


def answer(
    request: PortalRequest, saved: Any, sheet: Any, judged: Any, *, changed: int, holder: str
) -> JsonResponse:
    """What the page's script is told after a saving: faults, fields that are asked, materials."""
    shown, faults = judged
    asked = ",".join(f"{s.material.key}:{s.required:d}" for s in sheet.sheaves)
    told = {
        "revision": saved.revision,
        "saved": date_format(timezone.localtime(saved.saved_at), "H:i:s"),
        "shown": sorted(shown),
        "faults": {fault.field: str(fault.sentence) for fault in faults},
    }
    if changed or asked != request.POST.get("asked"):
        facts = {"sheet": sheet, "boxes": boxes(sheet, holder), "zone": request.zone}
        told["materials"] = render_to_string("portal/parts/sheaves.html", facts, request)
    return JsonResponse(told)


def words_of(refusal: Refusal) -> dict[str, str]:
    """A refusal as the page's script shows it."""
    return {"sentence": sentence_of(refusal), "hint": hint_of(refusal)}


def _save(request: PortalRequest, held: Any) -> Any:
    post, turn = request.POST, turn_of(request.POST, held)
    saved = actions.save_draft(
        draft=held, version=held.version, by=request.visitor,
        form=written(post, held.version), **_more(post, held), **turn,
    )  # fmt: skip
    if saved.case is not None:
        raise DraftSent(number=saved.case.number)
    own_saving(saved, turn["revision"])
    return saved


def _more(post: Mapping[str, str], held: Any) -> dict[str, Any]:
    known = dict(ways(held.version))
    delivery = post.get("delivery", held.delivery)
    return {
        "delivery": delivery if delivery in known else held.delivery,
        "address": post.get("address", ""),
        "committed": post.get("committed") == "1",
        "materials": origins(post),
    }


@for_account
def preview(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """The whole application, to be read once more before it is sent in."""
    held = _draft(request, key)
    if held.case_id is not None:
        return gate.go(request, "case", held.case.number)
    return _preview(request, held)


def _preview(request: PortalRequest, held: Any, refusal: Refusal | None = None) -> HttpResponse:
    sheet = services.sheet_of(held, request.visitor, zone_today(), final=True)
    facts = {
        "draft": held, "version": held.version, "sheet": sheet, "refusal": refusal,
        "words": services.words_of(held.version, held.form), "way": held.get_delivery_display(),
        "at": places_of(request, "", held.key),
    }  # fmt: skip
    return page(request, "preview", facts, refusal.status if refusal else 200)


@require_POST
@for_account
def submit(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """Send in what was looked at; pressed again, it is the same case."""
    held = _draft(request, key)
    seen = request.POST.get("revision", "")
    if held.case_id is None and seen != str(held.revision):
        messages.warning(request, _("The draft has changed since. Look at it once more."))
        return gate.go(request, "preview", key)
    if held.case_id is None and request.POST.get("true") != "1":
        messages.warning(request, _("Declare that what you state is true, then send it in."))
        return gate.go(request, "preview", key)
    try:
        approval = actions.submit(draft=held, by=request.visitor)
    except FormFaults as faults:
        return _preview(request, held, faults)
    response = gate.go(request, "case", approval.number)
    response["Location"] += "?sent=1"
    return response


@require_POST
@for_account
def discard(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(draft=_draft(request, key), by=request.visitor)
    messages.success(request, _("The draft is gone."))
    return gate.go(request, "mine")


def _draft(request: PortalRequest, key: uuid.UUID) -> Any:
    held = services.draft_of(request.visitor, key)
    if held is None:
        raise Http404
    return held
