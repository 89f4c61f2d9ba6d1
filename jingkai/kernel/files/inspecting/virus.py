"""The virus check: the EICAR test sign, always, and the ClamAV daemon where there is one.

The daemon is spoken to as its INSTREAM command wants it: each block with its length before it, a
length of nought at the end, one line as the answer. See `man clamd`.
"""

import re
import socket
import struct
from contextlib import suppress
from enum import Enum, auto
from typing import Self

from jingkai.kernel.files.limits import scanner_address

# In two parts, so that nobody's scanner takes this very file for the test.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE = 60.0
"""Seconds that the daemon may take for one block, or for its answer."""
FOUND = re.compile(rb"stream: (.+) FOUND")


class Searcher:
    """Looks for the test sign in a stream of blocks, across their borders."""

    def __init__(self) -> None:
        self._before = b""

    def finds(self, block: bytes) -> bool:
        """Whether the sign ends in this block."""
        edge = self._before + block[: len(EICAR)]
        self._before = (self._before + block)[-len(EICAR) + 1 :] if block else self._before
        return EICAR in edge or EICAR in block


class Verdict(Enum):
    """What the scanner said."""

    CLEAN = auto()
    INFECTED = auto()
    TOO_LARGE = auto()
    NO_ANSWER = auto()


class NoScanner:
    """None is configured."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def take(self, block: bytes) -> None:
        """Nothing."""

    def result(self) -> tuple[Verdict, str]:
        return Verdict.NO_ANSWER, ""


class ClamAV(NoScanner):
    """One file on its way through the daemon. When the daemon fails, the file still reads on."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._line: socket.socket | None = None

    def __enter__(self) -> Self:
        try:
            self._line = self._connected()
            self._line.sendall(b"zINSTREAM\0")
        except OSError:
            self._drop()
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def take(self, block: bytes) -> None:
        """Send one block; a daemon that no longer listens has perhaps answered already."""
        if self._line is not None:
            with suppress(OSError):
                self._line.sendall(struct.pack(">L", len(block)) + block)

    def result(self) -> tuple[Verdict, str]:
        """What the daemon says of the whole, and the name of what it found."""
        if self._line is None:
            return Verdict.NO_ANSWER, ""
        with suppress(OSError):
            self._line.sendall(struct.pack(">L", 0))
        answer = self._answer()
        if match := FOUND.search(answer):
            return Verdict.INFECTED, match[1].decode(errors="replace")
        if answer.startswith(b"stream: OK"):
            return Verdict.CLEAN, ""
        if b"size limit exceeded" in answer:
            return Verdict.TOO_LARGE, ""
        return Verdict.NO_ANSWER, ""

    def _answer(self) -> bytes:
        answer = b""
        with suppress(OSError):
            while self._line is not None and b"\0" not in answer and len(answer) < 4096:
                if not (more := self._line.recv(1024)):
                    break
                answer += more
        return answer.partition(b"\0")[0]

    def _connected(self) -> socket.socket:
        if "/" in self._address:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(PATIENCE)
            try:
                line.connect(self._address)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host or "127.0.0.1", int(port)), timeout=PATIENCE)

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def scanner() -> NoScanner:
    """The scanner that the installation has."""
    address = scanner_address()
    return ClamAV(address) if address else NoScanner()
