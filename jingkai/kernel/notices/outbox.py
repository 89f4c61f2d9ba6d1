"""Telling people and programs what was done: `notify`, inside the action that did it.

    notify(to=[officer, Phone("139…")], code=APPROVED, subject=case, facts={"number": case.number})

The messages are rows of the same transaction, written with all that the action writes: if it is
taken back, so are they, and once it stands they can't be lost. Nothing is sent here; `jingkai work`
does.
"""

import json
import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.notices.models import EVERYTHING, Hook, Notice
from jingkai.kernel.notices.recipients import CHINESE, Recipient, Way, ways_to
from jingkai.kernel.notices.secrecy import sealed
from jingkai.kernel.notices.waking import wake
from jingkai.kernel.notices.wording import APP, HOOK, NOTICES
from jingkai.kernel.trail.acting import acting
from jingkai.kernel.trail.writing import say

WRITTEN = f"""
    insert into notices_notice (zone_id, event, code, facts, subject_type, subject_id,
        subject_title, created, in_flight, attempts, answer, channel, seat_id, user_id, address,
        language, hook_id, next_try_at, delivered_at, dedupe_key)
    select %(zone)s::bigint, %(event)s::uuid, %(code)s::text, %(facts)s::jsonb,
        %(subject_type)s::text, %(subject_id)s::bigint, %(subject_title)s::text,
        %(created)s::timestamptz, false, 0, '', way.channel, way.seat, way.person,
        way.address, way.language, way.hook,
        case when way.channel <> '{APP}' then %(now)s::timestamptz end,
        case when way.channel = '{APP}' then %(now)s::timestamptz end,
        case when %(once)s::text = '' then ''
            else %(once)s::text || '|' || way.channel || '|' || way.who end
    from (
        select unnest(%(channels)s::text[]) as channel, unnest(%(seats)s::bigint[]) as seat,
            unnest(%(users)s::bigint[]) as person, unnest(%(addresses)s::text[]) as address,
            unnest(%(languages)s::text[]) as language, null::bigint as hook,
            unnest(%(whos)s::text[]) as who
        union all
        select '{HOOK}', null, null, '', '{CHINESE}', id, id::text from notices_hook
        where %(hooks)s::bool and zone_id = %(zone)s::bigint and active
            and codes && array[%(code)s, '{EVERYTHING}']::varchar[]
    ) way
    on conflict (zone_id, dedupe_key) where dedupe_key <> '' do nothing
    returning channel as told
"""
VALUE = re.compile(r"%\((\w+)\)s")
SQL, NAMES = VALUE.sub("%s", WRITTEN), VALUE.findall(WRITTEN)
"""The statement with its places in order, and which value goes to each."""


def notify(
    *,
    to: Recipient | Iterable[Recipient],
    code: str,
    subject: models.Model,
    facts: Mapping[str, Any] | None = None,
    channels: Collection[str] | None = None,
    once: str = "",
) -> None:
    """Write the messages of one telling into the outbox, with all that the action writes.

    Each recipient is told on the channel that reaches them, webhooks that asked for the code as
    well, as far as `channels` (by default those of the code's wording) let. Under one `once` key
    nobody is told twice, however often the action runs. Facts go to webhooks too: no personal
    numbers unmasked.
    """
    zone_id = acting().by.zone_id
    allowed = NOTICES[code].channels if channels is None else channels
    ways = [way for way in ways_to(to) if way.channel in allowed]
    told: dict[str, Any] = {
        "zone": zone_id,
        "code": code,
        "facts": json.dumps(sealed(code, facts or {}), cls=DjangoJSONEncoder, default=str),
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "subject_title": str(subject)[:300],
        "once": once,
        "hooks": HOOK in allowed,
        **_columns(ways),
    }
    told |= {"event": uuid.uuid4(), "created": zone_now(), "now": timezone.now()}

    def sent(channels: list[str]) -> None:
        if any(channel != APP for channel in channels):
            wake(zone_id)

    say(Notice, SQL, [told[name] for name in NAMES], sent, reads=[Hook._meta.db_table])


def _columns(ways: list[Way]) -> dict[str, list[Any]]:
    return {
        "channels": [way.channel for way in ways],
        "seats": [way.seat_id for way in ways],
        "users": [way.user_id for way in ways],
        "addresses": [way.address for way in ways],
        "languages": [way.language for way in ways],
        "whos": [way.who for way in ways],
    }
