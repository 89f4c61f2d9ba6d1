"""Kinds of files that the platform knows: how they are called, told and shown."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence


@dataclass(frozen=True)
class FileType:
    """A kind of file. `inline`: a browser may show the original; `drawn`: previews are made."""

    code: str
    name: Sentence
    media: str
    extensions: tuple[str, ...]
    inline: bool = False
    drawn: bool = False


def _picture(code: str, media: str, *extensions: str, inline: bool = True) -> FileType:
    name = format_lazy(_("{format} picture"), format=code.upper())
    return FileType(code, name, media, extensions, inline, True)


_OPEN = "application/vnd.openxmlformats-officedocument."
TYPES: dict[str, FileType] = {
    one.code: one
    for one in (
        FileType("pdf", _("PDF document"), "application/pdf", ("pdf",), drawn=True),
        FileType("ofd", _("OFD document"), "application/ofd", ("ofd",)),
        _picture("jpg", "image/jpeg", "jpg", "jpeg", "jfif"),
        _picture("png", "image/png", "png"),
        _picture("webp", "image/webp", "webp"),
        _picture("gif", "image/gif", "gif"),
        _picture("bmp", "image/bmp", "bmp", inline=False),
        _picture("tif", "image/tiff", "tif", "tiff", inline=False),
        FileType("docx", _("Word document"), f"{_OPEN}wordprocessingml.document", ("docx",)),
        FileType("xlsx", _("Excel workbook"), f"{_OPEN}spreadsheetml.sheet", ("xlsx",)),
        FileType(
            "pptx", _("PowerPoint slides"), f"{_OPEN}presentationml.presentation", ("pptx",)
        ),
        FileType("doc", _("Word document, older form"), "application/msword", ("doc", "wps")),
        FileType(
            "xls", _("Excel workbook, older form"), "application/vnd.ms-excel", ("xls", "et")
        ),
        FileType(
            "ppt", _("PowerPoint slides, older form"), "application/vnd.ms-powerpoint",
            ("ppt", "dps"),
        ),
        FileType("txt", _("text"), "text/plain", ("txt",)),
        FileType("csv", _("comma-separated table"), "text/csv", ("csv",)),
        FileType("zip", _("ZIP archive"), "application/zip", ("zip",)),
        FileType("dwg", _("DWG drawing"), "application/acad", ("dwg",)),
        FileType("dxf", _("DXF drawing"), "image/vnd.dxf", ("dxf",)),
        FileType("mp4", _("MP4 video"), "video/mp4", ("mp4", "m4v")),
        FileType("mov", _("MOV video"), "video/quicktime", ("mov",)),
        FileType("mp3", _("MP3 recording"), "audio/mpeg", ("mp3",)),
        FileType("svg", _("SVG picture"), "image/svg+xml", ("svg",)),
    )
}  # fmt: skip
BY_EXTENSION = {extension: one for one in TYPES.values() for extension in one.extensions}

PICTURES = frozenset({"jpg", "png", "webp", "gif", "bmp", "tif"})
OFFICE = frozenset({"docx", "xlsx", "pptx", "doc", "xls", "ppt"})
DOCUMENTS = PICTURES | OFFICE | {"pdf", "ofd", "txt"}
DRAWINGS = frozenset({"dwg", "dxf", "zip", "pdf"})
RECORDINGS = frozenset({"mp4", "mov", "mp3"})

DANGEROUS = frozenset(
    "exe scr bat cmd msi msp dll cpl sys drv ocx pif lnk url vbs vbe vb js jse mjs ws wsf wsh wsc"
    " ps1 psm1 psd1 hta jar class apk ipa dmg pkg app deb rpm run elf so sh bash csh py pyc pl"
    " rb php php3 php4 php5 phtml phar asp aspx ashx jsp jspx cgi htm html xhtml shtml mht mhtml"
    " svgz xsl docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam reg inf chm gadget scf iso img"
    " vhd vhdx swf".split()
)
"""Extensions of what runs, or runs in a browser; never taken, not inside an archive either."""
ARCHIVES = frozenset("zip rar 7z gz tgz tar bz2 xz lzma zst cab arj lzh z".split())


def type_of_media(media: str) -> FileType | None:
    """The kind of this media type."""
    return next((one for one in TYPES.values() if one.media == media), None)
