"""The demo zone's catalogue: published as its offices would, version after version."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

MANAGER = "catalogue"
"""Who keeps the catalogue of the demo zone."""


def publish_catalogue(
    seats: Any,
    folder: Path,
    echo: Callable[[str], None],
    bring_in: Callable[[Path, Any, Callable[[str], None]], None],
) -> bool:
    """Processes put in force, the first versions published, then those that succeeded them."""
    from demo.build import build_succeeding
    from demo.services import FIRST_ON, SECOND_ON
    from jingkai.domains.services import queries

    by = seats[MANAGER]
    rows = queries.versions_for(by)
    if rows.filter(number=2).exists() or not rows.exists():
        return False
    _install(by, echo)
    _publish(by, FIRST_ON, echo)
    for path in build_succeeding(folder):
        bring_in(path, by, echo)
    _publish(by, SECOND_ON, echo)
    return True


def load_applications(
    seats: Any,
    folder: Path,
    echo: Callable[[str], None],
    bring_in: Callable[[Path, Any, Callable[[str], None]], None],
) -> bool:
    """The applications of two years, as another system had them, with their results."""
    from demo.build import build_applications
    from jingkai.domains.services import queries

    by = seats[MANAGER]
    if queries.approvals_for(by).exists():
        return False
    for path in build_applications(folder):
        bring_in(path, by, echo)
    return True


def _install(by: Any, echo: Callable[[str], None]) -> None:
    from jingkai.domains.services.actions import install_processes

    echo(f"Processes published: {len(install_processes(by=by))} …")


def _publish(by: Any, on: date, echo: Callable[[str], None]) -> None:
    from jingkai.domains.services import queries
    from jingkai.domains.services.actions import publish_version

    drafts = queries.versions_for(by).filter(state="draft").order_by("reference")
    echo(f"Publishing {len(drafts)} versions of matters …")
    for version in drafts:
        publish_version(version=version, in_force_on=on, on=on, by=by)
