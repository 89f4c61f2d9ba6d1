"""The cases of government services: applications, rectifications, bundles, construction projects.

The limits of an application are its matter's own, copied with the version it was made under; what
the law sets for all (acceptance, supplement, delivery) are dated parameters.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import LimitUnit
from jingkai.domains.services.choices.approvals import (
    ApprovalState,
    BundleState,
    RectificationState,
)
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters

PARAMETERS = Path(__file__).parent / "parameters"
A, R, B = ApprovalState, RectificationState, BundleState
SUPPLEMENT, SPECIAL = "supplement", "special"
"""Causes of suspensions that lie outside the limits."""


@cache
def dated(code: str) -> Parameter:
    """A parameter of applications, with all its values."""
    return read_parameters(PARAMETERS / "approvals.yaml")[code]


def state(choice: Any, *, final: bool = False) -> State:
    """A state of the choices."""
    return State(choice, choice.label, final=final)


ENDED = frozenset({A.REFUSED, A.REJECTED, A.WITHDRAWN, A.TERMINATED})
DECIDED = frozenset({A.DECIDED, A.REJECTED, A.WITHDRAWN, A.TERMINATED})
BEFORE_DECISION = frozenset({A.SUBMITTED, A.SUPPLEMENT, A.ACCEPTED, A.SPECIAL})
BEFORE_ACCEPTANCE = frozenset({A.SUBMITTED})
WORKED_ON = frozenset({A.ACCEPTED})

ACCEPTANCE = ClockRule(
    code="acceptance", name=_("acceptance"), unit=Unit.WORKDAYS,
    length=dated("acceptance_workdays"), amber=dated("acceptance_amber"), red=1,
    starts=frozenset({A.SUBMITTED}), stops=frozenset({A.ACCEPTED, *ENDED}),
)  # fmt: skip
SUPPLEMENTING = ClockRule(
    code="supplement", name=_("supplement"), unit=Unit.WORKDAYS,
    length=dated("supplement_workdays"), amber=5, red=2, outside=frozenset(),
    starts=frozenset({A.SUPPLEMENT}),
    stops=frozenset({"hand_in", "hand_in_review", A.WITHDRAWN, A.TERMINATED}),
)  # fmt: skip
DELIVERY = ClockRule(
    code="delivery", name=_("delivery"), unit=Unit.WORKDAYS, length=dated("delivery_workdays"),
    amber=dated("delivery_amber"), red=1, starts=frozenset({A.DECIDED}),
    stops=frozenset({A.DELIVERED}),
)  # fmt: skip
STATUTORY, PROMISED = "statutory", "promised"
_UNITS = {
    LimitUnit.WORKDAYS: Unit.WORKDAYS,
    LimitUnit.DAYS: Unit.DAYS,
    LimitUnit.MONTHS: Unit.MONTHS,
}
_BASES = {
    STATUTORY: _("the statutory limit of the matter"),
    PROMISED: _("the limit that the zone promises for the matter"),
}
_NAMES = {STATUTORY: _("statutory limit"), PROMISED: _("promised limit")}


@lru_cache(maxsize=1024)
def limit(code: str, amount: int | None, unit: str) -> tuple[ClockRule, ...]:
    """The clock of one limit of a matter, if it has one; a promise of 0 is due the same day."""
    if amount is None:
        return ()
    return (
        ClockRule(
            code=code, name=_NAMES[code], unit=_UNITS[LimitUnit(unit)], length=amount,
            starts=frozenset({A.ACCEPTED}), stops=DECIDED, amber=dated("limit_amber"),
            red=dated("limit_red"), basis=_BASES[code], rolls=dated("limit_rolls"),
            longest_extension=dated("longest_extension"),
        ),
    )  # fmt: skip


def clocks_of(term: Any) -> tuple[ClockRule, ...]:
    """The clocks of an application, or of a matter's version: the same for all, and its own."""
    return (
        ACCEPTANCE,
        SUPPLEMENTING,
        *limit(STATUTORY, term.statutory_limit, term.statutory_unit),
        *limit(PROMISED, term.promised_limit, term.promised_unit),
        DELIVERY,
    )


APPROVAL = register(
    CaseKind(
        code="services.approval",
        name=_("Application"),
        prefix="BJ",
        first=A.SUBMITTED,
        states=(
            *(state(each) for each in (A.SUBMITTED, A.SUPPLEMENT, A.ACCEPTED, A.SPECIAL,
                                       A.DECIDED)),
            *(state(each, final=True) for each in (A.DELIVERED, A.REFUSED, A.REJECTED,
                                                   A.WITHDRAWN, A.TERMINATED)),
        ),
        moves=(
            Move("accept", _("Accept"), A.ACCEPTED, BEFORE_ACCEPTANCE, Permission.CASE_ACCEPT),
            Move("supplement", _("Have it supplemented"), A.SUPPLEMENT,
                 BEFORE_ACCEPTANCE | WORKED_ON, Permission.CASE_ACCEPT),
            Move("hand_in", _("Supplement handed in"), A.SUBMITTED, frozenset({A.SUPPLEMENT}),
                 Permission.OWN_APPLY),
            Move("hand_in_review", _("Supplement handed in"), A.ACCEPTED,
                 frozenset({A.SUPPLEMENT}), Permission.OWN_APPLY),
            Move("refuse", _("Refuse acceptance"), A.REFUSED, BEFORE_ACCEPTANCE,
                 Permission.CASE_ACCEPT),
            Move("special", _("Begin a special procedure"), A.SPECIAL, WORKED_ON,
                 Permission.CASE_REVIEW),
            Move("special_end", _("End the special procedure"), A.ACCEPTED,
                 frozenset({A.SPECIAL}), Permission.CASE_REVIEW),
            Move("grant", _("Grant"), A.DECIDED, WORKED_ON, Permission.CASE_DECIDE),
            Move("reject", _("Do not grant"), A.REJECTED, WORKED_ON, Permission.CASE_DECIDE),
            Move("deliver", _("Hand over the result"), A.DELIVERED, frozenset({A.DECIDED}),
                 Permission.CASE_DELIVER),
            Move("withdraw", _("Withdraw"), A.WITHDRAWN, BEFORE_DECISION,
                 Permission.OWN_WITHDRAW),
            Move("terminate", _("Terminate"), A.TERMINATED, BEFORE_DECISION,
                 Permission.CASE_TERMINATE),
        ),
        clocks=(ACCEPTANCE, SUPPLEMENTING, DELIVERY),
        order=(A.SUBMITTED, A.ACCEPTED, A.DECIDED, A.DELIVERED),
    )
)  # fmt: skip

CALL_BACK = ClockRule(
    code="call_back", name=_("call back"), unit=Unit.WORKDAYS, length=dated("call_back_workdays"),
    red=1, starts=frozenset({R.OPEN}),
    stops=frozenset({R.RECTIFYING, R.DISMISSED, R.CLOSED}),
)  # fmt: skip


def _rectifying(code: str) -> ClockRule:
    return ClockRule(
        code="rectification", name=_("rectification"), unit=Unit.WORKDAYS, length=dated(code),
        amber=2, red=1, starts=frozenset({R.OPEN}),
        stops=frozenset({R.ANSWERED, R.CLOSED, R.DISMISSED}),
    )  # fmt: skip


SIMPLE = _rectifying("rectification_workdays")
COMPLICATED = _rectifying("rectification_complicated_workdays")
RECTIFYING_CODE = "services.rectification"


def rectification_clocks(complicated: bool) -> tuple[ClockRule, ...]:
    """The clocks of a rectification: five working days, or fifteen when it is complicated."""
    return (CALL_BACK, COMPLICATED if complicated else SIMPLE)


RECTIFICATION = register(
    CaseKind(
        code=RECTIFYING_CODE,
        name=_("Rectification of a bad rating"),
        prefix="ZG",
        first=R.OPEN,
        states=(
            state(R.OPEN), state(R.RECTIFYING), state(R.ANSWERED),
            state(R.CLOSED, final=True), state(R.DISMISSED, final=True),
        ),
        moves=(
            Move("confirm", _("The complaint stands"), R.RECTIFYING, frozenset({R.OPEN}),
                 Permission.RATING_CALL_BACK),
            Move("dismiss", _("No complaint"), R.DISMISSED, frozenset({R.OPEN}),
                 Permission.RATING_CALL_BACK),
            Move("answer", _("Rectified"), R.ANSWERED, frozenset({R.RECTIFYING}),
                 Permission.RATING_RECTIFY),
            Move("reopen", _("Not satisfied: rectify again"), R.RECTIFYING,
                 frozenset({R.ANSWERED}), Permission.RATING_CALL_BACK),
            Move("close", _("Close the rectification"), R.CLOSED, frozenset({R.ANSWERED}),
                 Permission.RATING_CALL_BACK),
        ),
        clocks=rectification_clocks(complicated=False),
        order=(R.OPEN, R.RECTIFYING, R.ANSWERED, R.CLOSED),
    )
)  # fmt: skip


def bundle_clock(workdays: int) -> ClockRule:
    """The one clock of a one-thing application: from the day it came in to the last result."""
    return ClockRule(
        code="bundle", name=_("one thing"), unit=Unit.WORKDAYS, length=workdays,
        amber=dated("limit_amber"), red=dated("limit_red"), starts=frozenset({B.RUNNING}),
        stops=frozenset({B.FINISHED, B.STOPPED}),
        basis=_("the limit that the zone promises for the one-thing service"),
    )  # fmt: skip


BUNDLE = register(
    CaseKind(
        code="services.bundle",
        name=_("One-thing application"),
        prefix="YJ",
        first=B.RUNNING,
        states=(state(B.RUNNING), state(B.FINISHED, final=True), state(B.STOPPED, final=True)),
        moves=(
            Move("finish", _("All results are there"), B.FINISHED, frozenset({B.RUNNING}),
                 Permission.CASE_DECIDE),
            Move("stop", _("Ended without all results"), B.STOPPED, frozenset({B.RUNNING}),
                 Permission.CASE_DECIDE),
        ),
        order=(B.RUNNING, B.FINISHED),
    )
)  # fmt: skip

CONSTRUCTION = register(
    CaseKind(
        code="services.construction",
        name=_("Construction project"),
        prefix="GC",
        first="running",
        states=(State("running", _("under way")), State("finished", _("finished"), final=True)),
        moves=(
            Move("finish", _("The last stage is finished"), "finished", frozenset({"running"}),
                 Permission.PROJECT_EDIT),
        ),
        order=("running", "finished"),
    )
)  # fmt: skip
