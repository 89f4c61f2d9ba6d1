"""The demo zone's workbooks, as a zone's people would keep them: `python -m demo.build FOLDER`.

One deterministic run from `facts.csv` and the assumptions stated at the head of each module (and
together in ASSUMPTIONS.md). Two sets: what first came in, and the corrections that followed, so
that the zone has a real history.
"""

import sys
from pathlib import Path

from demo.approvals import approval_sheets
from demo.chains import chain_sheets, friendly_sheets
from demo.deals import company_rows, corrected_deals, deal_sheets
from demo.ecology import ecology_sheets
from demo.economy import corrected_returns, first_returns
from demo.economy_enterprises import enterprise_sheets
from demo.governance import governance_sheets
from demo.livelihood import livelihood_sheets
from demo.park import park_sheets
from demo.party_building import party_sheets
from demo.projects_sheets import project_sheets
from demo.promotion import promotion_sheets
from demo.services import catalogue_sheets, succeeding_sheets
from demo.sheets import write_workbook
from demo.subjects import subject_sheets


def build_first(folder: Path) -> list[Path]:
    """The year's workbooks, in the order in which they lean on each other."""
    life = livelihood_sheets()
    investment = [*chain_sheets(), *promotion_sheets(), *deal_sheets(), *friendly_sheets()]
    return [
        write_workbook(folder / "企业.xlsx", subject_sheets(company_rows())),
        write_workbook(folder / "招商.xlsx", investment),
        write_workbook(folder / "园区.xlsx", park_sheets()),
        write_workbook(folder / "项目.xlsx", project_sheets()),
        write_workbook(folder / "绿色.xlsx", ecology_sheets()),
        write_workbook(folder / "党建.xlsx", party_sheets()),
        write_workbook(folder / "治理.xlsx", governance_sheets()),
        write_workbook(folder / "民生.xlsx", life),
        write_workbook(folder / "经济月报.xlsx", first_returns()),
        write_workbook(folder / "经济-企业.xlsx", enterprise_sheets()),
        write_workbook(folder / "事项.xlsx", catalogue_sheets()),
    ]


def build_succeeding(folder: Path) -> list[Path]:
    """The versions of matters that succeeded the first ones."""
    return [write_workbook(folder / "事项-2022.xlsx", succeeding_sheets())]


def build_applications(folder: Path) -> list[Path]:
    """The applications of two years, and what they led to."""
    return [write_workbook(folder / "办件.xlsx", approval_sheets())]


def build_corrections(folder: Path) -> list[Path]:
    """What was corrected before the year was closed."""
    return [
        write_workbook(folder / "招商-更正.xlsx", corrected_deals()),
        write_workbook(folder / "经济月报-更正.xlsx", corrected_returns()),
    ]


def build(folder: Path) -> list[Path]:
    """All workbooks."""
    return [*build_first(folder), *build_succeeding(folder), *build_applications(folder),
            *build_corrections(folder)]


if __name__ == "__main__":
    for path in build(Path(sys.argv[1] if len(sys.argv) > 1 else "var/demo")):
        print(path)
