"""Files of an office, a visitor of the portal, and a store of their own for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jingkai.kernel.files import holders
from jingkai.kernel.files.rules import DOCUMENTS, DRAWINGS, MB, FileRule

LABEL = "access.office"


@dataclass(frozen=True)
class Visitor:
    """Somebody at the portal, with an account or without one."""

    zone_id: int
    name: str
    visit: str = ""
    user_id: int | None = None
    pk: int | None = None

    def can(self, permission: str) -> bool:
        return False


def rule_of(kind: str) -> FileRule:
    """Identity cards are watermarked; drawings may be archives."""
    if kind == "drawing":
        return FileRule(types=DRAWINGS | {"txt"}, max_size=20 * MB)
    return FileRule(types=DOCUMENTS, max_size=2 * MB, max_count=3, identity=kind == "id_card")


@pytest.fixture
def office_files(tmp_path: Path, settings: Any, monkeypatch: Any) -> Iterator[str]:
    """An office's files are for the seats in it, and for its visitor."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    for registry in (holders.HOLDERS, holders.WRITERS, holders.RULES):
        monkeypatch.delitem(registry, LABEL, raising=False)

    def reads(reader: Any, pk: int) -> bool:
        mine = getattr(reader, "office_id", None) == pk
        return mine or getattr(reader, "visit", "") == f"visit-{pk}"

    holders.declare_holder(LABEL, reads=reads, rule=rule_of)
    yield LABEL
    for registry in (holders.HOLDERS, holders.WRITERS, holders.RULES):
        registry.pop(LABEL, None)


@pytest.fixture
def visitor(cast: Any, office_files: str) -> Visitor:
    """A visitor who may read the investment office's files."""
    return Visitor(cast.zone.pk, "张三", visit=f"visit-{cast.invest.pk}")
