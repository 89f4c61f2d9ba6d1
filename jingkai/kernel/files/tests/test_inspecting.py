"""What comes in, and what is refused with a sentence."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from jingkai.kernel.errors import Refusal
from jingkai.kernel.files import errors
from jingkai.kernel.files.inspecting.inspect import Findings, inspect
from jingkai.kernel.files.inspecting.virus import EICAR, Searcher
from jingkai.kernel.files.rules import DOCUMENTS, DRAWINGS, MB, FileRule
from jingkai.kernel.files.tests import made

ANY = FileRule(types=DOCUMENTS | DRAWINGS | {"svg", "csv", "mp4"}, max_size=40 * MB)


@pytest.fixture
def look(tmp_path: Path, settings: Any) -> Any:
    """Looks at content under a name."""
    settings.MEDIA_ROOT = tmp_path

    def looking(name: str, content: bytes, rule: FileRule = ANY) -> Findings:
        path = tmp_path / "part"
        path.write_bytes(content)
        return inspect(path, name=name, rule=rule)

    return looking


GOOD = {
    "决定书.pdf": made.pdf(3), "photo.JPG": made.picture(form="JPEG"),
    "a.jpeg": made.picture(form="JPEG"),
    "扫描.png": made.picture(), "a.webp": made.picture(form="WEBP"),
    "a.tiff": made.picture(form="TIFF"),
    "a.gif": made.picture(form="GIF"), "申请表.docx": made.docx(), "发票.ofd": made.ofd(),
    "旧.doc": made.compound("WordDocument"), "旧.wps": made.compound("WordDocument"),
    "旧.xls": made.compound("Workbook"), "旧.ppt": made.compound("PowerPoint Document"),
    "说明.txt": "办理说明".encode(), "gbk.txt": "办理说明".encode("gb18030"),
    "t.csv": b"a,b\n1,2\n", "图.zip": made.zipped({"一层/平面.dwg": b"AC1032" + bytes(90)}),
    "a.dwg": b"AC1032" + bytes(200), "a.dxf": b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n",
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
    "a.mp4": b"\0\0\0\x20ftypisom" + bytes(400),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_people_hand_in_comes_in_under_its_true_type(look: Any, name: str) -> None:
    found = look(name, GOOD[name])
    assert found.name == name
    assert name.rsplit(".")[-1].lower() in found.type.extensions
    assert found.digest == hashlib.sha256(GOOD[name]).hexdigest()
    assert found.size == len(GOOD[name])


def test_pages_that_can_be_drawn_are_counted(look: Any) -> None:
    assert look("a.pdf", made.pdf(3)).pages == 3
    assert look("a.png", made.picture()).pages == 1
    assert look("a.docx", made.docx()).pages == 0


def test_a_name_without_an_ending_gets_the_one_of_its_content(look: Any) -> None:
    assert look("image", made.picture()).name == "image.png"


EMBEDDED = {"[Content_Types].xml": made.TYPES, "word/document.xml": b"<w/>"}
HOSTILE: dict[str, tuple[str, bytes, type[Refusal]]] = {
    "a program called a picture": ("a.png", b"MZ" + bytes(300), errors.ContentNotAsNamed),
    "a script called a text": ("a.txt", b"#!/bin/sh\nrm", errors.ContentNotAsNamed),
    "a page called a text": ("a.txt", b"<!DOCTYPE html><p>hello", errors.ContentNotAsNamed),
    "a page called a picture": ("a.jpg", b"<html><script>1</script>", errors.ContentNotAsNamed),
    "a picture called a PDF": ("a.pdf", made.picture(), errors.ContentNotAsNamed),
    "a PDF called a Word file": ("a.docx", made.pdf(), errors.ContentNotAsNamed),
    "a ZIP called a Word file": ("a.docx", made.zipped({"a.txt": b"1"}), errors.ContentNotAsNamed),
    "noise called a PDF": ("a.pdf", bytes(range(256)) * 9, errors.UnknownContent),
    "a cut PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj", errors.UnknownContent),
    "a cut ZIP": ("a.zip", made.zipped({"a.txt": b"1" * 999})[:-30], errors.UnknownContent),
    "a program": ("a.exe", b"MZ" + bytes(300), errors.TypeNotAllowed),
    "a page": ("a.html", b"<html>", errors.TypeNotAllowed),
    "nothing": ("a.pdf", b"", errors.EmptyFile),
    "the test sign": ("a.txt", EICAR, errors.Infected),
    "the test sign in a PDF": ("a.pdf", made.pdf() + EICAR, errors.Infected),
    "the test sign in a ZIP": ("a.zip", made.zipped({"x.txt": b"a" * 3000 + EICAR}),
                               errors.BadArchive),
    "the test sign in a document": ("a.docx", made.docx(word__media_dot_txt=EICAR),
                                    errors.BadArchive),
    "the test sign in a ZIP in a ZIP": (
        "a.zip", made.zipped({"b.zip": made.zipped({"x.txt": EICAR})}), errors.BadArchive),
    "the test sign attached in a PDF": ("a.pdf", made.pdf(attached=b"  " * 99 + EICAR),
                                        errors.Refusal),
    "a program attached in a PDF": ("a.pdf", made.pdf(attached=b"MZ" + bytes(99), named="a.bin"),
                                    errors.BadArchive),
    "macros": ("a.docx", made.docx(word__vbaProject_dot_bin=b"x"), errors.MacrosInside),
    "macro types": ("a.docx", made.zipped({
        "[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml",
        "word/document.xml": b"<w/>"}), errors.MacrosInside),
    "Excel 4 macros": ("a.xlsx", made.zipped({
        "[Content_Types].xml": made.TYPES, "xl/workbook.xml": b"<w/>",
        "xl/macrosheets/sheet1.xml": b"<x/>"}), errors.MacrosInside),
    "a template from elsewhere": ("a.docx", made.docx(word___rels__s_dot_rels=(
        b'<Relationship Type="http://x/attachedTemplate" Target="http://evil/a.dotm"'
        b' TargetMode="External"/>')), errors.MacrosInside),
    "a document in a document with macros": ("a.docx", made.zipped({
        **EMBEDDED, "word/embeddings/b.docx": made.docx(word__vbaProject_dot_bin=b"x")}),
        errors.MacrosInside),
    "a macro file in a ZIP": ("a.zip", made.zipped({"a.xlsm": b"x"}), errors.BadArchive),
    "macro types in other letters": ("a.zip", made.zipped({
        "b.docx": made.zipped({"[content_types].XML": b"ms-word.macroEnabled.12"})}),
        errors.MacrosInside),
    "parts in two bytes a sign": ("a.docx", made.zipped({
        "[Content_Types].xml": "<Types macroEnabled/>".encode("utf-16"),
        "word/document.xml": b"<w/>"}), errors.BadArchive),
    "types behind a megabyte of nothing": ("a.docx", made.zipped({
        "[Content_Types].xml": b" " * 1_100_000 + b"macroEnabled",
        "word/document.xml": b"<w/>"}), errors.BadArchive),
    "old macros in other letters": ("a.doc", made.compound("WordDocument", "MACROS"),
                                    errors.MacrosInside),
    "entities in XML": ("a.docx", made.docx(word__styles_dot_xml=(
        b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>')), errors.BadArchive),
    "old macros": ("a.doc", made.compound("WordDocument", "Macros", "VBA"), errors.MacrosInside),
    "an old package": ("a.doc", made.compound("WordDocument", "\x01Ole10Native"),
                       errors.MacrosInside),
    "an old Excel 4 macro sheet": ("a.xls", made.compound(
        "Workbook", workbook=struct.pack("<HH", 0x85, 8) + bytes([0, 0, 0, 0, 0, 1, 0, 0])),
        errors.MacrosInside),
    "an old workbook behind a password": ("a.xls", made.compound(
        "Workbook", workbook=struct.pack("<HH", 0x2F, 4) + bytes(4)), errors.LockedFile),
    "a document behind a password": ("a.doc", made.compound("EncryptedPackage"),
                                     errors.LockedFile),
    "a PDF with a script": ("a.pdf", made.scripted_pdf(), errors.ScriptInside),
    "a drawing with a script": ("a.svg", b"<svg><script>1</script></svg>", errors.ScriptInside),
    "a drawing with a handler": ("a.svg", b'<svg onload="x()"/>', errors.ScriptInside),
    "a drawing that fetches": ("a.svg", b'<svg><image href="http://x/"/></svg>',
                               errors.ScriptInside),
    "a drawing with entities": ("a.svg", b'<svg><a href="&#106;avascript:1"/></svg>',
                                errors.ScriptInside),
    "a picture with an archive": ("a.png", made.picture() + made.zipped({"a": b"1"}),
                                  errors.TwoInOne),
    "a PDF with an archive": ("a.pdf", made.pdf() + made.zipped({"a": b"1"}), errors.TwoInOne),
    "a picture with a page": ("a.gif", made.picture(form="GIF") + b"<script>alert(1)</script>",
                              errors.TwoInOne),
    "a picture with a PDF": ("a.jpg", made.picture(form="JPEG")[:20] + b"%PDF-1.7"
                             + made.picture(form="JPEG")[20:], errors.TwoInOne),
    "a bomb": ("a.zip", made.bomb(201), errors.Bomb),
    "a bomb in a ZIP": ("a.zip", made.zipped({"b.zip": made.bomb(201)}), errors.Bomb),
    "many entries": ("a.zip", made.zipped({f"{n}.txt": b"1" for n in range(10_001)}), errors.Bomb),
    "deep archives": ("a.zip", made.zipped({"1.zip": made.zipped({"2.zip": made.zipped({
        "3.zip": made.zipped({"a.txt": b"1"})})})}), errors.Bomb),
    "a picture of a terapixel": ("a.png", made.png_claiming(1_000_000, 1_000_000), errors.Bomb),
    "a way out of the archive": ("a.zip", made.zipped({"../../etc/cron": b"1"}),
                                 errors.BadArchive),
    "an absolute way": ("a.zip", made.zipped({"/etc/cron": b"1"}), errors.BadArchive),
    "a way out with backslashes": ("a.zip", made.zipped({"..\\..\\a.txt": b"1"}),
                                   errors.BadArchive),
    "a program in a ZIP": ("a.zip", made.zipped({"a.txt": b"MZ" + bytes(99)}), errors.BadArchive),
    "a closed archive in a ZIP": ("a.zip", made.zipped({"a.rar": b"Rar!\x1a\x07\0"}),
                                  errors.BadArchive),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_may_not_come_in_is_refused(look: Any, what: str) -> None:
    name, content, refusal = HOSTILE[what]
    with pytest.raises(refusal) as caught:
        look(name, content)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert "{" not in str(caught.value)
            assert str(caught.value.hint)


def test_a_large_old_workbook_comes_in(look: Any) -> None:
    assert look("a.xls", made.compound("Workbook", workbook=bytes(6 * MB))).type.code == "xls"


def test_a_locked_archive_is_refused(look: Any) -> None:
    locked = bytearray(made.zipped({"a.txt": b"1" * 99}, stored=True))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(sign) + at] |= 1
    with pytest.raises(errors.LockedFile):
        look("a.zip", bytes(locked))


def test_a_link_in_an_archive_is_refused(look: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(errors.BadArchive):
        look("a.zip", out.getvalue())


def test_an_archive_packed_in_an_unusual_way_is_refused(look: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", bytes(9999))
    with pytest.raises(errors.BadArchive):
        look("a.zip", out.getvalue())


def test_a_directory_that_fills_the_memory_is_refused_before_it_is_read(look: Any) -> None:
    good = made.zipped({"a.txt": b"1"})
    at = good.rfind(b"PK\x05\x06")
    claimed = good[: at + 10] + struct.pack("<HL", 65_000, 900_000_000) + good[at + 16 :]
    with pytest.raises(errors.Bomb):
        look("a.zip", claimed)


def test_too_large_is_refused_with_what_is_allowed(look: Any) -> None:
    with pytest.raises(errors.TooLarge) as caught:
        look("a.txt", b"1" * 3 * MB, FileRule(max_size=2 * MB))
    with translation.override("en"):
        assert "3 MB; at most 2 MB" in str(caught.value)


def test_a_type_that_the_kind_does_not_take_names_those_it_takes(look: Any) -> None:
    rule = FileRule(types=frozenset({"pdf", "jpg"}))
    with pytest.raises(errors.TypeNotAllowed) as caught:
        look("a.docx", made.docx(), rule)
    assert "pdf, jpg" in str(caught.value)
    with pytest.raises(errors.TypeNotAllowed):
        look("scan", made.docx(), rule)


def test_the_test_sign_is_found_across_the_border_of_blocks() -> None:
    for cut in range(1, len(EICAR)):
        search = Searcher()
        assert not search.finds(b"x" * 5 + EICAR[:cut])
        assert search.finds(EICAR[cut:] + b"y"), cut
    search = Searcher()
    assert [search.finds(bytes([sign])) for sign in EICAR].index(True) == len(EICAR) - 1
