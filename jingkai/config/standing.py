"""Whether the tables stand as this release leaves them, so that a start need not look at each.

Migrating with nothing to migrate and raising walls that stand takes seconds. After it a remark on
the table of migrations tells their state: a digest of the release's migrations and walls, and of
those that the database says were run. A dump takes the remark with the table that it is about.
"""

import hashlib
from importlib.metadata import version

from django.db import connections

from jingkai.config import database

LIBRARIES = ("django", "django-pghistory", "django-pgtrigger")
RUN = """
    select md5(string_agg(app || '.' || name, ' ' order by app, name)),
           obj_description('django_migrations'::regclass)
    from django_migrations
"""


def prepare() -> None:
    """Migrate and raise the walls, unless the remark says that both is done."""
    if not up_to_date():
        database.migrate()
        remark()


def up_to_date() -> bool:
    """Whether the database was left by this release, and is as it was left."""
    run, told = _run()
    return bool(run) and told == f"{_release()} {run}"


def remark() -> None:
    """Say on the table of migrations how the tables stand."""
    run, _told = _run()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"comment on table django_migrations is '{_release()} {run}'"  # digests, no words
        )


def leave_database() -> None:
    """Close every connection and its pool, before this process is forked or replaced."""
    for one in connections.all(initialized_only=True):
        one.close()
        if hasattr(one, "close_pool"):
            one.close_pool()


def _run() -> tuple[str, str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select to_regclass('django_migrations')")
        if cursor.fetchone()[0] is None:
            return "", ""
        cursor.execute(RUN)
        run, told = cursor.fetchone()
    return run or "", told or ""


def _release() -> str:
    """The state of this release's migrations and walls, for the web role it grants."""
    own = [database.state_of_migrations(), connections["default"].settings_dict["USER"]]
    own += [f"{name} {version(name)}" for name in LIBRARIES]
    return hashlib.sha256(" ".join(own).encode()).hexdigest()[:24]
