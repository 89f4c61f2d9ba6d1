"""The extended attributes of a request beyond the common fields, the same for every service."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.governance.choices import AskerKind
from jingkai.doors.api.open311.reading import Fault, read_moment
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.errors import Sentence


@dataclass(frozen=True)
class Attribute:
    """One extended attribute as the service definition tells it."""

    code: str
    datatype: str
    description: Sentence
    hint: Sentence = ""
    required: bool = False
    values: tuple[tuple[str, Sentence], ...] = ()


ATTRIBUTES = (
    Attribute("asker_kind", "singlevaluelist", gettext_lazy("Who asks"), required=True,
              values=tuple((kind.value, kind.label) for kind in AskerKind)),
    Attribute("seen_at", "datetime", gettext_lazy("When it was seen"),
              gettext_lazy("a time with its offset: 2022-07-04T09:30:00+08:00")),
    Attribute("place_note", "text", gettext_lazy("How to find the place")),
)  # fmt: skip


def told(attribute: Attribute, order: int) -> dict[str, Any]:
    """An attribute as the service definition has it."""
    return {
        "variable": True, "code": attribute.code, "datatype": attribute.datatype,
        "required": attribute.required, "datatype_description": str(attribute.hint) or None,
        "order": order, "description": str(attribute.description),
        "values": [{"key": key, "name": str(name)} for key, name in attribute.values],
    }  # fmt: skip


def checked(given: Mapping[str, list[str]]) -> dict[str, str]:
    """The attributes that were told, each of its kind; none unknown, none that is required missing.

    Raises Fault.
    """
    known = {attribute.code: attribute for attribute in ATTRIBUTES}
    if unknown := sorted(set(given) - known.keys()):
        raise Fault(400, _("Unknown attribute: {code}.").format(code="、".join(unknown)))
    found = {}
    for code, values in given.items():
        if values:
            found[code] = _value(known[code], values)
    missing = [a.code for a in ATTRIBUTES if a.required and a.code not in found]
    if missing:
        raise Fault(400, _("Missing attribute: {code}.").format(code="、".join(missing)))
    return found


def _value(attribute: Attribute, values: list[str]) -> str:
    value = values[0]
    if attribute.values and value not in dict(attribute.values):
        raise Fault(
            400, _("“{value}” is none of the values of {code}.").format(
                value=value, code=attribute.code
            ),
        )  # fmt: skip
    if attribute.datatype == "datetime":
        moment = read_moment(value, zone_now().tzinfo)  # type: ignore[arg-type]
        return moment.isoformat() if moment else ""
    return value[:500]
