"""The scanner's daemon, played on loopback by its own protocol."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jingkai.kernel.files import errors, uploads
from jingkai.kernel.files.actions import attach
from jingkai.kernel.files.models import Scan, StoredFile, Upload
from jingkai.kernel.files.queries import attachment_for
from jingkai.kernel.files.sweeping import scan_again
from jingkai.kernel.files.tests import made
from jingkai.kernel.files.tests.conftest import LABEL
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry


class Daemon:
    """Answers INSTREAM as clamd does: whole files are received, a word in them is a virus."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.seen: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                line, _who = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">L", said.read(4))[0]:
                    content += said.read(length)
                    if len(content) > self.limit:
                        break
                self.seen.append(content)
                line.sendall(self.answer(content) + b"\0")

    def answer(self, content: bytes) -> bytes:
        if len(content) > self.limit:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Win.Test.Demo-1 FOUND" if b"VIRUS" in content else b"stream: OK"


@contextmanager
def daemon(settings: Any, *, limit: int = 1 << 30, required: bool = True) -> Iterator[Daemon]:
    played = Daemon(limit)
    settings.JINGKAI_CLAMAV, settings.JINGKAI_SCAN_REQUIRED = played.address, required
    try:
        yield played
    finally:
        played.server.shutdown(socket.SHUT_RDWR)
        played.server.close()


def handed_in(by: Any, content: bytes, kind: str = "") -> Upload:
    return uploads.take_whole(
        io.BytesIO(content), holder=LABEL, kind=kind, name="a.txt", size=len(content), by=by
    )


def test_the_daemon_sees_every_byte_and_passes_the_file(
    cast: Any, office_files: str, settings: Any
) -> None:
    content = b"line\n" * 600_000
    with daemon(settings) as played:
        upload = handed_in(cast.clerk, content, kind="drawing")
    assert upload.file is not None
    assert upload.file.scan == Scan.CLEAN
    assert played.seen == [content]


def test_what_the_daemon_finds_is_named_and_destroyed(
    cast: Any, office_files: str, settings: Any
) -> None:
    with daemon(settings), pytest.raises(errors.Infected, match=r"Win\.Test\.Demo-1"):
        handed_in(cast.clerk, b"a VIRUS")
    assert not StoredFile.objects.exists()


def test_while_the_required_daemon_is_down_nothing_comes_in_and_nothing_is_lost(
    cast: Any, office_files: str, settings: Any
) -> None:
    with daemon(settings) as played:
        closed = played.address
    settings.JINGKAI_CLAMAV = closed
    upload = uploads.begin(holder=LABEL, kind="", name="a.txt", size=3, by=cast.clerk)
    uploads.append(upload, io.BytesIO(b"abc"), at=0, length=3)
    with pytest.raises(errors.ScannerDown):
        uploads.finish(upload, by=cast.clerk)
    with daemon(settings):
        assert uploads.finish(uploads.own_upload(upload.token, cast.clerk), by=cast.clerk).ready


def test_without_any_daemon_a_required_check_is_refused(
    cast: Any, office_files: str, settings: Any
) -> None:
    settings.JINGKAI_CLAMAV, settings.JINGKAI_SCAN_REQUIRED = "", True
    with pytest.raises(errors.ScannerDown):
        attach(holder=cast.invest, kind="", file=b"abc", name="a.txt", by=cast.clerk)


def test_a_file_larger_than_the_daemon_takes_is_refused_only_when_it_is_required(
    cast: Any, office_files: str, settings: Any
) -> None:
    with daemon(settings, limit=1000), pytest.raises(errors.NotScannable):
        handed_in(cast.clerk, b"line\n" * 500)
    with daemon(settings, limit=1000, required=False):
        upload = handed_in(cast.clerk, b"line\n" * 500)
    assert upload.file is not None
    assert upload.file.scan == Scan.UNSCANNED


def test_what_came_in_unseen_is_looked_at_later_and_withheld_when_infected(
    cast: Any, office_files: str, settings: Any
) -> None:
    good = attach(holder=cast.invest, kind="", file=b"good", name="a.txt", by=cast.clerk)
    bad = attach(holder=cast.invest, kind="", file=b"a VIRUS", name="b.txt", by=cast.clerk)
    by = Machine(zone_id=cast.zone.pk)
    assert scan_again(by=by) == 0
    with daemon(settings):
        assert scan_again(by=by) == 2
        assert scan_again(by=by) == 0
    assert Entry.objects.latest("pk").code == "files.withheld"
    assert attachment_for(cast.clerk, good.pk) == good
    with pytest.raises(errors.Withheld):
        attachment_for(cast.clerk, bad.pk)
    settings.JINGKAI_CLAMAV, settings.JINGKAI_SCAN_REQUIRED = "", False
    with pytest.raises(errors.Infected):
        attach(holder=cast.invest, kind="", file=b"a VIRUS", name="again.txt", by=cast.clerk)


def test_the_daemon_is_reached_by_its_socket_too(
    cast: Any, office_files: str, settings: Any, tmp_path: Any
) -> None:
    settings.JINGKAI_CLAMAV = str(tmp_path / "clamd.sock")
    settings.JINGKAI_SCAN_REQUIRED = True
    with pytest.raises(errors.ScannerDown):
        handed_in(cast.clerk, made.pdf()[:4] + b" text")
