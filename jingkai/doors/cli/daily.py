"""`jingkai daily`: what a day asks of the platform itself; run it by timer, in the morning."""

import json

import click
from django.conf import settings
from django.utils import timezone

from jingkai.domains.governance.actions import issue_cards_due
from jingkai.domains.investment.actions import return_silent_leads
from jingkai.domains.projects.actions import remind_officers
from jingkai.domains.services.actions import lapse
from jingkai.doors.cli.seats import acting_for
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.files.sweeping import scan_again, sweep
from jingkai.kernel.notices.actions import sweep as clear_notices
from jingkai.kernel.trail import sealing


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def daily(context: click.Context, as_json: bool) -> None:
    """What comes by itself: lapses, cards for what is late, clearing up; then seal."""
    with acting_for(context) as by:
        returned = return_silent_leads(on=zone_today(), by=by)
    with acting_for(context) as by:
        lapsed = lapse(on=zone_today(), by=by)
    with acting_for(context) as by:
        cards = issue_cards_due(on=zone_today(), by=by)
    with acting_for(context) as by:
        reminded = remind_officers(on=zone_today(), by=by)
    with acting_for(context) as by:
        swept = sweep(now=timezone.now(), by=by)
        scanned = scan_again(by=by) if settings.JINGKAI_CLAMAV else 0
    with acting_for(context) as by:
        notices = clear_notices(now=zone_now(), by=by)
    with acting_for(context) as by:
        sealed = sealing.seal(by.zone_id)
    if as_json:
        told = {
            "returned": len(returned),
            "lapsed": lapsed,
            "cards": len(cards),
            "officers_reminded": reminded,
            "uploads_cleared": swept.uploads,
            "files_cleared": swept.files,
            "files_scanned": scanned,
            "notices_cleared": notices,
            "seal": sealed.number if sealed else None,
        }
        click.echo(json.dumps(told))
        return
    click.echo(f"Leads returned to the pool: {len(returned)}.")
    click.echo(f"Supplements and materials lapsed: {lapsed}.")
    click.echo(f"Supervision cards issued: {len(cards)}.")
    click.echo(f"Officers reminded of their projects: {reminded}.")
    click.echo(f"Half uploads cleared: {swept.uploads}; unused files: {swept.files}.")
    click.echo(f"Old notices cleared: {notices}.")
    click.echo(f"Seal {sealed.number}." if sealed else "Nothing new to seal.")
