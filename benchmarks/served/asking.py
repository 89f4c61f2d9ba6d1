"""Users of a web server, each asking one thing after the other; one thread plays them all.

It writes bytes that stand ready and reads no more of an answer than its status and its length, so
that the load takes little of the machine that it measures: threads of a common client would wait
for each other, and that would be told as the server's time.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

HOST = "127.0.0.1"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Answered:
    """One answer: to what, its status, seconds to its last byte, bytes of its body."""

    what: int
    status: int
    seconds: float
    size: int


class _User:
    """A connection, and how far its answer has come."""

    def __init__(self, port: int, asks: Iterator[tuple[int, bytes]]) -> None:
        self.asks = asks
        self.socket = socket.create_connection((HOST, port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask()

    def ask(self) -> None:
        """Write the next request."""
        self.what, request = next(self.asks)
        self.head, self.status, self.size, self.left = b"", 0, 0, -1
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> Answered | None:
        """Take what has come; the answer when it is whole."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionResetError("the server closed the connection")
        if self.left < 0:
            self.head += part
            if (end := self.head.find(b"\r\n\r\n")) < 0:
                return None
            told = LENGTH.search(self.head, 0, end + 2)
            self.status, self.size = int(self.head[9:12]), int(told[1]) if told else 0
            self.left = self.size - (len(self.head) - end - 4)
        else:
            self.left -= len(part)
        if self.left > 0:
            return None
        return Answered(self.what, self.status, time.perf_counter() - self.began, self.size)


def request(address: str, cookie: str) -> bytes:
    """A GET of this address in this session."""
    return f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookie}\r\n\r\n".encode()


def asked(port: int, users: list[Iterator[tuple[int, bytes]]], seconds: float) -> list[Answered]:
    """What all of them were answered in so many seconds; each asks without a pause."""
    selector, found = selectors.DefaultSelector(), []
    until = time.perf_counter() + seconds
    playing = [_User(port, asks) for asks in users]
    for user in playing:
        selector.register(user.socket, selectors.EVENT_READ, user)
    waiting = len(playing)
    while waiting:
        for ready, _events in selector.select(120):
            user = ready.data
            if (answer := user.read()) is None:
                continue
            found.append(answer)
            if time.perf_counter() < until:
                user.ask()
            else:
                selector.unregister(user.socket)
                user.socket.close()
                waiting -= 1
    return found
