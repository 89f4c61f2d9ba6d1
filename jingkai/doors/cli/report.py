"""`jingkai report NAME PERIOD`: a report with its figures told from the records."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.doors.cli.seats import acting_for
from jingkai.kernel.errors import Refusal

if TYPE_CHECKING:
    from jingkai.kernel.reports.writing.document import Document

FORMS = ("md", "html", "docx", "pdf")


@click.command()
@click.argument("name")
@click.argument("period")
@click.option(
    "--form", "--format", type=click.Choice(FORMS),
    help="By default the ending of --output, or md.",
)  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="File.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures of the report as JSON.")
@click.pass_context
def report(
    context: click.Context, name: str, period: str, form: str, output: Path | None, as_json: bool
) -> None:
    """Write the report NAME (such as annual) for PERIOD (such as 2022)."""
    import json
    from dataclasses import asdict

    from jingkai.kernel.indicators import Period
    from jingkai.kernel.reports.writing.document import write
    from jingkai.kernel.reports.writing.sections import report_named

    form = form or (output.suffix.lstrip(".") if output else "") or "md"
    if form not in FORMS:
        raise click.UsageError(f"A report can't be written as .{form}; choose {', '.join(FORMS)}.")
    try:
        with acting_for(context) as seat:
            document = write(report_named(name), Period.parse(period), seat=seat)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    if as_json:
        click.echo(
            json.dumps([asdict(f) for f in document.figures], ensure_ascii=False, default=str)
        )
        return
    _deliver(_rendered(document, form), output)


def _rendered(document: "Document", form: str) -> bytes:
    from jingkai.kernel.reports.writing import html, markdown, pdf, word

    if form == "docx":
        return word.to_word(document)
    if form == "pdf":
        return pdf.to_pdf(document)
    if form == "html":
        return html.to_page(document).encode()
    return markdown.to_markdown(document).encode()


def _deliver(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)
        click.echo(f"{output}", err=True)
