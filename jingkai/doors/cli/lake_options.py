"""What the commands of `jingkai lake` have in common: where the lake lies, which zones, JSON."""

import click
from django.conf import settings

root_option = click.option(
    "--root", default=None, metavar="FOLDER|s3://…",
    help="Where the lake lies; by default JINGKAI_LAKE, or var/lake.",
)  # fmt: skip
zones_option = click.option(
    "--zones", default="", metavar="CODE,…", help="Only these zones; by default all."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def root_of(given: str | None) -> str:
    """The lake's root: the one given, or the platform's."""
    return given or str(settings.JINGKAI_LAKE)


def codes_of(given: str) -> list[str] | None:
    """The zones' codes, or None for all."""
    return [code for code in given.split(",") if code] or None
