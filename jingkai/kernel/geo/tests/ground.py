"""A noun with a shape, for tests: a table like a domain's, with history, triggers, index, wall.

It stands in the database only while a test asks for it, and in no migration.
"""

from django.apps import apps
from django.db import connections, models

from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.walls import raise_walls
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.trail.history import acted, event_model


class Use(models.TextChoices):
    """What a plot is used for."""

    WORKS = "works", "works"
    GREEN = "green", "green"


@acted
class Plot(ZoneOwned):
    """A plot of ground."""

    name = models.CharField(max_length=40)
    use = models.CharField(max_length=10, choices=Use, default=Use.WORKS)
    shape = ShapeField("shape", null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "geo"
        verbose_name = "plot"
        verbose_name_plural = "plots"
        indexes = [ShapeIndex("shape", name="geo_plot_shape")]
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="geo_plot_once")]

    def __str__(self):
        return self.name


def forget():
    """Other tests look through all models; they need not know this one."""
    for model in (Plot, event_model(Plot)):
        apps.all_models["geo"].pop(model._meta.model_name, None)
    apps.clear_cache()


def remember():
    for model in (Plot, event_model(Plot)):
        apps.all_models["geo"][model._meta.model_name] = model
    apps.clear_cache()


def build():
    """Make the table and its history, as the owner."""
    owner = connections["owner"]
    remember()
    with owner.schema_editor() as editor:
        for model in (Plot, event_model(Plot)):
            editor.create_model(model)
    for model in (Plot, event_model(Plot)):
        for trigger in getattr(model._meta, "triggers", ()):
            trigger.install(model, database="owner")
    raise_walls(owner, web=connections["default"].settings_dict["USER"])


def clear():
    """Take both tables out again."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        for model in (event_model(Plot), Plot):
            cursor.execute(f'drop table if exists "{model._meta.db_table}" cascade')
    forget()


forget()
