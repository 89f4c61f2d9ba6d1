"""The structure of exchanged figures as SDMX-ML 3.0: code lists, concepts, definition, dataflow."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _
from lxml import etree

from jingkai.kernel.access.models import Zone
from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.sharing import codes
from jingkai.kernel.indicators.sharing.codes import AGENCY, VERSION, Code, named
from jingkai.kernel.indicators.sharing.observations import ATTRIBUTES, DIMENSIONS, MEASURE

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
MES, STR, COM = (f"{{{_SCHEMAS}/{part}}}" for part in ("message", "structure", "common"))
_PREFIXES = {part[:3]: f"{_SCHEMAS}/{part}" for part in ("message", "structure", "common")}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_URN = "urn:sdmx:org.sdmx.infomodel"
SCHEME, DEFINITION = "CONCEPTS", "FIGURES"

CONCEPTS: dict[str, tuple[Sentence, str]] = {
    "FREQ": (_("Frequency"), "CL_FREQ"),
    "REF_AREA": (_("Zone"), "CL_AREA"),
    "INDICATOR": (_("Indicator"), "CL_INDICATOR"),
    "TIME_PERIOD": (_("Period"), "ObservationalTimePeriod"),
    "OBS_VALUE": (_("Value in base units"), "Decimal"),
    "OBS_STATUS": (_("Observation status"), "CL_OBS_STATUS"),
    "UNIT_MEASURE": (_("Unit"), "CL_UNIT"),
    "EDITION": (_("Edition"), "Integer"),
    "PUBLICATION": (_("Name of the publication"), "String"),
    "OFFICE": (_("Publishing office"), "String"),
    "KNOWN_AT": (_("As known at"), "String"),
    "PUBLISHED_AT": (_("Published at"), "String"),
    "DEFINITION_VERSION": (_("Version of the definition"), "String"),
    "DEFINITION": (_("Definition in words"), "String"),
    "RECORDS": (_("Number of records"), "Integer"),
    "DIGEST": (_("Digest"), "String"),
    "COMMENT_OBS": (_("Why there is no value"), "String"),
}
"""Each concept's name, and its code list or the type of its text."""
LISTS: dict[str, Sentence] = {
    "CL_AREA": _("Development zones"),
    "CL_FREQ": _("Frequencies"),
    "CL_INDICATOR": _("Catalogue of indicators"),
    "CL_OBS_STATUS": _("Observation status"),
    "CL_UNIT": _("Units"),
}


def structure(zones: Iterable[Zone], *, at: datetime) -> bytes:
    """The whole structure message, with names in Chinese and English."""
    root = etree.Element(f"{MES}Structure", nsmap=_PREFIXES)
    header = _child(root, f"{MES}Header")
    _child(header, f"{MES}ID").text = f"{AGENCY}_{at:%Y%m%dT%H%M%S}"
    _child(header, f"{MES}Test").text = "false"
    _child(header, f"{MES}Prepared").text = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    _child(header, f"{MES}Sender", id=AGENCY)
    held = _child(root, f"{MES}Structures")
    _dataflow(_child(held, f"{STR}Dataflows"))
    found = {
        "CL_AREA": codes.areas(zones), "CL_FREQ": codes.frequencies(),
        "CL_INDICATOR": codes.indicators(), "CL_OBS_STATUS": codes.statuses(),
        "CL_UNIT": codes.units(),
    }  # fmt: skip
    lists = _child(held, f"{STR}Codelists")
    for name, members in found.items():
        _codelist(lists, name, members)
    _concepts(_child(held, f"{STR}ConceptSchemes"))
    _definition(_child(held, f"{STR}DataStructures"))
    told: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return told


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tag, attributes)


def _whole(parent: etree._Element, tag: str, id: str, words: Sentence) -> etree._Element:
    """An artefact that is maintained: with its agency and version, and its names."""
    made = _child(
        parent, f"{STR}{tag}", id=id, agencyID=AGENCY, version=VERSION, isExternalReference="false"
    )
    _names(made, named(id, words))
    return made


def _names(parent: etree._Element, code: Code) -> None:
    for language, words in code.names.items():
        name = _child(parent, f"{COM}Name")
        name.set(f"{_XML}lang", language)
        name.text = words


def _urn(package: str, kind: str, id: str, member: str = "") -> str:
    of = f".{member}" if member else ""
    return f"{_URN}.{package}.{kind}={AGENCY}:{id}({VERSION}){of}"


def _dataflow(parent: etree._Element) -> None:
    flow = _whole(parent, "Dataflow", "FIGURES", _("Published figures of development zones"))
    place = _urn("datastructure", "DataStructure", DEFINITION)
    _child(flow, f"{STR}Structure").text = place


def _codelist(parent: etree._Element, id: str, members: Iterable[Code]) -> None:
    made = _whole(parent, "Codelist", id, LISTS[id])
    made.set("isPartial", "false")
    for code in members:
        one = _child(made, f"{STR}Code", id=code.id)
        if code.note:
            notes = _child(one, f"{COM}Annotations")
            note = _child(notes, f"{COM}Annotation", id="CODE")
            _child(note, f"{COM}AnnotationTitle").text = code.note
        _names(one, code)


def _concepts(parent: etree._Element) -> None:
    made = _whole(parent, "ConceptScheme", SCHEME, _("Concepts of published figures"))
    made.set("isPartial", "false")
    for id, (words, _kind) in CONCEPTS.items():
        one = _child(made, f"{STR}Concept", id=id)
        one.set("urn", _urn("conceptscheme", "Concept", SCHEME, id))
        _names(one, named(id, words))


def _definition(parent: etree._Element) -> None:
    made = _whole(parent, "DataStructure", DEFINITION, _("Published figures of development zones"))
    parts = _child(made, f"{STR}DataStructureComponents")
    dimensions = _child(parts, f"{STR}DimensionList", id="DimensionDescriptor")
    for place, id in enumerate(DIMENSIONS[:-1], start=1):
        _kind(_child(dimensions, f"{STR}Dimension", id=id, position=str(place)), id)
    _kind(_child(dimensions, f"{STR}TimeDimension", id=DIMENSIONS[-1]), DIMENSIONS[-1])
    attributes = _child(parts, f"{STR}AttributeList", id="AttributeDescriptor")
    for id in ATTRIBUTES:
        usage = "mandatory" if id == "OBS_STATUS" else "optional"
        one = _child(attributes, f"{STR}Attribute", id=id, usage=usage)
        _kind(one, id)
        _child(_child(one, f"{STR}AttributeRelationship"), f"{STR}Observation")
    measures = _child(parts, f"{STR}MeasureList", id="MeasureDescriptor")
    _kind(_child(measures, f"{STR}Measure", id=MEASURE), MEASURE)


def _kind(parent: etree._Element, id: str) -> None:
    """What a component is, and what its values are: codes of a list, or text of a type."""
    identity = _urn("conceptscheme", "Concept", SCHEME, id)
    _child(parent, f"{STR}ConceptIdentity").text = identity
    _words, kind = CONCEPTS[id]
    values = _child(parent, f"{STR}LocalRepresentation")
    if kind in LISTS:
        _child(values, f"{STR}Enumeration").text = _urn("codelist", "Codelist", kind)
    else:
        _child(values, f"{STR}TextFormat", textType=kind)
