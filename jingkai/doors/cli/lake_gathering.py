"""`jingkai lake gather`: lakes and atoms of many zones come together in one place."""

import json
from dataclasses import asdict
from typing import Any

import click

from jingkai.doors.cli.lake_options import codes_of, json_option, zones_option


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FROM…")
@click.argument("into", metavar="INTO")
@click.option(
    "--by", type=click.Choice(["month", "zone"]), default="month", show_default=True,
    help="One file a table and month for all zones, or each zone's own files.",
)  # fmt: skip
@zones_option
@json_option
def gather(sources: tuple[str, ...], into: str, by: str, zones: str, as_json: bool) -> None:
    """Bring zones' lakes, or their atoms, FROM folders or stores together INTO one.

    Every file is held against its manifest; only months that changed are written again, and until
    all is written the old lake stands. Zones that don't come this time stay as they are.
    """
    told = _gathered(sources, into, by, codes_of(zones))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for kind, done in told.items():
        click.echo(
            f"{kind}: {len(done['zones'])} zones, {done['files']:,} files"
            f" ({done['bytes'] / 1e6:,.1f} MB) written, {done['kept']:,} left as they are."
        )
        for code in done["older"]:
            click.echo(f"{code} stands there newer, and was left.", err=True)


def _gathered(
    sources: tuple[str, ...], into: str, by: str, zones: list[str] | None
) -> dict[str, dict[str, Any]]:
    """What was done with lakes and with atoms, whichever stand at the sources."""
    from jingkai.kernel.indicators.engines.collecting import collect
    from jingkai.kernel.indicators.engines.exchange import sent_zones
    from jingkai.kernel.indicators.lake.errors import NothingToGather
    from jingkai.kernel.indicators.lake.gathering import gather as bring
    from jingkai.kernel.indicators.lake.manifest import Manifest

    lakes = [root for root in sources if Manifest.find(root) is not None]
    atoms = [root for root in sources if sent_zones(root)]
    for root in sources:
        if root not in lakes and root not in atoms:
            raise NothingToGather(root=root)
    told = {}
    if lakes:
        told["lake"] = asdict(bring(lakes, into, by=by, zones=_in_lakes(lakes, zones, atoms)))
    if atoms:
        told["atoms"] = asdict(collect(atoms, into, zones=zones))
    return told


def _in_lakes(lakes: list[str], zones: list[str] | None, atoms: list[str]) -> list[str] | None:
    """The asked zones, but for those of which there are atoms alone."""
    from jingkai.kernel.indicators.engines.exchange import sent_zones
    from jingkai.kernel.indicators.lake.manifest import Manifest

    if zones is None:
        return None
    here = {code for root in lakes for code in Manifest.load(root).zones}
    sent = {code for root in atoms for code in sent_zones(root)}
    return [code for code in zones if code in here or code not in sent]
