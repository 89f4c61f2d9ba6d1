"""Where a form's shape is drawn on the map."""

from typing import Any

from django import template
from django.forms import BoundField

from jingkai.doors.office.map.views import door
from jingkai.doors.ui.maps.drawing import editor_facts, is_drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def shape_editor(context: Any, field: BoundField) -> dict[str, Any] | None:
    """What the editor of this field is told; None for a field that is none, or of many records."""
    of = context.get("register")
    if of is None or "records" in context or not is_drawn(of, field.name):
        return None
    return editor_facts(door(context["request"].seat), of, context.get("record"))
