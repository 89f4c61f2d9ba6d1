"""What the limits of a matter must obey."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import HandlingKind, LimitUnit
from jingkai.kernel.registers.declare import Fault

AT_ONCE = 1
"""What is done at once is promised for the same or at most the next working day."""


def check_limits(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A promise is no longer than what the law allows; what is done at once is promised so.

    >>> [f.field for f in check_limits({"statutory_limit": 5, "promised_limit": 7,
    ...     "statutory_unit": "workdays", "promised_unit": "workdays"})]
    ['promised_limit']
    """
    statutory, promised = values.get("statutory_limit"), values.get("promised_limit")
    units = {values.get("statutory_unit") or LimitUnit.WORKDAYS,
             values.get("promised_unit") or LimitUnit.WORKDAYS}  # fmt: skip
    if statutory is not None and promised is not None and len(units) == 1 and promised > statutory:
        yield Fault(
            "promised_limit", _("The promise is longer than the law allows."),
            _("at most {limit}").format(limit=statutory),
        )  # fmt: skip
    if values.get("handling") == HandlingKind.IMMEDIATE and promised not in (None, 0, AT_ONCE):
        yield Fault(
            "promised_limit", _("What is done at once is promised for the same or the next day."),
            _("0 or 1 working day"),
        )  # fmt: skip
