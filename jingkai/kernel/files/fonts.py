"""Fonts with Chinese, for watermarks: the installation's, the system's, or our own pages'."""

from functools import lru_cache
from pathlib import Path

from jingkai.kernel.files.limits import watermark_font

SYSTEM = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
WEB_FONTS: list[Path] = []
"""Folders with the pieces of a web font (woff2); the doors add theirs."""


def fonts() -> tuple[str, ...]:
    """Paths to look for a sign in, the first one first."""
    chosen = watermark_font()
    return (chosen,) if chosen else _found(tuple(WEB_FONTS))


@lru_cache(maxsize=4)
def _found(folders: tuple[Path, ...]) -> tuple[str, ...]:
    if system := [path for path in SYSTEM if Path(path).exists()]:
        return (system[0],)
    return tuple(str(path) for folder in folders for path in sorted(folder.glob("*.woff2")))
