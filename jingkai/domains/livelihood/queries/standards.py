"""A version's standards as a decision table: as a DMN file, with what to know of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.livelihood.choices.support import Orphan, Per
from jingkai.domains.livelihood.models.subsidies import WORDS, Standard, SubsidyVersion
from jingkai.domains.livelihood.rules import dmn
from jingkai.domains.livelihood.rules.eligibility import INPUTS
from jingkai.kernel.flows.engine import Fault, table_faults
from jingkai.kernel.registers.tabling import Table, figure, table

CODES: Mapping[str, Sequence[str]] = {
    **{name: tuple(dict.fromkeys(map(str, words.values()))) for name, words in WORDS.items()},
    "orphan": tuple(Orphan.values),
}
"""The words that each column about words may hold."""


def labels() -> dict[str, str]:
    """What the columns of the table are called."""
    fields = {**{code: code for code in (*INPUTS, "per", "amount")}, "line": "name"}
    meta: Any = Standard._meta
    return {code: str(meta.get_field(name).verbose_name) for code, name in fields.items()}


def vocabulary() -> list[tuple[str, str]]:
    """What may stand in the columns about words: each column, its words with what they mean."""
    words = {
        **{name: {str(code): label for label, code in reversed(list(told.items()))}
           for name, told in WORDS.items()},
        "orphan": {str(one.value): str(one.label) for one in Orphan},
        "per": {str(one.value): str(one.label) for one in Per},
    }  # fmt: skip
    names = labels()
    return [
        (names[column], _("; ").join(f'"{code}" {label}' for code, label in told.items()))
        for column, told in words.items()
    ]


def rows_of(version: SubsidyVersion) -> list[dmn.Row]:
    """The lines of a version, in their order."""
    rows = Standard.objects.filter(version=version).order_by("position")
    return [dmn.Row(row.name, tuple(row.line().cells), row.per, row.amount) for row in rows]


def table_of_version(version: SubsidyVersion) -> str:
    """The version as a DMN file."""
    return dmn.drawn(f"{version.programme} {version}", rows_of(version), labels())


def faults_of(source: str) -> list[Fault]:
    """What keeps a DMN file from being a version: cells, lines that never apply, other columns."""
    found = table_faults(source)
    if found:
        return found
    try:
        dmn.read_rows(source)
    except ValueError as odd:
        return [Fault("", str(odd), code="columns")]
    return []


def notices_of(name: str, rows: Sequence[dmn.Row]) -> list[Fault]:
    """What to know of a table that holds: lines that overlap, cases between them without one."""
    if not rows:
        return []
    return [
        replace(one, sentence=f"{one.sentence}{_(' The earlier rule decides.')}")
        if one.code == "overlap" else one
        for one in dmn.notices(name, rows, labels(), CODES)
    ]  # fmt: skip


def drawn_notices(source: str) -> list[Fault]:
    """What to know of a drawn table that holds."""
    return notices_of(_("Decision table"), dmn.read_rows(source))


def version_standing(version: SubsidyVersion) -> list[Table]:
    """The rules of a version's table as they are kept, and what its check says."""
    rows = rows_of(version)
    source = dmn.drawn(str(version), rows, labels())
    found = (*faults_of(source), *notices_of(str(version), rows))
    told = [(str(fault.sentence),) for fault in found]
    good = _("No line overlaps another, none is out of reach, no gap between.")
    return [
        _rules(version),
        table(_("What the check of the table says"), (_("result of the check"),), told,
              nothing=good),
    ]  # fmt: skip


def _rules(version: SubsidyVersion) -> Table:
    names = labels()
    headings = (_("line of the table"), names["line"], *(names[code] for code in INPUTS),
                names["per"], names["amount"])  # fmt: skip
    rows = [
        (one.position, one.name, *(_cell(one, code) for code in INPUTS), one.get_per_display(),
         figure(one.amount, "元") if one.per != Per.CASE else "—")
        for one in Standard.objects.filter(version=version).order_by("position")
    ]  # fmt: skip
    return table(_("Rules of the table"), headings, rows)


def _cell(line: Standard, code: str) -> str:
    told = line.get_orphan_display() if code == "orphan" else getattr(line, code)
    return told or _("any")
