"""Every office page keeps its promise about who may open it, for every register there is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingkai.doors.office.tests.samples import keeper, reader, sample
from jingkai.kernel.registers.declare import REGISTERS
from tests.contracts import GatedContract, OfficeRecordContract, PageContract, entered

CODES = sorted(REGISTERS)
EDITABLE = sorted(c for c, r in REGISTERS.items() if r.edit and any(x.in_form for x in r.columns))


class TestHome(PageContract):
    address, allowed = "/office/", "clerk"


class TestTrail(GatedContract):
    address, allowed, refused = "/office/trail/", "auditor", "clerk"


class TestImports(PageContract):
    address, allowed = "/office/imports/", "clerk"


class TestOffices(GatedContract):
    address, allowed, refused = "/office/access/offices/", "admin", "clerk"


class TestAccounts(GatedContract):
    address, allowed, refused = "/office/access/users/", "admin", "clerk"


class TestPassword(PageContract):
    address, allowed = "/password/", "clerk"


class TestDeal(OfficeRecordContract):
    """A deal is its own office's and the chief's."""

    allowed, refused, hidden_from = "chief", "admin", "other_office"

    def url(self, cast: Any) -> str:
        return f"/office/r/investment.deals/{sample('investment.deals', cast).pk}/"


class TestFinder(PageContract):
    address, allowed = "/find/?q=项目", "clerk"


@pytest.mark.parametrize("code", CODES)
class TestRegisters:
    def test_the_list_opens_and_asks_nothing_row_by_row(self, cast: Any, code: str) -> None:
        client, url = entered(reader(code, cast)), f"/office/r/{code}/"
        with CaptureQueriesContext(connection) as empty:
            client.get(url)
        record = sample(code, cast)
        with CaptureQueriesContext(connection) as filled:
            page = client.get(url)
        assert page.status_code == 200
        assert f"{url}{record.pk}/" in page.content.decode()
        days = sum("cases_calendarday" in asked["sql"] for asked in filled.captured_queries)
        assert len(filled) - min(days, 1) <= len(empty)  # the calendar is asked once a page

    def test_the_list_is_refused_without_the_permission(self, cast: Any, code: str) -> None:
        assert entered(cast.admin).get(f"/office/r/{code}/").status_code == 403

    def test_a_record_opens_on_each_of_its_tabs(self, cast: Any, code: str) -> None:
        record, client = sample(code, cast), entered(reader(code, cast))
        page = client.get(f"/office/r/{code}/{record.pk}/")
        assert page.status_code == 200
        for tab in page.context["tabs"]:
            url = f"/office/r/{code}/{record.pk}/?tab={tab.name}"
            assert client.get(url).status_code == 200, tab.name

    def test_a_record_of_another_zone_is_not_there(self, cast: Any, code: str) -> None:
        record = sample(code, cast)
        page = entered(cast.stranger).get(f"/office/r/{code}/{record.pk}/")
        assert page.status_code == (404 if cast.stranger.can(REGISTERS[code].view) else 403)

    def test_another_office_sees_exactly_its_rows(self, cast: Any, code: str) -> None:
        record, other = sample(code, cast), cast.other_office
        shows = REGISTERS[code].rows(other).filter(pk=record.pk).exists()
        status = entered(other).get(f"/office/r/{code}/{record.pk}/").status_code
        if not other.can(REGISTERS[code].view):
            assert status == 403
        else:
            assert status == (200 if shows else 404)

    def test_one_who_has_not_logged_in_is_asked_to(self, cast: Any, code: str) -> None:
        record = sample(code, cast)
        anonymous = entered(cast.clerk)
        anonymous.logout()
        for url in (f"/office/r/{code}/", f"/office/r/{code}/{record.pk}/"):
            assert anonymous.get(url)["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("code", EDITABLE)
class TestForms:
    def test_the_forms_open_for_one_who_may_write(self, cast: Any, code: str) -> None:
        record, client = sample(code, cast), entered(keeper(code, cast))
        assert client.get(f"/office/r/{code}/new/").status_code == 200
        assert client.get(f"/office/r/{code}/{record.pk}/change/").status_code == 200
        assert client.get(f"/office/r/{code}/bulk/?pk={record.pk}").status_code == 200

    def test_who_may_only_read_is_refused(self, cast: Any, code: str) -> None:
        record, client = sample(code, cast), entered(cast.leader)
        for way in ("new/", f"{record.pk}/change/", f"bulk/?pk={record.pk}"):
            assert client.get(f"/office/r/{code}/{way}").status_code == 403

    def test_an_empty_form_and_one_of_overlong_words_are_told_what_is_wrong(
        self, cast: Any, code: str
    ) -> None:
        client, url = entered(keeper(code, cast)), f"/office/r/{code}/new/"
        fields = [column.field for column in REGISTERS[code].columns if column.in_form]
        for words in ("", "长" * 2001):
            answer = client.post(url, dict.fromkeys(fields, words))
            assert answer.status_code in (409, 422), words[:1]

    def test_sent_back_unchanged_the_form_changes_nothing(self, cast: Any, code: str) -> None:
        record, client = sample(code, cast), entered(keeper(code, cast))
        url = f"/office/r/{code}/{record.pk}/change/"
        record.refresh_from_db()
        before = {f.attname: getattr(record, f.attname) for f in record._meta.local_fields}
        form = client.get(url).context["form"]
        typed = {name: form.initial.get(name, "") for name in form.fields}
        answer = client.post(url, {**typed, "confirmed": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
        record.refresh_from_db()
        after = {f.attname: getattr(record, f.attname) for f in record._meta.local_fields}
        assert after == before
