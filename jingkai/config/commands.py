"""The installation's own commands: `jingkai db` and `jingkai serve`."""

import os
import sys

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


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes; one per core.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the platform until interrupted."""
    from jingkai.config import database, settings

    database.ensure_server(settings.VAR)
    os.environ.setdefault("JINGKAI_POOL", str(threads))
    arguments = (
        f"--bind={host}:{port}", f"--workers={workers}", f"--threads={threads}",
        "--worker-class=gthread", "--preload", "--log-level=warning", "--timeout=120",
        "jingkai.config.wsgi:application",
    )  # fmt: skip
    doors = "office, cockpit, reports; applicants at /portal/, programs at /api/v1/"
    click.echo(f"Serving on http://{host}:{port}/ ({doors}). Stop with Ctrl-C.")
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])
