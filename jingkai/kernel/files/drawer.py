"""The drawing process: `python -m jingkai.kernel.files.drawer`, a task as JSON in, the result out.

It bounds its own memory and time before it opens anything, and knows nothing of Django.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

SECONDS, MEMORY = 20, 2 * 1024**3
WIDTH, TALLEST = 1200, 4800
MOST_PIXELS, MOST_PHOTO_PIXELS = 60_000_000, 250_000_000
MOST_PAGES, MOST_ATTACHED, LARGEST_ATTACHED = 5_000, 50, 64 * 1024**2
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
WEIGHT = 400
"""Of a font that has many: a web font's first is too thin to be seen."""
PASSWORD = 4
"""PDFium's word for a missing password."""


def main() -> None:
    """Do the one task that stands on the input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    task = json.load(sys.stdin)
    if task["task"] == "look":
        json.dump(look(task["path"]), sys.stdout)
        return
    picture = page_of(task["path"], task["page"]) if task["pdf"] else photo(task["path"])
    if task["mark"]:
        picture = marked(picture, task["mark"]["text"], tuple(task["mark"]["fonts"]))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=2)
    sys.stdout.buffer.write(out.getvalue())


# PDF


def opened(path: str) -> Any:
    """The PDF, by a library without types."""
    make: Any = pypdfium2.PdfDocument
    return make(path)


def look(path: str) -> dict[str, Any]:
    """Pages, locks, scripts and files inside a PDF."""
    told = {"pages": 0, "locked": False, "scripts": False, "attached": []}
    try:
        document = opened(path)
    except pypdfium2.PdfiumError as fault:
        if getattr(fault, "err_code", None) == PASSWORD or "assword" in str(fault):
            return {**told, "locked": True}
        raise
    raw: Any = pypdfium2.raw
    scripts = raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
    pages = min(len(document), MOST_PAGES)
    if pages:
        document[0].get_size()
    return {**told, "pages": pages, "scripts": scripts, "attached": list(attached(document))}


def attached(document: Any) -> Iterator[dict[str, Any]]:
    """The files inside, each by its name and beginning."""
    for number in range(min(document.count_attachments(), MOST_ATTACHED)):
        one = document.get_attachment(number)
        content = bytes(one.get_data())[:LARGEST_ATTACHED]
        yield {
            "name": one.get_name(), "head": content[:4096].hex(), "virus": EICAR in content
        }  # fmt: skip


def page_of(path: str, page: int) -> Image.Image:
    """One page on white, as wide as previews are."""
    document = opened(path)
    sheet = document[page - 1]
    wide, high = sheet.get_size()
    scale = min(WIDTH / max(wide, 1), TALLEST / max(high, 1))
    drawn: Image.Image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


# Pictures


def photo(path: str) -> Image.Image:
    """A picture upright and made small; a JPEG is decoded at a fraction of its size."""
    Image.MAX_IMAGE_PIXELS = MOST_PHOTO_PIXELS
    with Image.open(path, formats=FORMATS) as opened:
        most = MOST_PHOTO_PIXELS if opened.format == "JPEG" else MOST_PIXELS
        if opened.width * opened.height > most:
            raise SystemExit("too many pixels")
        opened.draft("RGB", (WIDTH, WIDTH))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((WIDTH, TALLEST), Image.Resampling.LANCZOS)
        return on_white(upright)


def on_white(picture: Image.Image) -> Image.Image:
    """What is transparent shown as on paper."""
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        layer = picture.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return picture.convert("RGB")


# Watermarks


def marked(picture: Image.Image, text: str, fonts: tuple[str, ...]) -> Image.Image:
    """The picture with the text across it, again and again, and once at its foot."""
    size = max(14, picture.width // 34)
    tile = written(text, fonts, size)
    reach = int((picture.width**2 + picture.height**2) ** 0.5)
    sheet = Image.new("RGBA", (reach, reach), (255, 255, 255, 0))
    for row, top in enumerate(range(0, reach, size * 5)):
        for left in range((row % 2) * tile.width // 2, reach, tile.width + size * 3):
            sheet.alpha_composite(tile, (left, top))
    turned = sheet.rotate(24, resample=Image.Resampling.BICUBIC)
    left, top = (reach - picture.width) // 2, (reach - picture.height) // 2
    layer = turned.crop((left, top, left + picture.width, top + picture.height))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def written(text: str, fonts: tuple[str, ...], size: int) -> Image.Image:
    """The text on nothing, each sign in the first font that has it."""
    signs = [(sign, font_for(sign, fonts, size)) for sign in text]
    wide = int(sum(font.getlength(sign) for sign, font in signs)) + 4
    tile = Image.new("RGBA", (wide, size * 2), (0, 0, 0, 0))
    pen, at = ImageDraw.Draw(tile), 2.0
    for sign, font in signs:
        pen.text((at, size * 1.5), sign, font=font, fill=(150, 30, 25, 105), anchor="ls",
                 stroke_width=1, stroke_fill=(255, 255, 255, 70))  # fmt: skip
        at += font.getlength(sign)
    return tile


def font_for(sign: str, fonts: tuple[str, ...], size: int) -> Any:
    """The first font with this sign; Pillow's own when none has it."""
    for path in fonts:
        font = _font(path, size)
        if font is not None and _has(path, sign):
            return font
    return ImageFont.load_default(size)


@lru_cache(maxsize=256)
def _font(path: str, size: int) -> Any:
    try:
        font = ImageFont.truetype(path, size)
    except OSError:
        return None
    try:
        font.set_variation_by_axes([WEIGHT])
    except (OSError, NotImplementedError):
        pass  # a font of one weight
    return font


@lru_cache(maxsize=4096)
def _has(path: str, sign: str) -> bool:
    """Whether the sign is drawn otherwise than one that no font has."""
    font = _font(path, 24)
    if sign.isspace():
        return True
    drawn, missing = font.getmask(sign), font.getmask("\U0010fffe")
    return drawn.getbbox() is not None and bytes(drawn) != bytes(missing)


if __name__ == "__main__":
    main()
