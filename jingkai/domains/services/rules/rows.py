"""What is wrong with a row of a workbook beyond its single values."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices.approvals import CheckResult, Result
from jingkai.domains.services.rules.certificates import is_identifier
from jingkai.domains.services.rules.histories import ENDINGS, ORDER
from jingkai.domains.services.rules.projects import code_fault, plain_code
from jingkai.kernel.registers.checks import days_in_order
from jingkai.kernel.registers.declare import Fault

A_DAY = _("a day")


def approval_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """An application's days follow one another, and its result fits them."""
    yield from days_in_order(values, ORDER)
    yield from days_in_order(values, ("applied_on", "closed_on"))
    if values.get("finished_on") and not values.get("accepted_on"):
        yield Fault("accepted_on", _("What is decided was accepted on some day."), A_DAY)
    result = values.get("result") or ""
    if result in ENDINGS and values.get("finished_on"):
        label = Result(result).label
        yield Fault("finished_on", _("What ended so was not decided."), label)
    if result in ENDINGS and not values.get("closed_on"):
        yield Fault("closed_on", _("What ended without a decision has the day it ended."), A_DAY)
    if result == Result.REFUSED and values.get("accepted_on"):
        label = Result(result).label
        yield Fault("accepted_on", _("Acceptance is refused before it, not afterwards."), label)
    if result in (Result.GRANTED, Result.REJECTED) and not values.get("finished_on"):
        yield Fault("finished_on", _("A result has the day of the decision."), A_DAY)
    if "version" in values and values["version"] is None:
        yield Fault("matter", _("This matter has no published version."), _("a published matter"))


def supplement_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A supplement is handed in after it was asked for."""
    yield from days_in_order(values, ("asked_on", "handed_in_on"))


def rectification_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A rectification is answered, then closed."""
    yield from days_in_order(values, ("opened_on", "answered_on", "closed_on"))


def certificate_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """An identifier has the form of the standard and the right check character."""
    identifier = values.get("identifier") or ""
    if identifier and not is_identifier(identifier):
        yield Fault(
            "identifier", _("This is no certificate identifier by GB/T 36904."),
            "1.2.156.3005.2.….….….001.X",
        )  # fmt: skip
    yield from days_in_order(values, ("issued_on", "valid_from", "valid_until"))
    if values.get("revoked_on") and not values.get("revoked_because"):
        yield Fault("revoked_because", _("A revoked certificate has its reason."), _("a reason"))


def project_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What a building project's code lacks; rows are known by it, so it is written with hyphens."""
    code = str(values.get("code") or "")
    if code_fault(code) is not None or plain_code(code) != code:
        yield Fault("code", _("This is no investment-project code."),
                    _("20 digits such as 2211-441900-04-02-310151"))  # fmt: skip


def check_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A check that was made has its result, and a broken commitment what was found."""
    if values.get("checked_on") and not values.get("result"):
        yield Fault("result", _("A check that was made has a result."), _("a result"))
    if values.get("result") == CheckResult.BROKEN and not values.get("note"):
        yield Fault("note", _("A broken commitment says what was found."), _("what was found"))
