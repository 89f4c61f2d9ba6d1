"""The project that a signed deal became, and what the project takes over from the deal."""

from typing import Any

from jingkai.domains.investment.models import Deal
from jingkai.domains.projects.choices import Leading
from jingkai.domains.projects.queries import project_of_deal

CHAINS = (
    ("碳纤维", Leading.NEW_MATERIALS), ("化工", Leading.FINE_CHEMICALS),
    ("医药", Leading.BIOMEDICINE), ("装备", Leading.EQUIPMENT), ("服务", Leading.SERVICES),
)  # fmt: skip
"""The leading industry that a chain belongs to, by a word in its name."""


def project_of(deal: Deal) -> Any:
    """The project that a deal became; None while it has not."""
    return project_of_deal(deal.zone_id, deal.number)


def leading_industry_of(deal: Deal) -> Leading:
    """The leading industry of a deal, by the chain that it stands on."""
    name = deal.node.chain.name if deal.node else ""
    return next((leading for word, leading in CHAINS if word in name), Leading.OTHER)
