"""Pages of subsidies: who has not asked, the file for the bank, the bank's answer, and masks."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.factories import (
    ACCOUNT,
    IDENTITY,
    SINCE,
    answer,
    batch_ready,
    excludes,
    has,
    old_age,
    person,
    seats,
)
from jingkai.domains.livelihood.registers import CLAIMS, PAYMENTS
from tests.contracts import GatedContract, entered

UNASKED = "/office/subsidies/unasked/"


@pytest.fixture
def people(cast: Any) -> Any:
    return seats(cast)


class TestUnasked(GatedContract):
    address = UNASKED
    allowed, refused = "support", "leader"

    @pytest.fixture(autouse=True)
    def _support(self, cast: Any, people: Any) -> None:
        cast.support = people.officer


def test_who_has_not_asked_is_listed_and_granted(people: Any) -> None:
    of, other = old_age(people.by), old_age(people.by, "HL")
    excludes(people.by, of, other)
    one, two = person(people.by, 1), person(people.by, 2)
    has(people.by, two, other)
    client = entered(people.officer)
    page = client.get(f"{UNASKED}?programme={of.pk}&day=2022-01-01").content.decode()
    assert one.number in page
    assert "100.5" in page
    assert "HC01" in page
    form = {"programme": of.pk, "day": "2022-01-01", "person": [one.pk, two.pk]}
    answered = client.post(UNASKED, form, follow=True)
    assert answered.status_code == 200
    assert CLAIMS.model.objects.get(programme=of).person == one
    wrong = client.get(f"{UNASKED}?programme={of.pk}&day=2010-01-01")
    assert wrong.status_code == 422


def test_the_next_version_is_drawn_checked_and_published(people: Any) -> None:
    of = old_age(people.by)
    version = of.versions.get()
    page, client = f"/office/subsidies/versions/{version.pk}/", entered(people.chief)
    file = client.get(f"{page}dmn/")
    assert (file["Content-Type"], b"hitPolicy" in file.content) == ("application/xml", True)
    told = client.get(f"/office/r/livelihood.versions/{version.pk}/?tab=more-0").content.decode()
    assert f"{page}table/" in told
    assert "同时命中" in told
    source = file.content.decode().replace("&gt;= 80", "&gt;= 95")
    faulty = client.post("/office/subsidies/versions/check/", {"source": source})
    assert "永远不会命中" in faulty.content.decode()
    form = {"number": "GL-2", "since": "2023-01-01", "source": source}
    assert client.post(f"{page}table/", form).status_code == 422
    form["source"] = source.replace("&gt;= 95", "[80..85]")
    gap = client.post("/office/subsidies/versions/check/", form).content.decode()
    assert "86" in gap
    assert client.post(f"{page}table/", form, follow=True).status_code == 200
    assert of.versions.get(number="GL-2").standards.get(position=2).age == "80至85"


class TestTable(GatedContract):
    allowed, refused = "support", "leader"

    @pytest.fixture(autouse=True)
    def _support(self, cast: Any, people: Any) -> None:
        cast.support = people.chief
        version = old_age(people.by).versions.get()
        self.address = f"/office/subsidies/versions/{version.pk}/table/"


@pytest.fixture
def batch(people: Any) -> Any:
    of = old_age(people.by)
    for number in (1, 2):
        has(people.by, person(people.by, number), of)
    return batch_ready(people, of)


def test_the_batch_goes_to_the_bank_and_its_answer_comes_back(people: Any, batch: Any) -> None:
    client = entered(people.cashier)
    record = f"/office/r/livelihood.batches/{batch.pk}/"
    file = f"/office/subsidies/batches/{batch.pk}/file/"
    assert file in client.get(f"{record}?tab=more-1").content.decode()
    sent = client.post(file)
    assert ACCOUNT.format(1) in sent.content.decode("utf-8-sig")
    assert sent["Content-Disposition"] == f'attachment; filename="{batch.number}.csv"'
    address = f"/office/subsidies/batches/{batch.pk}/answer/"
    assert client.get(address).status_code == 200
    batch.refresh_from_db()
    good = [(1, "100.50", ""), (2, "100.50", "户名不符")]
    text = answer(batch, *good).replace("2022-01-05", batch.sent_on.isoformat())
    faulty = text.replace("100.50", "1.00", 1)
    for body, status in ((faulty, 422), (text, 200)):
        upload = SimpleUploadedFile("a.csv", body.encode("gb18030" if status == 422 else "utf-8"))
        assert client.post(address, {"file": upload}, follow=True).status_code == status
    assert sorted(PAYMENTS.model.objects.values_list("state", flat=True)) == ["paid", "returned"]
    assert client.get(f"{record}?tab=more-0").status_code == 200


def test_without_the_permission_no_file_and_no_number_is_seen(people: Any, batch: Any) -> None:
    file = f"/office/subsidies/batches/{batch.pk}/file/"
    assert entered(people.officer).post(file).status_code == 403
    assert entered(people.stranger).post(file).status_code in (403, 404)
    leader = entered(people.leader)
    whole = (IDENTITY.format(1), ACCOUNT.format(1))
    who = batch.payments.first().person
    addresses = (
        "/office/r/livelihood.persons/", f"/office/r/livelihood.persons/{who.pk}/",
        "/office/r/livelihood.payments/",
        f"/office/r/livelihood.payments/{batch.payments.first().pk}/",
        f"/office/r/livelihood.batches/{batch.pk}/", "/office/r/livelihood.persons/export/csv/",
    )  # fmt: skip
    for address in addresses:
        answered = leader.get(address)
        content = b"".join(answered.streaming_content) if answered.streaming else answered.content
        assert not any(number.encode() in content for number in whole), address


def test_what_waits_for_somebody_stands_on_their_first_page(people: Any) -> None:
    of = old_age(people.by)
    has(people.by, person(people.by, 1), of)
    batch = actions.open_batch(programme=of, day=SINCE, by=people.officer, on=SINCE)
    batch = actions.assemble_batch(batch=batch, by=people.officer, on=SINCE)
    actions.check_batch(batch=batch, by=people.officer, on=SINCE)
    assert batch.number in entered(people.chief).get("/office/").content.decode()
