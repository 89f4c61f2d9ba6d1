"""What was done, by whom, to what; and the seals that keep it so."""

import hashlib
import json
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.trail.acting import CODES, Act, acting
from jingkai.kernel.trail.rows import new_row

HASHED = (
    "zone_id", "code", "facts", "subject_type", "subject_id", "subject_title",
    "actor", "user_id", "seat_id", "reason", "request", "context_id", "idempotency_key",
)  # fmt: skip


def canonical(values: dict[str, Any]) -> bytes:
    """One spelling of the values, whatever the order of their keys."""
    return json.dumps(
        values, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


class Entry(models.Model):
    """One thing that was done. Never changed, never deleted.

    No foreign keys: the trail outlives the rows that it speaks of. `context_id` is shared with the
    history rows that the action caused (`pgh_context_id`).
    """

    zone_id = models.BigIntegerField()
    at = models.DateTimeField(_("time"))
    code = models.CharField(_("action"), max_length=100)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    subject_type = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(_("subject"), max_length=300)
    actor = models.CharField(_("actor"), max_length=150)
    user_id = models.BigIntegerField(null=True)
    seat_id = models.BigIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    request = models.CharField(max_length=64, blank=True)
    context_id = models.UUIDField()
    idempotency_key = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["zone_id", "-id"], name="trail_entry_by_zone"),
            models.Index(
                fields=["subject_type", "subject_id", "-id"], name="trail_entry_by_subject"
            ),
            models.Index(fields=["context_id"], name="trail_entry_by_context"),
            models.Index(fields=["zone_id", "user_id", "-id"], name="trail_entry_by_user"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["zone_id", "code", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="trail_entry_once_per_key",
            )
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What was done, in the reader's language."""
        template = str(CODES.get(self.code, "{code}: {subject}"))
        facts = _Facts(self.facts, subject=self.subject_title, actor=self.actor, code=self.code)
        return template.format_map(facts)

    @classmethod
    def about(cls, subject: models.Model, act: Act, facts: dict[str, Any]) -> Self:
        entry = new_row(
            cls,
            zone_id=act.by.zone_id,
            at=timezone.now(),
            code=act.code,
            facts=json.loads(json.dumps(facts, cls=DjangoJSONEncoder, default=str)),
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_title=str(subject)[:300],
            actor=act.by.name,
            user_id=act.by.user_id,
            seat_id=act.by.pk,
            reason=act.reason[:500],
            request=act.request,
            context_id=act.context,
            idempotency_key=act.key,
        )
        entry.digest = entry.content_digest()
        return entry

    def content_digest(self) -> str:
        """The SHA-256 of what the entry says; kept with it, and under the seals."""
        values = {name: getattr(self, name) for name in HASHED}
        return hashlib.sha256(canonical(values)).hexdigest()


class _Facts(dict[str, Any]):
    def __init__(self, facts: dict[str, Any], **more: Any) -> None:
        super().__init__({**facts, **more})

    def __missing__(self, key: str) -> str:
        return "—"


class Seal(models.Model):
    """A zone's trail and row history up to a moment, closed under one digest.

    `parts` holds, per table, the first and last row, the columns that were hashed, and the Merkle
    root; `previous` is the digest of the seal before, so that none can be taken out.
    """

    zone_id = models.BigIntegerField()
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("time"))
    parts = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["zone_id", "number"], name="trail_seal_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def content_digest(self) -> str:
        return hashlib.sha256(
            canonical(
                {
                    "zone": self.zone_id,
                    "number": self.number,
                    "previous": self.previous,
                    "parts": self.parts,
                }
            )
        ).hexdigest()


class SealLeaves(models.Model):
    """The row hashes under one part of a seal, by which `verify` names the very row that changed.

    `leaves` is 16 bytes a row: its number (8, big-endian) and the head of its SHA-256 (8).
    """

    zone_id = models.BigIntegerField()
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+")
    table = models.CharField(max_length=100)
    leaves = models.BinaryField()

    class Meta:
        verbose_name = _("seal's leaves")
        verbose_name_plural = _("seals' leaves")

    def __str__(self) -> str:
        return f"{self.seal_id}:{self.table}"


class Erasure(models.Model):
    """A row of history out of which a person's particulars were taken (see `erasing`).

    `before` and `after` are the SHA-256 of the row over the columns of the seal that covers it, or
    over all of them where none does yet (`seal` is empty then). Written by the database's own
    function alone.
    """

    zone_id = models.BigIntegerField()
    history = models.CharField(max_length=100)
    row = models.BigIntegerField()
    seal = models.BigIntegerField(null=True)
    context_id = models.UUIDField()
    before = models.BinaryField()
    after = models.BinaryField()

    class Meta:
        verbose_name = _("erasure from history")
        verbose_name_plural = _("erasures from history")
        indexes = [
            models.Index(fields=["zone_id", "seal", "history"], name="trail_erasure_by_seal"),
            models.Index(fields=["zone_id", "context_id"], name="trail_erasure_by_context"),
        ]

    def __str__(self) -> str:
        return f"{self.history}:{self.row}"


class ActedQuerySet[M: models.Model](models.QuerySet[M]):
    """A queryset whose writing methods work only inside an action."""

    def create(self, **kwargs: Any) -> M:
        acting()
        return super().create(**kwargs)

    def update(self, **kwargs: Any) -> int:
        acting()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        acting()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        acting()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        acting()
        return super().bulk_update(*args, **kwargs)


class ActedModel(models.Model):
    """A model that only actions may change."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        acting()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        acting()
        return super().delete(*args, **kwargs)
