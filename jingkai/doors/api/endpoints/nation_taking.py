"""Zones' published figures come in by the API: SDMX-CSV 2.0, or a workbook that holds it."""

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from jingkai.doors.api import problems, scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.shapes import Given, Once, once_key
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.indicators.errors import TooLarge
from jingkai.kernel.indicators.sharing.taking import LARGEST_MB, Taken, take

router = Router(tags=["nation"])
TAKES = may(scopes.NATION_WRITE, Permission.FIGURES_RECEIVE)
FAULTS_TOLD = 500


class Handed(Given):
    """How the file is to be taken."""

    sha256: str = Field(
        "", pattern=r"^([0-9a-fA-F]{64})?$",
        description="of the whole file; another one was changed on the way, and is refused",
    )  # fmt: skip
    dry_run: bool = Field(False, description="check it all, and keep nothing")


class EditionKept(Schema):
    """An edition of a zone's period."""

    zone: str
    period: str
    edition: int


class TakenOut(Schema):
    """What came of a file: it is kept as a whole or not at all."""

    sha256: str
    kept: list[EditionKept]
    standing: list[EditionKept] = Field(description="those that stood here already, the same")
    warnings: list[str] = Field(description="late ones, other definitions, figures left out")
    dry_run: bool


def told(taken: Taken) -> dict[str, Any]:
    """What came of a file as the API has it."""
    return {
        "sha256": taken.sha256, "kept": list(map(_edition, taken.kept)),
        "standing": list(map(_edition, taken.standing)), "warnings": list(taken.warnings),
        "dry_run": taken.dry_run,
    }  # fmt: skip


def _edition(text: str) -> dict[str, Any]:
    zone, period, edition = text.rsplit(" ", 2)
    return {"zone": zone, "period": period, "edition": int(edition)}


@router.post("/nation/editions", auth=TAKES, response={200: TakenOut, 413: Problem, 422: Problem})
def hand_in_nation_data(
    request: Asked, asked: Annotated[Handed, Form()], data: Annotated[UploadedFile, File()],
    key: Once = "",
) -> Status[dict[str, Any]] | HttpResponse:  # fmt: skip
    """Keep what zones have published elsewhere; every fault of every line is told."""
    name = data.name or ""
    if (data.size or 0) > LARGEST_MB << 20:
        raise TooLarge(field="data", name=name, most=LARGEST_MB)
    taken = take(
        name, data.read(), at=timezone.now(), by=request.auth.seat, sha256=asked.sha256,
        key=once_key(request, key), dry_run=asked.dry_run,
    )  # fmt: skip
    if taken.faults:
        return _faulty(request, name, taken)
    return Status(200, told(taken))


def _faulty(request: Asked, name: str, taken: Taken) -> HttpResponse:
    """All faults, each with its line and column."""
    detail = _("“{name}” has {count} faults; nothing of it was kept.")
    faults = [
        {"where": f"data:{fault.line}:{fault.column}", "what": fault.sentence}
        for fault in taken.faults[:FAULTS_TOLD]
    ]
    return problems.problem(
        request, "faulty-publication", 422, detail.format(name=name, count=len(taken.faults)),
        errors=faults,
    )  # fmt: skip
