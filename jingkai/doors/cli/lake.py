"""`jingkai lake …`: record sets of all zones as Parquet files, and figures over them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import click

from jingkai.doors.cli.lake_figures import atoms, figures
from jingkai.doors.cli.lake_gathering import gather
from jingkai.doors.cli.lake_options import (
    codes_of,
    json_option,
    root_of,
    root_option,
    zones_option,
)


@click.group()
def lake() -> None:
    """The lake: what figures count, as Parquet by zone and month."""


lake.add_command(figures)
lake.add_command(atoms)
lake.add_command(gather)


@lake.command()
@root_option
@zones_option
@click.option("--full", is_flag=True, help="Everything anew, not only what changed.")
@json_option
def write(root: str | None, zones: str, full: bool, as_json: bool) -> None:
    """Bring the lake up to date from the database: what changed, or all of it."""
    from jingkai.kernel.indicators.lake.writing import write as bring

    with _shown(as_json=as_json) as tell:
        done = bring(root_of(root), zones=codes_of(zones), full=full, progress=tell)
    if as_json:
        click.echo(json.dumps(asdict(done), ensure_ascii=False))
        return
    click.echo(
        f"{len(done.zones)} zones: {done.rows:,} rows in {done.files:,} files"
        f" ({done.bytes / 1e6:,.1f} MB) written, {done.kept:,} files left as they are."
    )


@lake.command()
@root_option
@zones_option
@json_option
def verify(root: str | None, zones: str, as_json: bool) -> None:
    """Compare the lake with the database, table by table and month by month.

    Exit code 1 when something differs; each difference is a sentence.
    """
    from jingkai.kernel.indicators.lake.verifying import verify as compare

    with _shown(as_json=as_json) as tell:
        found = compare(root_of(root), zones=codes_of(zones), progress=tell)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        for each in found.differences:
            click.echo(each.sentence)
        if not found.differences:
            click.echo(
                f"The lake holds: {found.rows:,} rows in {found.files:,} files"
                f" of {len(found.zones)} zones."
            )
    if found.differences:
        raise SystemExit(1)


@lake.command()
@root_option
@click.option(
    "--hours", type=click.IntRange(0), default=24, show_default=True,
    help="Leave unlisted files that are younger: a write may be under way elsewhere.",
)  # fmt: skip
@json_option
def tidy(root: str | None, hours: int, as_json: bool) -> None:
    """Clear away replaced files, and what a killed write left."""
    from jingkai.kernel.indicators.lake.tidying import tidy as clear

    done = clear(root_of(root), older_than=timedelta(hours=hours))
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(f"{done.files:,} files ({done.bytes / 1e6:,.1f} MB) cleared away.")


@contextmanager
def _shown(*, as_json: bool) -> Iterator[Callable[[str, str, int], None]]:
    """A line on the error stream that tells which table of which zone is at work."""
    told: dict[str, Any] = {"wide": 0}
    silent = as_json or not sys.stderr.isatty()

    def tell(zone: str, table: str, rows: int) -> None:
        line = f"{zone}  {table}  {rows:,}"
        click.echo("\r" + line.ljust(told["wide"]), nl=False, err=True)
        told["wide"] = len(line)

    try:
        yield (lambda _zone, _table, _rows: None) if silent else tell
    finally:
        if told["wide"]:
            click.echo("\r" + " " * told["wide"] + "\r", nl=False, err=True)
