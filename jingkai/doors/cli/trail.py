"""`jingkai seal` and `jingkai verify`: the trail's seals."""

import json
from dataclasses import asdict

import click

from jingkai.doors.cli.seats import acting_for
from jingkai.kernel.trail import sealing
from jingkai.kernel.trail.models import Seal

WORDS = {
    "changed": "was changed after it was sealed",
    "missing": "is gone",
    "added": "was slipped in after sealing",
    "chain": "does not follow the seal before it",
    "seal": "was changed itself",
    "leaves": "has lost the hashes of its rows",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def seal(context: click.Context, as_json: bool) -> None:
    """Seal all entries and history rows that came since the last seal."""
    with acting_for(context) as by:
        made = sealing.seal(by.zone_id)
    if as_json:
        click.echo(json.dumps({"seal": made.number if made else None}))
    elif made is None:
        click.echo("Nothing new to seal.")
    else:
        click.echo(f"Seal {made.number}: {sum(part['rows'] for part in made.parts)} rows.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify(context: click.Context, as_json: bool) -> None:
    """Check every seal; name the first broken one and the rows that broke it."""
    with acting_for(context) as by:
        broken = sealing.verify(by.zone_id)
        seals = Seal.objects.count()
    if as_json:
        click.echo(
            json.dumps({"seals": seals, "broken": [asdict(b) for b in broken]}, ensure_ascii=False)
        )
    elif not broken:
        click.echo(f"The trail holds: {seals} seals.")
    for fault in [] if as_json else broken[:50]:
        entry = f" It belongs to entry {fault.entry}." if fault.entry else ""
        place = f"row {fault.row} of {fault.table}" if fault.row else fault.table
        seal_name = f"Seal {fault.seal}" if fault.seal else "Not sealed yet"
        click.echo(f"{seal_name}: {place} {WORDS[fault.what]}.{entry}", err=True)
    if broken:
        raise SystemExit(1)
