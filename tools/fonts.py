"""Bring a Chinese typeface for PDF reports when the machine has none: `python tools/fonts.py`.

Official documents are set in 小标宋, 仿宋, 楷体 and 黑体, which are the user's to install. Where
not even Noto is there, Noto Serif SC comes from its npm package (SIL Open Font License), in one
locked version, into `var/fonts`.
"""

import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from assets import ROOT, node_folder

PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"
SHA512 = (
    "fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAu"
    "jITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw=="
)
WANTED = ("400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf",
          "LICENSE_FONT")  # fmt: skip
CHINESE = {
    "FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "SimSun", "宋体", "STSong",
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC",
}  # fmt: skip
TOLD = """No Chinese typeface on this machine: Noto Serif SC is brought into var/fonts.
For the prescribed look put 小标宋, 仿宋, 楷体 and 黑体 there, or install them."""
FOLDER = ROOT / "var" / "fonts"


def main() -> None:
    """Do nothing when a typeface with Chinese is at hand; else fetch it."""
    import typst

    folders = [str(FOLDER)] if FOLDER.is_dir() else []
    if CHINESE & set(typst.Fonts(include_system_fonts=True, font_paths=folders).families()):
        return
    print(TOLD, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        npm = str(node_folder() / "npm")
        subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        (packed,) = Path(folder).glob("*.tgz")
        data = packed.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != SHA512:
        sys.exit(f"{PACKAGE} is not the package that was locked.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as files:
        for name in WANTED:
            held = files.extractfile(f"package/{name}")
            assert held is not None
            (FOLDER / Path(name).name).write_bytes(held.read())


if __name__ == "__main__":
    main()
