"""Template tags of the portal: where one is, a matter's limits in words, forms on a phone."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jingkai.domains.services.choices import FieldKind, LimitUnit
from jingkai.domains.services.choices.approvals import ApplicantKind
from jingkai.doors.portal.progress import tone_of
from jingkai.doors.ui.refusals import hint_of, sentence_of
from jingkai.kernel.errors import Refusal, Sentence
from jingkai.kernel.units.showing import show

register = template.Library()


@register.filter
def startswith(path: str, start: str) -> bool:
    """Whether an address lies under another."""
    return str(path).startswith(str(start))


@register.filter
def english(thing: Any, field: str = "name") -> str:
    """A thing's words in the reader's language, where it has English ones."""
    words = "" if (get_language() or "").startswith("zh") else getattr(thing, f"{field}_en", "")
    return str(words or getattr(thing, field, ""))


@register.filter
def promised(version: Any) -> str:
    """How long the zone promises that it takes."""
    return limit_words(version.promised_limit, version.promised_unit)


@register.filter
def statutory(version: Any) -> str:
    """How long the law allows; empty where it sets no limit."""
    return limit_words(version.statutory_limit, version.statutory_unit)


def limit_words(amount: int | None, unit: str) -> str:
    """A limit in words: "5 working days", "on the spot"."""
    if amount is None:
        return ""
    if amount == 0:
        return _("on the spot")
    return _COUNTED[LimitUnit(unit)](amount).format(count=amount)


def _workdays(count: int) -> str:
    return ngettext("{count} working day", "{count} working days", count)


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count)


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count)


_COUNTED = {LimitUnit.WORKDAYS: _workdays, LimitUnit.DAYS: _days, LimitUnit.MONTHS: _months}


@register.filter
def lines(text: str) -> list[str]:
    """A passage as its lines, without empty ones."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


@register.filter
def sentence(words: Sentence) -> str:
    """A sentence in the reader's language."""
    return str(words)


@register.filter
def case_tone(state: str) -> str:
    """The colour of an application's state."""
    return tone_of(state)


@register.filter
def whole_tone(state: str) -> str:
    """The colour of a one-thing application's state."""
    return {"running": "blue", "finished": "green", "stopped": "red"}.get(state, "")


@register.filter
def amount(value: Any, unit: str) -> str:
    """An amount of base units as it is read."""
    return show(value, unit, language=get_language() or "zh")


@register.filter
def holder_masked(certificate: Any) -> str:
    """A certificate's holder on its public page: an enterprise by name, a person by one sign.

    Whoever holds the paper sees the rest of the name there.
    """
    if certificate.holder_kind == ApplicantKind.ENTERPRISE:
        return str(certificate.holder)
    holder = str(certificate.holder)
    return holder[:1] + "*" * max(len(holder) - 1, 1)


@register.filter
def of(things: Any, key: str) -> Any:
    """The thing under a key."""
    return things[key]


@register.filter
def among(code: str, value: Any) -> bool:
    """Whether a choice was made, of one or of several."""
    return code in value if isinstance(value, list) else code == value


@register.filter
def is_yes(value: Any) -> bool:
    """Whether a yes was typed."""
    return value is True or str(value).lower() in ("是", "true", "on", "1")


@register.filter
def is_no(value: Any) -> bool:
    """Whether a no was typed."""
    return value is False or str(value).lower() in ("否", "false", "0")


KEYBOARDS: dict[str, str] = {
    FieldKind.NUMBER: 'inputmode="decimal"',
    FieldKind.MONEY: 'inputmode="text"',
    FieldKind.AREA: 'inputmode="decimal"',
    FieldKind.WHOLE: 'inputmode="numeric"',
    FieldKind.DATE: 'type="date"',
    FieldKind.PHONE: 'type="tel" autocomplete="tel"',
    FieldKind.EMAIL: 'type="email" autocomplete="email" spellcheck="false"',
    FieldKind.IDENTITY: 'autocomplete="off" spellcheck="false"',
    FieldKind.CREDIT_CODE: 'autocomplete="off" spellcheck="false"',
}


@register.filter
def keyboard(field: Any) -> SafeString:
    """The keyboard that a phone shows for a field."""
    return mark_safe(KEYBOARDS.get(field.kind, ""))  # noqa: S308


PLAIN = (
    FieldKind.TEXT, FieldKind.LONG, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.FLAG,
    FieldKind.DATE,
)  # fmt: skip
"""The kinds of fields that say by themselves what they take."""


@register.filter
def told(entry: Any) -> str:
    """What stands under a field: its hint, or what it takes where that isn't plain."""
    expected = "" if entry.field.kind in PLAIN else str(entry.expected)
    return str(entry.field.hint or expected)


@register.filter
def refused(refusal: Refusal) -> str:
    """What is wrong."""
    return sentence_of(refusal)


@register.filter
def advised(refusal: Refusal) -> str:
    """What to do next."""
    return hint_of(refusal)


@register.filter
def left(slot: Any) -> int:
    """How many can still come in a slot."""
    return int(slot.capacity - slot.booked)


SITUATIONS = (
    "archive", "baby", "banknote", "briefcase", "building", "building-2", "car", "clock",
    "clipboard-list", "factory", "file-text", "flame", "graduation-cap", "hand-coins", "heart",
    "heart-handshake", "house", "id-card", "landmark", "leaf", "map", "scale", "shield-check",
    "ship", "shopping-bag", "stethoscope", "store", "tractor", "truck", "users", "utensils",
    "wrench",
)  # fmt: skip
"""The icons that a situation may have; each is in the sprite because it is named here."""


@register.filter
def situation_icon(name: str) -> str:
    """The icon of a situation, or a sheet of paper for one that is not drawn."""
    return name if name in SITUATIONS else "file-text"
