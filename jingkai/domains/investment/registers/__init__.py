"""What the doors show of investment promotion.

Declared in the order in which workbooks depend on each other: a lead names its activity, a deal its
lead.
"""

# isort: off
from jingkai.domains.investment.registers.chains import CHAINS, NODES, PRESENCES, TARGETS
from jingkai.domains.investment.registers.activities import ACTIVITIES
from jingkai.domains.investment.registers.leads import CONTACTS, LEADS
from jingkai.domains.investment.registers.deals import DEALS, EVIDENCE
from jingkai.domains.investment.registers.agreements import COMMITMENTS, FRIENDLY_ZONES, OUTCOMES
# isort: on

__all__ = [
    "ACTIVITIES",
    "CHAINS",
    "COMMITMENTS",
    "CONTACTS",
    "DEALS",
    "EVIDENCE",
    "FRIENDLY_ZONES",
    "LEADS",
    "NODES",
    "OUTCOMES",
    "PRESENCES",
    "TARGETS",
]
