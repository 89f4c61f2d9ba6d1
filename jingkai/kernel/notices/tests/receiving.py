"""A receiver of webhooks on loopback, which can be slow, down, refusing or gone."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    """One request as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """What came in, and how to answer the next ones."""

    url: str = ""
    status: int = 200
    delay: float = 0.0
    got: list[Got] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.got]


@contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    """A receiver while the block runs."""
    seen = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            with seen.lock:
                seen.at_once += 1
                seen.most_at_once = max(seen.most_at_once, seen.at_once)
            body = self.rfile.read(int(self.headers["content-length"]))
            time.sleep(seen.delay)
            with seen.lock:
                seen.at_once -= 1
                seen.got.append(Got({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(seen.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    seen.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
