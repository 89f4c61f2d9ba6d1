"""What an action tells stands in the outbox with it, or not at all."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from jingkai.kernel.access.models import User
from jingkai.kernel.notices.actions import mark_read, sweep
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.queries import notices_for, unread_by
from jingkai.kernel.notices.recipients import Mail, Phone
from jingkai.kernel.notices.secrecy import opened
from jingkai.kernel.notices.tests.conftest import TOLD, hook_to, tell
from jingkai.kernel.notices.wording import APP, NOTICES, SMS, declare_notice
from jingkai.kernel.trail.acting import Machine, NotInAnAction
from jingkai.kernel.trail.models import Entry


def channels():
    return sorted(Notice.objects.values_list("channel", flat=True))


def test_outside_an_action_nothing_can_be_told(cast):
    with pytest.raises(NotInAnAction):
        notify(to=cast.clerk, code=TOLD, subject=cast.invest)


def test_seats_telephones_and_mailboxes_are_told_each_on_its_way(cast):
    hook_to("http://127.0.0.1:1/", cast.zone.pk)
    to = [cast.clerk, Phone("139 1234 5678"), Mail("li@example.cn"), None, Machine(cast.zone.pk)]
    assert tell(cast.invest, to) == 4
    assert channels() == ["app", "hook", "mail", "sms"]
    assert len({n.event for n in Notice.objects.all()}) == 1


def test_telling_takes_one_statement_however_many_are_told(cast, django_assert_num_queries):
    hook_to("http://127.0.0.1:1/", cast.zone.pk)
    tell(cast.invest)  # what is read once is read
    with django_assert_num_queries(6):  # count, savepoint, context, all writes, release, count
        tell(cast.invest, [cast.clerk, cast.chief, cast.leader, Phone("13912345678")])


def test_an_action_that_is_taken_back_has_told_nothing(cast):
    with pytest.raises(ZeroDivisionError):
        tell(cast.invest, cast.clerk, facts={"name": 1 / 0})
    assert not Notice.objects.exists()


def test_nobody_is_told_twice_by_one_telling(cast):
    one, same = Phone("13912345678"), Phone("139-12345678")
    assert tell(cast.invest, [cast.clerk, cast.clerk, one, same]) == 2


def test_under_one_key_it_is_told_once_per_recipient(cast):
    hook_to("http://127.0.0.1:1/", cast.zone.pk)
    assert tell(cast.invest, [cast.clerk, Phone("13912345678")], once="deadline:7:amber") == 3
    assert tell(cast.invest, [cast.clerk, Phone("13912345678")], once="deadline:7:amber") == 0
    assert tell(cast.invest, [cast.clerk, cast.chief], once="deadline:7:amber") == 1
    assert tell(cast.invest, [cast.clerk], once="deadline:7:red") == 2


def test_the_channels_of_an_action_narrow_those_of_the_code(cast):
    hook_to("http://127.0.0.1:1/", cast.zone.pk)
    tell(cast.invest, [cast.clerk, Phone("13912345678"), Mail("a@b.cn")], channels=(APP, SMS))
    assert channels() == ["app", "sms"]


def test_a_webhook_is_told_what_it_asked_for_while_it_is_on(cast):
    hook = hook_to("http://127.0.0.1:1/", cast.zone.pk, codes=["notices.webhook.tested"])
    assert tell(cast.invest) == 0
    every = hook_to("http://127.0.0.1:2/", cast.zone.pk, codes=["*"])
    assert tell(cast.invest) == 1
    assert Notice.objects.get().hook == every != hook


def test_addresses_are_sealed_in_the_table_and_masked_on_the_page(cast):
    tell(cast.invest, [Phone("13912345678"), Mail("li.mei@example.cn")])
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(address || dedupe_key, ' ') from notices_notice")
        (kept,) = cursor.fetchone()
    assert "13912345678" not in kept
    assert "example" not in kept
    shown = {str(n.address): n.address.plain for n in Notice.objects.all()}
    assert shown == {"139****5678": "13912345678", "l***@example.cn": "li.mei@example.cn"}


def test_a_notice_reads_in_the_readers_language_and_lacks_nothing(cast):
    tell(cast.invest, cast.clerk)
    notice = Notice.objects.get()
    assert notice.title == "“示例” is done"
    assert notice.body == "All about 示例, and —."
    assert notice.state == "delivered"


def test_a_person_reads_what_the_seat_and_they_themselves_were_told(cast):
    from jingkai.kernel.access import actions as access

    second = access.give_seat(
        user=cast.clerk.user, office=cast.statistics, role_code="statistician",
        since=date(2020, 1, 1), by=Machine(cast.zone.pk),
    )
    tell(cast.invest, [cast.clerk, cast.clerk.user, cast.chief])
    assert (unread_by(cast.clerk), unread_by(second), unread_by(cast.chief)) == (2, 1, 1)
    assert mark_read(by=second) == 1
    assert mark_read(by=cast.chief, keys=[n.pk for n in notices_for(cast.clerk)]) == 0
    assert mark_read(by=cast.clerk, keys=[n.pk for n in notices_for(cast.clerk)]) == 1
    assert (unread_by(cast.clerk), unread_by(cast.chief)) == (0, 1)


def test_one_without_a_seat_reads_what_they_themselves_were_told(cast):
    tell(cast.invest, [cast.clerk, cast.clerk.user])
    applicant = SimpleNamespace(zone_id=cast.zone.pk, user_id=cast.clerk.user_id, pk=None)
    unknown = SimpleNamespace(zone_id=cast.zone.pk, user_id=None, pk=None)
    assert [unread_by(one) for one in (applicant, unknown, cast.clerk)] == [1, 0, 2]


def test_another_zone_reads_nothing_of_it(cast):
    from jingkai.kernel.access.walls import walled

    tell(cast.invest, cast.clerk)
    with walled(cast.elsewhere.pk):
        assert not Notice.objects.exists()


def test_who_has_no_account_is_nobody_in_the_app(cast):
    class Visitor:
        pk = user_id = None

    assert tell(cast.invest, Visitor()) == 0
    assert tell(cast.invest, User.objects.get(pk=cast.clerk.user_id)) == 1


def test_a_code_is_declared_once_and_for_known_channels():
    with pytest.raises(ValueError, match="twice"):
        declare_notice(TOLD, title="x")
    with pytest.raises(ValueError, match="channels"):
        declare_notice("tests.other", title="x", channels=["pigeon"])


def test_the_platforms_own_notices_read_in_both_languages(cast):
    from jingkai.kernel.notices.wording import NOTICES

    for code, words in NOTICES.items():
        for language in ("zh-hans", "en"):
            with override(language):
                assert words.title_in(language, {}), code


def test_a_sealed_fact_is_read_by_its_recipient_alone(cast, settings):
    secret = NOTICES.get("notices.test.secret") or declare_notice(
        "notices.test.secret", title="Your code is {code}.", channels=(SMS,), sealed=("code",)
    )
    assert secret
    tell(cast.invest, Phone("13912345678"), code="notices.test.secret", facts={"code": "246813"})
    with connection.cursor() as cursor:
        cursor.execute("select facts::text, subject_title from notices_notice")
        assert "246813" not in str(cursor.fetchall())
    [notice] = Notice.objects.all()
    assert notice.title == "Your code is ******."
    assert opened(notice.code, notice.facts) == {"code": "246813"}


def test_a_sealed_fact_goes_neither_into_lists_nor_to_programs():
    with pytest.raises(ValueError, match="sealed facts"):
        declare_notice("notices.test.leak", title="{code}", sealed=("code",))


def test_old_notices_are_cleared_once_they_were_delivered_and_read(cast, settings):
    settings.JINGKAI_NOTICE_DAYS = 30
    by, now = Machine(zone_id=cast.zone.pk), timezone.now()
    old, young = now - timedelta(days=31), now - timedelta(days=29)
    kept, gone = [], []
    for created, read, waits, goes in (
        (old, True, False, True), (old, False, False, False), (old, True, True, False),
        (young, True, False, False),
    ):  # fmt: skip
        row = Notice.objects.create(
            zone_id=cast.zone.pk, channel=APP, user=cast.clerk.user, code=TOLD, language="en",
            subject_type="x", subject_id=1, subject_title="x", created=created,
            read_at=now if read else None, next_try_at=now if waits else None,
            delivered_at=None if waits else created,
        )  # fmt: skip
        (gone if goes else kept).append(row.pk)
    assert sweep(now=now, by=by) == len(gone)
    assert sorted(Notice.objects.values_list("pk", flat=True)) == kept
    assert Entry.objects.filter(code="notices.swept").get().facts["notices"] == 1
