"""Which reports there are, and of which sections; a domain's `report.md` is its section."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jingkai.kernel.errors import Sentence
from jingkai.kernel.reports.writing.errors import UnknownReport


@dataclass(frozen=True)
class Section:
    """One section: where its Markdown is."""

    code: str
    path: Path

    @property
    def text(self) -> str:
        """The Markdown as it stands now; comments are for the writer alone."""
        return self.path.read_text("utf8")


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: its title from the zone's name and the period, and its sections in order."""

    code: str
    name: Sentence
    title: Callable[[str, str], str]
    sections: tuple[Section, ...] = field(default_factory=tuple)


REPORTS: dict[str, Report] = {}


def declare_report(report: Report) -> Report:
    """Make a report known to the doors."""
    REPORTS[report.code] = report
    return report


def report_named(code: str) -> Report:
    """The report of this name, or a refusal that lists them."""
    if code not in REPORTS:
        raise UnknownReport(name=code, names=", ".join(REPORTS))
    return REPORTS[code]
