"""The outbox: what is to be told to whom; and the webhooks of a zone."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import MASKS, EncryptedTextField
from jingkai.kernel.notices.secrecy import hidden
from jingkai.kernel.notices.wording import APP, HOOK, wording
from jingkai.kernel.trail.history import acted

EVERYTHING = "*"
"""The code by which a webhook asks for all codes."""


def mask_address(text: str) -> str:
    """An address in the delivery log: enough to recognise, not enough to write to.

    >>> mask_address("13912345678"), mask_address("li.mei@example.cn")
    ('139****5678', 'l***@example.cn')
    """
    name, at, host = text.partition("@")
    return f"{name[:1]}***@{host}" if at else MASKS["phone"](text)


MASKS.setdefault("address", mask_address)
MASKS.setdefault("secret", lambda text: "*" * 8)


@acted
class Hook(ZoneOwned):
    """A webhook (回调地址): a program elsewhere that is told what happens in the zone.

    `codes` are the notices it asked for, or `*` for all. After a change of the secret the former
    one signs as well until `former_until`, so that the receiver can change over in peace.
    """

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    codes = ArrayField(models.CharField(max_length=100), verbose_name=_("events"))
    secret = EncryptedTextField(_("secret"), masked_as="secret")
    former_secret = EncryptedTextField(_("former secret"), masked_as="secret", blank=True)
    former_until = models.DateTimeField(_("former secret signs until"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)
    created_by = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, related_name="+", verbose_name=_("set up by"),
        db_index=False,
    )  # fmt: skip
    created = models.DateTimeField(_("set up"))

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "url"], name="notices_hook_url_once",
                violation_error_message=_("This address is a webhook of the zone already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Circuit(models.Model):
    """How a webhook's receiver does: once it keeps failing, it is tried by one notice at a time.

    No person's work, so neither trail nor history.
    """

    zone = models.ForeignKey(
        "access.Zone", models.PROTECT, related_name="+", db_index=False, editable=False
    )
    hook = models.OneToOneField(Hook, models.CASCADE, related_name="circuit")
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("webhook's circuit")
        verbose_name_plural = _("webhooks' circuits")

    def __str__(self) -> str:
        return f"{self.hook_id}: {self.failures}"


class Notice(models.Model):
    """One message to one recipient on one channel (通知), written in the action it tells of.

    Its way is no act of anybody, so delivering leaves no trail; the row itself keeps it.
    `event` is shared by all messages of one telling, and is what receivers know it by. `created`
    is the zone's moment; the other times are real ones. A message waits as long as it has
    `next_try_at`; one without it that is not delivered was refused for good, and `answer` says why.
    """

    zone = models.ForeignKey(
        "access.Zone", models.PROTECT, related_name="+", db_index=False, editable=False
    )
    event = models.UUIDField(default=uuid.uuid4)
    channel = models.CharField(_("channel"), max_length=10)
    seat = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        "access.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    address = EncryptedTextField(_("address"), masked_as="address", blank=True)
    hook = models.ForeignKey(
        Hook, models.PROTECT, null=True, related_name="notices", db_index=False
    )
    code = models.CharField(_("code"), max_length=100)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(_("subject"), max_length=300)
    language = models.CharField(max_length=10)
    created = models.DateTimeField(_("time"))
    next_try_at = models.DateTimeField(_("next attempt"), null=True)
    in_flight = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("last attempt"), null=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    read_at = models.DateTimeField(_("read"), null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "dedupe_key"], condition=~Q(dedupe_key=""),
                name="notices_notice_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(channel=HOOK, hook__isnull=False) | ~Q(channel=HOOK),
                name="notices_notice_goes_to_its_hook",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(next_try_at__isnull=True),
                name="notices_notice_waits_or_is_delivered",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["zone", "user", "-id"], name="notices_notice_inbox",
                condition=Q(channel=APP),
            ),
            models.Index(
                fields=["zone", "user"], name="notices_notice_unread",
                condition=Q(channel=APP, read_at__isnull=True),
            ),
            models.Index(
                fields=["hook", "next_try_at", "id"], name="notices_notice_due_hook",
                condition=Q(next_try_at__isnull=False, hook__isnull=False),
            ),
            models.Index(
                fields=["zone", "next_try_at", "id"], name="notices_notice_due",
                condition=Q(next_try_at__isnull=False, hook__isnull=True),
            ),
            models.Index(
                fields=["hook", "-id"], name="notices_notice_log", condition=Q(hook__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The sentence in the reader's language."""
        return _now(wording(self.code).title_in, hidden(self.code, self.facts))

    @property
    def body(self) -> str:
        """The details in the reader's language."""
        return _now(wording(self.code).body_in, hidden(self.code, self.facts))

    @property
    def state(self) -> str:
        """delivered, waiting (for its first attempt), failing, or refused for good."""
        if self.delivered_at is not None:
            return "delivered"
        if self.next_try_at is None:
            return "refused"
        return "failing" if self.attempts and self.answer else "waiting"


def _now(words: Any, facts: dict[str, Any]) -> str:
    from django.utils.translation import get_language

    return str(words(get_language() or "zh-hans", facts))
