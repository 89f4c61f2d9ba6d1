"""`jingkai lake figures` and `jingkai lake atoms`: figures of many zones, told from the lake."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from jingkai.doors.cli.figures import Instant, plain, shown
from jingkai.doors.cli.lake_options import codes_of, json_option, root_of, root_option, zones_option

ENGINES = ("duckdb", "spark", "atoms")
BY_ZONE = "zone"


@click.command()
@click.argument("periods", nargs=-1, required=True)
@root_option
@zones_option
@click.option("--code", default="", help="Only indicators whose code starts so.")
@click.option("--engine", "name", type=click.Choice(ENGINES), default="duckdb", show_default=True)
@click.option("--by", multiple=True, metavar="zone|DIMENSION", help="Split them; may be repeated.")
@click.option("--as-known-at", "known_at", type=Instant(), help="As known at an instant.")
@click.option(
    "--master", default="local[*]", show_default=True,
    help="Where Spark runs: this machine, or the address of a cluster's master.",
)  # fmt: skip
@json_option
def figures(
    periods: tuple[str, ...],
    root: str | None,
    zones: str,
    code: str,
    name: str,
    by: tuple[str, ...],
    known_at: datetime | None,
    master: str,
    as_json: bool,
) -> None:
    """Tell the figures of PERIODS (2022, 2022Q3, 2022-07, 2022-W28 …) over all zones of the lake.

    A zone that has not come in is named, never counted as zero; the exit code is then 1.
    """
    from jingkai.kernel.indicators import span

    asked = [span(each) for each in periods]
    told = _told(root_of(root), name, master, code, asked, codes_of(zones), by, known_at)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(told)
    if told["missing"] or told["late"]:
        raise SystemExit(1)


def _told(
    root: str,
    name: str,
    master: str,
    code: str,
    periods: list[Any],
    zones: list[str] | None,
    by: tuple[str, ...],
    known_at: datetime | None,
) -> dict[str, Any]:
    """The figures as the command's JSON has them."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.indicators.engines import open_engine
    from jingkai.kernel.indicators.engines.telling import nation

    dimensions = [catalogue.dimension(each) for each in by if each != BY_ZONE]
    if len(dimensions) > 1:
        raise click.UsageError("Name one dimension at most, beside “zone”.")
    dimension = dimensions[0] if dimensions else None
    opened = open_engine(name, root, zones=zones, master=master)
    split = [each for each in catalogue.all(code) if not dimension or dimension.splits(each)]
    untold = {each: why for each in split if (why := opened.why_not(each))}
    found = [each for each in split if each not in untold]
    told = nation(
        opened.engine, found, periods, zones=zones, by_zone=BY_ZONE in by, by=dimension,
        known_at=known_at, targets=opened.targets,
    )  # fmt: skip
    return {
        "engine": name,
        "zones": list(told.zones),
        "missing": [{"zone": each.zone, "months": _months(each)} for each in told.missing.values()],
        "late": _late(told.late),
        "figures": [_row(place[2], figure) for place, figure in told.figures.items()],
        "untold": [
            {"code": each.code, "name": str(each.name), "why": why} for each, why in untold.items()
        ],
    }


def _months(missing: Any) -> list[str]:
    from jingkai.kernel.indicators import Period

    return [Period(key, 1).text for key in missing.months]


def _late(late: Any) -> list[dict[str, Any]]:
    return [
        {"code": code, "period": period.text, "zones": dict(zones)}
        for (code, period), zones in late.items()
    ]


def _row(zone: str | None, figure: Any) -> dict[str, Any]:
    row = {
        "code": figure.code,
        "name": figure.name,
        "period": figure.period.text,
        "zone": zone,
        "value": plain(figure.value),
        "unit": figure.unit,
        "records": figure.records,
    }
    if figure.value is None:
        row["why"] = str(figure.why)
    if figure.groups:
        row["groups"] = [
            {"value": plain(each.value), "group": None if group is None else str(group)}
            for group, each in figure.groups.items()
        ]
    return row


def _print(told: dict[str, Any]) -> None:
    for row in told["figures"]:
        value = None if row["value"] is None else Decimal(row["value"])
        place = row["zone"] or "∑"
        click.echo(
            f"{row['code']:<58} {row['period']:<10} {place:<12}"
            f" {shown(value, row['unit']):>14}  {row['name']}"
        )
        if value is None:
            click.echo(f"    {row['why']}")
        for each in row.get("groups", ()):
            amount = None if each["value"] is None else Decimal(each["value"])
            click.echo(f"    {each['group'] or '—':<24} {shown(amount, row['unit']):>14}")
    for each in told["untold"]:
        click.echo(f"{each['code']:<58} {each['why']}")
    for each in told["missing"]:
        months = f" ({', '.join(each['months'])})" if each["months"] else ""
        click.echo(f"{each['zone']} has not come in{months}.", err=True)
    late = sorted({zone for each in told["late"] for zone in each["zones"]})
    if late:
        click.echo(f"Monthly returns are lacking: {', '.join(late)}.", err=True)


@click.command()
@root_option
@zones_option
@click.option(
    "--into", default=None, metavar="FOLDER|s3://…",
    help="Where the atoms are sent; by default beside the lake.",
)  # fmt: skip
@click.option("--by", multiple=True, metavar="DIMENSION", help="Divide them; may be repeated.")
@json_option
def atoms(
    root: str | None, zones: str, into: str | None, by: tuple[str, ...], as_json: bool
) -> None:
    """Write the zones' atoms: what a zone sends upward where its records may not leave.

    They hold counts and sums by month and by the columns that conditions look at, and no record.
    """
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.indicators.engines.exchange import send
    from jingkai.kernel.indicators.lake.manifest import Manifest

    manifest = Manifest.load(root_of(root))
    dimensions = [catalogue.dimension(each) for each in by]
    sent = send(manifest, into or root_of(root), zones=codes_of(zones), dimensions=dimensions)
    rows = {zone.code: sum(each.rows for each in zone.sets.values()) for zone in sent}
    if as_json:
        click.echo(json.dumps({"zones": rows}, ensure_ascii=False))
        return
    for code, count in rows.items():
        click.echo(f"{code}: {count:,} atoms.")
