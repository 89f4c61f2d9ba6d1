"""All writes of investment promotion beyond entering rows, which the registers do."""

from jingkai.domains.investment.actions.agreements import (
    end_agreement,
    fulfil_commitment,
    record_outcome,
    waive_commitment,
)
from jingkai.domains.investment.actions.chains import close_target, open_lead, set_target
from jingkai.domains.investment.actions.deals import (
    assign_deal,
    correct_day,
    end_deal,
    evaluate_deal,
    make_project,
    negotiate_deal,
    record_evidence,
    sign_deal,
    start_deal,
)
from jingkai.domains.investment.actions.leads import (
    assign_lead,
    claim_lead,
    convert_lead,
    log_contact,
    lose_lead,
    negotiate_lead,
    return_lead,
    return_silent_leads,
)
from jingkai.domains.investment.actions.settling import settle_contacts, settle_deals

__all__ = [
    "assign_deal",
    "assign_lead",
    "claim_lead",
    "close_target",
    "convert_lead",
    "correct_day",
    "end_agreement",
    "end_deal",
    "evaluate_deal",
    "fulfil_commitment",
    "log_contact",
    "lose_lead",
    "make_project",
    "negotiate_deal",
    "negotiate_lead",
    "open_lead",
    "record_evidence",
    "record_outcome",
    "return_lead",
    "return_silent_leads",
    "set_target",
    "settle_contacts",
    "settle_deals",
    "sign_deal",
    "start_deal",
    "waive_commitment",
]
