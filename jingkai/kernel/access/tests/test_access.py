"""People act from seats; wrong passwords lock; excluding administrators stay apart."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from jingkai.kernel.access.actions import (
    RolesExclude,
    SeatHasEnded,
    WeakPassword,
    end_seat,
    give_seat,
    open_account,
    open_office,
    set_password,
)
from jingkai.kernel.access.login import LockedOut
from jingkai.kernel.access.models import Office, User
from jingkai.kernel.access.queries import open_seats
from jingkai.kernel.access.roles import PERMISSIONS, ROLES, Role, declare_roles
from jingkai.kernel.access.walls import walled

GOOD = "经开-2022-长春路"


@pytest.fixture
def user(cast):
    return open_account(username="new", name="钱进", password=GOOD, by=cast.admin)


def test_the_right_password_lets_in_and_the_wrong_one_does_not(user):
    assert authenticate(username="new", password=GOOD) == user
    assert authenticate(username="new", password="wrong") is None
    assert authenticate(username="nobody", password=GOOD) is None


def test_five_wrong_passwords_lock_the_account_until_its_time_is_over(user):
    for _attempt in range(5):
        assert authenticate(username="new", password="wrong") is None
    with pytest.raises(LockedOut):
        authenticate(username="new", password=GOOD)
    User.objects.filter(pk=user.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    assert authenticate(username="new", password=GOOD) == user


def test_a_right_password_forgets_the_failures_before_it(user):
    for _attempt in range(4):
        authenticate(username="new", password="wrong")
    authenticate(username="new", password=GOOD)
    assert User.objects.get(pk=user.pk).failures == 0


def test_a_new_password_opens_the_lock(user, cast):
    for _attempt in range(5):
        authenticate(username="new", password="wrong")
    set_password(user=user, password="另一个-好-口令-9", by=cast.admin)
    assert authenticate(username="new", password="另一个-好-口令-9") == user


def test_a_weak_password_is_refused_with_the_reason(cast):
    with pytest.raises(WeakPassword) as refused:
        open_account(username="weak", name="弱", password="12345678", by=cast.admin)
    assert refused.value.field == "password"
    assert not User.objects.filter(username="weak").exists()


def test_a_closed_account_does_not_open(user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert authenticate(username="new", password=GOOD) is None


def test_excluding_administrators_are_not_one_person(cast, user):
    since = date(2022, 1, 1)
    give_seat(
        user=user,
        office=cast.committee,
        role_code="system_administrator",
        since=since,
        by=cast.admin,
    )
    for other in ("security_administrator", "audit_administrator"):
        with pytest.raises(RolesExclude):
            give_seat(user=user, office=cast.invest, role_code=other, since=since, by=cast.admin)


def test_an_ended_seat_frees_the_way_for_an_excluded_one(cast, user):
    seat = give_seat(
        user=user, office=cast.committee, role_code="system_administrator",
        since=date(2022, 1, 1), by=cast.admin,
    )  # fmt: skip
    end_seat(seat=seat, on=date(2022, 6, 30), by=cast.admin)
    for day in (date(2022, 6, 30), date(2022, 12, 20)):
        with pytest.raises(SeatHasEnded, match="2022-06-30"):
            end_seat(seat=seat, on=day, by=cast.admin)
    give_seat(
        user=user, office=cast.committee, role_code="audit_administrator",
        since=date(2022, 7, 1), by=cast.admin,
    )  # fmt: skip
    assert [s.role_code for s in open_seats(user, on=date(2022, 7, 1))] == ["audit_administrator"]


def test_a_person_sees_their_own_seats_in_every_zone_and_nobody_elses(cast):
    with walled(None, user_id=cast.stranger.user_id):
        assert [s.pk for s in open_seats(cast.stranger.user, on=date(2022, 1, 1))] == [
            cast.stranger.pk
        ]
        assert not open_seats(cast.clerk.user, on=date(2022, 1, 1)).exists()


def test_a_subtree_is_a_prefix_of_paths(cast):
    team = open_office(code="t", name="一组", kind="unit", parent=cast.invest, by=cast.admin)
    below = Office.objects.filter(path__startswith=cast.invest.path)
    assert set(below) == {cast.invest, team}


def test_every_role_says_what_it_may_do_and_holds_declared_permissions():
    assert len(ROLES) >= 9
    for role in ROLES.values():
        assert str(role.description).endswith((".", "。"))
        assert role.permissions <= PERMISSIONS.keys()


def test_a_role_with_an_unknown_permission_is_refused():
    with pytest.raises(ValueError, match="unknown permissions"):
        declare_roles(
            [Role(code="x", name="x", description="x.", permissions=frozenset({"no.such"}))]
        )


def test_administrators_see_no_business_records():
    rooms = {"access", "trail", "notices"}
    for code in ("system_administrator", "security_administrator", "audit_administrator"):
        assert not [p for p in ROLES[code].permissions if p.split(".")[0] not in rooms]
