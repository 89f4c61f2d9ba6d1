"""A small store that speaks as much of S3 as Arrow asks for, on loopback, in memory.

Objects by key, ranges, listing by prefix and delimiter, copies, uploads in parts. Whoever has a
store of another make runs the same tests against it: `JINGKAI_TEST_S3=s3://bucket/…?…`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

DATED = "2026-01-01T00:00:00.000Z"
HTTP_DATED = "Thu, 01 Jan 2026 00:00:00 GMT"


def _tag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def _unchunked(body: bytes) -> bytes:
    """A body that was sent in signed or trailed chunks, as it was before."""
    found, at = bytearray(), 0
    while True:
        end = body.index(b"\r\n", at)
        size = int(body[at:end].split(b";")[0], 16)
        if not size:
            return bytes(found)
        found += body[end + 2 : end + 2 + size]
        at = end + 4 + size


class _Store(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]

    def log_message(self, *_: object) -> None:
        pass

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    @property
    def asked(self) -> dict[str, str]:
        found = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        return {name: values[0] for name, values in found.items()}

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("transfer-encoding", ""):
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
        chunked = "aws-chunked" in self.headers.get("content-encoding", "")
        return _unchunked(body) if chunked else body

    def _chunk(self) -> bytes:
        held = self.rfile.read(int(self.rfile.readline().split(b";")[0], 16))
        self.rfile.readline()
        return held

    def _say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "content_length" not in headers:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _xml(self, text: str, status: int = 200) -> None:
        body = f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
        self._say(status, body, content_type="application/xml")

    def do_HEAD(self) -> None:
        held = self.objects.get(self.key)
        if "/" not in self.key.rstrip("/"):
            self._say(200, x_amz_bucket_region="us-east-1")
        elif held is None:
            self._say(404)
        else:
            self._say(200, content_length=str(len(held)), etag=_tag(held), last_modified=HTTP_DATED)

    def do_GET(self) -> None:
        if "list-type" in self.asked:
            self._listed()
            return
        held = self.objects.get(self.key)
        if held is None:
            self._xml("<Error><Code>NoSuchKey</Code></Error>", 404)
            return
        wanted = self.headers.get("range")
        if wanted is None:
            self._say(200, held, etag=_tag(held), last_modified=HTTP_DATED)
            return
        first, last = wanted.removeprefix("bytes=").split("-")
        end = min(int(last or len(held) - 1), len(held) - 1)
        told = f"bytes {first}-{end}/{len(held)}"
        self._say(206, held[int(first) : end + 1], etag=_tag(held), content_range=told)

    def _listed(self) -> None:
        bucket, prefix = self.key.rstrip("/"), self.asked.get("prefix", "")
        delimiter, limit = self.asked.get("delimiter", ""), int(self.asked.get("max-keys", 1000))
        keys, folders = [], {}
        for key in sorted(self.objects):
            name = key.removeprefix(f"{bucket}/")
            rest = name.removeprefix(prefix)
            if name == key or not name.startswith(prefix):
                continue
            if delimiter and delimiter in rest:
                folders[prefix + rest.split(delimiter)[0] + delimiter] = True
            else:
                keys.append((name, self.objects[key]))
        told = "".join(
            f"<Contents><Key>{escape(name)}</Key><Size>{len(held)}</Size><ETag>{_tag(held)}</ETag>"
            f"<LastModified>{DATED}</LastModified></Contents>"
            for name, held in keys[:limit]
        )
        told += "".join(
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in folders
        )
        self._xml(
            f"<ListBucketResult><Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix>"
            f"<KeyCount>{len(keys)}</KeyCount><IsTruncated>false</IsTruncated>{told}"
            "</ListBucketResult>"
        )

    def do_PUT(self) -> None:
        body = self._body()
        if (source := self.headers.get("x-amz-copy-source")) is not None:
            self.objects[self.key] = self.objects[unquote(source).lstrip("/")]
            tag = _tag(self.objects[self.key])
            self._xml(f"<CopyObjectResult><ETag>{tag}</ETag></CopyObjectResult>")
        elif "uploadId" in self.asked:
            self.parts[self.asked["uploadId"]][int(self.asked["partNumber"])] = body
            self._say(200, etag=_tag(body))
        else:
            self.objects[self.key] = body
            self._say(200, etag=_tag(body))

    def do_POST(self) -> None:
        body = self._body()
        if "uploads" in self.asked:
            name = str(len(self.parts) + 1)
            self.parts[name] = {}
            self._xml(
                "<InitiateMultipartUploadResult>"
                f"<UploadId>{name}</UploadId></InitiateMultipartUploadResult>"
            )
        elif "uploadId" in self.asked:
            held = self.parts.pop(self.asked["uploadId"])
            self.objects[self.key] = b"".join(held[number] for number in sorted(held))
            tag = _tag(self.objects[self.key])
            self._xml(
                f"<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
            )
        else:
            raise AssertionError(f"not expected: {self.path} {body[:200]!r}")

    def do_DELETE(self) -> None:
        if "uploadId" in self.asked:
            self.parts.pop(self.asked["uploadId"], None)
        self.objects.pop(self.key, None)
        self._say(204)


@contextmanager
def store() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A store while the block runs: the address of a root in it, and its objects."""
    kept: dict[str, bytes] = {}
    made: Any = type("Store", (_Store,), {"objects": kept, "parts": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    where = f"127.0.0.1%3A{server.server_port}"
    try:
        yield (
            f"s3://lakes/jingkai?endpoint_override={where}&scheme=http&region=us-east-1"
            "&allow_bucket_creation=false",
            kept,
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
