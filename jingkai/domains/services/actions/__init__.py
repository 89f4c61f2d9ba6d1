"""All writes of government services beyond entering rows, which the registers do."""

from jingkai.domains.services.actions.accepting import (
    accept,
    ask_supplement,
    refuse,
    supplement,
)
from jingkai.domains.services.actions.accepting_wholes import accept_bundle, accept_project
from jingkai.domains.services.actions.afterwards import (
    check_commitment,
    hand_in_material,
    lapse,
)
from jingkai.domains.services.actions.applying import hall_apply, submit
from jingkai.domains.services.actions.appointments import (
    book,
    cancel_booking,
    end_appointment,
    offer_slots,
    resize_slot,
    unmark_appointment,
)
from jingkai.domains.services.actions.building import begin_stage, open_project, set_needed
from jingkai.domains.services.actions.deciding import (
    begin_special,
    decide,
    deliver,
    end_special,
    extend_limit,
    record_visit,
    terminate,
    withdraw,
)
from jingkai.domains.services.actions.drafting import discard_draft, save_draft
from jingkai.domains.services.actions.issuing import revoke_certificate
from jingkai.domains.services.actions.joint import (
    discard_joint_draft,
    save_joint_draft,
    submit_joint,
)
from jingkai.domains.services.actions.matters import (
    end_delegation,
    end_version,
    prepare_next,
    publish_version,
)
from jingkai.domains.services.actions.processes import install_processes
from jingkai.domains.services.actions.rating import (
    answer_rectification,
    call_back,
    close_rectification,
    rate,
    read_rater_phone,
)
from jingkai.domains.services.actions.wholes import apply_for_one_thing

__all__ = [
    "accept",
    "accept_bundle",
    "accept_project",
    "answer_rectification",
    "apply_for_one_thing",
    "ask_supplement",
    "begin_special",
    "begin_stage",
    "book",
    "call_back",
    "cancel_booking",
    "check_commitment",
    "close_rectification",
    "decide",
    "deliver",
    "discard_draft",
    "discard_joint_draft",
    "end_appointment",
    "end_delegation",
    "end_special",
    "end_version",
    "extend_limit",
    "hall_apply",
    "hand_in_material",
    "install_processes",
    "lapse",
    "offer_slots",
    "open_project",
    "prepare_next",
    "publish_version",
    "rate",
    "read_rater_phone",
    "record_visit",
    "refuse",
    "resize_slot",
    "revoke_certificate",
    "save_draft",
    "save_joint_draft",
    "set_needed",
    "submit",
    "submit_joint",
    "supplement",
    "terminate",
    "unmark_appointment",
    "withdraw",
]
