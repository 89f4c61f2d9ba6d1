"""Setting up webhooks, and reading one's notices."""

import base64
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Zone
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.errors import HookTwice, NoEvents, NothingToRedeliver, UnknownEvents
from jingkai.kernel.notices.models import EVERYTHING, Circuit, Hook, Notice
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.permissions import Permission
from jingkai.kernel.notices.queries import notices_for
from jingkai.kernel.notices.sending.guard import checked
from jingkai.kernel.notices.wording import APP, HOOK, MAIL, NOTICES, declare_notice
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change, put

DISABLED = declare_notice(
    "notices.webhook.disabled",
    title=_("The webhook “{name}” was switched off: its receiver answered that it is gone"),
    body=_(
        "The receiver at {url} answered 410 Gone. What is told from now on does not reach it; what"
        " waited for it still waits and goes out when the webhook is switched on again."
    ),
    channels=(APP, MAIL),
)
TESTED = declare_notice(
    "notices.webhook.tested",
    title=_("A test of the webhook “{name}”"),
    channels=(HOOK,),
)
OVERLAP = timedelta(hours=24)
"""How long the former secret signs beside the new one."""


@action("notices.swept", _("Cleared {notices} notices delivered more than {days} days ago"))
def sweep(*, now: datetime, by: Actor) -> int:
    """Clear what was delivered, or refused for good, longer ago than notices are kept; how many.

    What still waits for its receiver stays however old it is, and so does what nobody has read.
    """
    days: int = settings.JINGKAI_NOTICE_DAYS
    rows = Notice.objects.filter(zone_id=by.zone_id, created__lt=now - timedelta(days=days))
    rows = rows.filter(next_try_at=None).exclude(channel=APP, read_at=None)
    number, _models = rows.delete()
    record(Zone.objects.get(pk=by.zone_id), notices=number, days=days)
    return number


def new_secret() -> str:
    """A secret in the form of Standard Webhooks: 32 bytes in Base64 behind `whsec_`."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


def _manages(by: Any) -> None:
    if not by.can(Permission.HOOKS_MANAGE):
        raise Forbidden


def _known(codes: Collection[str]) -> list[str]:
    if not codes:
        raise NoEvents(field="codes")
    if unknown := sorted(set(codes) - NOTICES.keys() - {EVERYTHING}):
        raise UnknownEvents(field="codes", codes="、".join(unknown))
    return [EVERYTHING] if EVERYTHING in codes else sorted(set(codes))


def _free(zone_id: int, url: str, but: int = 0) -> str:
    checked(url)
    if Hook.objects.filter(zone_id=zone_id, url=url).exclude(pk=but).exists():
        raise HookTwice(field="url")
    return url


@action("notices.webhook.opened", _("Set up the webhook {subject}"))
def open_hook(*, name: str, url: str, codes: Collection[str], by: Actor) -> Hook:
    """Set up a webhook with a secret of its own; `hook.secret.plain` is shown once."""
    _manages(by)
    now = timezone.now()
    hook = put(
        Hook(
            zone_id=by.zone_id, name=name.strip(), url=_free(by.zone_id, url), codes=_known(codes),
            secret=new_secret(), former_secret="", created_by_id=by.pk, created=now,
        )
    )  # fmt: skip
    put(Circuit(zone_id=by.zone_id, hook=hook, next_try_at=now))
    record(hook, url=url, codes=hook.codes)
    return hook


@action("notices.webhook.changed", _("Changed the webhook {subject}"))
def change_hook(
    *, hook: Hook, name: str, url: str, codes: Collection[str], by: Actor
) -> Hook:
    """Give a webhook another name, address or events."""
    _manages(by)
    hook.name, hook.codes = name.strip(), _known(codes)
    hook.url = _free(by.zone_id, url, but=hook.pk)
    change(hook, "name", "url", "codes")
    record(hook, url=url, codes=hook.codes)
    return hook


@action("notices.webhook.secret_changed", _("Gave the webhook {subject} a new secret"))
def rotate_secret(*, hook: Hook, by: Actor) -> Hook:
    """A new secret; the former one signs beside it for a day."""
    _manages(by)
    hook.former_secret, hook.former_until = hook.secret.plain, timezone.now() + OVERLAP
    hook.secret = new_secret()
    change(hook, "secret", "former_secret", "former_until")
    record(hook, until=hook.former_until)
    return hook


@action("notices.webhook.switched_off", _("Switched the webhook {subject} off"))
def switch_off(*, hook: Hook, by: Actor) -> Hook:
    """Tell it nothing more; what waits goes on waiting."""
    _manages(by)
    hook.active = False
    change(hook, "active")
    record(hook)
    return hook


@action("notices.webhook.switched_on", _("Switched the webhook {subject} on"))
def switch_on(*, hook: Hook, by: Actor) -> Hook:
    """Tell it again, beginning with what waits; as if it had never failed."""
    _manages(by)
    hook.active = True
    change(hook, "active")
    now = timezone.now()
    Circuit.objects.filter(hook=hook).update(failures=0, failing_since=None, next_try_at=now)
    Notice.objects.filter(hook=hook, next_try_at__gt=now, in_flight=False).update(next_try_at=now)
    record(hook)
    return hook


@action("notices.webhook.disabled", _("The receiver of the webhook {subject} is gone"))
def disable_gone(*, hook: Hook, by: Actor) -> Hook:
    """The receiver answered 410: switch the webhook off and tell who set it up."""
    hook.active = False
    change(hook, "active")
    record(hook, url=hook.url)
    facts = {"name": hook.name, "url": hook.url}
    notify(to=[hook.created_by], code=DISABLED, subject=hook, facts=facts)
    return hook


@action("notices.webhook.closed", _("Removed the webhook {subject}"))
def close_hook(*, hook: Hook, by: Actor) -> None:
    """Remove a webhook with its delivery log; what waits for it is not sent any more."""
    _manages(by)
    record(hook, url=hook.url)
    Notice.objects.filter(hook=hook).delete()
    hook.delete()


@action("notices.webhook.tested", _("Sent a test to the webhook {subject}"))
def send_test(*, hook: Hook, by: Actor) -> Hook:
    """Put a test message for this webhook alone into the outbox."""
    _manages(by)
    moment = timezone.now()
    put(
        Notice(
            zone_id=by.zone_id, channel=HOOK, hook=hook, code=TESTED, facts={"name": hook.name},
            subject_type=hook._meta.label_lower, subject_id=hook.pk, subject_title=hook.name,
            address="", language="zh-hans", created=moment, next_try_at=moment,
        )
    )  # fmt: skip
    record(hook)
    return hook


@action("notices.notice.redelivered", _("Had a notice sent once more to {subject}"))
def redeliver(*, notice: Notice, by: Actor) -> Notice:
    """Send a message to a webhook once more, under the same id."""
    _manages(by)
    hook = notice.hook
    waiting = Notice.objects.filter(pk=notice.pk, hook__isnull=False, in_flight=False)
    moment = timezone.now()
    if hook is None or not waiting.update(next_try_at=moment, delivered_at=None):
        raise NothingToRedeliver
    Circuit.objects.filter(hook=hook).update(next_try_at=moment)
    record(hook, notice=notice.pk, code=notice.code)
    notice.next_try_at, notice.delivered_at = moment, None
    return notice


def mark_read(*, by: Actor, keys: Collection[int] | None = None) -> int:
    """Mark one's own notices read: these, or all. Nobody's record changes, so no entry is left."""
    rows = notices_for(by).filter(read_at__isnull=True)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return rows.update(read_at=timezone.now())
