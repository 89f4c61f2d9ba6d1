"""Codes sent to a telephone: that the number is in the person's hand.

They go out as text messages through the outbox of notices when a gateway is set
(`JINGKAI_SMS_URL`), or by a hook: `delivers_codes(deliver)`, `deliver(zone_id, phone, text)`. Where
nothing delivers, no code is sent; a demonstration shows it on the page instead.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.actions.limits import knock
from jingkai.domains.subjects.choices import CodePurpose
from jingkai.domains.subjects.errors import CodeNotDelivered, PhoneNotUsable, TooOften
from jingkai.domains.subjects.models import PhoneCode
from jingkai.kernel.access.personal import digest, digests, mask_phone
from jingkai.kernel.access.today import demonstrated_day
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.recipients import Phone
from jingkai.kernel.notices.wording import SMS, declare_notice
from jingkai.kernel.trail.acting import Actor, action, record

type Deliver = Callable[[int, str, str], None]

MINUTES, TRIES, PAUSE = 5, 5, timedelta(seconds=60)
A_DAY = 24 * 60
MOST_A_DAY = 10
_DELIVERS: list[Deliver] = []
TEXT = _("Your code is {code}, good for {minutes} minutes. Tell it to nobody.")
CODE = declare_notice("subjects.code", title=TEXT, channels=(SMS,), sealed=("code",))


def delivers_codes(deliver: Deliver) -> Deliver:
    """Let this deliver codes: `deliver(zone_id, phone, text)`; the last one told is used."""
    _DELIVERS.append(deliver)
    return deliver


def connected() -> bool:
    """Whether text messages leave from here."""
    return bool(_DELIVERS or getattr(settings, "JINGKAI_SMS_URL", ""))


def send_code(*, phone: str, purpose: CodePurpose, by: Actor) -> str:
    """Send a code, good for five minutes; in a demonstration it is returned to be shown.

    Raises PhoneNotUsable, TooOften (one a minute, ten a day), CodeNotDelivered.
    """
    number = usable(phone)
    if not connected() and demonstrated_day() is None:
        raise CodeNotDelivered
    with transaction.atomic():
        knock(zone_id=by.zone_id, door="code", who=number, most=MOST_A_DAY, minutes=A_DAY)
    code = f"{secrets.randbelow(10**6):06d}"
    _sent(phone=number, purpose=purpose, code=code, by=by)
    return "" if connected() else code


@action("subjects.code.sent", _("Sent a code to {phone}"))
def _sent(*, phone: str, purpose: CodePurpose, code: str, by: Actor) -> PhoneCode:
    """Keep the code's digest and hand its text to what delivers it."""
    now = timezone.now()
    rows = PhoneCode.objects.filter(zone_id=by.zone_id, phone_digest__in=digests(phone))
    if rows.filter(sent_at__gt=now - PAUSE).exists():
        raise TooOften(minutes=1)
    rows.filter(sent_at__lt=now - timedelta(minutes=A_DAY)).delete()
    row = PhoneCode.objects.create(
        zone_id=by.zone_id, purpose=purpose, phone_digest=digest(phone), sent_at=now,
        code_digest=_secret(phone, code),
    )  # fmt: skip
    record(row, phone=mask_phone(phone), purpose=str(purpose))
    facts = {"code": code, "minutes": MINUTES}
    if _DELIVERS:
        _DELIVERS[-1](by.zone_id, phone, str(TEXT).format(**facts))
    elif connected():
        notify(to=Phone(phone), code=CODE, subject=row, facts=facts)
    return row


def prove_phone(
    *, zone_id: int, phone: str, purpose: CodePurpose, code: str
) -> PhoneCode | None:
    """The code that this entry confirms, used up by it; None for a wrong, used or old one.

    A wrong try counts at once; after five the code is good for nothing.
    """
    number = usable(phone)
    with transaction.atomic():
        row = (
            PhoneCode.objects.select_for_update()
            .filter(zone_id=zone_id, phone_digest__in=digests(number), purpose=purpose)
            .order_by("-pk")
            .first()
        )
        oldest = timezone.now() - timedelta(minutes=MINUTES)
        if row is None or row.used_at or row.sent_at < oldest or row.tries >= TRIES:
            return None
        if not secrets.compare_digest(row.code_digest, _secret(number, code.strip())):
            row.tries += 1
            row.save(update_fields=["tries"])
            return None
        row.used_at = timezone.now()
        row.save(update_fields=["used_at"])
        return row


def usable(phone: str) -> str:
    """The number's eleven digits. Raises PhoneNotUsable."""
    if not (number := rules.clean_phone(phone)):
        raise PhoneNotUsable(field="phone", phone=phone)
    return number


def _secret(phone: str, code: str) -> str:
    return digest(f"code{phone}x{code}")
