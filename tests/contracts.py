"""What every page promises about who may open it, as tests that a page's own test class inherits.

    class TestTrail(PageContract):
        address = "/office/trail/"
        allowed, refused = "auditor", "clerk"

Seats are named as in the standing cast.
"""

from typing import Any, ClassVar

import pytest
from django.test import Client

from jingkai.kernel.access.models import Seat


def entered(seat: Seat) -> Client:
    """A browser in which the seat's person has logged in."""
    client = Client()
    client.force_login(seat.user)
    return client


class PageContract:
    """A page that a seat with the permission opens, and nobody else."""

    address: ClassVar[str] = ""
    allowed: ClassVar[str] = ""
    refused: ClassVar[str] = ""
    """A seat without the permission; left empty for a page that every seat may open."""

    def url(self, cast: Any) -> str:
        """Where the page is, once what it shows has been made."""
        return self.address

    def test_without_logging_in_one_is_asked_to(self, cast: Any) -> None:
        url = self.url(cast)
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/?next=")

    def test_a_seat_with_the_permission_opens_it(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(getattr(cast, self.allowed)).get(url).status_code == 200

    def test_a_seat_without_the_permission_is_told_so(self, cast: Any) -> None:
        if not self.refused:
            pytest.skip("every seat may open it")
        url = self.url(cast)
        answer = entered(getattr(cast, self.refused)).get(url)
        assert answer.status_code == 403
        assert 'role="alert"' in answer.content.decode()


class RecordContract(PageContract):
    """A page about one record: what another office or zone keeps is not there."""

    hidden_from: ClassVar[str] = ""
    """A seat of another office of the zone that doesn't see the record; empty if all do."""

    def test_another_office_finds_nothing_there(self, cast: Any) -> None:
        if not self.hidden_from:
            pytest.skip("the whole zone sees it")
        url = self.url(cast)
        assert entered(getattr(cast, self.hidden_from)).get(url).status_code == 404

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.stranger).get(url).status_code == 404
