"""Template tags of the kit."""

import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect, Textarea
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from jingkai.doors.ui import kit
from jingkai.kernel.units import UnknownUnit, unit_name

register = template.Library()
CHOOSE = gettext_noop("- Select an option -")
"""Django's own words over a list to choose from, which it has not in Chinese yet."""
register.simple_tag(kit.icon, name="icon")
register.simple_tag(kit.badge, name="badge")


@register.simple_tag
@lru_cache(maxsize=4096)
def at(name: str, *arguments: str) -> str:
    """The address of a page; for those that every reader asks for, put together once."""
    return reverse(name, args=arguments)


@register.simple_tag
def kept(name: str) -> SafeString:
    """A part of the page that says the same to every reader, made once in each language."""
    return _kept(name, get_language() or "")


@lru_cache(maxsize=64)
def _kept(name: str, _language: str) -> SafeString:
    return render_to_string(name)


@register.filter
def initial(name: object) -> str:
    """The sign of a person in a circle: a Chinese family name, or a first letter."""
    return str(name).strip()[:1].upper()


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form's field as the kit draws it; a fault and a hint are tied to it."""
    widget = field.field.widget
    several = isinstance(widget, RadioSelect)  # several ticks are one as well
    attrs: dict[str, Any] = {"class": "choices" if several else "input"}
    if isinstance(widget, CheckboxInput):
        del attrs["class"]
    described = []
    if field.errors:
        attrs["aria-invalid"] = "true"
        described.append(f"{field.auto_id}_fault")
    if field.help_text:
        described.append(f"{field.auto_id}_hint")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs={**attrs, **widget.attrs})


@register.filter
def named(thing: Any) -> str:
    """A zone or an office by its name in the reader's language."""
    english = getattr(thing, "name_en", "")
    chinese = (get_language() or "").startswith("zh")
    return str(thing.name if chinese or not english else english)


@register.filter
def unit_words(unit: str) -> str:
    """A unit in the reader's language; what is merely counted has none in English."""
    return _named(unit) or str(_("a count"))


def _named(unit: str) -> str:
    try:
        return unit_name(unit, get_language() or "zh")
    except UnknownUnit:
        return unit


@register.filter
def joined(things: Iterable[Any]) -> str:
    """Several things in a row, as the reader's language sets them apart."""
    return comma().join(map(str, things))


@register.simple_tag
def comma() -> str:
    """What stands between things in a row: 、 in Chinese, a comma and a space elsewhere."""
    return "、" if (get_language() or "").startswith("zh") else ", "


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is a single tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_wide(field: BoundField) -> bool:
    """Whether the field takes a row of its own."""
    return isinstance(field.field.widget, Textarea)


@register.filter
def unit_of(field: BoundField) -> str:
    """The unit that stands behind the field's input, in the reader's language."""
    unit = str(getattr(field.field, "unit", "") or "")
    return _named(unit) if unit else ""


@register.simple_tag
def once() -> str:
    """A key under which a form's action is carried out once, however often it is sent."""
    return uuid.uuid4().hex
