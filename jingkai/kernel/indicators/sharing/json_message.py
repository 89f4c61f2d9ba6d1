"""Shared figures as SDMX-JSON 1.0: what public clients and pages read without a structure file.

Every dimension and attribute lists its values once, with their names in the language of the
request; an observation is its value (as text, to keep all digits) and the places of its attributes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.sharing import codes
from jingkai.kernel.indicators.sharing.digests import instant
from jingkai.kernel.indicators.sharing.observations import ATTRIBUTES, DIMENSIONS, MEASURE, Line
from jingkai.kernel.indicators.sharing.structure import CONCEPTS

MEDIA_TYPE = "application/vnd.sdmx.data+json; version=1.0.0-wd"
CODED = ("OBS_STATUS", "UNIT_MEASURE")


def to_json(lines: Iterable[Line], zones: Sequence[Zone], *, at: datetime) -> str:
    """The observations as one message; the lines in which a zone has published nothing too."""
    rows = list(lines)
    short = "zh" if (get_language() or "").startswith("zh") else "en"
    names = _names(zones, short)
    seen = {name: _values(rows, name) for name in (*DIMENSIONS, *ATTRIBUTES)}
    message = {
        "header": {
            "id": f"{codes.AGENCY}-{instant(at)}", "test": False, "prepared": instant(at),
            "sender": {"id": codes.AGENCY, "name": codes.AGENCY},
        },
        "structure": {
            "links": [{"rel": "dataflow", "urn":
                       f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={codes.DATAFLOW}"}],
            "name": str(CONCEPTS[MEASURE][0]),
            "dimensions": {"observation": [
                {"id": name, "name": str(CONCEPTS[name][0]), "keyPosition": at_,
                 "values": [{"id": v, "name": names.get((name, v), v)} for v in seen[name]]}
                for at_, name in enumerate(DIMENSIONS)
            ]},
            "attributes": {"dataSet": [], "series": [], "observation": [
                {"id": name, "name": str(CONCEPTS[name][0]),
                 "values": [_attribute(name, value, names) for value in seen[name]]}
                for name in ATTRIBUTES if seen[name]
            ]},
        },
        "dataSets": [{"action": "Information", "observations": dict(_observed(rows, seen))}],
    }  # fmt: skip
    return json.dumps(message, ensure_ascii=False)


def _values(rows: list[Line], name: str) -> dict[str, int]:
    """The values that occur, each with its place."""
    found = dict.fromkeys(value for row in rows if (value := row.get(name, "")))
    return {value: place for place, value in enumerate(found)}


def _names(zones: Sequence[Zone], short: str) -> dict[tuple[str, str], str]:
    lists = {
        "REF_AREA": codes.areas(zones), "INDICATOR": codes.indicators(),
        "FREQ": codes.frequencies(), "OBS_STATUS": codes.statuses(),
        "UNIT_MEASURE": codes.units(),
    }  # fmt: skip
    return {(name, code.id): code.names[short] for name, held in lists.items() for code in held}


def _attribute(name: str, value: str, names: dict[tuple[str, str], str]) -> dict[str, str]:
    if name not in CODED:
        return {"name": value}
    return {"id": value, "name": names.get((name, value), value)}


def _observed(
    rows: list[Line], seen: dict[str, dict[str, int]]
) -> Iterable[tuple[str, list[Any]]]:
    told = [name for name in ATTRIBUTES if seen[name]]
    for row in rows:
        key = ":".join(str(seen[name][row[name]]) for name in DIMENSIONS)
        places = [seen[name].get(row.get(name, "")) for name in told]
        yield key, [row.get(MEASURE) or None, *places]
