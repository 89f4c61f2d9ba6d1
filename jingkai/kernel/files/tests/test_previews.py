"""Pictures of pages, within bounds, and watermarks."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from jingkai.kernel.files import drawing, errors, previews, storage
from jingkai.kernel.files.actions import attach
from jingkai.kernel.files.drawing import LookFailed, Mark, draw, look_at_pdf
from jingkai.kernel.files.fonts import fonts
from jingkai.kernel.files.tests import made


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture), formats=["WEBP"])


def test_a_page_is_drawn_once_and_kept(cast: Any, office_files: str, monkeypatch: Any) -> None:
    one = attach(holder=cast.invest, kind="", file=made.pdf(2), name="a.pdf", by=cast.clerk)
    first = previews.preview(one, 2, reader=cast.clerk)
    assert opened(first).size == (1200, 1600)
    monkeypatch.setattr(previews, "draw", None)
    assert previews.preview(one, 2, reader=cast.chief) == first
    for page in (0, 3):
        with pytest.raises(errors.NoPreview):
            previews.preview(one, page, reader=cast.clerk)


def test_an_identity_document_bears_who_looks_and_when(cast: Any, office_files: str) -> None:
    content = made.picture(900, 600, form="JPEG")
    one = attach(holder=cast.invest, kind="id_card", file=content, name="a.jpg", by=cast.clerk)
    seen = {seat.name: previews.preview(one, 1, reader=seat) for seat in (cast.clerk, cast.chief)}
    plain = storage.read(storage.preview_place(cast.zone.pk, one.file.digest, 1))
    pictures = [opened(picture).convert("L") for picture in (plain, *seen.values())]
    for one_picture, other in ((0, 1), (0, 2), (1, 2)):
        box = ImageChops.difference(pictures[one_picture], pictures[other]).getbbox()
        assert box is not None
    assert cast.clerk.name in previews.mark_of(cast.clerk)
    darker = sum(pictures[1].histogram()[:240])
    assert 0.01 < darker / (900 * 600) < 0.3


def test_a_chinese_name_is_written_in_signs_and_not_in_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(made.picture(600, 400))
    if not fonts():
        pytest.skip("no font with Chinese on this machine")
    names = ("李梅", "王强", "赵敏")
    assert len({draw(path, pdf=False, mark=Mark(name, fonts())) for name in names}) == 3


def test_the_fonts_of_our_own_pages_serve_where_the_system_has_none(
    tmp_path: Path, monkeypatch: Any
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "a.woff2").touch()
    monkeypatch.setattr("jingkai.kernel.files.fonts.SYSTEM", ())
    monkeypatch.setattr("jingkai.kernel.files.fonts.WEB_FONTS", [folder])
    assert fonts() == (str(folder / "a.woff2"),)
    path = tmp_path / "a.png"
    path.write_bytes(made.picture(600, 400))
    assert draw(path, pdf=False, mark=Mark("A broken font", fonts()))


def test_what_is_transparent_is_shown_on_white(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path)
    assert opened(draw(path, pdf=False)).convert("RGB").getpixel((9, 9)) == (255, 255, 255)


def test_a_photo_is_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (80, 40)).save(path, exif=exif)
    assert opened(draw(path, pdf=False)).size == (40, 80)


def test_a_picture_that_promises_too_much_is_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(made.png_claiming(60_000, 60_000))
    with pytest.raises(LookFailed):
        draw(path, pdf=False)


def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path) -> None:
    import pypdfium2

    document, path = pypdfium2.PdfDocument.new(), tmp_path / "a.pdf"
    document.new_page(2, 14_000)
    document.save(str(path))
    wide, high = opened(draw(path, pdf=True)).size
    assert high <= 4800


def test_a_process_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.01)
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf())
    with pytest.raises(LookFailed, match="too long"):
        look_at_pdf(path)
