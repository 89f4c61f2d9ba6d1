"""The installation's own commands: `jingkai db`, `jingkai serve` and `jingkai run`."""

import os
import sys
from collections.abc import Callable
from typing import Any

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


def where[C: Callable[..., Any]](command: C) -> C:
    """The options of serving."""
    for option in (
        click.option("--threads", default=4, show_default=True, help="Threads in each process."),
        click.option("--workers", default=2, show_default=True, help="Processes; one per core."),
        click.option("--port", default=8000, show_default=True),
        click.option("--host", default="127.0.0.1", show_default=True),
    ):
        command = option(command)
    return command


def gunicorn(host: str, port: int, workers: int, threads: int) -> list[str]:
    """Say where the platform is served, and how gunicorn is called for it."""
    doors = "office, cockpit, reports; applicants at /portal/, programs at /api/v1/"
    click.echo(f"Serving on http://{host}:{port}/ ({doors}). Stop with Ctrl-C.")
    return [
        "gunicorn", f"--bind={host}:{port}", f"--workers={workers}", f"--threads={threads}",
        "--worker-class=gthread", "--preload", "--log-level=warning", "--timeout=120",
        "jingkai.config.wsgi:application",
    ]  # fmt: skip


@click.command()
@where
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the platform until interrupted."""
    from jingkai.config import database, settings

    database.ensure_server(settings.VAR)
    os.environ.setdefault("JINGKAI_POOL", str(threads))
    os.execv(sys.executable, [sys.executable, "-m", *gunicorn(host, port, workers, threads)])


@click.command()
@where
@click.pass_context
def run(context: click.Context, host: str, port: int, workers: int, threads: int) -> None:
    """Prepare the database, load the demo zone unless it stands, and serve it.

    What `db prepare`, `demo --seats` and `serve` do, in one process, which reads the domains once.
    Tables that stand as the migrations of this release left them are not looked through again.
    """
    from jingkai.config.cli import start

    os.environ.setdefault("JINGKAI_POOL", str(threads))
    start(context.find_root().params["language"])
    from jingkai.config import standing
    from jingkai.doors.cli.demo import demo, stands

    standing.prepare()
    ready = stands()
    try:
        context.invoke(demo, as_json=False, seats=True)
    except SystemExit as told:
        if told.code:
            raise
    standing.leave_database()
    called = gunicorn(host, port, workers, threads)
    if not ready:  # one that has loaded a zone is too large to be the workers' pattern
        os.execv(sys.executable, [sys.executable, "-m", *called])
    from gunicorn.app import wsgiapp

    sys.argv = called
    wsgiapp.run()
