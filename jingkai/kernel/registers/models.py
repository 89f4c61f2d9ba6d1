"""What the registers themselves keep: imports and their rows, saved filters, notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat, ZoneOwned
from jingkai.kernel.trail.history import acted


@acted
class Import(ZoneOwned):
    """A workbook that was brought in: its name, its digest, and what came of its rows.

    `context_id` is shared by all versions of records that the import caused.
    """

    file_name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(_("SHA-256"), max_length=64)
    registers = models.JSONField(_("registers"), default=list)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created = models.PositiveIntegerField(_("recorded"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    actor = models.CharField(_("imported by"), max_length=150)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, verbose_name=_("seat"), related_name="+"
    )
    at = models.DateTimeField(_("imported at"), auto_now_add=True)
    context_id = models.UUIDField()
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.CharField(_("undone by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["zone", "-id"], name="registers_import_list")]

    def __str__(self) -> str:
        return self.file_name


class Came(models.TextChoices):
    """What came of one row of a workbook."""

    CREATED = "created", _("recorded")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")


class ImportedRow(ZoneOwned):
    """Which row of which sheet produced which record; written once, with the import."""

    source = models.ForeignKey(
        Import, models.CASCADE, related_name="imported_rows", verbose_name=_("import")
    )
    register = models.CharField(_("register"), max_length=100)
    sheet = models.CharField(_("sheet"), max_length=100)
    row = models.PositiveIntegerField(_("row"))
    record_id = models.BigIntegerField()
    came = models.CharField(_("what came of it"), max_length=10, choices=Came)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["source", "id"], name="registers_row_by_import"),
            models.Index(fields=["register", "record_id"], name="registers_row_by_record"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(came__in=Came.values), name="registers_row_came_known",
                violation_error_message=_("This is not what may come of a row."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row}"


@acted
class SavedFilter(ZoneOwned):
    """A list as someone likes to see it: its filters, search and order, under a name."""

    seat = models.ForeignKey(
        Seat, models.CASCADE, verbose_name=_("seat"), related_name="saved_filters"
    )
    register = models.CharField(_("register"), max_length=100)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=2000, blank=True)
    shared = models.BooleanField(_("shared with the office"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "register", "name"], name="registers_filter_name_once",
                violation_error_message=_("You have saved a filter under this name already."),
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "register", "name"], name="registers_filter_list")
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Note(ZoneOwned):
    """A note in a record's journal: what was agreed on the telephone, what to look out for."""

    subject_type = models.CharField(max_length=100, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    text = models.TextField(_("text"), max_length=4000)
    author = models.CharField(_("written by"), max_length=150)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, verbose_name=_("seat"), related_name="+"
    )
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "-id"], name="registers_note_by_subject"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
