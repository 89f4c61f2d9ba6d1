"""All writes of the park beyond entering rows, which the registers do."""

from jingkai.domains.park.actions.idle import (
    close_idle_case,
    determine_idle,
    levy_fee,
    notify_investigation,
    open_idle_case,
    pay_fee,
    take_back,
)
from jingkai.domains.park.actions.land import (
    approve_parcel,
    complete_works,
    contract_parcel,
    end_hold,
    record_hold,
    report_progress,
    requisition_parcel,
    resume_works,
    start_works,
    stop_works,
    supply_parcel,
)
from jingkai.domains.park.actions.leases import (
    end_lease,
    finish_structure,
    let_building,
    ready_for_equipment,
    require_room,
)
from jingkai.domains.park.actions.settling import LIVE, on_parcels, settle_areas, settle_parcels

__all__ = [
    "LIVE",
    "approve_parcel",
    "close_idle_case",
    "complete_works",
    "contract_parcel",
    "determine_idle",
    "end_hold",
    "end_lease",
    "finish_structure",
    "let_building",
    "levy_fee",
    "notify_investigation",
    "on_parcels",
    "open_idle_case",
    "pay_fee",
    "ready_for_equipment",
    "record_hold",
    "report_progress",
    "require_room",
    "requisition_parcel",
    "resume_works",
    "settle_areas",
    "settle_parcels",
    "start_works",
    "stop_works",
    "supply_parcel",
    "take_back",
]
