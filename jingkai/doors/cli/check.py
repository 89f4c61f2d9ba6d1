"""`jingkai check`: a written report, number by number, beside the records."""

import json
from datetime import date
from pathlib import Path

import click

from jingkai.doors.cli.seats import acting_for


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--year", type=click.IntRange(1990, 2100),
    help="The year of 今年; last year if left out.",
)  # fmt: skip
@click.option(
    "--period",
    help="What the report as a whole tells of, as 2022, 2022H1, 2022Q3, 2022-07 or "
    "2022-01..2022-10; recognised if left out.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--annotate", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the document with its numbers marked (.html, or .docx for a .docx).",
)  # fmt: skip
@click.pass_context
def check(
    context: click.Context,
    file: Path,
    year: int | None,
    period: str | None,
    as_json: bool,
    annotate: Path | None,
) -> None:
    """Check the numbers of FILE (.md, .txt, .docx, .html, .pdf); exit 1 when one differs."""
    from jingkai.kernel.indicators import Period
    from jingkai.kernel.reports.checking.annotate import words, write
    from jingkai.kernel.reports.checking.check import check_document

    data = file.read_bytes()
    about = Period.parse(period) if period else None
    told = year or (about.last_month // 12 if about else date.today().year - 1)
    with acting_for(context) as seat:
        checked = check_document(file.name, data, year=told, seat=seat, period=about)
    findings = [finding.as_json() for finding in checked.findings]
    if annotate is not None:
        annotate.write_bytes(write(annotate.name, file.name, data, findings))
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for finding in checked.findings:
            line = checked.text.count("\n", 0, finding.start) + 1
            printed = "".join(finding.text.split())
            click.echo(f"{line:>5}  {words(finding.verdict)}  {printed}  {finding.why}")
        verdicts = ("agrees", "differs", "no_evidence")
        click.echo("  ".join(f"{words(each)} {checked.count(each)}" for each in verdicts))
    if checked.differing:
        raise SystemExit(1)
