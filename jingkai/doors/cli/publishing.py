"""`jingkai publish PERIOD` and `jingkai receive FILE…`: figures go upward, and come in."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from jingkai.doors.cli.figures import Instant
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.acting import Machine

FAULTS_TOLD = 40
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("period")
@click.option("--zones", "of", default="",
              help="Codes of zones, by commas; by default all that work here.")  # fmt: skip
@click.option("--codes", default="", help="Codes of figures, by commas.")
@click.option("--set", "sets", multiple=True, help="A domain (economy), or evaluation.")
@click.option("--name", default="", help="The publication's name.")
@click.option("--as-known-at", "known_at", type=Instant(), help="As known at an instant.")
@click.option("--sdmx", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write data.csv and structure.xml of the period into this folder.")  # fmt: skip
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="Write the statistical tables of the period.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Freeze and share, then take it back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def publish(period: str, of: str, codes: str, sets: tuple[str, ...], **asked: Any) -> None:
    """Freeze PERIOD's figures of each zone and share them upward, each zone by its own action.

    Exit code 1 when a zone's publication is refused; the others stand.
    """
    from django.utils import timezone

    from jingkai.kernel.indicators import Period

    span, now = Period.parse(period), timezone.now()
    zones, wanted = _zones(of), _codes(codes, sets, span)
    known_at, dry_run = asked["known_at"] or now, asked["dry_run"]
    outcomes = [
        _published(zone, wanted, span, asked["name"], known_at, now, dry_run) for zone in zones
    ]
    _write(zones, wanted, span, asked["sdmx"], asked["xlsx"], now)
    if asked["as_json"]:
        click.echo(json.dumps(outcomes, ensure_ascii=False, indent=1))
    else:
        for each in outcomes:
            told = each["refused"] or f"edition {each['edition']}, {each['figures']} figures"
            click.echo(f"{each['zone']}: {told}{' (dry run)' if dry_run else ''}")
            if each.get("left_out"):
                click.echo(each["left_out"], err=True)
    raise SystemExit(1 if any(each["refused"] for each in outcomes) else 0)


def _zones(of: str) -> list[Zone]:
    from jingkai.kernel.indicators.sharing.asking import zones, zones_here

    found = list(zones()) if of else zones_here()
    wanted = [code.strip() for code in of.split(",") if code.strip()]
    if unknown := set(wanted) - {zone.code for zone in found}:
        raise click.UsageError(f"There is no zone “{'”, “'.join(sorted(unknown))}”.")
    return [zone for zone in found if not wanted or zone.code in wanted]


def _codes(codes: str, sets: Iterable[str], period: Any) -> list[str]:
    """The figures that are named, and those of the sets; without any, the whole catalogue."""
    from jingkai.domains.economy.queries import evaluation_codes
    from jingkai.kernel.indicators import catalogue

    found = [catalogue.get(code.strip()).code for code in codes.split(",") if code.strip()]
    for each in sets:
        if each == "evaluation":
            found += evaluation_codes(period.last_month // 12)
        elif inside := [indicator.code for indicator in catalogue.all(f"{each}.")]:
            found += inside
        else:
            raise click.UsageError(f"There is no set “{each}”.")
    return list(dict.fromkeys(found or [indicator.code for indicator in catalogue.all()]))


def _published(
    zone: Zone, codes: Sequence[str], period: Any, name: str, known_at: datetime, now: datetime,
    dry_run: bool,
) -> dict[str, Any]:  # fmt: skip
    """One zone's publication, in a transaction of its own behind its own wall."""
    from django.db import transaction

    from jingkai.kernel.indicators.actions import publish_figures, share_publication
    from jingkai.kernel.indicators.publication import usual_name
    from jingkai.kernel.indicators.sharing.asking import left_out

    called = name or usual_name(period)
    by = Machine(zone_id=zone.pk)
    try:
        with walled(zone.pk):
            publication = publish_figures(
                name=called, codes=codes, period=period, known_at=known_at, at=now, by=by
            )
            edition = share_publication(publication=publication, at=now, by=by)
            left = left_out(edition)
            if dry_run:
                transaction.set_rollback(True)
    except Refusal as refusal:
        return {"zone": zone.code, "refused": str(refusal)}
    return {
        "zone": zone.code, "refused": "", "name": called, "edition": edition.edition,
        "figures": len(codes), "digest": edition.digest, "left_out": left,
    }  # fmt: skip


def _write(
    zones: Sequence[Zone], codes: Sequence[str], period: Any, sdmx: Path | None,
    xlsx: Path | None, now: datetime,
) -> None:  # fmt: skip
    from jingkai.kernel.indicators.sharing.observations import observed, to_csv
    from jingkai.kernel.indicators.sharing.structure import structure
    from jingkai.kernel.indicators.sharing.tables import to_workbook

    if not zones or (sdmx is None and xlsx is None):
        return
    with walled(zones[0].pk):  # any zone reads what all have shared
        by = Machine(zone_id=zones[0].pk)
        if sdmx is not None:
            sdmx.mkdir(parents=True, exist_ok=True)
            lines = observed(by, codes, [period], zones)
            (sdmx / "data.csv").write_bytes(to_csv(lines).encode())
            (sdmx / "structure.xml").write_bytes(structure(zones, at=now))
        if xlsx is not None:
            xlsx.write_bytes(to_workbook(by, codes, [period], zones, at=now))


@click.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--structure", type=EXISTING, default=None,
              help="The sender's structure: zones that are new here are opened by it.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Do it all, then take it back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def receive(
    files: tuple[Path, ...], structure: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Keep what other zones have published: SDMX-CSV 2.0, or a workbook with a sheet SDMX.

    Each file is kept whole or not at all; exit code 1 when one is refused.
    """
    from django.utils import timezone

    from jingkai.kernel.indicators.sharing.receiving import receive as take

    told = {
        str(file): take(file, at=timezone.now(), structure=structure, dry_run=dry_run)
        for file in files
    }
    if as_json:
        shown = {
            file: {
                "kept": [_delivery(each) for each in found.kept],
                "standing": [_delivery(each) for each in found.standing],
                "faults": [vars(fault) for fault in found.faults],
                "warnings": found.warnings, "opened": found.opened, "dry_run": found.dry_run,
            }
            for file, found in told.items()
        }  # fmt: skip
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for file, found in told.items():
            _tell(file, found)
    raise SystemExit(0 if all(found.holds for found in told.values()) else 1)


def _delivery(delivery: Any) -> dict[str, Any]:
    return {
        "zone": delivery.zone, "period": delivery.period.text, "edition": delivery.head.edition,
        "figures": len(delivery.figures),
    }  # fmt: skip


def _tell(file: str, found: Any) -> None:
    for fault in found.faults[:FAULTS_TOLD]:
        place = f"{file}:{fault.line}: {fault.column} “{fault.value}”"
        click.echo(f"{place}: {fault.sentence}", err=True)
    if len(found.faults) > FAULTS_TOLD:
        click.echo(f"{file}: {len(found.faults)} faults in all", err=True)
    for warning in found.warnings:
        click.echo(f"{file}: {warning}", err=True)
    dry = " (dry run)" if found.dry_run else ""
    click.echo(
        f"{file}: {len(found.kept)} editions kept, {len(found.standing)} stood here already,"
        f" {len(found.opened)} zones opened{dry}"
    )
