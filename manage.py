"""Django's own commands, for developers: `uv run python manage.py makemigrations`."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")

if __name__ == "__main__":
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from jingkai.config import database

    database.ensure_server(settings.VAR)
    execute_from_command_line(sys.argv)
