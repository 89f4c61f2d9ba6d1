"""The shell: who one is, where one may go, and what is said when something can't be done."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from jingkai.doors.ui import pages
from jingkai.doors.ui.navigation import Page
from jingkai.doors.ui.refusals import RefusalMiddleware
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import User
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry
from tests.contracts import entered

PASSWORD = "Zone-2022-trial"


def test_a_wrong_password_says_so_and_keeps_the_name(cast: Any) -> None:
    answer = Client().post("/login/", {"username": "clerk", "password": "wrong"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="clerk"' in page
    assert 'role="alert"' in page


def test_logging_in_leads_on_but_never_to_a_foreign_site(cast: Any) -> None:
    access.set_password(user=cast.clerk.user, password=PASSWORD, by=cast.admin)
    sent = {"username": "clerk", "password": PASSWORD}
    own = Client().post("/login/?next=/office/trail/", {**sent, "next": "/office/trail/"})
    assert own["Location"] == "/office/trail/"
    foreign = Client().post("/login/", {**sent, "next": "https://example.com/"})
    assert foreign["Location"] == settings.LOGIN_REDIRECT_URL


def test_one_changes_the_own_password_only_with_the_present_one(cast: Any) -> None:
    access.set_password(user=cast.clerk.user, password=PASSWORD, by=cast.admin)
    client, new = entered(cast.clerk), "Another-2022-trial"
    sent = {"present": "wrong", "password": new, "again": new}
    assert "present" in client.post("/password/", sent).context["form"].errors
    assert client.post("/password/", {**sent, "present": PASSWORD}).status_code == 302
    assert User.objects.get(username="clerk").check_password(new)
    assert Entry.objects.latest("pk").code == "access.user.password_set"


def test_a_person_takes_only_a_seat_of_their_own(cast: Any) -> None:
    client = entered(cast.clerk)
    client.post("/seat/", {"seat": cast.chief.pk})
    assert client.get("/office/").context["seat"].pk == cast.clerk.pk


def test_who_comes_is_asked_once_and_the_office_comes_with_the_seat(cast: Any) -> None:
    client = entered(cast.clerk)
    client.get("/office/r/investment.leads/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/office/r/investment.leads/")
    said = [str(one["sql"]) for one in asked.captured_queries]
    tables = ("django_session", "access_user", "notices_notice", "access_office")
    assert [sum(f'FROM "{table}"' in one for one in said) for table in tables] == [1, 1, 1, 0]


def test_a_person_with_seats_in_two_zones_switches_between_them(cast: Any) -> None:
    user = cast.clerk.user
    with walled(cast.elsewhere.pk):
        there = access.give_seat(
            user=user, office=cast.stranger.office, role_code="investment_officer",
            since=date(2020, 1, 1), by=Machine(zone_id=cast.elsewhere.pk),
        )  # fmt: skip
    client = entered(cast.clerk)
    assert "另一经开区" in client.get("/office/").content.decode()
    client.post("/seat/", {"seat": there.pk})
    page = client.get("/office/")
    assert page.context["seat"].pk == there.pk
    assert "示例经开区" in page.content.decode()


def test_without_a_seat_one_is_told_whom_to_ask(cast: Any) -> None:
    access.end_seat(seat=cast.clerk, on=date(2021, 1, 1), by=cast.admin)
    client = entered(cast.clerk)
    assert client.get("/office/")["Location"] == "/seatless/"
    assert client.get("/seatless/").status_code == 403


def test_the_language_stays_as_chosen(cast: Any) -> None:
    client = entered(cast.clerk)
    client.post("/language/", {"language": "en", "next": "/office/"})
    assert '<html lang="en"' in client.get("/office/").content.decode()
    client.post("/language/", {"language": "zh-hans", "next": "/office/"})
    assert '<html lang="zh-hans"' in client.get("/office/").content.decode()


def test_an_old_form_is_refused_with_what_to_do(cast: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk.user)
    answer = client.post("/seat/", {"seat": "1"})
    assert answer.status_code == 403
    assert str(pages._("The page was open for too long, and its form is no longer valid.")) in (
        answer.content.decode()
    )


def test_a_refusal_of_a_part_of_a_page_comes_as_a_toast() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, Forbidden())
    assert answer is not None
    assert answer.status_code == 403
    assert "toast" in answer["HX-Trigger"]
    assert answer["HX-Reswap"] == "none"


def test_a_part_of_a_page_sends_whoever_is_logged_out_to_the_log_in_page(db: None) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/office/?a=1"}
    answer = Client().get("/find/?q=x", headers=headers)
    assert answer["HX-Redirect"] == "/login/?next=/office/%3Fa%3D1"


def test_a_fault_of_ours_is_told_without_asking_the_database() -> None:
    answer = pages.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert settings.LOGIN_REDIRECT_URL in answer.content.decode()


def test_a_page_is_led_to_by_one_permission_by_any_of_several_or_by_none() -> None:
    held = frozenset({"a.b.view"})
    assert Page("", "/", "x").open_to(held)
    assert Page("", "/", "x", permission="a.b.view").open_to(held)
    assert not Page("", "/", "x", permission="a.b.edit").open_to(held)
    assert Page("", "/", "x", any_of=("a.b.edit", "a.b.view")).open_to(held)
    assert not Page("", "/", "x", any_of=("a.b.edit",)).open_to(held)


def test_the_finder_finds_pages_and_actions_by_a_few_signs(cast: Any) -> None:
    client = entered(cast.clerk)
    client.post("/language/", {"language": "en", "next": "/office/"})
    found = client.get("/find/?q=lead").content.decode()
    assert "/office/r/investment.leads/" in found
    assert "/office/r/investment.leads/new/" in found
    assert "/office/r/investment.leads/import/" in found


@pytest.mark.parametrize(
    "address",
    ["/portal/here/matters/%00/", "/portal/here/my/cases/a%00b/", "/office/r/%00/", "/%00",
     "/api/v1/figures/%00"],
)  # fmt: skip
def test_an_address_with_a_nul_is_of_nothing(cast: Any, address: str) -> None:
    answer = entered(cast.clerk).get(address)
    assert answer.status_code == 404
    assert "没有" in answer.content.decode()


@pytest.mark.parametrize("address", ["/office/wholes/?q=%00", "/portal/here/matters/?q=a%00"])
def test_a_question_with_a_nul_is_answered_by_a_sentence(cast: Any, address: str) -> None:
    client = entered(cast.clerk)
    for answer in (client.get(address), client.post("/find/", {"q": "a\0"})):
        assert answer.status_code == 400
        assert "无法识别" in answer.content.decode()


def test_parts_made_once_are_made_in_each_language(cast: Any) -> None:
    client = entered(cast.clerk)
    for _again in range(2):
        for language, words in (("zh-hans", "键盘操作"), ("en", "Keyboard")):
            page = client.get("/office/", headers={"accept-language": language}).content.decode()
            assert f'<h2 id="keys-title">{words}</h2>' in page
            assert page.count('id="finder"') == 1
    assert 'id="finder"' not in Client().get("/login/").content.decode()
