"""A token opens its zone to its seat, within its scopes, until it is revoked."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, TokenUse
from jingkai.kernel.access.tokens import (
    SCOPES,
    ExpiryOutOfRange,
    SeatHasEnded,
    UnknownScopes,
    admit,
    issue_token,
    revoke_token,
)
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry


@pytest.fixture(autouse=True)
def scopes(monkeypatch):
    monkeypatch.setitem(SCOPES, "tests:read", "Read what tests have")


def issued(seat, **more):
    facts = {"name": "统计系统", "seat": seat, "scopes": ["tests:read"],
             "expires_at": timezone.now() + timedelta(days=30)}  # fmt: skip
    return issue_token(**{**facts, **more}, by=Machine(seat.zone_id))


def test_before_any_wall_is_up_a_token_tells_its_seat_in_one_statement(
    committed, django_assert_num_queries
):
    with walled(committed.zone.pk):
        secret = issued(committed.clerk).secret
    with transaction.atomic():
        assert not Office.objects.exists()
        with django_assert_num_queries(1):
            shown = admit(secret)
        assert (shown.seat, shown.scopes) == (committed.clerk, {"tests:read"})
        assert shown.seat.office == committed.invest
        assert shown.seat.since == committed.clerk.since
        assert shown.seat.name == "李梅（统计系统）"
        assert shown.seat.user.password == ""
        assert {o.zone_id for o in Office.objects.all()} == {committed.zone.pk}
    with transaction.atomic():
        assert not Office.objects.exists()  # the wall went with the transaction


def test_a_token_that_does_not_hold_opens_nothing(committed):
    with walled(committed.zone.pk):
        revoked, gone = issued(committed.clerk), issued(committed.chief)
        revoke_token(token=revoked, by=Machine(committed.zone.pk))
        access.end_seat(
            seat=committed.chief, on=timezone.localdate() - timedelta(days=1),
            by=Machine(committed.zone.pk),
        )  # fmt: skip
        late = issued(committed.leader)
    for secret in (revoked.secret, gone.secret, "jk_unknown", "", "x" * 5000, late.secret + "x"):
        with transaction.atomic():
            assert admit(secret) is None
            assert not Office.objects.exists()


def test_an_expired_token_opens_nothing(cast, monkeypatch):
    secret = issued(cast.clerk, expires_at=timezone.now() + timedelta(hours=1)).secret
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("jingkai.kernel.access.tokens.timezone.now", lambda: later)
    assert admit(secret) is None


def test_a_token_of_a_closed_account_opens_nothing(cast):
    secret = issued(cast.clerk).secret
    cast.clerk.user.is_active = False
    cast.clerk.user.save()
    assert admit(secret) is None


def test_the_secret_is_kept_nowhere(cast):
    token = issued(cast.clerk)
    with connection.cursor() as cursor:
        cursor.execute("select t::text from access_token t")
        (row,) = cursor.fetchone()
    assert token.secret not in row
    assert token.secret.split("_", 2)[2] not in row
    assert token.secret not in str(Entry.objects.filter(code="access.token.issued").get().facts)


def test_the_last_use_is_written_down_to_the_hour(cast):
    secret = issued(cast.clerk).secret
    for _ in range(3):
        admit(secret)
    use = TokenUse.objects.get()
    assert (use.at.minute, use.at.second) == (0, 0)
    assert use.token.use.at <= timezone.now()


def test_a_token_is_issued_within_bounds_only(cast):
    with pytest.raises(UnknownScopes):
        issued(cast.clerk, scopes=["everything"])
    with pytest.raises(UnknownScopes):
        issued(cast.clerk, scopes=[])
    with pytest.raises(ExpiryOutOfRange):
        issued(cast.clerk, expires_at=timezone.now() + timedelta(days=500))
    with pytest.raises(ExpiryOutOfRange):
        issued(cast.clerk, expires_at=timezone.now())
    with pytest.raises(SeatHasEnded):
        issue_token(
            name="x", seat=cast.stranger, scopes=["tests:read"],
            expires_at=timezone.now() + timedelta(days=1), by=Machine(cast.zone.pk),
        )  # fmt: skip


def test_who_may_not_manage_tokens_neither_issues_nor_revokes(cast):
    token = issued(cast.clerk)
    with pytest.raises(Forbidden):
        revoke_token(token=token, by=cast.clerk)
    with pytest.raises(Forbidden):
        issue_token(
            name="x", seat=cast.clerk, scopes=["tests:read"],
            expires_at=timezone.now() + timedelta(days=1), by=cast.clerk,
        )  # fmt: skip


def test_what_a_program_does_stands_in_the_trail_under_its_token(cast):
    shown = admit(issued(cast.registrar).secret)
    access.open_office(code="new", name="新设局", kind="bureau", by=shown.seat)
    entry = Entry.objects.filter(code="access.office.opened").latest("pk")
    assert (entry.actor, entry.seat_id) == ("孙丽（统计系统）", cast.registrar.pk)
