"""`jingkai import FILE…`: workbooks come in, with every error at once."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from jingkai.doors.cli.seats import acting_for
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.outcome import Outcome
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.workbook import rejected_workbook


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--accept-valid-rows", is_flag=True, help="Write what is right, return the rest.")
@click.option("--confirm-warnings", is_flag=True, help="Let pass what is only warned of.")
@click.option(
    "--rejected", type=click.Path(dir_okay=False, path_type=Path), default=None,
    help="Where the rejected rows go; by default rejected.xlsx beside the first file.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[Path, ...],
    dry_run: bool,
    accept_valid_rows: bool,
    confirm_warnings: bool,
    rejected: Path | None,
    as_json: bool,
) -> None:
    """Import workbooks (.xlsx .xls .ods .csv), all of them or none.

    Exit code 1 and nothing written when there is any error.
    """
    with acting_for(context) as seat, _Bar() as bar:
        outcome = import_workbooks(
            [Source.at(file) for file in files], by=seat, dry_run=dry_run,
            accept_valid_rows=accept_valid_rows, confirm_warnings=confirm_warnings,
            progress=bar.show,
        )  # fmt: skip
    place = _returned(outcome, files, rejected) if accept_valid_rows else None
    if as_json:
        told: dict[str, Any] = {**outcome.as_json(), "rejected": str(place) if place else None}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(outcome, place)
    if not outcome.passed:
        sys.exit(1)


class _Bar:
    """A progress bar on the error stream, a sheet after the other."""

    def __init__(self) -> None:
        self.bar: Any = None
        self.sheet, self.done = "", 0

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.render_finish()

    def show(self, sheet: str, done: int, height: int) -> None:
        """Move on within a sheet, or begin the next one."""
        if sheet != self.sheet:
            self.__exit__()
            self.bar = click.progressbar(length=height or None, label=sheet, file=sys.stderr)
            self.sheet, self.done = sheet, 0
        self.bar.update(done - self.done)
        self.done = done


def _returned(outcome: Outcome, files: tuple[Path, ...], asked: Path | None) -> Path | None:
    """The rejected rows as a workbook, if there are any."""
    if not outcome.rejected:
        return None
    place = asked or files[0].with_name("rejected.xlsx")
    with place.open("wb") as out:
        rejected_workbook(outcome.rejected, out)
    return place


def _tell(outcome: Outcome, place: Path | None) -> None:
    for fault in (*outcome.errors, *outcome.warnings):
        click.echo(f"{'?' if fault.warning else '✗'} {fault}")
    for file in outcome.files:
        click.echo(
            _("{name}: {rows} rows, {created} recorded, {changed} changed, {unchanged} unchanged,"
              " {rejected} rejected").format(
                name=file.name, rows=file.rows, rejected=file.rejected, **file.came
            )
        )  # fmt: skip
    if place is not None:
        click.echo(_("Rejected rows: {place}").format(place=place))
    if not outcome.written and outcome.dry_run:
        click.echo(_("A dry run: nothing was written."))
    elif not outcome.written:
        click.echo(_("Nothing was written."))
