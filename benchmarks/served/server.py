"""gunicorn as `jingkai serve` starts it, on a benchmark's database; and a client of it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.served.cases import Answer, as_json

HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment(name: str, **more: str) -> dict[str, str]:
    """The environment of a process that works on a benchmark's database."""
    return {
        **os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.served.settings",
        "BENCHMARK_DATABASE": name, **more,
    }  # fmt: skip


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []


class Server:
    """The web processes: a master, and workers that it starts again when they die."""

    def __init__(self, name: str, *, workers: int, threads: int, **more: str) -> None:
        self.name, self.more = name, more
        self.workers, self.threads, self.port = workers, threads, free_port()
        self.start()

    def start(self) -> None:
        """Start the master, on the same port as before."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--bind={HOST}:{self.port}",
             f"--workers={self.workers}", f"--threads={self.threads}", "--worker-class=gthread",
             "--preload", "--log-level=critical", "--timeout=120", "--backlog=256",
             "jingkai.config.wsgi:application"],
            env=environment(self.name, JINGKAI_POOL=str(self.threads), **self.more),
        )  # fmt: skip

    def wait(self) -> None:
        """Until it answers."""
        for _try in range(300):
            try:
                Client(self.port).send("GET", "/api/v1/me", "", None, {})
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("the server does not start")

    def spent(self) -> float:
        """Seconds of processor time that its workers have taken so far."""
        told = [Path(f"/proc/{pid}/stat").read_text() for pid in children(self.process.pid)]
        ticks = sum(sum(map(int, one.rpartition(")")[2].split()[11:13])) for one in told)
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


class Client:
    """One connection that is kept open, and what the last answer said of its statements.

    It reads what a server of ours writes (a status, headers, a body of a told length) and costs a
    tenth of `http.client`, so that the load takes little of the machine that it measures.
    """

    def __init__(self, port: int) -> None:
        self.port, self.statements = port, 0
        self._socket: socket.socket | None = None

    def send(
        self, method: str, address: str, token: str, body: Any, headers: Mapping[str, str]
    ) -> Answer:
        """One request; an `OSError` when the connection broke, and a new one with the next."""
        shown = {"Authorization": f"Bearer {token}"} if token else {}
        content = as_json(body)
        given = {
            "Host": HOST, "Content-Type": "application/json", "Accept-Language": "en",
            "Content-Length": str(len(content)), **shown, **headers,
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        try:
            status, told, text = self._exchange(
                f"{method} {address} HTTP/1.1\r\n{head}\r\n".encode() + content
            )
        except OSError:
            self.close()
            raise
        if told.get("connection") == "close":
            self.close()
        self.statements = int(told.get("x-statements", 0))
        read = json.loads(text) if "json" in told.get("content-type", "") else text
        return Answer(status, read, told.get("etag", ""))

    def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        first, *lines = got[:end].decode("latin-1").split("\r\n")
        told = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        body = got[end + 4 :]
        while len(body) < int(told.get("content-length", 0)):
            body += self._more()
        return int(first.split()[1]), told, body

    def close(self) -> None:
        """Give the connection back; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _more(self) -> bytes:
        assert self._socket is not None
        if not (part := self._socket.recv(65536)):
            raise ConnectionResetError("the server closed the connection")
        return part
