"""`jingkai daily`: what a day asks of the platform itself; run it by timer, in the morning."""

import json

import click

from jingkai.domains.investment.actions import return_silent_leads
from jingkai.doors.cli.seats import acting_for
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.trail import sealing


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def daily(context: click.Context, as_json: bool) -> None:
    """Return leads that fell silent to the pool, and seal the trail."""
    with acting_for(context) as by:
        returned = return_silent_leads(on=zone_today(), by=by)
    with acting_for(context) as by:
        sealed = sealing.seal(by.zone_id)
    if as_json:
        told = {"returned": len(returned), "seal": sealed.number if sealed else None}
        click.echo(json.dumps(told))
        return
    click.echo(f"Leads returned to the pool: {len(returned)}.")
    click.echo(f"Seal {sealed.number}." if sealed else "Nothing new to seal.")
