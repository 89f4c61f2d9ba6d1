"""The deals by their names, for the number check: “总投资20亿元的……项目”."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.queries.rows import deals_for
from jingkai.kernel.reports.checking.records import Attribute, NamedRecord

INVESTED = r"投资|投入|合同额|金额"
"""What stands beside a project's total investment in prose."""
LAND = r"占地|用地|征地"
"""What stands beside the land that it takes."""


def named_deals(seat: Any) -> Iterator[NamedRecord]:
    """Each deal that the seat may see, with the amounts that a report may state of it."""
    for deal in deals_for(seat).only("pk", "name", "total_investment", "land_area"):
        stated = (
            ("total_investment", _("total investment"), deal.total_investment, "元", INVESTED),
            ("land_area", _("land needed"), deal.land_area, "平方米", LAND),
        )
        yield NamedRecord(
            code=f"investment.deals/{deal.pk}",
            label=deal.name,
            names=(deal.name,),
            attributes=tuple(
                Attribute(code, name, value, unit, words)
                for code, name, value, unit, words in stated
                if value is not None
            ),
        )
