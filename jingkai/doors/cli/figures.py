"""`jingkai figures` and `jingkai records`: figures told from records, and the records behind."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import click

from jingkai.doors.cli.seats import acting_for

TEXT_ROWS = 40


class Instant(click.ParamType[datetime]):
    """An instant: 2022-12-31 (the end of that day), 2022-12-31T18:00, or with an offset."""

    name = "instant"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        from django.utils import timezone

        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not an instant such as 2022-12-31T18:00.", param, ctx)
        if len(value) <= len("2022-12-31"):
            moment = datetime.combine(moment, time.max)
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def plain(value: Decimal | None) -> str | None:
    """A number as programs read it: no exponent, no idle zeros.

    >>> plain(Decimal("0.81250")), plain(Decimal("1.316E+10")), plain(None)
    ('0.8125', '13160000000', None)
    """
    return None if value is None else f"{value.normalize():f}"


@click.command()
@click.argument("period")
@click.option("--code", default="", help="Only indicators whose code starts so.")
@click.option("--as-known-at", "known_at", type=Instant(), help="As known at an instant.")
@click.option("--demo-facts", is_flag=True, help="Compare with the demo zone's facts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def figures(
    context: click.Context,
    period: str,
    code: str,
    known_at: datetime | None,
    demo_facts: bool,
    as_json: bool,
) -> None:
    """Tell the figures of PERIOD (2022, 2022H1, 2022Q3, 2022-07, 2022-W28, 2022-07-15 …)."""
    from jingkai.kernel.indicators import span

    asked = span(period)
    with acting_for(context) as seat:
        told = tell(code, asked, seat, known_at)
        compared = compare(code, asked, seat, known_at) if demo_facts else []
    if demo_facts:
        _print_comparison(compared, as_json=as_json)
        raise SystemExit(0 if all(each.holds is not False for each in compared) else 1)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print_figures(told)


def tell(code: str, period: Any, seat: Any, known_at: datetime | None) -> list[dict[str, Any]]:
    """Every declared figure of the period, as the command's JSON has it."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.indicators.evaluate import evaluate
    from jingkai.kernel.indicators.words import definition

    indicators = catalogue.all(code)
    found = evaluate([each.code for each in indicators], period, seat=seat, known_at=known_at)
    judged = {each.fact.code: each.holds for each in compare(code, period, seat, known_at)}
    rows = []
    for each in indicators:
        figure = found[each.code]
        row = {
            "code": each.code,
            "name": str(each.name),
            "value": plain(figure.value),
            "unit": each.unit,
            "period": period.text,
            "qualifier_ok": judged.get(each.code),
            "records": figure.records,
            "definition": definition(each.code),
        }
        rows.append(row if figure.value is not None else {**row, "why": str(figure.why)})
    return rows


@dataclass(frozen=True)
class Compared:
    """A fact beside the figure; `holds` is None while its indicator isn't declared."""

    fact: Any
    name: str
    value: Decimal | None
    unit: str
    holds: bool | None
    why: str = ""
    records: int = 0


def compare(code: str, period: Any, seat: Any, known_at: datetime | None) -> list[Compared]:
    """The demo zone's facts of the period beside the figures; of another zone, none."""
    from demo.facts import ZONE, read_facts
    from jingkai.kernel.access.models import Zone
    from jingkai.kernel.indicators import catalogue

    if not Zone.objects.filter(pk=seat.zone_id, code=ZONE).exists():
        return []
    declared = {each.code for each in catalogue.all()}
    facts = [
        fact
        for fact in read_facts()
        if fact.code.startswith(code) and (fact.asked == period or fact.code not in declared)
    ]
    found = _Figures(seat, known_at)
    found.ask([fact.code for fact in facts if fact.code in declared], period)
    return [_compared(fact, found, period, declared=fact.code in declared) for fact in facts]


def _compared(fact: Any, found: "_Figures", period: Any, *, declared: bool) -> Compared:
    from demo.facts import holds

    if not declared:
        return Compared(fact, fact.what, None, fact.unit, None, "not yet: no such indicator")
    told = found.figure(fact.code, period)
    return Compared(
        fact, told.name, told.value, told.unit, holds(fact, found), str(told.why), told.records
    )


class _Figures:
    """Figures asked for once and remembered; called, it tells a value."""

    def __init__(self, seat: Any, known_at: datetime | None) -> None:
        self.seat, self.known_at = seat, known_at
        self.told: dict[tuple[str, Any], Any] = {}

    def ask(self, codes: Iterable[str], period: Any) -> None:
        from jingkai.kernel.indicators.evaluate import evaluate

        found = evaluate(codes, period, seat=self.seat, known_at=self.known_at)
        self.told.update({(code, period): figure for code, figure in found.items()})

    def figure(self, code: str, period: Any) -> Any:
        if (code, period) not in self.told:
            self.ask([code], period)
        return self.told[code, period]

    def __call__(self, code: str, period: Any) -> Decimal | None:
        value: Decimal | None = self.figure(code, period).value
        return value


def shown(value: Decimal | None, unit: str) -> str:
    """The value as a reader reads it."""
    from jingkai.kernel.units import show

    return show(value, unit)


def _print_figures(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        value = None if row["value"] is None else Decimal(row["value"])
        click.echo(f"{row['code']:<58} {shown(value, row['unit']):>14}  {row['name']}")
        if value is None:
            click.echo(f"    {row['why']}")


def _print_comparison(compared: list[Compared], *, as_json: bool) -> None:
    if as_json:
        rows = [comparison(each) for each in compared]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for line in comparison_lines(compared):
        click.echo(line)


def comparison(each: Compared) -> dict[str, Any]:
    """A compared fact as the command's JSON has it."""
    from jingkai.kernel.indicators.words import definition

    fact = each.fact
    return {
        "code": fact.code, "name": each.name, "value": plain(each.value), "unit": each.unit,
        "period": fact.period, "qualifier_ok": each.holds, "records": each.records,
        "definition": "" if each.holds is None else definition(fact.code),
        "fact": fact.id, "qualifier": fact.qualifier, "expected": fact.printed,
        "expected_unit": fact.unit, **({"why": each.why} if each.value is None else {}),
    }  # fmt: skip


def comparison_lines(compared: list[Compared]) -> list[str]:
    """The facts as a table: what is shown, what is expected, and whether it holds."""
    words: Mapping[bool | None, str] = {True: "holds", False: "DOES NOT HOLD", None: "not yet"}
    told = [each for each in compared if each.holds is not None]
    lines = [
        f"{each.fact.id}  {words[each.holds]:<14} {shown(each.value, each.unit):>12}  "
        f"({each.fact.expected})  {each.name}" + (f"  — {each.why}" if each.why else "")
        for each in told
    ]
    later = [each.fact.id for each in compared if each.holds is None]
    if later:
        lines.append(f"not yet (their domains are not built): {' '.join(later)}")
    held = sum(bool(each.holds) for each in told)
    return [*lines, f"{held} of {len(told)} facts hold."]


@click.command()
@click.argument("code")
@click.argument("period")
@click.option("--as-known-at", "known_at", type=Instant(), help="As known at an instant.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def records(
    context: click.Context, code: str, period: str, known_at: datetime | None, as_json: bool
) -> None:
    """The records behind the figure CODE of PERIOD; aggregated again, they give the figure."""
    from jingkai.kernel.indicators import span

    with acting_for(context) as seat:
        told = behind(code, span(period), seat, known_at)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print_records(told)
    raise SystemExit(0 if told["again"] == told["value"] else 1)


@dataclass(frozen=True)
class Behind:
    """A figure, the records behind it leaf by leaf, and what these come to once more."""

    figure: Any
    parts: tuple[Any, ...]
    values: tuple[Decimal, ...]
    again: Decimal | None


def retold(code: str, period: Any, seat: Any, known_at: datetime | None) -> Behind:
    """The figure, formed a second time from the records behind it."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.indicators import figures as kernel
    from jingkai.kernel.indicators.drill import drill
    from jingkai.kernel.indicators.evaluate import evaluate, founding_month

    figure = evaluate([code], period, seat=seat, known_at=known_at)[code]
    parts = drill(code, period, seat=seat, known_at=known_at)
    cells = {(part.aggregate, part.period): part.again() for part in parts}
    again = kernel.tell(
        catalogue.get(code), period, lambda leaf, when: cells[leaf, when], _target(figure),
        founding_month(seat.zone_id),
    )  # fmt: skip
    values = tuple(cells[part.aggregate, part.period].value for part in parts)
    return Behind(figure, tuple(parts), values, again.value)


def behind(code: str, period: Any, seat: Any, known_at: datetime | None) -> dict[str, Any]:
    """The figure and its records as the command's JSON has them."""
    told = retold(code, period, seat, known_at)
    figure = told.figure
    return {
        "code": code,
        "name": figure.name,
        "period": period.text,
        "value": plain(figure.value),
        "unit": figure.unit,
        "again": plain(told.again),
        **({"why": str(figure.why)} if figure.value is None else {}),
        "parts": [_part(*pair) for pair in zip(told.parts, told.values, strict=True)],
    }


def _target(figure: Any) -> Callable[[str, Any], Decimal | None]:
    return lambda _code, _period: figure.target


def _part(part: Any, value: Decimal) -> dict[str, Any]:
    return {
        "role": part.role,
        "words": part.label,
        "period": part.period.text,
        "function": part.aggregate.function,
        "value": plain(value),
        "records": [_record(row, part) for row in part.queryset],
    }


def _record(row: Any, part: Any) -> dict[str, Any]:
    """A record, or a version of it as known at an instant, with the value that was aggregated."""
    from jingkai.kernel.indicators.predicates import Path

    model = part.aggregate.records.model
    key = getattr(row, "pgh_obj_id", None) or row.pk
    held = row
    if not isinstance(row, model):
        names = {field.attname for field in row._meta.concrete_fields}
        fields = [field.attname for field in model._meta.concrete_fields]
        row = model(**{name: getattr(row, name) for name in fields if name in names})
    path = part.aggregate.path
    value: Any = row if isinstance(path, Path) else getattr(held, part.column, None)
    for name in path.names if isinstance(path, Path) else ():
        value = getattr(value, name)
    exact = plain(value) if isinstance(value, Decimal) else str(value)
    return {
        "model": model._meta.label_lower, "id": key, "title": str(row),
        "value": exact if path else None,
    }  # fmt: skip


def _print_records(told: dict[str, Any]) -> None:
    value = None if told["value"] is None else Decimal(told["value"])
    click.echo(f"{told['name']} {told['period']}: {shown(value, told['unit'])}")
    for part in told["parts"]:
        rows = part["records"]
        click.echo(f"\n{part['role']} {part['period']}: {part['words']} = {part['value']}")
        for row in rows[:TEXT_ROWS]:
            click.echo(f"  {row['id']:>8}  {row['title']}  {row['value'] or ''}".rstrip())
        if len(rows) > TEXT_ROWS:
            click.echo(f"  … and {len(rows) - TEXT_ROWS} more (all with --json)")
