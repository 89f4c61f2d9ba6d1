"""Projects for tests, with everything that their milestones need."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.actions import settle_problems, settle_projects
from jingkai.domains.projects.models import (
    Problem,
    ProductionLine,
    Project,
    ProjectProduct,
    ProjectReturn,
)
from jingkai.domains.projects.rules.returns import month_after
from jingkai.domains.subjects.factories import build_enterprise
from jingkai.kernel.trail.acting import declare, perform, record

MADE = declare("projects.test.made", _("Made {subject} for a test"))
YI, WAN = Decimal(100_000_000), Decimal(10_000)
CODE = "2211-441900-04-02-310151"


def made[M](row: M, by: Any) -> M:
    """The row, written in an action of its own."""

    def work() -> M:
        row.save()  # type: ignore[attr-defined]
        record(row)  # type: ignore[arg-type]
        return row

    return perform(MADE, by, work)


def make_enterprise(by: Any, **values: Any) -> Any:
    """A project company."""
    return made(build_enterprise(by.zone_id, by.office_id, **values), by)


def make_project(by: Any, on: date, **values: Any) -> Project:
    """A project registered on a day, of 800 million yuan unless told."""
    count = Project.objects.filter(zone_id=by.zone_id).count() + 1
    given: dict[str, Any] = {
        "name": f"示例项目{count}", "number": f"ZDX-{count:03}", "office_id": by.office_id,
        "total_investment": 8 * YI, "investor": "示例投资公司", "industry": "2829",
        "leading_industry": "new_materials", "expected_output": 10 * YI, **values,
    }  # fmt: skip
    row = Project(zone_id=by.zone_id, registered_on=on, **given)

    def work() -> Project:
        row.save()
        settle_projects([row], by)
        record(row)
        return row

    done = perform(MADE, by, work)
    done.refresh_from_db()
    return done


def make_return(
    by: Any, project: Project, month: date, actual: Decimal, planned: Decimal | None = None,
    **values: Any,
) -> ProjectReturn:  # fmt: skip
    """A return filed on the first day of the month after."""
    reported = values.pop("reported_on", month_after(month))
    row = ProjectReturn(
        zone_id=by.zone_id, project=project, month=month, actual=actual,
        planned=actual if planned is None else planned, reported_on=reported, **values,
    )  # fmt: skip
    return made(row, by)


def make_line(by: Any, project: Project, number: int, **values: Any) -> ProductionLine:
    """A carbon-fibre line of 2,000 tonnes a year."""
    given: dict[str, Any] = {
        "product": "示例碳纤维", "link": "fibre", "capacity": Decimal(2000), **values,
    }  # fmt: skip
    return made(ProductionLine(zone_id=by.zone_id, project=project, number=number, **given), by)


def make_products(by: Any, project: Project, names: Iterable[str]) -> list[ProjectProduct]:
    """Products of these names."""
    rows = [ProjectProduct(zone_id=by.zone_id, project=project, name=name) for name in names]
    return [made(row, by) for row in rows]


def make_problem(by: Any, project: Project, on: date, **values: Any) -> Problem:
    """A problem raised by `by` on a day."""
    count = Problem.objects.filter(zone_id=by.zone_id).count() + 1
    given: dict[str, Any] = {
        "title": "示例企业尚未搬迁", "kind": "relocation", "number": f"XMWT-{count:03}",
        "office_id": by.office_id, "raised_by_id": by.pk, **values,
    }  # fmt: skip
    row = Problem(zone_id=by.zone_id, project=project, raised_on=on, **given)

    def work() -> Problem:
        row.save()
        settle_problems([row], by)
        record(row)
        return row

    done = perform(MADE, by, work)
    done.refresh_from_db()
    return done
