"""From the command line the machine acts, for one zone, behind its wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.sharing.asking import zones_here
from jingkai.kernel.trail.acting import Machine


def zone_of(context: click.Context) -> Zone:
    """The zone that `--zone` names, or the only one that works here."""
    code: str = context.obj["zone"]
    zones = list(Zone.objects.filter(code=code)) if code else zones_here()
    if len(zones) == 1:
        return zones[0]
    if not zones:
        raise click.UsageError(
            f"There is no zone “{code}”." if code else "There is no zone yet: run `jingkai demo`."
        )
    raise click.UsageError("There are several zones: name one with --zone CODE.")


@contextmanager
def acting_for(context: click.Context) -> Iterator[Any]:
    """The machine as a seat of the zone; everything inside is one transaction behind the wall."""
    zone = zone_of(context)
    with walled(zone.pk):
        yield Machine(zone_id=zone.pk)
