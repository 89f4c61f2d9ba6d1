"""Opening an account, logging in, the pages of one's own account."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from jingkai.domains.subjects import actions
from jingkai.domains.subjects.actions import codes
from jingkai.domains.subjects.factories import make_account, sample_identity
from jingkai.doors.portal.tests.conftest import OTHER, PASSWORD, PHONE, entered

HERE = "/portal/here/"
Account, PhoneCode = apps.get_model("subjects.Account"), apps.get_model("subjects.PhoneCode")


@pytest.fixture
def sent(monkeypatch: Any) -> list[str]:
    """The text messages that went out."""
    texts: list[str] = []
    monkeypatch.setattr(codes, "_DELIVERS", [lambda *told: texts.append(told[2])])
    return texts


def code_in(text: str) -> str:
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found[0]


def test_an_account_is_opened_with_a_code_and_one_is_logged_in(cast: Any, sent: list[str]) -> None:
    client = Client()
    page = client.post(f"{HERE}register/", {"phone": PHONE, "send": "1"})
    assert page.status_code == 200
    assert f'value="{PHONE}"' in page.content.decode()
    assert code_in(sent[0]) not in page.content.decode()
    form = {"phone": PHONE, "code": code_in(sent[0]), "password": PASSWORD}
    form["agreed"] = "on"
    answer = client.post(f"{HERE}register/?next=/portal/here/my/account/", form)
    assert answer["Location"] == "/portal/here/my/account/"
    assert client.get(f"{HERE}my/").status_code == 200
    assert Account.objects.get().consents.count() == 1


def test_a_demonstration_shows_the_code(cast: Any, settings: Any) -> None:
    settings.JINGKAI_TODAY = "2022-12-20"
    page = Client().post(f"{HERE}register/", {"phone": PHONE, "send": "1"}).content.decode()
    assert re.search(r'class="p-code">\d{6}<', page)


def test_without_text_messages_the_page_says_so(cast: Any) -> None:
    page = Client().post(f"{HERE}login/code/", {"phone": PHONE, "send": "1"})
    assert page.status_code == 422
    assert "短信" in page.content.decode()


def test_a_wrong_code_stays_counted(cast: Any, sent: list[str]) -> None:
    make_account(cast.zone.pk, phone=PHONE)
    PhoneCode.objects.all().delete()
    client = Client()
    client.post(f"{HERE}login/code/", {"phone": PHONE, "send": "1"})
    wrong = f"{(int(code_in(sent[0])) + 1) % 10**6:06d}"
    assert client.post(f"{HERE}login/code/", {"phone": PHONE, "code": wrong}).status_code == 422
    assert PhoneCode.objects.get().tries == 1
    right = client.post(f"{HERE}login/code/", {"phone": PHONE, "code": code_in(sent[0])})
    assert right["Location"] == f"{HERE}my/"


def test_five_wrong_passwords_lock_the_account_and_the_page_says_until_when(cast: Any) -> None:
    make_account(cast.zone.pk, phone=PHONE)
    client = Client()
    for _time in range(5):
        answer = client.post(f"{HERE}login/", {"phone": PHONE, "password": "wrong"})
        assert answer.status_code == 422
    locked = client.post(f"{HERE}login/", {"phone": PHONE, "password": PASSWORD})
    assert "锁定" in locked.content.decode()
    assert client.get(f"{HERE}my/").status_code == 302


def test_logging_in_leads_back_and_never_elsewhere(cast: Any) -> None:
    make_account(cast.zone.pk, phone=PHONE)
    form = {"phone": f"+86 {PHONE}", "password": PASSWORD}
    back = Client().post(f"{HERE}login/", {**form, "next": f"{HERE}my/account/"})
    assert back["Location"] == f"{HERE}my/account/"
    away = Client().post(f"{HERE}login/", {**form, "next": "https://elsewhere.example/"})
    assert away["Location"] == f"{HERE}my/"


def test_a_forgotten_password_is_replaced_after_a_code(cast: Any, sent: list[str]) -> None:
    make_account(cast.zone.pk, phone=PHONE)
    PhoneCode.objects.all().delete()
    client = Client()
    client.post(f"{HERE}login/code/", {"phone": PHONE, "send": "1"})
    client.post(f"{HERE}login/code/", {"phone": PHONE, "code": code_in(sent[0])})
    client.post(f"{HERE}my/account/password/", {"password": "Fresh-2022-word"})
    form = {"phone": PHONE, "password": "Fresh-2022-word"}
    assert Client().post(f"{HERE}login/", form).status_code == 302


def test_the_present_password_is_asked_for_otherwise(cast: Any, resident: Any) -> None:
    form = {"present": "wrong", "password": "Fresh-2022-word"}
    assert entered(resident).post(f"{HERE}my/account/password/", form).status_code == 422


def test_the_real_name_is_verified_in_a_demonstration_which_says_so(
    cast: Any, settings: Any
) -> None:
    settings.JINGKAI_TODAY = "2022-12-20"
    account = make_account(cast.zone.pk, phone=PHONE)
    client = Client()
    client.force_login(account.user)
    page = f"{HERE}my/account/real-name/"
    assert "仅校验" in client.get(page).content.decode()
    form = {"name": "示例居民", "identity": sample_identity(3), "agreed": "on"}
    assert client.post(page, {**form, "identity": "220202199001011235"}).status_code == 422
    assert client.post(page, {**form, "agreed": ""}).status_code == 422
    assert client.post(page, form)["Location"] == f"{HERE}my/account/"
    account.refresh_from_db()
    assert account.verified


def test_one_acts_for_an_enterprise_only_with_an_agency(cast: Any, resident: Any) -> None:
    from jingkai.domains.subjects.factories import sample_enterprises

    sample = next(sample_enterprises(1))
    days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
    enterprise = actions.register_enterprise(
        **{**sample, **days, "established_on": date(2010, 1, 1)}, by=cast.registrar
    )
    client = entered(resident)
    client.post(f"{HERE}my/acting/", {"enterprise": str(enterprise.pk)})
    assert enterprise.name not in client.get(f"{HERE}my/").content.decode()
    actions.grant_agency(
        enterprise=enterprise, phone=PHONE, name="示例居民", powers={"apply"}, by=cast.registrar
    )
    client.post(f"{HERE}my/acting/", {"enterprise": str(enterprise.pk)})
    assert enterprise.name in client.get(f"{HERE}my/").content.decode()
    granting = client.post(f"{HERE}my/agents/", {"name": "x", "phone": OTHER, "powers": "apply"})
    assert granting.status_code == 422
    agency = enterprise.agencies.get()
    client.post(f"{HERE}my/agents/{agency.pk}/end/")
    assert enterprise.name not in client.get(f"{HERE}my/").content.decode()


def test_ones_data_is_read_out_as_a_file(cast: Any, resident: Any) -> None:
    answer = entered(resident).post(f"{HERE}my/account/export/")
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["account"]["phone"] == PHONE


def test_closing_the_account_ends_the_session_and_frees_the_number(
    cast: Any, resident: Any
) -> None:
    client = entered(resident)
    assert client.post(f"{HERE}my/account/close/", {}).status_code == 422
    assert client.post(f"{HERE}my/account/close/", {"sure": "on"})["Location"] == HERE
    assert client.get(f"{HERE}my/").status_code == 302
    assert Account.objects.get().closed_at is not None


def test_large_type_is_kept_in_the_browser(cast: Any) -> None:
    client = Client()
    client.post(f"{HERE}large/", {"next": HERE})
    assert "portal-large" in client.get(HERE).content.decode()
