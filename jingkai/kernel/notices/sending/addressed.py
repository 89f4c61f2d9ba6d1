"""Notices by e-mail and SMS. Without a server or a gateway they are printed, and say so."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused

import httpx
from django.conf import settings
from django.core.mail import EmailMessage, mailers

from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.secrecy import hidden, opened
from jingkai.kernel.notices.wording import wording

log = logging.getLogger(__name__)
TIMEOUT = 15.0


@dataclass(frozen=True)
class Sent:
    """What came of one message; `final` when another attempt would be refused as well."""

    ok: bool
    answer: str
    final: bool = False


def send_mail(notices: Sequence[Notice]) -> list[Sent]:
    """Send over one connection; a server that can't be reached fails them all."""
    results: list[Sent] = []
    backend = mailers.default
    try:
        backend.open()
    except (OSError, SMTPException) as fault:
        return [Sent(False, _words(fault))] * len(notices)
    try:
        for notice in notices:
            results.append(_mailed(backend, notice))
    finally:
        backend.close()
    return results


def _mailed(backend: object, notice: Notice) -> Sent:
    try:
        backend.send_messages([message(notice)])  # type: ignore[attr-defined]
    except SMTPRecipientsRefused as fault:
        final = all(code >= 500 for code, _words in fault.recipients.values())
        return Sent(False, _words(fault), final)
    except (OSError, SMTPException, ValueError) as fault:
        return Sent(False, _words(fault), isinstance(fault, ValueError))
    return Sent(True, f"handed over by {type(backend).__module__.rsplit('.', 1)[1]}")


def message(notice: Notice) -> EmailMessage:
    """The e-mail; sent twice, it has the same Message-ID."""
    words, sender = wording(notice.code), settings.DEFAULT_FROM_EMAIL
    facts = opened(notice.code, notice.facts)
    return EmailMessage(
        subject=words.title_in(notice.language, facts),
        body=words.body_in(notice.language, facts),
        from_email=sender,
        to=[notice.address.plain],
        headers={"Message-ID": f"<{notice.event.hex}.{notice.pk}@{sender.rpartition('@')[2]}>"},
    )


def send_sms(notices: Sequence[Notice]) -> list[Sent]:
    """Hand over to the gateway at `JINGKAI_SMS_URL`, one by one; after a failure the rest wait."""
    url: str = getattr(settings, "JINGKAI_SMS_URL", "")
    if not url:
        return [_printed(notice) for notice in notices]
    token: str = getattr(settings, "JINGKAI_SMS_TOKEN", "")
    signed = {"authorization": f"Bearer {token}"} if token else {}
    results: list[Sent] = []
    with httpx.Client(timeout=TIMEOUT, headers=signed, trust_env=False) as client:
        for notice in notices:
            results.append(_texted(client, url, notice))
            if not results[-1].ok and not results[-1].final:
                break
    return results


def _texted(client: httpx.Client, url: str, notice: Notice) -> Sent:
    """`id` is the same at each attempt, so that the gateway can drop the second."""
    facts = opened(notice.code, notice.facts)
    body = {"id": f"{notice.event.hex}-{notice.pk}", "to": notice.address.plain,
            "text": wording(notice.code).title_in(notice.language, facts)}  # fmt: skip
    try:
        answer = client.post(url, json=body)
    except (httpx.HTTPError, OSError) as fault:
        return Sent(False, _words(fault))
    status = answer.status_code
    line = f"{status} {answer.reason_phrase}".strip()
    return Sent(answer.is_success, line, 400 <= status < 500 and status not in (401, 403, 408, 429))


def _printed(notice: Notice) -> Sent:
    text = wording(notice.code).title_in(notice.language, hidden(notice.code, notice.facts))
    log.warning("SMS to %s, not sent for want of JINGKAI_SMS_URL: %s", notice.address, text)
    return Sent(True, "printed: no SMS gateway is set (JINGKAI_SMS_URL)")


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:300]
