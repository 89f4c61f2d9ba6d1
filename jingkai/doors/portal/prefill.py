"""What is known of the visitor already stands in the form when it opens."""

from collections.abc import Callable, Iterable
from typing import Any

from jingkai.domains.subjects.queries import Visitor

KNOWN: dict[str, Callable[[Visitor], Any]] = {
    "account.name": lambda v: v.person.name if v.person else "",
    "account.identity": lambda v: v.person.identity.plain if v.person else "",
    "account.phone": lambda v: v.account.phone.plain if v.account else "",
    "enterprise.name": lambda v: v.enterprise.name if v.enterprise else "",
    "enterprise.credit_code": lambda v: v.enterprise.credit_code if v.enterprise else "",
    "enterprise.address": lambda v: v.enterprise.address if v.enterprise else "",
    "enterprise.legal_representative": (
        lambda v: v.enterprise.legal_representative if v.enterprise else ""
    ),
}
"""By the name that a form's field gives as its `prefill`."""


def known_of(visitor: Visitor, fields: Iterable[Any]) -> dict[str, Any]:
    """The values that the form begins with."""
    found = {f.key: KNOWN[f.prefill](visitor) for f in fields if f.prefill in KNOWN}
    return {key: value for key, value in found.items() if value}
