"""A database of its own for the tests, behind the same walls, read and written as the web role."""

import gc
import os
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")


def pytest_configure(config: pytest.Config) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher as Argon2

    from jingkai.config import database

    gc.set_threshold(50_000, 20, 50)  # nothing here makes circles by the million
    # the hash that accounts have, at its least cost: hundreds of them are opened here
    Argon2.time_cost, Argon2.memory_cost, Argon2.parallelism = 1, 8, 1  # type: ignore[misc]
    database.ensure_server(Path(os.environ.get("JINGKAI_VAR", Path(__file__).parent / "var")))
    look_for_static_files_once()


def look_for_static_files_once() -> None:
    """Thousands of clients share what the first one found; the files stay while tests run."""
    from whitenoise.middleware import WhiteNoiseMiddleware as Files

    look, found = Files.add_files_from_finders, dict[str, Any]()

    def once(files: Any) -> None:
        if not found:
            look(files)
            found.update(files.files)
        files.files.update(found)

    Files.add_files_from_finders = once


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    from django.conf import settings

    from jingkai.config import database

    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    suffix = os.environ.get("JINGKAI_TEST_SUFFIX", "")
    name = "_".join(filter(None, ("test_jingkai", suffix, worker)))
    with django_db_blocker.unblock():
        database.fresh(settings.VAR, name)
        Cast.stand()
        yield
        from django.db import connections

        connections.close_all()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """No test speaks the language that another one chose."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


class Cast:
    """The standing cast: one zone with its offices and people, and another zone beside it.

    It stands in the database before the first test; each test has a copy of its own to work with.
    """

    standing = b""

    @classmethod
    def stand(cls) -> None:
        """Put the cast into the database, committed."""
        from jingkai.kernel.access.walls import walled

        people = cls()
        with walled(None):
            people._begin()
        cls.standing = pickle.dumps(people)

    @classmethod
    def called(cls) -> "Cast":
        """The cast as it stands; no statement is needed for it."""
        people: Cast = pickle.loads(cls.standing)
        return people

    def _begin(self) -> None:
        from jingkai.kernel.access import actions as access
        from jingkai.kernel.access.walls import walled
        from jingkai.kernel.trail.acting import Machine

        self.zone = access.open_zone(code="here", name="示例经开区", name_en="Example Zone")
        self.elsewhere = access.open_zone(code="there", name="另一经开区")
        with walled(self.elsewhere.pk):
            machine = Machine(zone_id=self.elsewhere.pk)
            office = access.open_office(code="invest", name="外区招商局", kind="bureau", by=machine)
            self.stranger = self._seat("stranger", "外人", office, "investment_chief", machine)
        with walled(self.zone.pk):
            self._people(Machine(zone_id=self.zone.pk))

    def _people(self, by: Any) -> None:
        from jingkai.kernel.access import actions as access

        self.committee = access.open_office(
            code="committee", name="管委会", kind="committee", by=by
        )
        self.invest = access.open_office(
            code="invest", name="招商局", kind="bureau", parent=self.committee, by=by
        )
        self.statistics = access.open_office(
            code="stats", name="统计局", kind="bureau", parent=self.committee, by=by
        )
        self.clerk = self._seat("clerk", "李梅", self.invest, "investment_officer", by)
        self.chief = self._seat("chief", "王强", self.invest, "investment_chief", by)
        self.statistician = self._seat("stat", "赵敏", self.statistics, "statistician", by)
        self.other_office = self._seat("other", "周凯", self.statistics, "investment_officer", by)
        self.registrar = self._seat("registrar", "孙丽", self.committee, "subjects_clerk", by)
        self.leader = self._seat("leader", "郑国", self.committee, "leader", by)
        self.auditor = self._seat("auditor", "吴静", self.committee, "auditor", by)
        self.admin = self._seat("admin", "冯涛", self.committee, "system_administrator", by)
        self._services(by)

    def _services(self, by: Any) -> None:
        """The hall, a community and three bureaus that review; their people."""
        for code, name, kind in (
            ("hall", "政务服务中心", "unit"), ("community", "示例社区", "community"),
            ("bureau_a", "规划局", "bureau"), ("bureau_b", "建设局", "bureau"),
            ("bureau_c", "应急管理局", "bureau"),
        ):  # fmt: skip
            setattr(self, code, self._office(code, name, kind, by))
        for username, name, office, role in (
            ("hall_clerk", "何颖", self.hall, "services_clerk"),
            ("hall_chief", "马军", self.hall, "services_approver"),
            ("community_clerk", "林芳", self.community, "services_clerk"),
            ("reviewer_a", "高岩", self.bureau_a, "services_reviewer"),
            ("reviewer_b", "罗静", self.bureau_b, "services_reviewer"),
            ("reviewer_c", "梁勇", self.bureau_c, "services_reviewer"),
            ("services_manager", "宋洁", self.committee, "services_manager"),
            ("services_supervisor", "唐敏", self.committee, "services_supervisor"),
            ("park_chief", "顾安", self.bureau_b, "park_chief"),
            ("ecology_chief", "谷雨", self.bureau_c, "ecology_chief"),
            ("livelihood_chief", "孟洁", self.bureau_c, "livelihood_chief"),
        ):
            setattr(self, username, self._seat(username, name, office, role, by))

    def _office(self, code: str, name: str, kind: str, by: Any) -> Any:
        from jingkai.kernel.access import actions as access

        return access.open_office(code=code, name=name, kind=kind, parent=self.committee, by=by)

    @staticmethod
    def _seat(username: str, name: str, office: Any, role: str, by: Any) -> Any:
        from jingkai.kernel.access import actions as access
        from jingkai.kernel.access.models import User

        user = User(username=username, name=name)
        user.set_unusable_password()
        user.save()
        return access.give_seat(
            user=user, office=office, role_code=role, since=date(2020, 1, 1), by=by
        )


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The standing cast; the test's transaction stands inside the first zone's wall."""
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.cases.calendars import forget

    people = Cast.called()
    for zone in (people.zone, people.elsewhere):
        forget(zone.pk)  # what the last test wrote into the calendar was rolled back
    with walled(people.zone.pk):
        yield people


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast, committed, for tests with several connections or processes; emptied afterwards.

    The test begins outside every wall: it raises its own with `walled(...)`.
    """
    from django.db import connections

    with django_db_blocker.unblock():
        try:
            yield Cast.called()
        finally:
            empty_tables(connections["owner"])
            Cast.stand()
            connections.close_all()


def empty_tables(owner: Any) -> None:
    """Empty every table as its owner, the record of migrations aside."""
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    tables = [t for t in owner.introspection.table_names() if t not in kept]
    with owner.cursor() as cursor:
        listed = ", ".join(owner.ops.quote_name(t) for t in tables)
        cursor.execute(f"truncate {listed} restart identity cascade")
