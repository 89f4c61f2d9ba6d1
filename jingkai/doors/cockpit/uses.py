"""Where a figure is told: the reports and their sections that name its code."""

from dataclasses import dataclass

from jingkai.kernel.reports.writing.places import PLACE
from jingkai.kernel.reports.writing.sections import REPORTS, Section


@dataclass(frozen=True)
class Use:
    """A section of a report that tells the figure."""

    report: str
    section: str
    code: str


def uses_of(code: str) -> list[Use]:
    """Every section of every report that tells the figure."""
    found = []
    for report in REPORTS.values():
        for section in report.sections:
            if code in codes_in(section):
                found.append(Use(str(report.name), title_of(section), report.code))
    return found


def codes_in(section: Section) -> set[str]:
    """The codes that a section's places name; a section that isn't written yet names none."""
    if not section.path.exists():
        return set()
    return {place.split()[0] for place in PLACE.findall(section.text)}


def title_of(section: Section) -> str:
    """The section's heading as it stands in the report."""
    for line in section.text.splitlines():
        if line.startswith("#"):
            return line.lstrip("# ").strip()
    return section.code
