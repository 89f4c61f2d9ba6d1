"""Applying for several matters at once: one form, each material once, sent in once."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.domains.services import actions
from jingkai.domains.services import queries as services
from jingkai.domains.services.errors.approvals import DraftChanged, DraftSent, FormFaults
from jingkai.doors.portal import gate
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.prefill import known_of
from jingkai.doors.portal.views.applying import ANCHOR, answer, places_of, tell_sent, words_of
from jingkai.doors.portal.written import (
    boxes,
    hung,
    joint_ways,
    origins,
    own_saving,
    turn_of,
    typed,
)
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal

JOINT = services.JOINT


def begin(request: PortalRequest, *, chosen: Iterable[str], **whole: Any) -> HttpResponse:
    """Begin a joint draft for a one-thing service or a stage, or go on with the one there is."""
    held = services.joint_drafts_of(request.visitor).filter(**whole).first()
    form: Mapping[str, Any] = {}
    if held is not None:
        form = services.joint_for(held, zone_today()).opened(held.form)
    held = actions.save_joint_draft(
        draft=held, by=request.visitor, chosen=list(chosen), form=form, **whole
    )
    return _filled(request, held)


def _filled(request: PortalRequest, held: Any) -> HttpResponse:
    """What is known stands in the form; what was typed stays as it is."""
    joint = services.joint_for(held, zone_today())
    known = known_of(request.visitor, joint.merged.fields)
    if held.project is not None:
        known |= services.carried_over(held.project, joint)
    form = {**known, **{key: value for key, value in joint.opened(held.form).items() if value}}
    ways = dict(joint_ways(joint.versions))
    delivery = held.delivery if held.delivery in ways else next(iter(ways))
    actions.save_joint_draft(draft=held, by=request.visitor, form=form, delivery=delivery)
    return gate.go(request, "joint-draft", held.key)


@for_account
def draft(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """The one form as far as it was typed."""
    held = _draft(request, key)
    if held.sent_at is not None:
        tell_sent(request)
        return _onward(request, held)
    if request.method != "POST":
        return _sheet(request, held, final="check" in request.GET)
    try:
        hung(request, held, JOINT, _kinds(held))
        saved = _save(request, held)
    except DraftChanged as changed:
        return _sheet(request, held, 409, refusal=changed)
    except Refusal as refusal:
        return _sheet(request, _draft(request, key), refusal.status, refusal=refusal)
    if "preview" in request.POST:
        return gate.go(request, "joint-preview", saved.key)
    messages.success(request, _("Saved. You can go on later, from any device."))
    response = gate.go(request, "joint-draft", saved.key)
    if request.FILES:
        response["Location"] += ANCHOR
    return response


def _sheet(
    request: PortalRequest, held: Any, status: int = 200, *, refusal: Refusal | None = None,
    final: bool = False,
) -> HttpResponse:  # fmt: skip
    on = zone_today()
    joint = services.joint_for(held, on)
    sheet = services.joint_sheet(held, joint, request.visitor, on, final=final)
    ways = joint_ways(joint.versions)
    facts = {
        **_of(held), "sheet": sheet, "refusal": refusal, "final": final, "joint": joint,
        "ways": ways, "by_post": "post" in dict(ways), "boxes": boxes(sheet, JOINT),
        "holder": JOINT, "at": places_of(request, "joint-", held.key),
        "members": _members(held, on), "on_commitment": joint.may_commit,
    }  # fmt: skip
    return page(request, "joint_draft", facts, status)


def _members(held: Any, on: Any) -> list[tuple[Any, bool, bool, str]]:
    """The matters that may be applied for: chosen or not, to be left out or not, the question."""
    questions = {}
    if held.one_thing is not None:
        english = not (get_language() or "").startswith("zh")
        for one in services.one_thing_guide(held.one_thing, on).questions:
            questions[one.code] = (english and one.question_en) or one.question
    return [
        (version, version.matter.code in held.chosen or not optional, optional,
         questions.get(version.matter.code, ""))
        for version, optional in services.offered_to(held, on)
    ]  # fmt: skip


def _of(held: Any) -> dict[str, Any]:
    """What the draft is for, and its name in the reader's language."""
    chinese = (get_language() or "").startswith("zh")
    if held.one_thing is not None:
        thing = held.one_thing
        name = thing.name if chinese or not thing.name_en else thing.name_en
    else:
        name = str(held.get_stage_display())
    return {"draft": held, "name": name, "thing": held.one_thing, "project": held.project}


@require_POST
@for_account
def save(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """What was typed, as the page's script sends it; the answer tells what is wrong with it."""
    held = _draft(request, key)
    try:
        if held.sent_at is not None:
            raise DraftSent(number=_number(held))
        changed = hung(request, held, JOINT, _kinds(held))
        saved = _save(request, held)
    except DraftSent as sent:
        return JsonResponse(words_of(sent), status=410)
    except Refusal as refusal:
        return JsonResponse(words_of(refusal), status=refusal.status)
    on = zone_today()
    joint = services.joint_for(saved, on)
    judged = services.joint_judged(joint, typed(request.POST, joint.merged.fields))
    sheet = services.joint_sheet(saved, joint, request.visitor, on)
    return answer(request, saved, sheet, judged, changed=changed, holder=JOINT)


def _save(request: PortalRequest, held: Any) -> Any:
    post, joint = request.POST, services.joint_for(held, zone_today())
    turn, delivery = turn_of(post, held), post.get("delivery", held.delivery)
    saved = actions.save_joint_draft(
        draft=held, by=request.visitor, form=typed(post, joint.merged.fields),
        materials=origins(post), address=post.get("address", ""),
        committed=post.get("committed") == "1",
        delivery=delivery if delivery in dict(joint_ways(joint.versions)) else held.delivery,
        **turn,
    )  # fmt: skip
    if saved.sent_at is not None:
        raise DraftSent(number=saved.bundle.number if saved.bundle else "")
    own_saving(saved, turn["revision"])
    return saved


def _kinds(held: Any) -> list[str]:
    return [paper.key for paper in services.joint_for(held, zone_today()).papers]


@require_POST
@for_account
def choose(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """Apply for other matters than before; what was typed stays."""
    held = _draft(request, key)
    joint = services.joint_for(held, zone_today())
    held = actions.save_joint_draft(
        draft=held, by=request.visitor, form=joint.opened(held.form),
        chosen=request.POST.getlist("matter"),
    )  # fmt: skip
    return _filled(request, held)


@for_account
def preview(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """The whole application, to be read once more before it is sent in."""
    held = _draft(request, key)
    return _onward(request, held) if held.sent_at is not None else _preview(request, held)


def _preview(request: PortalRequest, held: Any, refusal: Refusal | None = None) -> HttpResponse:
    on = zone_today()
    joint = services.joint_for(held, on)
    facts = {
        **_of(held), "joint": joint, "refusal": refusal, "way": held.get_delivery_display(),
        "sheet": services.joint_sheet(held, joint, request.visitor, on, final=True),
        "words": services.joint_words(joint, held.form),
        "at": places_of(request, "joint-", held.key),
    }  # fmt: skip
    return page(request, "joint_preview", facts, refusal.status if refusal else 200)


@require_POST
@for_account
def submit(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """Send in what was looked at; pressed again, it is the same applications."""
    held = _draft(request, key)
    seen = request.POST.get("revision", "")
    if held.sent_at is None and seen != str(held.revision):
        messages.warning(request, _("The draft has changed since. Look at it once more."))
        return gate.go(request, "joint-preview", key)
    if held.sent_at is None and request.POST.get("true") != "1":
        messages.warning(request, _("Declare that what you state is true, then send it in."))
        return gate.go(request, "joint-preview", key)
    try:
        actions.submit_joint(draft=held, by=request.visitor)
    except FormFaults as faults:
        return _preview(request, held, faults)
    response = _onward(request, _draft(request, key))
    response["Location"] += "?sent=1"
    return response


def _onward(request: PortalRequest, held: Any) -> HttpResponse:
    """To what became of a draft that was sent in."""
    return gate.go(request, "project" if held.bundle is None else "bundle", _number(held))


def _number(held: Any) -> str:
    """Under which number a draft was sent in."""
    return str((held.bundle or held.project.case).number)


@require_POST
@for_account
def discard(request: PortalRequest, key: uuid.UUID) -> HttpResponse:
    """Throw a joint draft away."""
    held = _draft(request, key)
    project = held.project
    actions.discard_joint_draft(draft=held, by=request.visitor)
    messages.success(request, _("The draft is gone."))
    if project is not None:
        return gate.go(request, "project", project.case.number)
    return gate.go(request, "mine")


def _draft(request: PortalRequest, key: uuid.UUID) -> Any:
    held = services.joint_draft_of(request.visitor, key)
    if held is None:
        raise Http404
    return held
