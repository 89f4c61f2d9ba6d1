"""Pure rules of subjects: values in, values out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from jingkai.domains.subjects.choices import PARAMETERS, Industry, State, classes, divisions
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.units.parameters import NotYetInForce, read_parameters

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a unified social credit code, GB 32100-2015: no I, O, S, V, Z."""

CODE_FORM = r"^[0-9A-HJ-NP-RTUWXY]{18}$"
_CODE = re.compile(CODE_FORM)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SCALE_GROUPS = (
    ("industry", "06", "46"),
    ("wholesale", "51", "51"),
    ("retail", "52", "52"),
    ("services_large", "53", "60"),
    ("catering", "61", "62"),
    ("services_large", "63", "65"),
    ("services_medium", "702", "704"),
    ("services_medium", "71", "75"),
    ("services_large", "76", "79"),
    ("services_small", "80", "82"),
    ("services_medium", "83", "83"),
    ("services_large", "84", "84"),
    ("services_small", "85", "90"),
)
"""Which threshold holds for which industries (first and last code); others have none by revenue."""
_LEGAL_FORM = re.compile("(有限责任公司|股份有限公司|有限公司|公司)$")
_NOISE = str.maketrans("", "", "（）()[]【】〔〕〈〉<>{}“”\"'·・.,，。、－—_- \u3000")


def clean_code(text: str) -> str:
    """The code without the spaces and hyphens of how it was written, in capitals.

    >>> clean_code(" 1111-0000-0000 2113 5m")
    '11110000000021135M'
    """
    return re.sub(r"[\s\-－—]", "", text).upper()


def clean_industry(text: str) -> str:
    """An industry code without its section's letter.

    >>> clean_industry(" C2661 "), clean_industry("26")
    ('2661', '26')
    """
    return re.sub("^[A-T]", "", text.strip().upper())


def has_code_form(code: str) -> bool:
    """Whether it has 18 characters of the code's alphabet.

    >>> has_code_form("11110000000021135M"), has_code_form("1111000000002113IM")
    (True, False)
    """
    return _CODE.match(code) is not None


def check_character(first: str) -> str:
    """The last character of a unified social credit code, from its first 17.

    >>> check_character("11110000000021135")
    'M'
    """
    return str(uscc.calc_check_digit(first))


def code_checks(code: str) -> bool:
    """Whether the code's check character fits. Some real early codes don't fit: warn, never refuse.

    >>> code_checks("11420503087246977F"), code_checks("91350100M0001TGQXM")
    (True, False)
    """
    return has_code_form(code) and check_character(code[:-1]) == code[-1]


def organisation_part(code: str) -> str:
    """The organisation code (positions 9 to 17): who it is, whatever authority registered it.

    >>> organisation_part("11110000000021135M")
    '000021135'
    """
    return code[8:17]


def organisation_part_checks(code: str) -> bool:
    """Whether the organisation code's own check character fits (GB 11714-1997, mod 11).

    >>> organisation_part_checks("11430000006122244L"), organisation_part_checks("1" * 18)
    (True, False)
    """
    first, last = code[8:16], code[16:17]
    total = sum(int(c, 36) * w for c, w in zip(first, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11] == last


def clean_phone(text: str) -> str:
    """A mobile number as its eleven digits; empty when it is none.

    >>> clean_phone("+86 139-1234 5678"), clean_phone("1391234567"), clean_phone("0432-63456789")
    ('13912345678', '', '')
    """
    digits = re.sub(r"[\s\-－—()（）]", "", unicodedata.normalize("NFKC", text))
    found = re.fullmatch(r"(?:\+?86)?(1[3-9]\d{9})", digits)
    return found.group(1) if found else ""


def identity_checks(text: str) -> bool:
    """Whether an identity number of eighteen places has a true date and check digit (GB 11643).

    >>> identity_checks("11010519491231002X"), identity_checks("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", text):
        return False
    try:
        ric.get_birth_date(text)
    except ValueError:
        return False
    return bool(ric.calc_check_digit(text) == text[-1])


def name_key(name: str) -> str:
    """A name without what clerks write now so, now so: brackets, stops, spaces, the legal form.

    The database derives the same key for every row, so that equal ones are found by an index.

    >>> name_key("吉林示例（集团）新材料股份有限公司") == name_key("吉林示例(集团)新材料 有限公司")
    True
    """
    return _LEGAL_FORM.sub("", name.lower().translate(_NOISE))


def state_on(
    day: date, *, entered_on: date | None, moved_away_on: date | None,
    revoked_on: date | None, deregistered_on: date | None,
) -> State:  # fmt: skip
    """Where a subject stood in its legal life on a day; on the day it leaves it is gone.

    >>> state_on(date(2022, 12, 31), entered_on=date(2010, 5, 1), moved_away_on=None,
    ...          revoked_on=None, deregistered_on=date(2022, 12, 31)).value
    'deregistered'
    """
    for left, state in (
        (deregistered_on, State.DEREGISTERED),
        (revoked_on, State.REVOKED),
        (moved_away_on, State.MOVED_AWAY),
    ):
        if left is not None and left <= day:
            return state
    return State.ACTIVE if entered_on is not None and entered_on <= day else State.OUTSIDE


MAY: Mapping[str, frozenset[State]] = {
    "move_in": frozenset({State.OUTSIDE, State.MOVED_AWAY}),
    "move_away": frozenset({State.ACTIVE}),
    "revoke": frozenset({State.ACTIVE, State.OUTSIDE, State.MOVED_AWAY}),
    "deregister": frozenset({State.ACTIVE, State.OUTSIDE, State.MOVED_AWAY, State.REVOKED}),
    "restore": frozenset({State.MOVED_AWAY, State.REVOKED, State.DEREGISTERED}),
    "rename": frozenset(State) - {State.MERGED},
    "merge": frozenset(State) - {State.MERGED},
    "grant_agency": frozenset(State) - {State.MERGED},
}
"""In which state of its legal life what can be done to a subject."""


def may(verb: str, state: str) -> bool:
    """Whether this can be done to a subject in that state.

    >>> may("move_away", "active"), may("move_away", "deregistered")
    (True, False)
    """
    return state in MAY[verb]


def industry_of(code: str) -> Industry | None:
    """What an industry code means, as finely as the table knows it; nothing for a wrong one.

    >>> str(industry_of("26").name_zh), industry_of("99")
    ('化学原料和化学制品制造业', None)
    """
    return classes().get(code) or divisions().get(code[:2])


def scale_threshold(industry: str, year: int) -> Decimal | None:
    """From which yearly revenue (元) a subject of the industry is above scale; None where no
    threshold by revenue is known (construction and developers count by qualification).

    >>> scale_threshold("2661", 2022), scale_threshold("2661", 2010), scale_threshold("4710", 2022)
    (Decimal('20000000'), Decimal('5000000'), None)
    """
    for group, first, last in _SCALE_GROUPS:
        if first <= industry[: len(first)] <= last:
            try:
                value = read_parameters(PARAMETERS / "scale.yaml")[group].on(date(year, 12, 31))
            except NotYetInForce:
                return None
            return Decimal(value.value)
    return None


def is_above_scale(industry: str, year: int, revenue: Decimal) -> bool:
    """Whether a year's revenue puts a subject above the statistical threshold.

    >>> is_above_scale("2661", 2022, Decimal(20_000_000))
    True
    >>> is_above_scale("2661", 2022, Decimal(19_999_999))
    False
    """
    threshold = scale_threshold(industry, year)
    return threshold is not None and revenue >= threshold


def check_code(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A code in the wrong form is refused; one whose check characters don't fit is asked about,
    for some codes that are really in use fail it.

    >>> [fault.warning for fault in check_code({"credit_code": "91350100M0001TGQXM"})]
    [True]
    """
    code = values.get("credit_code") or ""
    if code and not has_code_form(code):
        yield Fault(
            "credit_code",
            _("This is not in the form of a unified social credit code."),
            _("18 digits and capital letters without I, O, S, V, Z"),
        )
    elif code and not code_checks(code):
        yield Fault(
            "credit_code",
            _("The check character does not fit this code."),
            _("“{character}” at the end; or confirm that the licence says so").format(
                character=check_character(code[:-1])
            ),
            warning=True,
        )
    elif code and not organisation_part_checks(code):
        yield Fault(
            "credit_code",
            _("The organisation code inside (positions 9 to 17) does not check."),
            _("the code as printed on the licence; or confirm that it says so"),
            warning=True,
        )


def check_industry(values: Mapping[str, Any]) -> Iterator[Fault]:
    """An industry code must begin with a division of GB/T 4754-2017.

    >>> [fault.field for fault in check_industry({"industry": "9900"})]
    ['industry']
    """
    code = clean_industry(values.get("industry") or "")
    if code and code[:2] not in divisions():
        yield Fault(
            "industry",
            _("GB/T 4754-2017 has no such division."),
            _("two to four digits, beginning with 01 to 97"),
        )


_LATER = (
    ("moved_in_on", _("It can't have moved in before it was established.")),
    ("moved_away_on", _("It can't have moved away before it came.")),
    ("revoked_on", _("Its licence can't have been revoked before it came.")),
    ("deregistered_on", _("It can't have been deregistered before it came.")),
)


def check_days(values: Mapping[str, Any]) -> Iterator[Fault]:
    """The days of a legal life come one after the other.

    >>> [f.field for f in check_days({"established_on": date(2020, 1, 1),
    ...                               "deregistered_on": date(2019, 1, 1)})]
    ['deregistered_on']
    """
    established, moved_in = values.get("established_on"), values.get("moved_in_on")
    if not (established or moved_in or values.get("outside")):
        yield Fault(
            "established_on",
            _("A subject of the zone needs the day it was established or moved in."),
            _("a date such as 2022-03-01"),
        )
    for field, sentence in _LATER:
        began = established if field == "moved_in_on" else max(
            (day for day in (established, moved_in) if day), default=None
        )
        day = values.get(field)
        if day and began and day < began:
            yield Fault(field, sentence, _("{day} or later").format(day=began))
