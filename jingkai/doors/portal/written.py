"""What was typed into a form, and the files handed in with it."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import FieldKind
from jingkai.domains.services.choices.approvals import DeliveryWay
from jingkai.domains.services.errors.approvals import DraftChanged
from jingkai.doors.portal.gate import PortalRequest
from jingkai.doors.ui.files import Box, collect, uploader
from jingkai.doors.ui.requests import number_of
from jingkai.kernel.files.actions import Item, attach_all, remove
from jingkai.kernel.files.models import Attachment

DRAFT = "services.draft"
"""The holder on which the files of an application hang."""


def written(post: Any, version: Any) -> dict[str, Any]:
    """The fields of a matter's form as they were typed, by key."""
    return typed(post, services.form_of(version))


def typed(post: Any, fields: Iterable[Any]) -> dict[str, Any]:
    """These fields as they were typed, by key."""
    found: dict[str, Any] = {}
    for field in fields:
        name = f"f_{field.key}"
        if field.kind == FieldKind.CHOICES:
            found[field.key] = post.getlist(name)
        elif name in post:
            found[field.key] = post[name]
    return found


def origins(post: Mapping[str, str]) -> dict[str, str]:
    """The materials that are brought on paper or follow later, as they were ticked."""
    return {
        name.removeprefix("origin_"): value
        for name, value in post.items()
        if name.startswith("origin_") and value in ("promised", "paper")
    }


def turn_of(post: Mapping[str, str], held: Any) -> dict[str, Any]:
    """The saving that the page was opened on, and this saving's own key, for the action.

    The page names each saving (`turn`, a UUID). When an answer was lost on its way, the page sends
    that saving again under the same name: it is done once. Without a revision nothing is named:
    whoever says that their text counts saves it over whatever stands.
    """
    revision, turn = number_of(post.get("revision")), post.get("turn", "")
    if revision is None:
        return {"revision": None}
    try:
        named = f"{held.key}:{uuid.UUID(turn)}"
    except ValueError:
        return {"revision": revision}
    return {"revision": revision, "idempotency_key": named}


def own_saving(saved: Any, revision: int | None) -> None:
    """A saving that was sent again may have been followed by somebody else's (DraftChanged)."""
    if revision is not None and saved.revision != revision + 1:
        raise DraftChanged(revision=saved.revision)


def ways(version: Any) -> list[tuple[str, Any]]:
    """How the result of a matter can reach the applicant."""
    offered = {
        DeliveryWay.DOWNLOAD: version.deliver_download,
        DeliveryWay.COUNTER: version.deliver_counter,
        DeliveryWay.POST: version.deliver_post,
    }
    return [(way.value, way.label) for way, there in offered.items() if there] or [
        (DeliveryWay.COUNTER.value, DeliveryWay.COUNTER.label)
    ]


def joint_ways(versions: Iterable[Any]) -> list[tuple[str, Any]]:
    """How the results of several matters can reach the applicant: all that any of them has.

    A matter that hasn't the way that was chosen is delivered as it can be.
    """
    found = dict(way for version in versions for way in ways(version))
    return [(way.value, way.label) for way in DeliveryWay if way.value in found] or [
        (DeliveryWay.COUNTER.value, DeliveryWay.COUNTER.label)
    ]


def boxes(sheet: Any, holder: str = DRAFT) -> Mapping[str, Box]:
    """One field for files for each material of the sheet."""
    return {
        sheaf.material.key: box_of(sheaf.material.key, list(sheaf.files), holder)
        for sheaf in sheet.sheaves
    }


def box_of(key: str, files: list[Attachment], holder: str = DRAFT) -> Box:
    """The field for the files of one material."""
    return uploader(holder=holder, kind=key, field=f"m_{key}", attached=files)


def attached(request: PortalRequest, draft: Any) -> int:
    """Hang what came with the form on the draft, and take off what was taken off; how many."""
    return hung(request, draft, DRAFT, [one.key for one in services.materials_of(draft.version)])


def hung(request: PortalRequest, draft: Any, holder: str, kinds: Iterable[str]) -> int:
    """The same for a draft of any kind, whose materials have these keys."""
    items = []
    for kind in kinds:
        place = {"holder": holder, "kind": kind, "field": f"m_{kind}"}
        for upload in collect(request, **place, by=request.visitor):
            items.append(Item(kind, upload=upload.token))
    if items:
        attach_all(holder=draft, items=items, by=request.visitor)
    asked = map(number_of, request.POST.getlist("remove"))
    gone = [key for key in asked if key is not None]
    for row in Attachment.objects.filter(
        pk__in=gone, holder_type=holder, holder_pk=draft.pk, current=True
    ):
        remove(attachment=row, why="", by=request.visitor)
    return len(items) + len(gone)
