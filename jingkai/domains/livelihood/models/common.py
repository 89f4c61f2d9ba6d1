"""Fields that several nouns of the people's livelihood share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.geo.fields import ShapeField


def placed(**more: Any) -> Any:
    """Where it is, as a point on the map."""
    return ShapeField(_("place"), kinds=("Point",), **more)


def community() -> Any:
    """The community or village it belongs to (社区、村), by its name."""
    return models.CharField(_("community or village"), max_length=60)
