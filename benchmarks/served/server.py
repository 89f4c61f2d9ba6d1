"""gunicorn as `jingkai serve` starts it, on a benchmark's database; and a client of it."""

import http.client
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
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)
            else:
                return
        raise SystemExit("the server does not start")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


class Client:
    """One connection that is kept open, and what the last answer said of its statements."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.statements = 0

    def send(
        self, method: str, address: str, token: str, body: Any, headers: Mapping[str, str]
    ) -> Answer:
        """One request."""
        shown = {"Authorization": f"Bearer {token}"} if token else {}
        given = {"Content-Type": "application/json", "Accept-Language": "en", **shown, **headers}
        self.connection.request(method, address, as_json(body), given)
        answer = self.connection.getresponse()
        text = answer.read()
        self.statements = int(answer.headers.get("X-Statements", 0))
        told = json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text
        return Answer(answer.status, told, answer.headers.get("ETag", ""))
