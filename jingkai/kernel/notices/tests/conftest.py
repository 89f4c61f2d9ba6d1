"""A zone whose webhooks may reach loopback, and an action that tells something."""

from collections.abc import Iterator
from typing import Any

import pytest

from jingkai.kernel.notices import actions
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.tests.receiving import Receiver, receiver
from jingkai.kernel.notices.wording import NOTICES, Wording
from jingkai.kernel.trail.acting import CODES, Machine, perform, record

TOLD = "tests.thing.told"


@pytest.fixture(autouse=True)
def loopback(settings: Any) -> None:
    """Webhooks may go to loopback; e-mail is kept in memory."""
    settings.JINGKAI_HOOK_NETWORKS = "127.0.0.0/8"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """A notice for the tests alone."""
    NOTICES[TOLD] = Wording("“{name}” is done", "All about {name}, and {nothing}.")
    CODES[TOLD] = "Told {subject}"
    yield
    del NOTICES[TOLD], CODES[TOLD]


def tell(subject: Any, to: Any = (), **more: Any) -> int:
    """An action that does nothing but tell; how many messages it wrote."""
    by = Machine(zone_id=subject.zone_id)
    facts = more.pop("facts", {"name": "示例"})

    def work() -> None:
        record(subject)
        notify(to=to, subject=subject, facts=facts, **{"code": TOLD, **more})

    before = Notice.objects.count()
    perform(TOLD, by, work)
    return Notice.objects.count() - before


def hook_to(url: str, zone_id: int, codes: Any = (TOLD,)) -> Any:
    """A webhook to this address."""
    return actions.open_hook(name="示例系统", url=url, codes=codes, by=Machine(zone_id=zone_id))


@pytest.fixture
def receiving() -> Iterator[Receiver]:
    with receiver() as one:
        yield one
