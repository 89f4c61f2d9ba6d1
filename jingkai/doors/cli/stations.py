"""`jingkai stations FILE…`: packets of monitoring stations (HJ 212) come in as samples."""

import json
from dataclasses import asdict
from typing import Any

import click
from django.db import transaction

from jingkai.domains.ecology.actions import take_station_data
from jingkai.doors.cli.seats import acting_for


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.File("r", encoding="utf-8", errors="replace")
)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def stations(context: click.Context, files: tuple[Any, ...], dry_run: bool, as_json: bool) -> None:
    """Take in packets of monitoring stations (HJ 212), all of them or none; - is the input stream.

    Exit code 1 and nothing written when one can't be taken.
    """
    text = "\n".join(file.read() for file in files)
    with acting_for(context) as by:
        taken = take_station_data(text=text, by=by)
        if dry_run:
            transaction.set_rollback(True)
    if as_json:
        told = {**asdict(taken), "dry_run": dry_run}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{taken.packets} packets: {taken.new} samples new, {taken.changed} corrected.")
    if taken.unknown_codes:
        click.echo(f"Not evaluated: {', '.join(taken.unknown_codes)}.")
    if taken.left_out:
        click.echo(f"Marked as not valid and left out: {taken.left_out}.")
    if dry_run:
        click.echo("Nothing was written.")
