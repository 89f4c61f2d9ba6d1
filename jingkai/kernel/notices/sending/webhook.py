"""A notice as a CloudEvent, signed as Standard Webhooks have it, sent over HTTP.

Headers `webhook-id`, `webhook-timestamp`, `webhook-signature`; the id is the event's and stays the
same however often the notice is sent. https://www.standardwebhooks.com, https://cloudevents.io
"""

import json
import ssl
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.core.serializers.json import DjangoJSONEncoder
from standardwebhooks import Webhook

from jingkai.kernel.errors import Refusal
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.sending.guard import resolved
from jingkai.kernel.notices.wording import wording

TIMEOUT = httpx.Timeout(10, connect=5)
SLOWEST = 15.0
READ = 16_384
GONE = 410
KEPT = 64
LOOKED_UP_FOR = 30.0


@dataclass(frozen=True)
class Answer:
    """What a receiver said: its status, or why there is none."""

    status: int
    words: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The receiver wants no more of it, ever."""
        return self.status == GONE


def cloud_event(notice: Notice, zone_code: str) -> bytes:
    """The body: CloudEvents 1.0 in JSON; the same bytes at each attempt."""
    words, facts = wording(notice.code), notice.facts
    event = {
        "specversion": "1.0",
        "id": str(notice.event),
        "source": f"/zones/{zone_code}",
        "type": notice.code,
        "subject": f"{notice.subject_type}/{notice.subject_id}",
        "time": notice.created.astimezone(UTC).isoformat(timespec="microseconds"),
        "datacontenttype": "application/json",
        "data": {
            "title": {"zh": words.title_in("zh-hans", facts), "en": words.title_in("en", facts)},
            "subject_title": notice.subject_title,
            "facts": facts,
        },
    }
    return json.dumps(event, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def headers(hook: Hook, notice: Notice, body: bytes, now: datetime) -> dict[str, str]:
    """The signed headers; while the secret changes, both the new and the former one sign."""
    secrets = [hook.secret.plain]
    if hook.former_secret and hook.former_until and now < hook.former_until:
        secrets.append(hook.former_secret.plain)
    identity, at = f"msg_{notice.event.hex}", now.astimezone(UTC)
    text = body.decode()
    signatures = (Webhook(secret).sign(identity, at, text) for secret in secrets)
    return {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "user-agent": "jingkai-notices",
        "webhook-id": identity,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


class Sender:
    """Sends to many receivers; connections are kept per receiver, never shared between two."""

    def __init__(self) -> None:
        self._tls = ssl.create_default_context()
        self._clients: OrderedDict[int, httpx.Client] = OrderedDict()
        self._places: dict[str, tuple[float, str]] = {}
        self._lock = Lock()

    def send(self, hook: Hook, notice: Notice, now: datetime) -> Answer:
        """One attempt. Redirects are not followed, proxies not used, long answers not read."""
        body = cloud_event(notice, hook.zone.code)
        try:
            place = self._place(hook.url)
            return self._post(hook, place, body, headers(hook, notice, body, now))
        except Refusal as refusal:
            return Answer(0, str(refusal))
        except httpx.TimeoutException:
            return Answer(0, "timed out")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
            return Answer(0, f"{type(fault).__name__}: {fault}"[:200])

    def _place(self, url: str) -> str:
        at, place = self._places.get(url, (0.0, ""))
        if not place or time.monotonic() - at > LOOKED_UP_FOR:
            place = resolved(url)
            self._places[url] = (time.monotonic(), place)
        return place

    def _post(self, hook: Hook, place: str, body: bytes, signed: dict[str, str]) -> Answer:
        parts = urlsplit(hook.url)
        url = httpx.URL(hook.url).copy_with(host=place)
        signed["host"] = parts.netloc
        extensions: dict[str, Any] = {"sni_hostname": parts.hostname}
        began = time.monotonic()
        with self._client(hook).stream(
            "POST", url, content=body, headers=signed, extensions=extensions
        ) as response:
            read = b""
            for chunk in response.iter_raw():
                read += chunk
                if len(read) > READ or time.monotonic() - began > SLOWEST:
                    break
            return Answer(response.status_code, told(response, read))

    def _client(self, hook: Hook) -> httpx.Client:
        """The receiver's own client: a connection proven for one name serves no other."""
        with self._lock:
            client = self._clients.pop(hook.pk, None)
            if client is None:
                client = httpx.Client(
                    verify=self._tls, timeout=TIMEOUT, trust_env=False, follow_redirects=False
                )
            self._clients[hook.pk] = client
            if len(self._clients) > KEPT:
                self._clients.popitem(last=False)  # closed when its last request is done
            return client

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()


def told(response: httpx.Response, read: bytes) -> str:
    """The answer in a line: the status, and the first words of a refusal."""
    line = f"{response.status_code} {response.reason_phrase}".strip()
    if response.is_success:
        return line
    words = " ".join(read[:300].decode("utf-8", "replace").split())
    return f"{line}: {words}".removesuffix(": ")[:300]
