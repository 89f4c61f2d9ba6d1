"""`jingkai db`: the database and its address."""

import click


@click.group()
def db() -> None:
    """The database."""


@db.command()
def prepare() -> None:
    """Start the embedded server if needed, make roles, migrate, raise the walls."""
    from jingkai.config import database

    database.prepare()


@db.command()
def url() -> None:
    """Print the owner's address, for psql and backups."""
    from django.conf import settings

    from jingkai.config import database

    click.echo(database.url_of(database.databases(settings.VAR)["owner"]))
