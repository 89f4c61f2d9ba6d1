"""A matter's form as data: what an applicant has filled in, read, checked and made clean.

    fields = (Field("area", "经营面积", kind="area", required=True, unit="平方米"), …)
    values, faults = clean(fields, {"area": "1,200"})

Clean values are ready for JSON: amounts as plain decimal text, days as ISO text. Conditions see
numbers (`facts`). What a condition hides is not asked and not kept.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from jingkai.domains.services.choices import FieldKind
from jingkai.domains.services.rules.conditions import holds
from jingkai.kernel import units
from jingkai.kernel.errors import Refusal, Sentence
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.registers.texts import Unreadable, folded, read_date, read_flag, tidy

SHORT, LONG = 300, 4_000
BASES = {FieldKind.MONEY: "元", FieldKind.AREA: "平方米"}
NUMBERS = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.AREA)
_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True)
class Option:
    """One of a field's choices."""

    code: str
    label: str
    label_en: str = ""


@dataclass(frozen=True)
class Field:
    """A field of a form; see `models.FormField`."""

    key: str
    label: str
    label_en: str = ""
    kind: str = FieldKind.TEXT.value
    required: bool = False
    condition: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    hint: str = ""
    prefill: str = ""
    group: str = ""


def read_options(text: str) -> tuple[Option, ...]:
    """Choices as they are written, one a line.

    >>> read_options("own=自有|owned\\nrent=租赁")[0]
    Option(code='own', label='自有', label_en='owned')
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        code, _equals, words = line.partition("=")
        label, _bar, english = (words or code).partition("|")
        found.append(Option(code.strip(), label.strip(), english.strip()))
    return tuple(found)


def clean(
    fields: Sequence[Field], values: Mapping[str, Any], *, draft: bool = False
) -> tuple[dict[str, Any], list[Fault]]:
    """The values as they are kept, and all that is wrong with them.

    A draft may lack what is required. Keys that the form doesn't have are left out.
    """
    kept: dict[str, Any] = {}
    found: list[Fault] = []
    for field in fields:
        if not holds(field.condition, facts(fields, kept)):
            continue
        given = values.get(field.key)
        if _empty(given):
            if field.required and not draft:
                found.append(Fault(field.key, _("This is missing."), expected(field)))
            continue
        try:
            kept[field.key] = _READERS[FieldKind(field.kind)](field, given)
        except Unreadable as wrong:
            found.append(Fault(field.key, wrong.sentence, wrong.expected or expected(field)))
            continue
        found += _doubts(field, kept[field.key])
    return kept, found


def asked(fields: Sequence[Field], values: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that stand in the form for these values: those whose condition holds."""
    kept, _faults = clean(fields, values, draft=True)
    known = facts(fields, kept)
    return tuple(field for field in fields if holds(field.condition, known))


def facts(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Clean values as conditions and decisions see them: every field, numbers as numbers."""
    return {field.key: _fact(field, values.get(field.key)) for field in fields}


def _fact(field: Field, value: Any) -> Any:
    if value is None or field.kind not in NUMBERS:
        return value
    return float(value)


def expected(field: Field) -> Sentence:
    """What a field takes, in words."""
    return _EXPECTED.get(FieldKind(field.kind), "")


def _empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not tidy(value))


def _text(field: Field, value: Any) -> str:
    text = tidy(str(value))
    limit = LONG if field.kind == FieldKind.LONG else SHORT
    if len(text) > limit:
        raise Unreadable(_("This is longer than {limit} characters.").format(limit=limit))
    return text


def _number(field: Field, value: Any) -> str:
    unit = BASES.get(FieldKind(field.kind), "")
    text = folded(str(value))
    try:
        if _NUMBER.fullmatch(text):
            number = Decimal(text.replace(",", ""))
        elif unit:
            number = units.sheet_value(text, unit)
        else:
            number = units.read_chinese_number(text)
    except (Refusal, InvalidOperation, ValueError):
        raise Unreadable(_("This is not a number.")) from None
    if unit and number < 0:
        raise Unreadable(_("This can't be below zero."))
    if abs(number) >= 10**18:
        raise Unreadable(_("This number is too large."))
    return f"{number.normalize():f}"


def _whole(field: Field, value: Any) -> int:
    number = Decimal(_number(field, value))
    if number != int(number):
        raise Unreadable(_("This is not a whole number."))
    return int(number)


def _day(field: Field, value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else read_date(value).isoformat()


def _choice(field: Field, value: Any) -> str:
    text = tidy(str(value))
    for option in field.options:
        if text in (option.code, option.label) or (option.label_en and text == option.label_en):
            return option.code
    raise Unreadable(
        _("This is not one of the choices."), " / ".join(option.label for option in field.options)
    )


def _choices(field: Field, value: Any) -> list[str]:
    given = re.split("[,，、;；]", value) if isinstance(value, str) else list(value)
    codes = [_choice(field, each) for each in given if not _empty(each)]
    return list(dict.fromkeys(codes))


def _flag(field: Field, value: Any) -> bool:
    return {"on": True}.get(str(value).lower()) or read_flag(value)


def _identity(field: Field, value: Any) -> str:
    text = folded(str(value)).upper().replace(" ", "")
    if not ric.is_valid(text):
        raise Unreadable(_("This is no identity number."))
    return text


def _credit_code(field: Field, value: Any) -> str:
    text = re.sub(r"[\s-]", "", folded(str(value))).upper()
    if not re.fullmatch("[0-9A-HJ-NP-RTUWXY]{18}", text):
        raise Unreadable(_("This is no unified social credit code."))
    return text


def _phone(field: Field, value: Any) -> str:
    text = folded(str(value)).replace(" ", "").removeprefix("+86")
    if not _PHONE.fullmatch(text):
        raise Unreadable(_("This is no telephone number."))
    return text


def _email(field: Field, value: Any) -> str:
    text = folded(str(value))
    if not _EMAIL.fullmatch(text) or len(text) > SHORT:
        raise Unreadable(_("This is no e-mail address."))
    return text


def _doubts(field: Field, value: Any) -> list[Fault]:
    """What is asked about but let pass: real early codes fail their check character."""
    if field.kind == FieldKind.CREDIT_CODE and not uscc.is_valid(value):
        sentence = _("The check character of this code is wrong.")
        return [Fault(field.key, sentence, expected(field), warning=True)]
    return []


_READERS: Mapping[FieldKind, Callable[[Field, Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _text,
    FieldKind.NUMBER: _number,
    FieldKind.WHOLE: _whole,
    FieldKind.MONEY: _number,
    FieldKind.AREA: _number,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.FLAG: _flag,
    FieldKind.IDENTITY: _identity,
    FieldKind.CREDIT_CODE: _credit_code,
    FieldKind.PHONE: _phone,
    FieldKind.EMAIL: _email,
}
_EXPECTED: Mapping[FieldKind, Sentence] = {
    FieldKind.TEXT: _("a line of text"),
    FieldKind.LONG: _("a text"),
    FieldKind.NUMBER: _("a number"),
    FieldKind.WHOLE: _("a whole number"),
    FieldKind.MONEY: _("an amount in yuan, such as 50000 or 5万元"),
    FieldKind.AREA: _("an area in square metres, such as 1200"),
    FieldKind.DATE: _("a date such as 2022-03-01"),
    FieldKind.CHOICE: _("one of the choices"),
    FieldKind.CHOICES: _("one or several of the choices"),
    FieldKind.FLAG: _("是 or 否"),
    FieldKind.IDENTITY: _("the 18 characters of the identity card"),
    FieldKind.CREDIT_CODE: _("the 18 characters on the licence"),
    FieldKind.PHONE: _("a mobile number of 11 digits, or a landline with its area code"),
    FieldKind.EMAIL: _("an address such as name@example.cn"),
}
