"""Files on their way in, files kept, and what they hang on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Zone, ZoneOwned
from jingkai.kernel.files.types import FileType, type_of_media
from jingkai.kernel.trail.history import acted


class Scan(models.TextChoices):
    """What the virus scanner has said of a file."""

    CLEAN = "clean", _("checked for viruses")
    UNSCANNED = "unscanned", _("not yet checked for viruses")
    INFECTED = "infected", _("a virus was found")


@acted
class StoredFile(ZoneOwned):
    """Content, kept once per zone under its digest, however often it is handed in.

    `digest` is the SHA-256 in hexadecimal, `size` in bytes, `media` the type found from the
    content. `pages` counts the previews that can be drawn. `name` and `actor` are the first
    sender's; what it is called where it hangs, its attachment says.
    """

    digest = models.CharField(_("digest"), max_length=64)
    size = models.BigIntegerField(_("size"))
    media = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("name"), max_length=255)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    scan = models.CharField(_("virus check"), max_length=10, choices=Scan)
    actor = models.CharField(_("handed in by"), max_length=150)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(fields=["zone", "digest"], name="files_content_once"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="files_digest_is_sha256",
                violation_error_message=_("A digest has 64 hexadecimal signs."),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0), name="files_content_not_empty",
                violation_error_message=_("A file has content."),
            ),
            models.CheckConstraint(
                condition=Q(scan__in=Scan.values), name="files_scan_known",
                violation_error_message=_("Choose a known state of the virus check."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "id"], name="files_to_scan", condition=Q(scan="unscanned"))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def type(self) -> FileType | None:
        """The kind of file, as the platform knows it."""
        return type_of_media(self.media)


@acted
class Attachment(ZoneOwned):
    """A file on a holder: under which kind, called what, since when, and which version it is.

    `holder_type` and `holder_pk` name the holder ("services.approval", 7). `kind` is the holder's
    own word, such as a material's code. A newer version `replaces` the one before; `current` is
    the newest that was not removed. `owner` is whose it was when it came.
    """

    holder_type = models.CharField(max_length=100)
    holder_pk = models.BigIntegerField()
    kind = models.CharField(_("kind"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=255)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="attachments", verbose_name=_("file")
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("replaces"),
    )  # fmt: skip
    current = models.BooleanField(_("current"), default=True)
    identity = models.BooleanField(_("identity document"), default=False)
    owner = models.CharField(max_length=120)
    actor = models.CharField(_("handed in by"), max_length=150)
    at = models.DateTimeField(_("time"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(current=False),
                name="files_removed_is_not_current",
                violation_error_message=_("A removed attachment is no longer current."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, number=1)
                | Q(replaces__isnull=False, number__gt=1) & ~Q(replaces=F("id")),
                name="files_versions_count_up",
                violation_error_message=_("The first version replaces nothing."),
            ),
        ]
        indexes = [
            models.Index(fields=["holder_type", "holder_pk", "id"], name="files_of_holder"),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way in, its sender's alone: machinery, no record, forgotten when it expires.

    How much has come is the length of the half file (`parts.py`), so that a chunk writes nothing
    here. `file` is set once all of it has come and been checked.
    """

    zone = models.ForeignKey(
        Zone, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    token = models.CharField(max_length=43, unique=True)
    owner = models.CharField(max_length=120)
    holder_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    expires_at = models.DateTimeField()
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="uploads"
    )

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [
            models.Index(fields=["zone", "owner"], name="files_uploads_of_owner"),
            models.Index(fields=["zone", "expires_at"], name="files_uploads_by_expiry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="files_upload_not_empty",
                violation_error_message=_("A file has content."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def ready(self) -> bool:
        """Whether it has come completely, was checked, and can be attached."""
        return self.file_id is not None
