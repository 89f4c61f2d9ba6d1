"""What was typed into a form, and the files handed in with it."""

from collections.abc import Mapping
from typing import Any

from jingkai.domains.services import queries as services
from jingkai.domains.services.choices import FieldKind
from jingkai.domains.services.choices.approvals import DeliveryWay
from jingkai.doors.portal.gate import PortalRequest
from jingkai.doors.ui.files import Box, collect, uploader
from jingkai.kernel.files.actions import Item, attach_all, remove
from jingkai.kernel.files.models import Attachment

DRAFT = "services.draft"
"""The holder on which the files of an application hang."""


def written(post: Any, version: Any) -> dict[str, Any]:
    """The form's fields as they were typed, by key."""
    found: dict[str, Any] = {}
    for field in services.form_of(version):
        name = f"f_{field.key}"
        if field.kind == FieldKind.CHOICES:
            found[field.key] = post.getlist(name)
        elif name in post:
            found[field.key] = post[name]
    return found


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


def boxes(sheet: Any) -> Mapping[str, Box]:
    """One field for files for each material of the sheet."""
    return {
        sheaf.material.key: box_of(sheaf.material.key, list(sheaf.files))
        for sheaf in sheet.sheaves
    }


def box_of(key: str, files: list[Attachment]) -> Box:
    """The field for the files of one material."""
    return uploader(holder=DRAFT, kind=key, field=f"m_{key}", attached=files)


def attached(request: PortalRequest, draft: Any) -> int:
    """Hang what came with the form on the draft, and take off what was taken off; how many."""
    items = []
    for material in services.materials_of(draft.version):
        place = {"holder": DRAFT, "kind": material.key, "field": f"m_{material.key}"}
        for upload in collect(request, **place, by=request.visitor):
            items.append(Item(material.key, upload=upload.token))
    if items:
        attach_all(holder=draft, items=items, by=request.visitor)
    gone = [key for key in request.POST.getlist("remove") if key.isdigit()]
    for row in Attachment.objects.filter(
        pk__in=gone, holder_type=DRAFT, holder_pk=draft.pk, current=True
    ):
        remove(attachment=row, why="", by=request.visitor)
    return len(items) + len(gone)
