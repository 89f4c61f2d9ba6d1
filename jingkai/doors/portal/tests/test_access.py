"""Who may open which page of the portal."""

import re
from typing import Any

import pytest
from django.test import Client

from jingkai.domains.services.factories import apply_online
from jingkai.domains.subjects.factories import build_visitor
from jingkai.doors.portal.tests.conftest import begun, entered
from jingkai.kernel.access.walls import walled

HERE = "/portal/here/"
PUBLIC = ("", "matters/", "places/", "privacy/", "track/", "verify/", "login/", "login/code/",
          "register/")  # fmt: skip
OWN = ("my/", "my/account/", "my/account/real-name/", "my/account/password/", "my/account/phone/",
       "my/account/close/", "my/acting/", "my/messages/", "my/appointments/",
       "my/agents/")  # fmt: skip
POSTED = ("my/account/export/", "my/account/consent/withdraw/", "logout/", "large/")


@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_public_needs_no_account(cast: Any, version: Any, path: str) -> None:
    answer = Client().get(HERE + path)
    assert answer.status_code == 200
    assert "script" in answer["Content-Security-Policy"]
    linked = re.findall(r'(?:src|href)="(https?:[^"]*)"', answer.content.decode())
    assert linked == []


@pytest.mark.parametrize("path", OWN)
def test_without_logging_in_one_is_asked_to_and_comes_back(cast: Any, path: str) -> None:
    answer = Client().get(HERE + path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{HERE}login/?next=")
    assert path.strip("/").split("/")[-1] in answer["Location"]


@pytest.mark.parametrize("path", OWN)
def test_an_account_opens_its_own_pages_which_nobody_keeps(
    cast: Any, resident: Any, path: str
) -> None:
    answer = entered(resident).get(HERE + path)
    assert answer.status_code == (302 if path == "my/agents/" else 200)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", POSTED)
def test_what_changes_something_is_only_posted(cast: Any, resident: Any, path: str) -> None:
    assert entered(resident).get(HERE + path).status_code == 405


def test_a_zone_that_is_not_there_has_no_portal(cast: Any) -> None:
    assert Client().get("/portal/nowhere/").status_code == 404


def test_several_zones_are_offered_and_the_only_one_is_led_to(cast: Any) -> None:
    assert "示例经开区" in Client().get("/portal/").content.decode()


def test_another_residents_case_and_draft_are_not_there(
    cast: Any, version: Any, resident: Any, other: Any
) -> None:
    approval = apply_online(resident, version)
    case = f"{HERE}my/cases/{approval.number}/"
    draft = begun(entered(resident), version)
    for path in (case, f"{case}supplement/", draft, f"{draft}preview/"):
        assert entered(other).get(path).status_code == 404
    for path in (f"{case}withdraw/", f"{case}rate/", f"{draft}save/", f"{draft}submit/"):
        assert entered(other).post(path, {"level": "5"}).status_code == 404
    assert entered(resident).get(case).status_code == 200
    approval.refresh_from_db()
    assert approval.state == "submitted"


def test_another_zone_shows_neither_cases_nor_accounts_nor_matters(
    cast: Any, version: Any, resident: Any
) -> None:
    approval = apply_online(resident, version)
    client = entered(resident)
    there = "/portal/there/"
    assert client.get(f"{there}my/cases/{approval.number}/").status_code == 302
    assert client.get(f"{there}matters/{version.matter.code}/").status_code == 404
    with walled(cast.elsewhere.pk):
        stranger = build_visitor(cast.elsewhere.pk, phone="13904320001", name="外区居民")
    assert entered(stranger).get(f"{there}my/cases/{approval.number}/").status_code == 404
    assert entered(stranger).get(f"{HERE}my/cases/{approval.number}/").status_code == 302


def test_a_seat_of_an_office_is_nobody_at_the_portal(cast: Any) -> None:
    client = Client()
    client.force_login(cast.clerk.user)
    assert client.get(f"{HERE}my/").status_code == 302
    assert client.get(HERE).status_code == 200


def test_an_account_has_no_seat_at_the_office(cast: Any, resident: Any) -> None:
    answer = entered(resident).get("/office/")
    assert answer.status_code == 302
    assert answer["Location"] == "/seatless/"
