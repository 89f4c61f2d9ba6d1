"""What the shapes themselves keep: how often a table's shapes were changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.Model):
    """The last number that changes of a zone's table were given; several rows, one per writer
    at the same time, so that none waits for another. No history: it is one.
    """

    zone_id = models.BigIntegerField()
    table = models.CharField(max_length=63)
    last = models.BigIntegerField(_("last change"))

    class Meta:
        verbose_name = _("change mark")
        verbose_name_plural = _("change marks")
        indexes = [models.Index(fields=["zone_id", "table"], name="geo_mark_by_table")]

    def __str__(self) -> str:
        return f"{self.table}:{self.last}"
