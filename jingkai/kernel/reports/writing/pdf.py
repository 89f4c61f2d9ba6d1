"""A written report as PDF, set by Typst in the layout of official documents (GB/T 9704-2012).

The page is `official.typ`; the report comes to it as data, so that nothing in a text is taken for
markup. Typefaces are the user's: what stands in `JINGKAI_FONTS` and what the machine has; the first
of each row that is there is taken. Without any that has Chinese, the report is refused.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from jingkai.kernel.reports.writing.document import Block, Document, Figured, Run
from jingkai.kernel.reports.writing.errors import NoTypeface

PAGE = Path(__file__).parent / "official.typ"
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "STSong")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", *SERIF)
TYPEFACES: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", *SERIF),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", *SERIF),
    "first": ("SimHei", "黑体", "STHeiti", *SANS),
    "second": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", *SERIF),
    "number": ("SimSun", "宋体", "STSong", *SERIF),
}
"""What each part of the page is set in, the prescribed typeface first."""


def to_pdf(document: Document, link: Callable[[Figured], str] | None = None) -> bytes:
    """The report as a .pdf file; with `link`, each figure leads to its address."""
    given = {
        "title": document.title,
        "blocks": [_block(block, link) for block in document.blocks],
    }
    return typeset(PAGE, given)


def typeset(page: Path, given: Mapping[str, Any]) -> bytes:
    """A page of Typst set with what it is given, as a .pdf file.

    The page finds it as JSON in `sys.inputs.document`, with `fonts` in the order of `TYPEFACES`:
    title, body, first and second heading, number. Raises NoTypeface.
    """
    import typst

    folders = tuple(str(each) for each in font_folders())
    paths: list[Any] = list(folders)
    told = {**given, "fonts": [chosen(part, families(folders)) for part in TYPEFACES]}
    made: Any = typst.compile(
        page, format="pdf", font_paths=paths,
        sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
    )  # fmt: skip
    return bytes(made)


def font_folders() -> list[Path]:
    """The folders of typefaces beside the machine's own, those that are there."""
    return [Path(name) for name in settings.JINGKAI_FONTS if name and Path(name).is_dir()]


@lru_cache(maxsize=8)
def families(folders: tuple[str, ...]) -> frozenset[str]:
    """The typefaces at hand, by family."""
    import typst

    found = typst.Fonts(include_system_fonts=True, font_paths=list(folders))
    return frozenset(found.families())


def chosen(part: str, at_hand: Sequence[str] | frozenset[str]) -> str:
    """The typeface of a part of the page: the first of its row that is at hand."""
    for name in TYPEFACES[part]:
        if name in at_hand:
            return name
    raise NoTypeface


def _block(block: Block, link: Callable[[Figured], str] | None) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "level": block.level,
        "runs": [_run(run, link) for run in block.runs],
        "rows": [[[_run(run, link) for run in cell] for cell in row] for row in block.rows],
    }


def _run(run: Run, link: Callable[[Figured], str] | None) -> dict[str, Any]:
    address = link(run.figure) if link is not None and run.figure is not None else ""
    return {"text": run.text, "bold": run.bold, "link": address}
