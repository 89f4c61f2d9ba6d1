"""Receiving what another zone has published: its file is checked whole, then kept or refused."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Seat, Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators.actions import one_at_a_time, receive_edition
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.indicators.sharing.asking import left_out_words, named_few
from jingkai.kernel.indicators.sharing.comparing import due_on
from jingkai.kernel.indicators.sharing.deliveries import Delivery, Fault, Reader
from jingkai.kernel.indicators.sharing.digests import shared_digest, together
from jingkai.kernel.indicators.sharing.observations import HEADING, Line
from jingkai.kernel.indicators.sharing.structure import COM, CONCEPTS, STR
from jingkai.kernel.trail.acting import Machine

DATA_SHEET = "SDMX"
"""The sheet of a workbook that holds the observations."""


class NotReadable(Refusal):
    """A file that is neither a table of observations nor a structure."""

    sentence = gettext_lazy("“{name}” can't be read as published figures: {fault}.")
    hint = gettext_lazy("Send SDMX-CSV 2.0, or a workbook that holds it in its sheet SDMX.")
    status = 422


@dataclass(frozen=True)
class Received:
    """What came of a file: editions kept, those that stood here already, faults and warnings."""

    kept: tuple[Delivery, ...]
    standing: tuple[Delivery, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    opened: tuple[str, ...]
    dry_run: bool

    @property
    def holds(self) -> bool:
        """Whether the file was right as a whole; only then anything is kept."""
        return not self.faults


@dataclass(frozen=True)
class Area:
    """A zone as the sender's structure names it."""

    name: str
    name_en: str
    division_code: str


def receive(
    path: Path, *, at: datetime, structure: Path | None = None, dry_run: bool = False
) -> Received:
    """Check a file of published figures and keep its editions, all of them or none.

    With the sender's `structure`, zones that are not known here are opened by their names in it.
    A dry run does the same and takes it back. Raises `NotReadable`.
    """
    areas = read_areas(structure) if structure else {}
    return receive_content(path.name, path.read_bytes(), at=at, areas=areas, dry_run=dry_run)


def receive_content(
    name: str, content: bytes, *, at: datetime, areas: Mapping[str, Area] | None = None,
    dry_run: bool = False, working_here: bool = True,
) -> Received:  # fmt: skip
    """The same of a file's content, by its name; `areas` are the zones of a structure.

    Unless `working_here`, nothing new is taken of zones that work on this installation: whoever
    sends a file must not speak for them. Raises `NotReadable`.
    """
    areas = areas or {}
    lines, faults = _lines(name, content)
    known = set(Zone.objects.values_list("code", flat=True))
    reader = Reader(known | set(areas))
    reader.read(lines)
    faults = [*faults, *reader.faults]
    new = {delivery.zone for delivery in reader.deliveries.values()} - known
    kept: list[Delivery] = []
    standing: list[Delivery] = []
    short: list[str] = []
    with transaction.atomic():
        if not faults:
            _open({code: areas[code] for code in sorted(new)})
            zones = {zone.code: zone for zone in Zone.objects.all()}
            for delivery in reader.deliveries.values():
                zone = zones[delivery.zone]
                with walled(zone.pk):
                    fault = _keep(delivery, zone, at, kept, standing, working_here=working_here)
                    short += _left_out(delivery, zone) if fault is None else []
                faults += [fault] if fault else []
        if dry_run or faults:
            transaction.set_rollback(True)
    return Received(
        () if faults else tuple(kept), tuple(standing), tuple(faults),
        (*_warnings(reader), *short), tuple(sorted(new)), dry_run,
    )  # fmt: skip


def _open(areas: Mapping[str, Area]) -> None:
    for code, area in areas.items():
        access.open_zone(
            code=code, name=area.name, name_en=area.name_en, division_code=area.division_code
        )


def _keep(
    delivery: Delivery, zone: Zone, at: datetime, kept: list[Delivery], standing: list[Delivery],
    *, working_here: bool,
) -> Fault | None:  # fmt: skip
    """Keep one edition inside its own zone's wall; one that stands here must be the same."""
    head, period = delivery.head, delivery.period
    edition = SharedEdition(
        first_month=period.first_month, months=period.months, edition=head.edition,
        name=head.name, office=head.office, known_at=head.known_at,
        published_at=head.published_at, shared_at=at,
    )  # fmt: skip
    one_at_a_time(zone.pk)
    stands = _editions(delivery, zone).filter(edition=head.edition).first()
    if stands is not None and stands.digest == _digest(delivery):
        standing.append(delivery)
        return None
    if stands is not None:
        words = _("This edition stands here with other figures; a new one is needed.")
        return Fault(delivery.line, "EDITION", str(head.edition), words)
    if not working_here and Seat.objects.filter(zone=zone).exists():
        words = _("This zone works here and shares by itself.")
        return Fault(delivery.line, "REF_AREA", zone.code, words)
    figures = list(delivery.figures.values())
    receive_edition(edition=edition, figures=figures, by=Machine(zone_id=zone.pk))
    kept.append(delivery)
    return None


def _editions(delivery: Delivery, zone: Zone) -> QuerySet[SharedEdition]:
    """What stands here of the zone and the period."""
    period = delivery.period
    return SharedEdition.objects.filter(
        zone=zone, first_month=period.first_month, months=period.months
    )


def _left_out(delivery: Delivery, zone: Zone) -> Iterator[str]:
    """What the zone's edition before told and this one doesn't, as a sentence."""
    before = _editions(delivery, zone).filter(edition__lt=delivery.head.edition).last()
    told = before.figures.values_list("indicator", flat=True) if before else ()
    if before is not None and (codes := sorted(set(told) - delivery.figures.keys())):
        yield left_out_words(zone.name, delivery.period, before.edition, codes)


def _digest(delivery: Delivery) -> str:
    return together(
        shared_digest(
            zone=delivery.zone, indicator=each.indicator, version=each.version,
            period=delivery.period, known_at=delivery.head.known_at, unit=each.unit,
            value=each.value, records=each.records,
        )
        for each in delivery.figures.values()
    )  # fmt: skip


def _warnings(reader: Reader) -> Iterator[str]:
    names = dict(Zone.objects.values_list("code", "name"))
    for delivery in reader.deliveries.values():
        other = [
            code for code, each in delivery.figures.items()
            if each.version != version(catalogue.get(code))
        ]  # fmt: skip
        if other:
            words = _("{zone}, {period}: {count} figures follow another version: {codes}")
            yield words.format(
                zone=names.get(delivery.zone, delivery.zone), period=delivery.period.show(),
                count=len(other), codes=named_few(sorted(other)),
            )  # fmt: skip
        due = due_on(delivery.period)
        if delivery.head.published_at.date() > due:
            words = _("{zone}, {period}: published after the due day, {due}.")
            zone = names.get(delivery.zone, delivery.zone)
            yield words.format(zone=zone, period=delivery.period.show(), due=due)


def _lines(name: str, content: bytes) -> tuple[list[tuple[int, Line]], list[Fault]]:
    """The file's lines by their columns, and what is wrong with its heading."""
    book = Path(name).suffix.lower() == ".xlsx"
    table = _workbook(name, content) if book else _csv(name, content)
    heading = [cell.strip() for cell in table[0]] if table else []
    faults = [Fault(1, name, "", _("The column is missing.")) for name in HEADING
              if name not in heading]  # fmt: skip
    faults += [Fault(1, name, "", _("The structure has no such column."))
               for name in heading if name not in HEADING]  # fmt: skip
    if faults:
        return [], faults
    lines = [
        (number, dict(zip(heading, row, strict=True)))
        for number, row in enumerate(table[1:], start=2)
        if len(row) == len(heading) and any(row)
    ]
    faults = [
        Fault(number, HEADING[0], "", _("The line has {count} cells.").format(count=len(row)))
        for number, row in enumerate(table[1:], start=2)
        if row and len(row) != len(heading)
    ]
    if not lines and not faults:
        faults = [Fault(1, HEADING[0], "", _("The file holds no figure."))]
    return lines, faults


def _csv(name: str, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotReadable(field="data", name=name, fault=str(error)) from error


def _workbook(name: str, content: bytes) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(DATA_SHEET)
    except (CalamineError, OSError) as error:
        raise NotReadable(field="data", name=name, fault=str(error)) from error
    return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]


def read_areas(path: Path) -> dict[str, Area]:
    """The zones that a structure message names; its definition must be the one used here."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise NotReadable(name=path.name, fault=str(error)) from error
    kinds = [f"{STR}{kind}" for kind in ("Dimension", "TimeDimension", "Attribute", "Measure")]
    named = {each.get("id") for kind in kinds for each in root.iter(kind) if each.get("id")}
    if named != set(CONCEPTS):
        different = ", ".join(sorted(filter(None, named ^ set(CONCEPTS))))
        raise NotReadable(name=path.name, fault=different or etree.QName(root).localname)
    lists = (each for each in root.iter(f"{STR}Codelist") if each.get("id") == "CL_AREA")
    return {
        code.get("id", ""): _area(code) for held in lists for code in held.iter(f"{STR}Code")
    }


def _area(code: "etree._Element") -> Area:
    names = {
        name.get("{http://www.w3.org/XML/1998/namespace}lang"): name.text or ""
        for name in code.iterchildren(f"{COM}Name")
    }
    note = code.find(f".//{COM}AnnotationTitle")
    first = next(iter(names.values()), "")
    return Area(
        names.get("zh", first)[:100], names.get("en", "")[:100],
        (note.text or "")[:12] if note is not None else "",
    )  # fmt: skip
