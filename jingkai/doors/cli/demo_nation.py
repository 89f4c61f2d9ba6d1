"""The demo zone among others: what it publishes upward, and what example zones send as files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def publish_upward(seats: Any, _folder: Path, echo: Callable[[str], None]) -> bool:
    """The demo zone's years and months, published in time by its statistician and taken over."""
    from django.utils import timezone

    from demo.nation import codes_of, periods, published_at
    from jingkai.kernel.indicators.actions import publish_figures, share_publication
    from jingkai.kernel.indicators.sharing.asking import own_editions

    by = seats["statistician"]
    if own_editions(by).exists():
        return False
    echo("Publishing two years upward …")
    for period in periods():
        day = published_at(period)
        publication = publish_figures(
            name=f"{period.show()}主要指标", codes=codes_of(period), period=period, known_at=day,
            at=day, by=by, taken_over=True,
        )  # fmt: skip
        share_publication(publication=publication, at=timezone.now(), by=by)
    return True


def receive_others(_seats: Any, folder: Path, echo: Callable[[str], None]) -> bool:
    """What the example zones have published, received as their files."""
    from django.utils import timezone

    from demo.nation import ZONES, write_files
    from jingkai.kernel.access.models import Zone
    from jingkai.kernel.indicators.sharing.receiving import receive

    if Zone.objects.filter(code__in=[each.code for each in ZONES]).exists():
        return False
    data, restated, meaning = write_files(folder)
    for path in (data, restated):
        found = receive(path, at=timezone.now(), structure=meaning)
        if not found.holds:
            raise RuntimeError(f"{path.name}: {found.faults[0].sentence}")
        echo(f"{path.name}: {len(found.kept)} editions received")
    return True
