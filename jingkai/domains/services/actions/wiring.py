"""What the kernel's rooms ask of applications: their clocks, their processes, who may see files."""

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import approval_of
from jingkai.domains.services.models import Bundle, Rectification
from jingkai.domains.services.permissions import OWN
from jingkai.domains.subjects.permissions import let_visitors
from jingkai.kernel.cases.kinds import ClockRule
from jingkai.kernel.cases.models import Case
from jingkai.kernel.cases.moving import CLOCKS


def wire() -> None:
    """Fill in the kernel's tables, once at start-up."""
    CLOCKS[cases.APPROVAL.code] = lambda case: cases.clocks_of(approval_of(case))
    CLOCKS[cases.RECTIFICATION.code] = _rectification_clocks
    CLOCKS[cases.BUNDLE.code] = _bundle_clocks
    let_visitors({str(permission): power for permission, power in OWN.items()})


def _rectification_clocks(case: Case) -> tuple[ClockRule, ...]:
    row = case._state.fields_cache.get("rectification") or Rectification.objects.get(case=case)
    return cases.rectification_clocks(row.complicated)


def _bundle_clocks(case: Case) -> tuple[ClockRule, ...]:
    row = case._state.fields_cache.get("bundle") or Bundle.objects.get(case=case)
    return (cases.bundle_clock(row.promised_limit),)
