"""What the embedded database's server is told, and how a kept connection is found to be alive."""

import select
from pathlib import Path
from typing import Any

FILE = "jingkai.conf"
MARK = "# jingkai\n"
INCLUDED = f"{MARK}include_if_exists = '{FILE}'\n"
TUNING = """\
# Written anew by each start. Your own settings belong below the include in postgresql.conf.
shared_buffers = '512MB'
work_mem = '32MB'
maintenance_work_mem = '256MB'
effective_cache_size = '8GB'
max_connections = 60
random_page_cost = 1.1
jit = off
# After a crash the log since the last checkpoint is played again, and every file has to be on disk
# before: few minutes of log, and one call for all files, so that it is over within seconds.
max_wal_size = '2GB'
checkpoint_timeout = '3min'
recovery_init_sync_method = 'syncfs'
"""


def tune(data: Path) -> None:
    """Give the server of this data directory our settings; those that its owner added stay."""
    (data / FILE).write_text(TUNING)
    conf = data / "postgresql.conf"
    text = conf.read_text()
    if INCLUDED not in text:
        before, _mark, after = text.partition(MARK)
        conf.write_text(f"{before}{INCLUDED}{after}")


def look_alive(connection: Any) -> None:
    """Whether a connection that waited in the pool still leads to the server, without asking it.

    A server that went away has closed its end, which makes the socket readable; one that has
    something to say unasked is asked. Raises psycopg.OperationalError.
    """
    from psycopg_pool import ConnectionPool

    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)
