"""Files that help to apply: blank forms and filled samples of materials, samples of results.

They hang on the material (`template`, `sample`) or on the version (`result_sample`, `flow_chart`).
Like everything of a version they are put there while it is a draft, and then stay.
"""

from typing import Any

from jingkai.domains.services.choices import VersionState
from jingkai.domains.services.models import Material, MatterVersion
from jingkai.domains.services.permissions import Permission
from jingkai.kernel.files.holders import declare_holder
from jingkai.kernel.files.rules import DOCUMENTS, MB, FileRule

MATERIAL, VERSION = "services.material", "services.matterversion"
KINDS = {MATERIAL: ("template", "sample"), VERSION: ("result_sample", "flow_chart")}


def declare_samples() -> None:
    """Make the holders known; once at start-up."""
    rule = FileRule(types=DOCUMENTS, max_size=20 * MB)
    declare_holder(MATERIAL, reads=_reads_material, writes=_writes_material, rule=rule)
    declare_holder(VERSION, reads=_reads_version, writes=_writes_version, rule=rule)


def _version_of(material: int, zone_id: int) -> MatterVersion | None:
    rows = Material.objects.filter(pk=material, zone_id=zone_id).select_related("version")
    found = rows.first()
    return found.version if found is not None else None


def _version(pk: int, zone_id: int) -> MatterVersion | None:
    found: MatterVersion | None = MatterVersion.objects.filter(pk=pk, zone_id=zone_id).first()
    return found


def _reads(reader: Any, version: MatterVersion | None) -> bool:
    """What is published is for everybody; a draft is the office's."""
    if version is None:
        return False
    return version.state == VersionState.PUBLISHED or bool(reader.can(Permission.MATTER_VIEW))


def _writes(writer: Any, version: MatterVersion | None) -> bool:
    if version is None or version.state == VersionState.PUBLISHED:
        return False
    return bool(writer.can(Permission.MATTER_EDIT))


def _reads_material(reader: Any, pk: int) -> bool:
    return _reads(reader, _version_of(pk, reader.zone_id))


def _writes_material(writer: Any, pk: int) -> bool:
    return _writes(writer, _version_of(pk, writer.zone_id))


def _reads_version(reader: Any, pk: int) -> bool:
    return _reads(reader, _version(pk, reader.zone_id))


def _writes_version(writer: Any, pk: int) -> bool:
    return _writes(writer, _version(pk, writer.zone_id))
