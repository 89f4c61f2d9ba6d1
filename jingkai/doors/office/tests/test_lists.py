"""Lists: what an address asks for, and what can be done from there."""

from typing import Any

from django.http import QueryDict

from jingkai.doors.office.lists import read_query, written
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.registers.models import SavedFilter
from jingkai.kernel.trail.models import Entry
from tests.contracts import entered

DEALS = "/office/r/investment.deals/"


def test_an_address_is_read_and_written_back_as_it_was() -> None:
    address = "q=%E7%A2%B3&order=-signed_on&f_stage=lead&f_stage=signed&f_city=x"
    query = read_query(QueryDict(address))
    assert query.filters == {"stage": ["lead", "signed"], "city": ["x"]}
    assert written(query) == address
    assert "f_stage=signed" not in written(query, drop=("stage", "signed"))


def test_two_fields_make_a_range() -> None:
    query = read_query(QueryDict("f_signed_on_from=2022-01-01&f_signed_on_to="))
    assert query.filters == {"signed_on": ["2022-01-01.."]}


def test_a_filter_that_the_register_has_not_is_refused_in_a_sentence(cast: Any) -> None:
    answer = entered(cast.clerk).get(f"{DEALS}?f_nothing=1")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_asked_for_by_a_part_of_the_page_only_that_part_comes(cast: Any) -> None:
    sample("investment.deals", cast)
    client = entered(cast.clerk)
    part = client.get(DEALS, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<tbody>" in part
    assert "HX-Request" in client.get(DEALS)["Vary"]


def test_the_columns_chosen_are_shown_until_the_declared_ones_are_asked_for(cast: Any) -> None:
    sample("investment.deals", cast)
    client = entered(cast.clerk)
    client.post(f"{DEALS}columns/choose/", {"column": ["name", "industry"]})
    assert client.get(DEALS).content.decode().count('scope="col"') == 3
    client.post(f"{DEALS}columns/choose/", {"reset": "1"})
    assert client.get(DEALS).content.decode().count('scope="col"') > 3


def test_without_its_name_a_row_is_picked_by_the_records(cast: Any) -> None:
    deal, client = sample("investment.deals", cast), entered(cast.clerk)
    client.post(f"{DEALS}columns/choose/", {"column": ["stage", "industry"]})
    page = client.get(DEALS).content.decode()
    label = page.partition(f'name="pk" value="{deal.pk}" aria-label="')[2].partition('">')[0]
    assert label.endswith(f" {deal}")


def test_a_filter_is_saved_offered_and_forgotten(cast: Any) -> None:
    client = entered(cast.clerk)
    client.post(f"{DEALS}saved/new/", {"name": "已签约", "query": "f_stage=signed"})
    kept = SavedFilter.objects.get()
    assert "f_stage=signed" in client.get(f"{DEALS}saved/").content.decode()
    assert entered(cast.chief).post(f"{DEALS}saved/{kept.pk}/drop/").status_code == 404
    client.post(f"{DEALS}saved/{kept.pk}/drop/")
    assert not SavedFilter.objects.exists()


def test_each_filter_offers_its_choices(cast: Any) -> None:
    client = entered(cast.clerk)
    for field, _label, _on in client.get(DEALS).context["filters"]:
        assert client.get(f"{DEALS}filter/{field}/").status_code == 200, field


def test_an_export_holds_what_the_filters_let_through(cast: Any) -> None:
    deal = sample("investment.deals", cast)
    client = entered(cast.clerk)
    for form, opening in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = client.get(f"{DEALS}export/{form}/")
        assert b"".join(answer.streaming_content).startswith(opening)
    found = b"".join(client.get(f"{DEALS}export/csv/?q={deal.number}").streaming_content)
    none = b"".join(client.get(f"{DEALS}export/csv/?q=nothing").streaming_content)
    assert deal.number in found.decode()
    assert deal.number not in none.decode()


def test_a_telephone_number_is_masked_and_showing_it_leaves_an_entry(cast: Any) -> None:
    contact = sample("subjects.persons", cast)
    type(contact).objects.get(pk=contact.pk)
    reader, number = cast.registrar, "13904321234"
    url = f"/office/r/subjects.persons/{contact.pk}/"
    client = entered(reader)
    form = client.get(f"{url}change/").context["form"]
    typed = {name: form.initial.get(name, "") for name in form.fields}
    assert client.post(f"{url}change/", {**typed, "phone": number}).status_code == 302
    assert number not in client.get(url).content.decode()
    assert number in client.post(f"{url}show/phone/").content.decode()
    assert Entry.objects.latest("pk").code == "access.personal.read"
    assert entered(cast.statistician).post(f"{url}show/phone/").status_code == 403


def test_a_note_stands_in_the_journal(cast: Any) -> None:
    deal = sample("investment.deals", cast)
    client = entered(cast.clerk)
    client.post(f"{DEALS}{deal.pk}/note/", {"text": "电话约定周五见面"})
    assert "电话约定周五见面" in client.get(f"{DEALS}{deal.pk}/?tab=journal").content.decode()


def test_a_record_is_shown_as_it_was_known_on_a_day(cast: Any) -> None:
    deal = sample("investment.deals", cast)
    page = entered(cast.clerk).get(f"{DEALS}{deal.pk}/?known_at=2020-01-01")
    assert page.context["unknown_then"]
    page = entered(cast.clerk).get(f"{DEALS}{deal.pk}/?known_at=2999-01-01")
    assert not page.context["unknown_then"]
    assert page.context["facts"]
