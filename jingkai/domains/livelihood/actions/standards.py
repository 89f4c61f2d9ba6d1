"""A programme's next version from a decision table that somebody drew."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.errors.subsidies import SinceTooEarly, TableFaulty
from jingkai.domains.livelihood.models.subsidies import (
    WORDS,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.lasting import HOLDING
from jingkai.domains.livelihood.queries.standards import faults_of
from jingkai.domains.livelihood.rules import dmn
from jingkai.domains.livelihood.rules.eligibility import INPUTS
from jingkai.kernel.cases.steps import locked, require
from jingkai.kernel.trail.acting import Actor, action, record


@action("livelihood.version.published", _("Published {subject} of “{programme}” from {since}"))
def publish_version(
    *, programme: Programme, source: str, number: str, since: date, by: Actor,
    document: str = "",
) -> SubsidyVersion:  # fmt: skip
    """Put a drawn table in force from a day; the version in force until then ends before it.

    No version is ever edited: what was paid by an older one can be told from it for good.
    Raises TableFaulty naming the fault, SinceTooEarly, EndBeforeUse.
    """
    require(by, Permission.SUBSIDY_EDIT)
    held = locked(programme)
    rows = _read(source)
    last = SubsidyVersion.objects.filter(programme=held).order_by("-since").first()
    if last is not None:
        if since <= last.since:
            raise SinceTooEarly(field="since", number=last.number, day=last.since)
        if last.until is None or last.until > since:
            HOLDING.require_end(last, since, field="since")
            last.until = since
            last.full_clean(exclude=["zone"])
            last.save()
    version = SubsidyVersion(
        zone_id=by.zone_id, programme=held, number=number, since=since, document=document
    )
    version.full_clean(exclude=["zone"])
    version.save()
    lines = [_standard(version, at, row) for at, row in enumerate(rows, 1)]
    Standard.objects.bulk_create(lines)
    record(version, programme=held.name, since=since)
    return version


def _read(source: str) -> list[dmn.Row]:
    faults = faults_of(source)
    rows = [] if faults else dmn.read_rows(source)
    if faults or not rows:
        raise TableFaulty(why=faults[0].sentence if faults else _("it has no line."))
    return rows


def _standard(version: SubsidyVersion, position: int, row: dmn.Row) -> Standard:
    """A line of the table as it is kept: in the words of regulations."""
    cells = dict(zip(INPUTS, row.cells, strict=True))
    try:
        told: dict[str, Any] = {name: dmn.word_words(cells[name], WORDS[name]) for name in WORDS}
        told |= {name: dmn.number_words(cells[name]) for name in dmn.TYPES}
    except ValueError as cell:
        raise TableFaulty(why=_("“{cell}” has no words.").format(cell=cell)) from None
    orphan = cells["orphan"].strip('"')
    line = Standard(
        zone_id=version.zone_id, version=version, position=position, name=row.name, per=row.per,
        amount=row.amount, orphan="" if orphan == "-" else orphan, **told,
    )  # fmt: skip
    line.full_clean(exclude=["zone"])
    return line
