"""Sessions of those who are logged in, in the database, as each request asks for its own."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from jingkai.kernel.trail.prepared import Prepared

_KEPT = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's, whose one question of each request is put together once."""

    def _get_session_from_db(self) -> Any:
        kept = _KEPT.first(key=self.session_key or "")
        if kept is not None and kept.expire_date > timezone.now():
            return kept
        self._session_key = None
        return None
