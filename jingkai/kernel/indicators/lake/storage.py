"""Where a lake lies: a folder, or S3-compatible storage (`s3://bucket/path`), through Arrow.

The address of a store other than AWS, its region and scheme are given in the address
(`s3://bucket/lake?endpoint_override=minio.example:9000&scheme=http`), keys by the usual
`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

NEW = ".new"


@dataclass(frozen=True)
class Stored:
    """A file that stands in the lake: its path from the root, its bytes, when it was written."""

    path: str
    bytes: int
    written_at: datetime | None


class Store:
    """A lake's root. Paths are relative to it, with `/`."""

    def __init__(self, root: str, filesystem: Any, base: str) -> None:
        self.root = root
        self.filesystem = filesystem
        self.base = base.rstrip("/")

    @classmethod
    def at(cls, root: "str | Path | Store") -> "Store":
        """The store at this address; nothing is made yet."""
        from pyarrow import fs

        if isinstance(root, Store):
            return root
        text = str(root)
        if "://" in text:
            filesystem, base = fs.FileSystem.from_uri(text)
            return cls(text, filesystem, base)
        return cls(text, fs.LocalFileSystem(), str(Path(text).resolve()))

    @property
    def local(self) -> bool:
        """Whether it is a folder of this machine."""
        return bool(self.filesystem.type_name == "local")

    def full(self, path: str) -> str:
        """The path as the file system knows it; of a folder, absolute."""
        return f"{self.base}/{path}"

    def holds(self, path: str) -> bool:
        """Whether the file stands."""
        from pyarrow import fs

        return bool(self.filesystem.get_file_info(self.full(path)).type == fs.FileType.File)

    def read(self, path: str) -> bytes:
        """The whole of a small file."""
        with self.filesystem.open_input_stream(self.full(path)) as stream:
            return bytes(stream.read())

    def write(self, path: str, content: bytes) -> None:
        """Replace a small file as a whole: readers see the old one or the new one."""
        if not self.local:  # an object appears when it is complete
            with self.filesystem.open_output_stream(self.full(path)) as stream:
                stream.write(content)
            return
        with Draft(self, "") as draft:
            draft.write(content)
            draft.close()
            self.settle([draft.path])
            draft.keep(path)
        self.settle([""])

    def settle(self, paths: Iterable[str]) -> None:
        """What was written lies on the disk itself and outlives a power cut."""
        if self.local:
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(_on_disk, map(self.full, paths)))

    def sha256(self, path: str) -> str:
        """Digest of a file, read piece by piece."""
        digest = hashlib.sha256()
        with self.filesystem.open_input_stream(self.full(path)) as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()

    def listed(self, under: str = "") -> list[Stored]:
        """Every file under a folder."""
        from pyarrow import fs

        selector = fs.FileSelector(self.full(under), recursive=True, allow_not_found=True)
        return [
            Stored(info.path[len(self.base) + 1 :], info.size, info.mtime)
            for info in self.filesystem.get_file_info(selector)
            if info.type == fs.FileType.File
        ]

    def remove(self, path: str) -> bool:
        """Remove a file; False where it is gone already."""
        try:
            self.filesystem.delete_file(self.full(path))
        except FileNotFoundError:
            return False
        return True


def _on_disk(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Draft:
    """A file on its way: under a name of its own until it is whole, then kept or dropped.

    Written to as a stream; counts its bytes and their digest on the way.
    """

    def __init__(self, store: Store, folder: str) -> None:
        self.store = store
        name = f"{secrets.token_hex(8)}{NEW}"
        self.path = f"{folder}/{name}" if folder else name
        if store.local:
            Path(store.full(self.path)).parent.mkdir(parents=True, exist_ok=True)
        self.stream = store.filesystem.open_output_stream(store.full(self.path))
        self.bytes = 0
        self.closed = False
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    def write(self, piece: Any) -> int:
        """Append."""
        size = memoryview(piece).nbytes
        self._digest.update(piece)
        self.stream.write(piece)
        self.bytes += size
        return size

    def tell(self) -> int:
        """How much is written."""
        return self.bytes

    def flush(self) -> None:
        """Nothing waits here."""

    def writable(self) -> bool:
        """For Arrow, which asks."""
        return True

    def readable(self) -> bool:
        """For Arrow, which asks."""
        return False

    def seekable(self) -> bool:
        """For Arrow, which asks."""
        return False

    def close(self) -> None:
        """No more comes."""
        if not self.closed:
            self.stream.close()
            self.closed = True

    @property
    def sha256(self) -> str:
        """Digest of what is written."""
        return self._digest.hexdigest()

    def keep(self, path: str) -> None:
        """It is whole: give it its name, over whatever had it."""
        self.close()
        if self.path:
            self.store.filesystem.move(self.store.full(self.path), self.store.full(path))
            self.path = ""

    def drop(self) -> None:
        """It is not wanted, unless it was kept."""
        self.close()
        if self.path:
            self.store.remove(self.path)
            self.path = ""
