"""Logging in: a password, and a lock after repeated failures (GB/T 22239-2019, level 3)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import User
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.prepared import Prepared

_ACTIVE = Prepared(lambda user: User.objects.filter(pk=user, is_active=True))
"""Who has logged in, as each request asks it."""


class LockedOut(Refusal):
    """Too many wrong passwords; the account opens again by itself."""

    sentence = _("Too many wrong passwords. The account opens again at {until}.")
    status = 403


class PasswordBackend(BaseBackend):
    """Passwords by Argon2; `failures` and `locked_until` are kept on the account."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_rest: Any
    ) -> User | None:
        with transaction.atomic():
            user = User.objects.select_for_update().filter(username=username).first()
            if user is None:
                User().set_password(password)  # the same time, whether or not the name exists
                return None
            now = timezone.now()
            refuse_locked(user, now)
            if user.check_password(password) and user.is_active:
                _opened(user)
                return user
            _failed(user, now)
            return None

    def get_user(self, user_id: int) -> User | None:
        return _ACTIVE.first(user=user_id)


def refuse_locked(user: User, now: datetime) -> None:
    """Refuse while the account is locked."""
    if user.locked_until and user.locked_until > now:
        raise LockedOut(until=timezone.localtime(user.locked_until).strftime("%H:%M"))


def _opened(user: User) -> None:
    if user.failures or user.locked_until:
        user.failures, user.locked_until = 0, None
        user.save(update_fields=["failures", "locked_until"])


def _failed(user: User, now: datetime) -> None:
    user.failures += 1
    if user.failures >= settings.JINGKAI_LOCK_AFTER_FAILURES:
        user.locked_until = now + timedelta(minutes=settings.JINGKAI_LOCK_MINUTES)
        user.failures = 0
    user.save(update_fields=["failures", "locked_until"])
