"""Search in Chinese, from one character on."""

from typing import Any

from django.db import models
from django.db.models import Q

from jingkai.kernel.registers.declare import Register


def first(
    register: Register, rows: models.QuerySet[Any], search: str, count: int
) -> list[Any]:
    """The first rows, in the rows' order, in which the search is found."""
    return list(narrowed(register, rows, search)[:count])


def narrowed(register: Register, rows: models.QuerySet[Any], search: str) -> models.QuerySet[Any]:
    """The rows in which every word of the search is found."""
    for word in search.split():
        found = Q(pk__in=[])
        for path in register.search:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    return rows
