"""What every page promises about who may open it, as tests that a page's own test class inherits.

    class TestTrail(GatedContract):
        address = "/office/trail/"
        allowed, refused = "auditor", "clerk"

Seats are named as in the standing cast.
"""

from typing import Any, ClassVar

from django.test import Client

from jingkai.kernel.access.models import Seat


def entered(seat: Seat) -> Client:
    """A browser in which the seat's person has logged in."""
    client = Client()
    client.force_login(seat.user)
    return client


class PageContract:
    """A page for whoever has logged in."""

    address: ClassVar[str] = ""
    allowed: ClassVar[str] = ""

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


class GatedContract(PageContract):
    """A page that a seat with the permission opens, and no other."""

    refused: ClassVar[str] = ""
    """A seat without the permission."""

    def test_a_seat_without_the_permission_is_told_so(self, cast: Any) -> None:
        url = self.url(cast)
        answer = entered(getattr(cast, self.refused)).get(url)
        assert answer.status_code == 403
        assert 'role="alert"' in answer.content.decode()


class RecordContract(GatedContract):
    """A page about one record: what another zone keeps is not there."""

    def test_another_zone_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(cast.stranger).get(url).status_code == 404


class OfficeRecordContract(RecordContract):
    """A page about one office's record: what another office keeps is not there either."""

    hidden_from: ClassVar[str] = ""
    """A seat of another office that doesn't see the record."""

    def test_another_office_finds_nothing_there(self, cast: Any) -> None:
        url = self.url(cast)
        assert entered(getattr(cast, self.hidden_from)).get(url).status_code == 404
