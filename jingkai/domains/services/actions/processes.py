"""The processes that come with the house: put in force for a zone, and kept up to date."""

import re
from pathlib import Path
from typing import Any

from jingkai.kernel.flows.actions.definitions import draft_definition, publish_definition
from jingkai.kernel.flows.choices import DefinitionState
from jingkai.kernel.flows.engine import digest_of
from jingkai.kernel.flows.models import Definition

PLACE = Path(__file__).resolve().parent.parent / "processes"
_DECISION = re.compile(r'jingkai:decision="([^"]+)"')
_NAME = re.compile(r'<bpmn:process [^>]*\bname="([^"]+)"')


def shipped() -> dict[str, tuple[str, dict[str, str]]]:
    """Each process file with the decision tables that it uses, by its code."""
    tables = {path.stem: path.read_text("utf-8") for path in PLACE.glob("*.dmn")}
    found = {}
    for path in sorted(PLACE.glob("*.bpmn")):
        source = path.read_text("utf-8")
        found[path.stem] = source, {name: tables[name] for name in _DECISION.findall(source)}
    return found


def install_processes(*, by: Any) -> list[Definition]:
    """Publish the house's processes that the zone has no version of yet.

    What the zone has drawn or published itself under the same code stays as it is.
    """
    known = set(
        Definition.objects.filter(zone_id=by.zone_id).values_list("code", flat=True).distinct()
    )
    made = []
    for code, (source, decisions) in shipped().items():
        if code in known:
            continue
        name = _NAME.search(source)
        draft = draft_definition(
            code=code, name=name[1] if name else code, source=source, decisions=decisions, by=by
        )
        made.append(publish_definition(definition=draft, by=by))
    return made


def is_shipped(definition: Definition) -> bool:
    """Whether a version in force is just the house's own file."""
    source = shipped().get(definition.code)
    return (
        source is not None
        and str(definition.state) == DefinitionState.PUBLISHED
        and definition.digest == digest_of(*source)
    )
