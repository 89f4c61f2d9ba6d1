"""Zipped shapefiles, unpacked under plain names: Chinese names inside may be in any encoding."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.geo.errors import BadFile

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
UTF8_FLAG = 0x800
TOO_LARGE, DAMAGED = _("it is larger than 512 MB"), _("its content is damaged or encrypted")


def unpacked(path: Path, name: str, folder: Path, largest: int) -> list[tuple[Path, str]]:
    """The shapefiles of a zip, laid out in a folder: where each lies and what it is called.

    Raises BadFile.
    """
    try:
        with ZipFile(path) as archive:
            parts = [info for info in archive.infolist() if not info.is_dir()]
            parts = [info for info in parts if _suffix(info) in PARTS]
            if sum(info.file_size for info in parts) > largest:
                raise BadFile(file=name, fault=TOO_LARGE)
            return list(_laid(archive, parts, name, folder))
    except (BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise BadFile(file=name, fault=DAMAGED) from None


def _laid(
    archive: ZipFile, parts: list[ZipInfo], name: str, folder: Path
) -> list[tuple[Path, str]]:
    stems = sorted({_stem(info) for info in parts if _suffix(info) == ".shp"})
    if not stems:
        raise BadFile(file=name, fault=_("it holds no .shp"))
    found = []
    for number, stem in enumerate(stems):
        own = {_suffix(info): info for info in parts if _stem(info).lower() == stem.lower()}
        if missing := [part for part in (".shx", ".dbf") if part not in own]:
            raise BadFile(
                file=name, fault=_("{part} is missing").format(part=f"{stem}{missing[0]}")
            )
        for part, info in own.items():
            (folder / f"{number}{part}").write_bytes(archive.read(info))
        found.append((folder / f"{number}.shp", stem.rsplit("/", 1)[-1]))
    return found


def _name(info: ZipInfo) -> str:
    """A name in the archive; Chinese Windows writes GBK, which is read as cp437."""
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _suffix(info: ZipInfo) -> str:
    return Path(info.filename).suffix.lower()


def _stem(info: ZipInfo) -> str:
    return _name(info)[: -len(Path(info.filename).suffix)]
