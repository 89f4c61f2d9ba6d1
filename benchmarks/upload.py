"""A large file uploaded in pieces, the line cut, the server killed, gone on, checked and kept.

    uv run python -m benchmarks.upload --megabytes 2048 --kinds mp4,zip

The platform is served by gunicorn as `jingkai serve` starts it. The file is sent by tus in pieces
of 8 MB; in the middle of a piece the line is cut, later both workers are killed in the middle of
one; each time the upload goes on from what the server says it has. `zip` is an archive whose
entries are looked into as well. Beside it, in the same run: `cp`, and `dd` with `fsync`, of the
same bytes on the same disk. Memory is each worker's peak above what it had at the start.
"""

import argparse
import base64
import hashlib
import http.client
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

NAME, HOST = "jingkai_bench_upload", "127.0.0.1"
LABEL = "access.office"
MB, PIECE = 1024 * 1024, 8 * 1024 * 1024
MOST_GROWTH = 96
"""So many MB may a worker grow; more, or other bytes than were sent, makes the run fail."""


def served() -> Any:
    """The platform as gunicorn serves it, where an office takes large files."""
    from jingkai.config.wsgi import application
    from jingkai.kernel.files.holders import declare_holder
    from jingkai.kernel.files.rules import GB, FileRule

    rule = FileRule(types=frozenset({"mp4", "zip"}), max_size=4 * GB)
    declare_holder(LABEL, reads=lambda _reader, _pk: True, rule=rule)
    return application


def make(path: Path, kind: str, megabytes: int) -> None:
    """A file of this size that nothing compresses: a recording, or an archive of drawings."""
    if kind == "mp4":
        with path.open("wb") as file:
            file.write(b"\0\0\0\x20ftypisom" + bytes(20))
            for block in blocks(megabytes * MB - 32):
                file.write(block)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(8):
            with archive.open(f"drawings/{number}.dwg", "w", force_zip64=True) as entry:
                entry.write(b"AC1032")
                for block in blocks(megabytes * MB // 8 - 6):
                    entry.write(block)


def blocks(size: int) -> Iterator[bytes]:
    """So many bytes without a pattern."""
    noise = Random(size).randbytes(16 * MB)
    for number in range(0, size, len(noise)):
        yield (struct.pack("<Q", number) + noise[8:])[: size - number]


def prepare() -> str:
    """A fresh database with somebody who is logged in; the session's cookie."""
    from datetime import date

    from django.conf import settings

    from benchmarks.lists import logged_in
    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.models import User
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    database.recreate(settings.VAR, NAME)
    database.point_at(NAME)
    database.migrate()
    zone = actions.open_zone(code="bench", name="示例经开区")
    user = User(username="clerk", name="示例人")
    user.set_unusable_password()
    user.save()
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        office = actions.open_office(code="c", name="管委会", kind="committee", by=by)
        actions.give_seat(
            user=user, office=office, role_code="subjects_clerk", since=date(2020, 1, 1), by=by
        )
    return logged_in(user)


class Server:
    """gunicorn, as `jingkai serve` starts it, and what its workers take of the memory."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = int(probe.getsockname()[1])
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.served.settings",
            "BENCHMARK_DATABASE": NAME, "JINGKAI_POOL": "4",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--bind={HOST}:{self.port}", "--workers=2",
             "--threads=4", "--worker-class=gthread", "--preload", "--log-level=critical",
             "--timeout=120", "benchmarks.upload:served()"],
            env=environment,
        )  # fmt: skip
        self.peak = 0

    def workers(self) -> list[int]:
        """The workers' process numbers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def memory(self, field: str) -> int:
        """The largest worker's memory in MB: `VmRSS` now, `VmHWM` at its peak."""
        found = [0]
        for pid in self.workers():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith(field):
                    found.append(int(line.split()[1]) // 1024)
        self.peak = max(self.peak, *found)
        return max(found)

    def kill_workers(self) -> None:
        """As when the machine's memory is short; gunicorn starts new ones."""
        self.memory("VmHWM")
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


class Sender:
    """A browser that uploads by tus."""

    def __init__(self, server: Server, cookie: str) -> None:
        self.server = server
        self.headers = {"Cookie": cookie, "Tus-Resumable": "1.0.0"}
        self.line = http.client.HTTPConnection(HOST, server.port, timeout=300)
        self.log_in()

    def log_in(self) -> None:
        """The token against forged requests, from the first page that answers."""
        for _try in range(150):
            try:
                answer = self.ask("GET", "/office/")
            except OSError:
                time.sleep(0.2)
                continue
            if answer.status != 200:
                raise SystemExit(f"the first page answers {answer.status}")
            break
        else:
            raise SystemExit("the server does not start")
        token = answer.getheader("Set-Cookie", "").partition("csrftoken=")[2].partition(";")[0]
        self.headers["X-CSRFToken"] = token
        self.headers["Cookie"] += f"; csrftoken={token}"

    def ask(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        try:
            self.line.request(method, path, body, {**self.headers, **more})
            answer = self.line.getresponse()
            answer.content = answer.read()  # type: ignore[attr-defined]
        except (OSError, http.client.HTTPException):
            self.line.close()
            raise
        return answer

    def begin(self, path: Path) -> str:
        said = {"filename": path.name, "holder": LABEL, "kind": ""}
        words = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())
        size = str(path.stat().st_size)
        more = {"Upload-Length": size, "Upload-Metadata": words, "Content-Length": "0"}
        answer = self.ask("POST", "/files/uploads/", **more)
        if answer.status != 201:
            raise SystemExit(f"the upload does not begin: {answer.status} {answer.content[:300]}")
        return str(answer.getheader("Location"))

    def offset(self, address: str) -> int:
        """How much has come, once nobody writes any more."""
        for _try in range(100):
            try:
                answer = self.ask("HEAD", address)
                if answer.status == 200:
                    return int(answer.getheader("Upload-Offset"))
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        raise SystemExit("the upload is not found again")

    def piece(self, address: str, at: int, content: bytes) -> int:
        """Send one; where to go on."""
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(at)}
        answer = self.ask("PATCH", address, content, **headers)
        if answer.status == 423:
            time.sleep(0.05)
            return at
        if answer.status != 204:
            raise SystemExit(f"a piece is refused: {answer.status} {answer.content[:300]}")
        return int(answer.getheader("Upload-Offset"))

    def cut(self, address: str, at: int, content: bytes, *, kill: bool) -> int:
        """Half a piece, then the line is cut or the workers die; where to go on."""
        head = {**self.headers, "Content-Type": "application/offset+octet-stream",
                "Upload-Offset": str(at), "Content-Length": str(len(content))}  # fmt: skip
        said = [f"{name}: {value}" for name, value in head.items()]
        lines = [f"PATCH {address} HTTP/1.1", f"Host: {HOST}", *said]
        with socket.create_connection((HOST, self.server.port)) as line:
            line.sendall("\r\n".join([*lines, "", ""]).encode() + content[: len(content) // 2])
            time.sleep(0.3)
            if kill:
                self.server.kill_workers()
        self.line.close()
        return self.offset(address)


def send(sender: Sender, path: Path) -> tuple[float, float, dict[str, Any]]:
    """The whole file with its two breaks: seconds to send, seconds to check, what is told."""
    import json

    size, began = path.stat().st_size, time.perf_counter()
    breaks = {size * 2 // 5: False, size * 7 // 10: True}
    address, at = sender.begin(path), 0
    with path.open("rb") as file:
        while at < size:
            file.seek(at)
            content = file.read(PIECE)
            if due := next((mark for mark in breaks if at >= mark), None):
                killed = breaks.pop(due)
                at = sender.cut(address, at, content, kill=killed)
                what = "workers killed" if killed else "line cut"
                print(f"  {what} at {due / MB:.0f} MB; goes on at {at / MB:.1f} MB")
            else:
                at = sender.piece(address, at, content)
    sent = time.perf_counter()
    sender.server.memory("VmHWM")
    answer = sender.ask("POST", f"{address}finish/", **{"Content-Length": "0"})
    if answer.status != 200:
        raise SystemExit(f"the file is refused: {answer.status} {answer.content[:300]}")
    return sent - began, time.perf_counter() - sent, json.loads(answer.content)


def copied(path: Path, folder: Path, *command: str) -> float:
    """Seconds that another program takes for the same bytes."""
    target = folder / "copied"
    began = time.perf_counter()
    subprocess.run([c.format(path=path, target=target) for c in command], check=True,
                   capture_output=True)  # fmt: skip
    seconds = time.perf_counter() - began
    target.unlink()
    return seconds


def kept_whole(path: Path, token: str) -> bool:
    """Whether what lies in the store is what was sent, and nothing of the half file is left.

    It is taken out of the store again.
    """
    from django.conf import settings

    from jingkai.kernel.files.limits import parts_folder

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    places = list(Path(settings.MEDIA_ROOT).rglob(digest))
    with places[0].open("rb") as file:
        again = hashlib.file_digest(file, "sha256").hexdigest()
    places[0].unlink()
    return again == digest and not list(parts_folder().glob(f"*{token}*"))


def measure(kind: str, megabytes: int, cookie: str, folder: Path) -> bool:
    """One file of one kind; whether it is as it should be."""
    path = folder / f"sent.{kind}"
    make(path, kind, megabytes)
    server = Server()
    try:
        sender = Sender(server, cookie)
        before = server.memory("VmRSS")
        print(f"{kind}, {path.stat().st_size / MB:.0f} MB, pieces of {PIECE // MB} MB")
        sending, checking, told = send(sender, path)
        server.memory("VmHWM")
    finally:
        server.stop()
    plain = copied(path, folder, "cp", "{path}", "{target}")
    durable = copied(path, folder, "dd", "if={path}", "of={target}", "bs=8M", "conv=fsync")
    whole, total = kept_whole(path, told["token"]), sending + checking
    print(f"  sent in {sending:.1f} s, checked and kept in {checking:.1f} s: {total:.1f} s in all")
    print(f"  largest worker: {before} MB at the start, {server.peak} MB at its peak")
    print(f"  cp {plain:.1f} s (×{total / plain:.1f}), dd with fsync {durable:.1f} s"
          f" (×{total / durable:.1f})")  # fmt: skip
    print(f"  kept as it was sent: {whole}; type {told['media']}")
    path.unlink()
    return whole and server.peak - before < MOST_GROWTH


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--kinds", default="mp4,zip")
    asked = parser.parse_args()
    from jingkai.config import cli

    cli.start("zh-hans")
    from django.conf import settings

    cookie = prepare()
    folder = Path(settings.VAR) / "bench-upload"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        kinds = asked.kinds.split(",")
        right = [measure(kind, asked.megabytes, cookie, folder) for kind in kinds]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not all(right):
        sys.exit(1)


if __name__ == "__main__":
    main()
