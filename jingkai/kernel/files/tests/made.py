"""Files as people and attackers make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache

import pypdfium2
from PIL import Image

from jingkai.kernel.files.inspecting.virus import EICAR

TYPES = b'<?xml version="1.0"?><Types><Override ContentType="a.document.main+xml"/></Types>'


def zipped(entries: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP archive."""
    out, method = io.BytesIO(), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document, with more parts: `word__vbaProject_bin=b"..."`."""
    extra = {name.replace("__", "/").replace("_dot_", "."): body for name, body in more.items()}
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>", **extra})


def ofd() -> bytes:
    return zipped({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"})


def pdf(pages: int = 1, *, attached: bytes = b"", named: str = "a.xml") -> bytes:
    """A PDF of empty pages, perhaps with a file inside."""
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _page in range(pages):
        document.new_page(300, 400)
    if attached:
        document.new_attachment(named).set_data(attached)
    document.save(out)
    return out.getvalue()


def scripted_pdf() -> bytes:
    """A PDF that says something when it is opened; offsets are mended by every reader."""
    return pdf().replace(
        b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    )


def picture(wide: int = 60, high: int = 40, form: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (wide, high), "white" if mode == "RGB" else 1).save(out, form)
    return out.getvalue()


def png_claiming(wide: int, high: int) -> bytes:
    """A small PNG whose header promises far more."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        code = struct.pack(">L", zlib.crc32(kind + body))
        return struct.pack(">L", len(body)) + kind + body + code

    header = struct.pack(">LLBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body


SECTOR, END = 512, 0xFFFFFFFE


def compound(*streams: str, workbook: bytes = b"") -> bytes:
    """A compound file (OLE): the table of sectors, the directory of these streams, a workbook."""
    names, body = ["Root Entry", *streams], sectors(workbook.ljust(4096, b"\0"))
    folders = -(-len(names) // 4)
    tables = next(n for n in range(1, 999) if n + folders + len(body) <= n * SECTOR // 4)
    first = tables + folders
    rows = b"".join(
        row(name, 2 if number else 5, first, SECTOR * len(body))
        for number, name in enumerate(names)
    )
    cells = [*[0xFFFFFFFD] * tables, *chain(tables, folders), *chain(first, len(body))]
    table = struct.pack(f"<{len(cells)}L", *cells).ljust(tables * SECTOR, b"\xff")
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:52] = struct.pack("<LL", tables, tables)
    header[56:60] = struct.pack("<L", 4096)
    header[68:72] = struct.pack("<L", END)
    places = [*range(min(tables, 109)), *[0xFFFFFFFF] * 109][:109]
    header[76:] = struct.pack("<109L", *places)
    return b"".join([bytes(header), table, *sectors(rows), *body])


def row(name: str, kind: int, start: int, size: int) -> bytes:
    """A row of the directory; the workbook alone has content."""
    text = name.encode("utf-16-le") + b"\0\0"
    place = (start, size) if name == "Workbook" else (0, 0)
    begin = text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes([kind])
    return begin.ljust(116, b"\0") + struct.pack("<LL", *place) + bytes(4)


def sectors(content: bytes) -> list[bytes]:
    """Content cut to sectors."""
    return [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]


def chain(first: int, count: int) -> list[int]:
    """The table's cells of a run of sectors."""
    return [*range(first + 1, first + count), END]


def eicar() -> bytes:
    return EICAR


@lru_cache
def bomb(megabytes: int) -> bytes:
    """Zeros, a thousand times smaller than they unpack to."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("sheet.txt", "w") as entry,
    ):
        for _mb in range(megabytes):
            entry.write(bytes(1024 * 1024))
    return out.getvalue()
