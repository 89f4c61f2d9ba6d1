"""Lists of a million enterprises at eight users: ours, and a plain Django admin, in one run.

    uv run python -m benchmarks.lists --rows 1000000 --seconds 60

Both are served by one gunicorn as `jingkai serve` starts it, from the same table behind the same
wall. Each user asks one page after the other, without a pause: first pages, filters, search in
Chinese (frequent words, rare ones, two and one characters), pages forward, back and deep, another
order. Time is to the first byte, as the user sees it. The load runs on the same machine.
"""

import argparse
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

NAME = "jingkai_bench_lists"
HOST = "127.0.0.1"
OURS, PLAIN = "/office/r/subjects.enterprises/", "/plain/subjects/enterprise/"
FREQUENT = ("有限公司", "吉林", "餐饮", "碳纤维", "合作社", "林市")
FILL = """
insert into subjects_enterprise (id, zone_id, office_id, kind, credit_code, name, short_name,
    name_en, industry, leading_industry, registered_capital, legal_representative, address, phone,
    phone_digest, outside, established_on, note, entered_on, state, division, name_key,
    organisation_code)
select n, %(zone)s, %(office)s,
    (array['enterprise','household','household','institution'])[1 + floor(random() * 4)::int],
    '91220271' || lpad(n::text, 10, '0'),
    (array['吉林市','吉林','吉林经开','长春','永吉','吉林省','舒兰','蛟河'])
            [1 + floor(random() * 8)::int]
        || chr(19968 + (random() * random() * 6000)::int)
        || chr(19968 + (random() * random() * 6000)::int)
        || case when random() < .5 then chr(19968 + (random() * 6000)::int) else '' end
        || (array['新材料','碳纤维','化工','生物医药','机械','商贸','物流','餐饮店','建筑工程',
            '电子','食品','农业科技','汽车配件','软件'])[1 + floor(random() * 14)::int]
        || (array['有限公司','有限责任公司','股份有限公司','经营部','商店','合作社'])
            [1 + floor(random() * random() * 6)::int],
    '', '', (1000 + (random() * 8000)::int)::text,
    case when random() < .9 then 'none' else 'biomedicine' end,
    (random() * 10000000)::numeric(20, 4), '示例人', '吉林经开区示例路' || n || '号', '', '',
    false, date '2000-01-01' + (random() * 8000)::int, '',
    date '2000-01-01' + (random() * 8000)::int,
    case when random() < .01 then 'moved_away' else 'active' end,
    lpad((10 + (random() * 80)::int)::text, 2, '0'), '', ''
from generate_series(1, %(rows)s) n
"""


def prepare(rows: int) -> str:
    """A fresh database with the rows, and a registrar who is logged in; the session's cookie."""
    from datetime import date

    from django.conf import settings
    from django.db import connections

    from jingkai.config import database
    from jingkai.kernel.access import actions
    from jingkai.kernel.access.models import User
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    database.fresh(settings.VAR, NAME)
    zone = actions.open_zone(code="bench", name="示例经开区")
    user = User(username="registrar", name="示例人")
    user.set_unusable_password()
    user.save()
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        office = actions.open_office(code="c", name="管委会", kind="committee", by=by)
        actions.give_seat(
            user=user, office=office, role_code="subjects_clerk", since=date(2020, 1, 1), by=by
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute("select set_config('jingkai.zone', %s, false)", [str(zone.pk)])
        cursor.execute("alter table subjects_enterprise disable trigger user")
        cursor.execute("select setseed(0.5)")
        cursor.execute(FILL, {"zone": zone.pk, "office": office.pk, "rows": rows})
        cursor.execute("alter table subjects_enterprise enable trigger user")
        cursor.execute("vacuum analyze subjects_enterprise")
    return logged_in(user)


def logged_in(user: Any) -> str:
    """A session of the user, as the cookie that a browser would send."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connections

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    connections.close_all()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Asked:
    """What a run of one server took: seconds to the first byte, by kind of page."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        self.failed: dict[str, int] = {}
        self.lock = threading.Lock()

    def add(self, kind: str, seconds: float, status: int) -> None:
        with self.lock:
            self.times.setdefault(kind, []).append(seconds)
            if status != 200:
                self.failed[kind] = self.failed.get(kind, 0) + 1

    @property
    def all(self) -> list[float]:
        return [seconds for times in self.times.values() for seconds in times]


def get(server: http.client.HTTPConnection, path: str, cookie: str) -> tuple[float, int, str]:
    """One page: seconds to its first byte, its status, its text."""
    began = time.perf_counter()
    server.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "zh-hans"})
    answer = server.getresponse()
    seconds = time.perf_counter() - began
    return seconds, answer.status, answer.read().decode()


def rare_word(chance: random.Random) -> str:
    return "".join(chr(19968 + int(chance.random() * chance.random() * 6000)) for _ in "ab")


def our_pages(chance: random.Random, rows: int) -> Iterator[tuple[str, str]]:
    """Kinds of page and their addresses; after "follow" comes the next page's link, if any."""
    from jingkai.domains.subjects.models import Enterprise
    from jingkai.kernel.registers.cursors import Order

    while True:
        deep = Order.of(Enterprise, ("-id",)).cursor(Enterprise(pk=chance.randrange(rows)))
        day = f"{chance.randrange(2001, 2021)}-{chance.randrange(1, 13):02}"
        yield "first page", OURS
        yield "next page", ">after"
        yield "next page", ">after"
        yield "page before", ">before"
        yield "deep, forward", f"{OURS}?after={deep}"
        yield "deep, back", f"{OURS}?before={deep}"
        yield "filter: rare state", f"{OURS}?f_state=moved_away"
        yield "filter: two", f"{OURS}?f_kind=institution&f_entered_on={day}..{day}"
        yield "filter: division", f"{OURS}?f_division={chance.randrange(10, 90)}"
        yield "filter: day", f"{OURS}?f_entered_on={day}-15..{day}-15"
        yield "search: frequent", f"{OURS}?q={quote(chance.choice(FREQUENT))}"
        yield "search: next page", ">after"
        yield "search: rare", f"{OURS}?q={quote(rare_word(chance))}"
        yield "search: one character", f"{OURS}?q={quote(rare_word(chance)[0])}"
        yield "search: code", f"{OURS}?q=91220271{chance.randrange(rows):010}"
        yield "search and filter", f"{OURS}?f_state=moved_away&q={quote(chance.choice(FREQUENT))}"
        yield "other order", f"{OURS}?order=name"
        yield "other order, next", ">after"


def plain_pages(chance: random.Random, rows: int) -> Iterator[tuple[str, str]]:
    """The same wishes as Django's admin takes them."""
    while True:
        yield "first page", PLAIN
        yield "next page", f"{PLAIN}?p=2"
        yield "deep, forward", f"{PLAIN}?p={chance.randrange(rows // 50) + 1}"
        yield "filter: rare state", f"{PLAIN}?state__exact=moved_away"
        yield "search: frequent", f"{PLAIN}?q={quote(chance.choice(FREQUENT))}"
        yield "search: rare", f"{PLAIN}?q={quote(rare_word(chance))}"
        yield "search: code", f"{PLAIN}?q=91220271{chance.randrange(rows):010}"
        yield "other order", f"{PLAIN}?o=1"


def user(
    pages: Iterator[tuple[str, str]], cookie: str, until: float, asked: Asked
) -> None:
    """One user, asking one page after the other."""
    server = http.client.HTTPConnection(HOST, PORT, timeout=120)
    text = ""
    for kind, path in pages:
        if time.perf_counter() > until:
            return
        if path.startswith(">"):
            link = re.search(rf'href="([^"]*[?&;]{path[1:]}=[^"]*)"', text)
            if link is None:
                continue
            target = unescape(link[1])
            path = target if target.startswith("/") else OURS + target
        seconds, status, text = get(server, path, cookie)
        asked.add(kind, seconds, status)


type Pages = Callable[[random.Random, int], Iterator[tuple[str, str]]]


def load(pages: Pages, *, cookie: str, rows: int, users: int, seconds: float) -> Asked:
    """All users at once, for so long."""
    asked, until = Asked(), time.perf_counter() + seconds
    threads = [
        threading.Thread(
            target=user, args=(pages(random.Random(number), rows), cookie, until, asked)
        )
        for number in range(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked


def quantile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def tell(name: str, asked: Asked) -> None:
    """The times of one server, all pages and each kind."""
    print(f"{name}: {len(asked.all)} pages")
    kinds = [("all pages", asked.all), *sorted(asked.times.items())]
    for kind, times in kinds:
        failed = f"  {asked.failed[kind]} FAILED" if kind in asked.failed else ""
        print(
            f"  {kind:24} median {1000 * statistics.median(times):7.0f} ms"
            f"   p95 {quantile(times, 0.95):7.0f} ms   {len(times):6}{failed}"
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


PORT = free_port()


def serve() -> subprocess.Popen[bytes]:
    """gunicorn, as `jingkai serve` starts it."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.served.settings",
        "BENCHMARK_DATABASE": NAME, "JINGKAI_POOL": "4",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", f"--bind={HOST}:{PORT}", "--workers=2",
         "--threads=4", "--worker-class=gthread", "--preload", "--log-level=warning",
         "--timeout=120", "jingkai.config.wsgi:application"],
        env=environment,
    )  # fmt: skip


def wait_for_server(cookie: str) -> None:
    for _try in range(100):
        try:
            _seconds, status, text = get(
                http.client.HTTPConnection(HOST, PORT, timeout=60), OURS, cookie
            )
        except OSError:
            time.sleep(0.2)
            continue
        if status == 200:
            return
        raise SystemExit(f"the list answers {status}: {text[:300]}")
    raise SystemExit("the server does not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    asked: Any = parser.parse_args()
    from jingkai.config import cli

    cli.start("zh-hans")
    cookie = prepare(asked.rows)
    server = serve()
    try:
        wait_for_server(cookie)
        common = {"cookie": cookie, "rows": asked.rows, "users": asked.users}
        load(our_pages, **common, seconds=5)
        tell("ours", ours := load(our_pages, **common, seconds=asked.seconds))
        tell("plain Django admin", load(plain_pages, **common, seconds=asked.seconds))
    finally:
        server.terminate()
        server.wait()
    if quantile(ours.all, 0.95) >= 150 or ours.failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
