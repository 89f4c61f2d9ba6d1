"""Deliveries: signed, repeated until they arrive, and never a burden to one another."""

import json
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from jingkai.kernel.notices import actions, claiming
from jingkai.kernel.notices.delivering import Deliverer, Round, deliver_once
from jingkai.kernel.notices.models import Circuit, Hook, Notice
from jingkai.kernel.notices.recipients import Mail, Phone
from jingkai.kernel.notices.sending import webhook
from jingkai.kernel.notices.tests.conftest import hook_to, tell
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry


def later(**more):
    return timezone.now() + timedelta(**more)


def told(cast, count, **more):
    for _ in range(count):
        tell(cast.invest, **more)


def test_a_webhook_gets_a_signed_cloud_event(cast, receiving):
    hook = hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest, facts={"name": "示例", "amount": 3})
    assert deliver_once(cast.zone.pk) == Round(delivered=1)
    got = receiving.got[0]
    event = Webhook(hook.secret.plain).verify(got.body, got.headers)
    assert event["specversion"] == "1.0"
    assert (event["type"], event["source"]) == ("tests.thing.told", "/zones/here")
    assert event["subject"] == f"access.office/{cast.invest.pk}"
    assert event["data"]["facts"] == {"name": "示例", "amount": 3}
    assert got.headers["content-type"].startswith("application/cloudevents+json")
    assert got.id == f"msg_{event['id'].replace('-', '')}"
    with pytest.raises(WebhookVerificationError):
        Webhook(actions.new_secret()).verify(got.body, got.headers)


def test_what_was_delivered_is_not_sent_again(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    deliver_once(cast.zone.pk)
    assert deliver_once(cast.zone.pk, later(days=1)) == Round()
    assert len(receiving.got) == 1


def test_while_the_secret_changes_both_sign(cast, receiving):
    hook = hook_to(receiving.url, cast.zone.pk)
    former = hook.secret.plain
    actions.rotate_secret(hook=hook, by=Machine(cast.zone.pk))
    tell(cast.invest)
    deliver_once(cast.zone.pk)
    got = receiving.got[0]
    for secret in (former, Hook.objects.get().secret.plain):
        assert Webhook(secret).verify(got.body, got.headers)
    after = webhook.headers(Hook.objects.get(), Notice.objects.get(), got.body, later(hours=25))
    assert len(after["webhook-signature"].split()) == 1


def test_a_failure_is_repeated_under_the_same_id_until_it_arrives(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    receiving.status = 503
    moment = timezone.now()
    for _ in range(12):
        moment += timedelta(hours=2)
        deliver_once(cast.zone.pk, moment)
    assert Notice.objects.get().attempts == 12
    assert Notice.objects.get().state == "failing"
    receiving.status = 204
    assert deliver_once(cast.zone.pk, moment + timedelta(hours=2)).delivered == 1
    assert len(set(receiving.ids)) == 1
    assert len({got.body for got in receiving.got}) == 1


def test_before_its_time_a_failed_notice_is_not_tried(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    receiving.status = 500
    deliver_once(cast.zone.pk)
    assert deliver_once(cast.zone.pk, later(seconds=2)) == Round()
    assert len(receiving.got) == 1


def test_a_receiver_that_keeps_failing_is_tried_by_one_notice_at_a_time(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    told(cast, 20)
    receiving.status, receiving.delay = 500, 0.01
    assert deliver_once(cast.zone.pk) == Round(failed=3, untried=17)
    before = len(receiving.got)
    moment = timezone.now()
    for _ in range(5):
        moment += timedelta(minutes=10)
        assert deliver_once(cast.zone.pk, moment) == Round(failed=1)
    assert len(receiving.got) == before + 5
    assert Circuit.objects.get().failing_since is not None


def test_groups_that_fail_side_by_side_count_as_one(cast, receiving):
    """Else a receiver that is down for a moment would be left alone for minutes."""
    hook_to(receiving.url, cast.zone.pk)
    told(cast, 20)
    receiving.status = 500
    began = timezone.now()
    with Deliverer() as deliverer:
        for _ in range(4):
            assert deliverer.begin(cast.zone.pk, began, most=5) == 5
        assert deliverer.begin(cast.zone.pk, began, most=5) == 0  # four at once, no more
        while deliverer.running:
            deliverer.wait(5)
            deliverer.settle(later(seconds=1))
    circuit = Circuit.objects.get()
    assert circuit.failures == 3
    assert circuit.next_try_at < later(seconds=10)


def test_once_the_receiver_is_back_all_that_waited_arrives_at_once(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    told(cast, 20)
    receiving.status = 500
    moment = timezone.now()
    for _ in range(30):
        moment += timedelta(minutes=20)
        deliver_once(cast.zone.pk, moment)
    receiving.got.clear()
    receiving.status = 200
    moment += timedelta(minutes=20)
    assert deliver_once(cast.zone.pk, moment).delivered == 1
    assert deliver_once(cast.zone.pk, moment).delivered == 19
    assert len(set(receiving.ids)) == 20
    assert Circuit.objects.get().failures == 0


def test_one_notice_that_is_always_refused_does_not_hold_up_the_others(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    receiving.status = 400
    moment = timezone.now()
    for _ in range(6):
        moment += timedelta(hours=2)
        deliver_once(cast.zone.pk, moment)
    receiving.status = 200
    told(cast, 3)
    deliver_once(cast.zone.pk, moment + timedelta(minutes=10))
    deliver_once(cast.zone.pk, moment + timedelta(minutes=10))
    assert Notice.objects.filter(delivered_at__isnull=True).count() <= 1


def test_a_receiver_that_is_gone_is_switched_off_and_its_keeper_told(cast, receiving):
    hook = actions.open_hook(
        name="示例系统", url=receiving.url, codes=["*"], by=Machine(cast.zone.pk)
    )
    told(cast, 3)
    receiving.status = 410
    deliver_once(cast.zone.pk)
    hook.refresh_from_db()
    assert not hook.active
    assert Entry.objects.filter(code="notices.webhook.disabled").count() == 1
    told(cast, 1)
    assert Notice.objects.filter(hook=hook).count() == 3  # what is told from now on is not for it
    receiving.status = 200
    assert deliver_once(cast.zone.pk, later(days=1)) == Round()
    actions.switch_on(hook=hook, by=Machine(cast.zone.pk))
    assert deliver_once(cast.zone.pk, later(days=1)).delivered == 3


def test_the_keeper_of_a_gone_webhook_reads_it_in_the_app(cast, receiving, monkeypatch):
    monkeypatch.setattr(type(cast.admin), "can", lambda *_: True)
    actions.open_hook(name="示例系统", url=receiving.url, codes=["*"], by=cast.admin)
    tell(cast.invest)
    receiving.status = 410
    deliver_once(cast.zone.pk)
    assert Notice.objects.get(channel="app", seat=cast.admin).code == "notices.webhook.disabled"


def test_nothing_goes_to_an_inner_network_that_was_allowed_no_longer(cast, receiving, settings):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    settings.JINGKAI_HOOK_NETWORKS = ""
    assert deliver_once(cast.zone.pk) == Round(failed=1)
    assert receiving.got == []
    assert "127.0.0.1" in Notice.objects.get().answer


def test_a_redirect_is_not_followed(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    receiving.status = 302
    assert deliver_once(cast.zone.pk) == Round(failed=1)


def test_a_slow_receiver_does_not_hold_up_another(cast, receiving):
    from jingkai.kernel.notices.tests.receiving import receiver

    with receiver() as slow:
        slow.delay = 1.0
        hook_to(slow.url, cast.zone.pk)
        hook_to(receiving.url, cast.zone.pk)
        told(cast, 5)
        with Deliverer() as deliverer:
            deliverer.begin(cast.zone.pk, timezone.now(), most=2)
            deliverer.wait(5)
            assert len(receiving.got) == 2
            assert deliverer.settle(timezone.now()).delivered == 2
            while deliverer.running:
                deliverer.wait(5)
                deliverer.settle(timezone.now())


def test_a_lease_keeps_a_second_worker_away_until_it_runs_out(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    told(cast, 3)
    now = timezone.now()
    assert sum(map(len, claiming.due_for_hooks(cast.zone.pk, now, most=9).values())) == 3
    assert claiming.due_for_hooks(cast.zone.pk, now, most=9) == {}
    after = now + claiming.lease()
    assert sum(map(len, claiming.due_for_hooks(cast.zone.pk, after, most=9).values())) == 3


def test_an_email_arrives_with_its_words_and_its_own_id(cast):
    tell(cast.invest, Mail("li@example.cn"))
    assert deliver_once(cast.zone.pk) == Round(delivered=1)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["li@example.cn"], "“示例” is done")
    assert "All about 示例" in sent.body
    notice = Notice.objects.get()
    assert notice.event.hex in sent.extra_headers["Message-ID"]


def test_without_a_gateway_an_sms_is_printed_and_says_so(cast, caplog):
    tell(cast.invest, Phone("13912345678"))
    assert deliver_once(cast.zone.pk) == Round(delivered=1)
    assert "printed" in Notice.objects.get().answer
    assert "139****5678" in caplog.text
    assert "13912345678" not in caplog.text


def test_an_sms_goes_to_the_gateway_once_it_answers(cast, receiving, settings):
    settings.JINGKAI_SMS_URL, settings.JINGKAI_SMS_TOKEN = receiving.url, "secret"
    tell(cast.invest, [Phone("13912345678"), Phone("13912345679")])
    receiving.status = 503
    assert deliver_once(cast.zone.pk) == Round(failed=1, untried=1)
    receiving.status = 200
    assert deliver_once(cast.zone.pk, later(hours=1)) == Round(delivered=2)
    bodies = [json.loads(got.body) for got in receiving.got]
    assert bodies[0]["id"] == bodies[1]["id"] != bodies[2]["id"]
    assert receiving.got[0].headers["authorization"] == "Bearer secret"


def test_an_sms_that_the_gateway_refuses_for_good_is_not_repeated(cast, receiving, settings):
    settings.JINGKAI_SMS_URL = receiving.url
    tell(cast.invest, Phone("13912345678"))
    receiving.status = 422
    assert deliver_once(cast.zone.pk) == Round(refused=1)
    assert Notice.objects.get().state == "refused"
    assert deliver_once(cast.zone.pk, later(days=9)) == Round()


def test_a_notice_is_sent_once_more_when_asked_for(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    deliver_once(cast.zone.pk)
    actions.redeliver(notice=Notice.objects.get(), by=Machine(cast.zone.pk))
    assert deliver_once(cast.zone.pk, later(seconds=1)).delivered == 1
    assert len(receiving.got) == 2
    assert len(set(receiving.ids)) == 1


def test_no_thread_is_left_behind(cast, receiving):
    hook_to(receiving.url, cast.zone.pk)
    tell(cast.invest)
    deliver_once(cast.zone.pk)
    assert not [t for t in threading.enumerate() if t.name.startswith("notices")]
