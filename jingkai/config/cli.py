"""`jingkai …`: the platform from the command line.

Exit codes: 0 holds, 1 does not hold, 2 usage. Every command takes `--json`. Each command is a
module of `doors/cli`, loaded when it is called.
"""

import gc
import importlib
import os
import sys

import click

COMMANDS = {
    "db": "jingkai.config.commands:db",
    "serve": "jingkai.config.commands:serve",
    "run": "jingkai.config.commands:run",
    "demo": "jingkai.doors.cli.demo:demo",
    "import": "jingkai.doors.cli.importing:import_",
    "stations": "jingkai.doors.cli.stations:stations",
    "figures": "jingkai.doors.cli.figures:figures",
    "records": "jingkai.doors.cli.figures:records",
    "lake": "jingkai.doors.cli.lake:lake",
    "publish": "jingkai.doors.cli.publishing:publish",
    "receive": "jingkai.doors.cli.publishing:receive",
    "check": "jingkai.doors.cli.check:check",
    "report": "jingkai.doors.cli.report:report",
    "work": "jingkai.doors.cli.work:work",
    "deliver": "jingkai.doors.cli.work:deliver",
    "daily": "jingkai.doors.cli.daily:daily",
    "seal": "jingkai.doors.cli.trail:seal",
    "verify": "jingkai.doors.cli.trail:verify",
}
STARTING_THEMSELVES = {"serve", "run"}
"""One hands over to the web server at once, the other needs settings of a web process."""


class Doors(click.Group):
    """The commands by name; only the one that is called is loaded."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        start("en")
        super().format_commands(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in STARTING_THEMSELVES:
            start(ctx.params["language"])  # before the command's module is loaded: it knows models
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--zone", default="", help="Code of the zone; by default the only one.")
@click.option("--language", default="zh-hans", help="zh-hans or en: the language of sentences.")
@click.version_option(package_name="jingkai")
@click.pass_context
def cli(context: click.Context, zone: str, language: str) -> None:
    """经开: the operating platform of an economic development zone."""
    context.obj = {"zone": zone}


def start(language: str) -> None:
    """Django is set up and the database server runs.

    What is read at a start stays: it is put by, instead of being looked through again and again.
    """
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django
    from django.conf import settings
    from django.utils import translation

    from jingkai.config import database

    database.ensure_server(settings.VAR)
    place = database.databases(settings.VAR)
    for alias, values in settings.DATABASES.items():
        values.update({key: place[alias][key] for key in ("HOST", "PORT")})
    django.setup()
    translation.activate(language)
    gc.freeze()
    gc.enable()


def main() -> None:
    """The entry point: a refusal is one line on the error stream and exit code 1."""
    from jingkai.kernel.errors import Refusal

    try:
        cli.main(standalone_mode=True)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
