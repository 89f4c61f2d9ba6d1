"""What is known of subjects, as far as a seat may see."""

from jingkai.domains.subjects.queries.accounts import (
    account_of,
    account_with_phone,
    accounts_for,
    agencies_for,
    plain_phone,
    username_of,
)
from jingkai.domains.subjects.queries.duplicates import (
    Duplicate,
    Group,
    duplicates_of,
    suspected,
)
from jingkai.domains.subjects.queries.enterprises import (
    above_scale_in,
    awards_for,
    by_code,
    contacts_for,
    crosses_threshold,
    enterprises_for,
    kept_key,
    persons_for,
    persons_with_identity,
    scale_for,
    threshold_of,
)
from jingkai.domains.subjects.queries.merging import (
    Difference,
    MergePreview,
    Moving,
    merge_preview,
)
from jingkai.domains.subjects.queries.offices import office_of
from jingkai.domains.subjects.queries.timeline import (
    Moment,
    contribute_timeline,
    timeline_of,
)
from jingkai.domains.subjects.queries.visitors import (
    Represented,
    Visitor,
    agents_of,
    anonymous,
    represented_by,
    visitor_of,
)

__all__ = [
    "Difference",
    "Duplicate",
    "Group",
    "MergePreview",
    "Moment",
    "Moving",
    "Represented",
    "Visitor",
    "account_of",
    "account_with_phone",
    "accounts_for",
    "agencies_for",
    "agents_of",
    "anonymous",
    "awards_for",
    "by_code",
    "contacts_for",
    "above_scale_in",
    "crosses_threshold",
    "contribute_timeline",
    "duplicates_of",
    "enterprises_for",
    "kept_key",
    "merge_preview",
    "office_of",
    "persons_for",
    "persons_with_identity",
    "plain_phone",
    "represented_by",
    "scale_for",
    "suspected",
    "threshold_of",
    "timeline_of",
    "username_of",
    "visitor_of",
]
