"""Words of grids and wardens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GridLevel(models.TextChoices):
    """The four levels of the tree of grids, widest first."""

    DISTRICT = "district", _("area of several grids")
    GRID = "grid", _("grid")
    BUILDING = "building", _("building of a grid")
    STAIRWELL = "stairwell", _("stairwell")


ABOVE = {
    GridLevel.DISTRICT: "",
    GridLevel.GRID: GridLevel.DISTRICT,
    GridLevel.BUILDING: GridLevel.GRID,
    GridLevel.STAIRWELL: GridLevel.BUILDING,
}
"""Of which level a node's parent is."""


class Post(models.TextChoices):
    """The three wardens of a grid (三长联动), by the level that they look after."""

    GRID = "grid", _("grid warden")
    BUILDING = "building", _("building warden")
    STAIRWELL = "stairwell", _("stairwell warden")


class Staffing(models.TextChoices):
    """Whether the posts of a node and of what lies below it are held."""

    FULL = "full", _("all posts held")
    GAPS = "gaps", _("vacancies below")
    VACANT = "vacant", _("vacant")
    NONE = "none", _("no post")


class SizeFit(models.TextChoices):
    """How a grid's households stand to the limits in force."""

    FITS = "fits", _("within the limits")
    SMALL = "small", _("too few households")
    LARGE = "large", _("too many households")
