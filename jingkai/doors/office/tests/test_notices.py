"""The bell and its list; the webhooks' pages."""

from typing import Any

import pytest

from jingkai.kernel.notices import actions
from jingkai.kernel.notices.delivering import deliver_once
from jingkai.kernel.notices.models import Hook, Notice
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.tests.receiving import receiver
from jingkai.kernel.notices.wording import NOTICES, Wording
from jingkai.kernel.trail.acting import CODES, Machine, perform, record
from jingkai.kernel.trail.models import Entry
from tests.contracts import GatedContract, PageContract, RecordContract, entered

TOLD = "tests.office.told"
NEW = {"name": "示例系统", "url": "https://receiver.example/hook", "codes": ["*"]}


@pytest.fixture(autouse=True)
def scene(monkeypatch: Any, settings: Any) -> None:
    settings.JINGKAI_HOOK_NETWORKS = "127.0.0.0/8"
    monkeypatch.setitem(NOTICES, TOLD, Wording("“{name}” waits for you"))
    monkeypatch.setitem(CODES, TOLD, "Told {subject}")


def tell(subject: Any, to: Any) -> None:
    def work() -> None:
        record(subject)
        notify(to=to, code=TOLD, subject=subject, facts={"name": "示例"})

    perform(TOLD, Machine(subject.zone_id), work)


def opened(cast: Any, url: str = "https://receiver.example/hook") -> Hook:
    return actions.open_hook(name="示例系统", url=url, codes=["*"], by=Machine(cast.zone.pk))


class TestNotices(PageContract):
    address, allowed = "/office/notices/", "clerk"


class TestHooks(GatedContract):
    address, allowed, refused = "/office/hooks/", "admin", "clerk"


class TestHook(RecordContract):
    allowed, refused = "admin", "clerk"

    def url(self, cast: Any) -> str:
        return f"/office/hooks/{opened(cast).pk}/"

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.stranger).get(url).status_code == 403  # manages no webhooks there


class TestHookChange(RecordContract):
    allowed, refused = "admin", "clerk"

    def url(self, cast: Any) -> str:
        return f"/office/hooks/{opened(cast).pk}/change/"

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        assert entered(cast.stranger).get(self.url(cast)).status_code == 403


def test_the_bell_tells_how_much_is_unread_until_it_is_read(cast: Any) -> None:
    tell(cast.invest, [cast.clerk, cast.chief])
    client = entered(cast.clerk)
    assert "badge-red" in client.get("/office/notices/").content.decode()
    client.get(f"/office/notices/{Notice.objects.get(seat=cast.clerk).pk}/")
    page = client.get("/office/notices/").content.decode()
    assert "badge-red" not in page
    assert "“示例” waits for you" in page
    assert Notice.objects.get(seat=cast.chief).read_at is None


def test_all_are_marked_read_at_once_and_nobody_elses(cast: Any) -> None:
    for _ in range(3):
        tell(cast.invest, [cast.clerk, cast.chief])
    entered(cast.clerk).post("/office/notices/read/")
    assert Notice.objects.filter(read_at__isnull=True).count() == 3


def test_a_notice_leads_to_its_record_and_anothers_is_not_there(cast: Any) -> None:
    from jingkai.doors.office.tests.samples import sample

    deal = sample("investment.deals", cast)
    tell(deal, cast.clerk)
    pk = Notice.objects.get(code=TOLD).pk
    answer = entered(cast.clerk).get(f"/office/notices/{pk}/")
    assert answer["Location"] == f"/office/r/investment.deals/{deal.pk}/"
    assert entered(cast.chief).get(f"/office/notices/{pk}/").status_code == 404


def test_the_list_pages_by_key(cast: Any) -> None:
    for _ in range(55):
        tell(cast.invest, cast.clerk)
    client = entered(cast.clerk)
    first = client.get("/office/notices/")
    second = client.get(f"/office/notices/?before={first.context['older']}")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 5)


def test_the_secret_is_shown_once_and_never_again(cast: Any) -> None:
    client = entered(cast.admin)
    page = client.post("/office/hooks/", NEW).content.decode()
    hook = Hook.objects.get()
    assert hook.secret.plain in page
    assert hook.secret.plain not in client.get(f"/office/hooks/{hook.pk}/").content.decode()
    former = hook.secret.plain
    page = client.post(f"/office/hooks/{hook.pk}/secret/").content.decode()
    hook.refresh_from_db()
    assert hook.secret.plain in page
    assert former not in page


@pytest.mark.parametrize("url", ["https://10.0.0.1/x", "http://8.8.8.8/", "https://u:p@a.cn/"])
def test_an_inner_or_open_address_is_refused_at_its_field(cast: Any, url: str) -> None:
    answer = entered(cast.admin).post("/office/hooks/", {**NEW, "url": url})
    assert answer.status_code == 422
    assert not Hook.objects.exists()


def test_one_address_is_one_webhook(cast: Any) -> None:
    client = entered(cast.admin)
    client.post("/office/hooks/", NEW)
    assert client.post("/office/hooks/", NEW).status_code == 409


def test_a_test_a_pause_and_a_second_sending_go_through_the_pages(cast: Any) -> None:
    client = entered(cast.admin)
    with receiver() as received:
        hook = opened(cast, received.url)
        at = f"/office/hooks/{hook.pk}/"
        client.post(f"{at}do/test/")
        deliver_once(cast.zone.pk)
        sent = Notice.objects.get()
        assert "200 OK" in client.get(at).content.decode()
        client.post(f"{at}again/{sent.pk}/")
        deliver_once(cast.zone.pk)
        assert len(received.got) == 2
    client.post(f"{at}do/off/")
    assert not Hook.objects.get().active
    client.post(f"{at}do/on/")
    assert Hook.objects.get().active
    assert client.post(f"{at}do/anything/").status_code == 404
    client.post(f"{at}do/close/")
    assert not Hook.objects.exists()
    assert Entry.objects.filter(code="notices.webhook.closed").exists()


def test_who_may_not_manage_webhooks_can_do_nothing_with_them(cast: Any) -> None:
    hook = opened(cast)
    client = entered(cast.clerk)
    for way in ("change/", "secret/", "do/off/", "again/1/"):
        assert client.post(f"/office/hooks/{hook.pk}/{way}").status_code == 403


def test_a_receiver_that_is_not_reached_says_so_on_its_page(cast: Any) -> None:
    with receiver() as received:
        received.status = 500
        hook = opened(cast, received.url)
        for _ in range(3):
            actions.send_test(hook=hook, by=Machine(cast.zone.pk))
        deliver_once(cast.zone.pk)
    page = entered(cast.admin).get(f"/office/hooks/{hook.pk}/").content.decode()
    assert "notice-red" in page
    assert "500 Internal Server Error" in page
