"""Files at the doors: whose they are, how they come in, how they go out."""

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from jingkai.doors.ui import files
from jingkai.doors.ui.files import collect, uploader
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import attach, remove
from jingkai.kernel.files.models import Attachment, Upload
from jingkai.kernel.files.tests import made
from jingkai.kernel.files.tests.conftest import LABEL, Visitor
from jingkai.kernel.files.tests.conftest import office_files as office_files
from jingkai.kernel.files.tests.conftest import visitor as visitor
from jingkai.kernel.trail.models import Entry
from tests.contracts import entered

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
TEXT = "一二三四五六七八九十".encode() * 50


@pytest.fixture
def paper(cast: Any, office_files: str) -> Attachment:
    """A text of the investment office."""
    return attach(holder=cast.invest, kind="", file=TEXT, name="材料 一.txt", by=cast.clerk)


@pytest.fixture
def card(cast: Any, office_files: str) -> Attachment:
    """An identity card handed in by the chief."""
    picture = made.picture(300, 200, form="JPEG")
    return attach(holder=cast.invest, kind="id_card", file=picture, name="证.jpg", by=cast.chief)


def body(answer: Any) -> bytes:
    """What is sent; reading it to its end closes it."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def status(client: Client, address: str, **more: Any) -> int:
    """How it is answered."""
    answer = client.get(address, **more)
    body(answer)
    return int(answer.status_code)


# Nobody reads another's file by any URL


def addresses(one: Attachment) -> list[str]:
    return [f"/files/{one.pk}/", f"/files/{one.pk}/?inline", f"/files/{one.pk}/1/"]


@pytest.mark.parametrize("who", ["stranger", "other_office", "leader", "auditor", "admin"])
def test_another_zone_office_or_role_finds_nothing_there(
    cast: Any, paper: Attachment, card: Attachment, who: str
) -> None:
    client = entered(getattr(cast, who))
    for one in (paper, card):
        assert {status(client, address) for address in addresses(one)} == {404}
        assert client.head(addresses(one)[0]).status_code == 404


def test_guessed_keys_names_and_digests_lead_nowhere(cast: Any, paper: Attachment) -> None:
    client = entered(cast.clerk)
    digest = paper.file.digest
    guesses = [paper.pk + n for n in range(1, 9)] + [0, 10**30]
    paths = [f"/files/{key}/" for key in guesses]
    paths += [f"/files/{digest}/", f"/files/{digest}", f"/static/{digest}", f"/media/{digest}",
              f"/files/store/{cast.zone.pk}/{digest[:2]}/{digest}", "/files/..%2f..%2fetc/",
              f"/files/{paper.file_id}x/", f"/files/uploads/{digest}/"]  # fmt: skip
    assert {status(client, path) for path in paths} == {404}


def test_without_logging_in_one_is_asked_to_and_sees_nothing(paper: Attachment) -> None:
    for address in addresses(paper):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/?next=")


def test_a_visitor_reads_what_is_theirs_and_no_other_visitor_does(
    cast: Any, paper: Attachment, visitor: Visitor, monkeypatch: Any
) -> None:
    def comes(who: Visitor) -> Client:
        monkeypatch.setattr(files, "READERS", [lambda _request: who])
        return Client()

    assert status(comes(visitor), f"/files/{paper.pk}/") == 200
    other = Visitor(cast.zone.pk, "李四", visit=f"visit-{cast.statistics.pk}")
    assert comes(other).get(f"/files/{paper.pk}/").status_code == 404
    elsewhere = Visitor(cast.elsewhere.pk, "张三", visit=visitor.visit)
    assert comes(elsewhere).get(f"/files/{paper.pk}/").status_code == 404


def test_a_removed_file_is_there_for_nobody(cast: Any, paper: Attachment) -> None:
    remove(attachment=paper, why="错传", by=cast.clerk)
    assert entered(cast.clerk).get(f"/files/{paper.pk}/").status_code == 404


def test_an_undeclared_holder_lets_nobody_read(cast: Any, paper: Attachment) -> None:
    from jingkai.kernel.files.holders import HOLDERS

    del HOLDERS[LABEL]
    assert entered(cast.clerk).get(f"/files/{paper.pk}/").status_code == 404


# Serving


def test_a_file_goes_out_under_its_chinese_name_and_runs_nowhere(
    cast: Any, paper: Attachment
) -> None:
    answer = entered(cast.chief).get(f"/files/{paper.pk}/")
    assert body(answer) == TEXT
    assert answer["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('材料 一.txt')}"
    )
    assert answer["Content-Type"] == "text/plain"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-cache"
    assert paper.file.digest not in str(answer.headers)


def test_only_pictures_are_shown_in_the_page(cast: Any, paper: Attachment) -> None:
    client = entered(cast.clerk)
    picture = attach(
        holder=cast.invest, kind="", file=made.picture(), name="a.png", by=cast.clerk
    )
    for one, how in ((picture, "inline"), (paper, "attachment")):
        answer = client.get(f"/files/{one.pk}/?inline")
        assert answer["Content-Disposition"].startswith(how)
        body(answer)


@pytest.mark.parametrize(
    ("asked", "span"),
    [("bytes=0-9", (0, 10)), ("bytes=1490-", (1490, 1500)), ("bytes=-5", (1495, 1500)),
     ("bytes=1499-99999", (1499, 1500))],
)  # fmt: skip
def test_a_part_is_served(
    cast: Any, paper: Attachment, asked: str, span: tuple[int, int]
) -> None:
    answer = entered(cast.clerk).get(f"/files/{paper.pk}/", headers={"Range": asked})
    first, end = span
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{end - 1}/1500"
    assert body(answer) == TEXT[first:end]
    assert int(answer["Content-Length"]) == end - first


def test_a_part_beyond_the_end_is_refused_and_odd_wishes_get_all(
    cast: Any, paper: Attachment
) -> None:
    client, address = entered(cast.clerk), f"/files/{paper.pk}/"
    assert client.get(address, headers={"Range": "bytes=1500-"}).status_code == 416
    for odd in ("bytes=-", "bytes=0-1,4-5", "lines=1-2"):
        assert body(client.get(address, headers={"Range": odd})) == TEXT
    changed = {"Range": "bytes=0-1", "If-Range": '"other"'}
    assert status(client, address, headers=changed) == 200


def test_an_unchanged_file_is_not_sent_again_but_only_to_who_may_read_it(
    cast: Any, paper: Attachment
) -> None:
    address = f"/files/{paper.pk}/"
    first = entered(cast.clerk).get(address)
    body(first)
    tag = {"If-None-Match": first["ETag"]}
    assert entered(cast.clerk).get(address, headers=tag).status_code == 304
    assert entered(cast.other_office).get(address, headers=tag).status_code == 404


# Identity documents


def test_reading_an_identity_document_leaves_one_entry_for_each_reader(
    cast: Any, card: Attachment
) -> None:
    for _again in range(2):
        answer = entered(cast.clerk).get(f"/files/{card.pk}/1/")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
    entered(cast.chief).get(f"/files/{card.pk}/1/")
    read = Entry.objects.filter(code="files.read_identity", subject_id=card.pk)
    assert [(entry.actor, entry.facts["how"]) for entry in read] == [
        (cast.clerk.name, "preview"), (cast.chief.name, "preview"),
    ]  # fmt: skip


def test_the_original_is_for_its_sender_and_for_who_reads_personal_data(
    cast: Any, card: Attachment, monkeypatch: Any
) -> None:
    address = f"/files/{card.pk}/"
    refused = entered(cast.clerk).get(address)
    assert refused.status_code == 403
    assert 'role="alert"' in refused.content.decode()
    assert status(entered(cast.chief), address) == 200
    from jingkai.kernel.files.holders import HOLDERS

    monkeypatch.setitem(HOLDERS, LABEL, lambda _reader, _pk: True)
    assert status(entered(cast.registrar), address) == 200
    read = Entry.objects.filter(code="files.read_identity").values_list("facts__how", flat=True)
    assert list(read) == ["original", "original"]


# tus


def begun(client: Client, size: int, name: str = "a.txt", **more: str) -> Any:
    said = {"filename": name, "holder": LABEL, "kind": "", **more}
    pairs = [f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items()]
    header = {**TUS, "Upload-Length": str(size), "Upload-Metadata": ",".join(pairs)}
    return client.post("/files/uploads/", headers=header)


def piece(client: Client, address: str, at: int, content: bytes, **more: str) -> Any:
    header = {**TUS, "Upload-Offset": str(at), **more}
    return client.patch(address, content, content_type=PIECE, headers=header)


def test_an_upload_is_interrupted_and_goes_on_where_it_stopped(
    cast: Any, office_files: str
) -> None:
    client = entered(cast.clerk)
    created = begun(client, len(TEXT), "材料.txt")
    assert created.status_code == 201
    assert "Upload-Expires" in created.headers
    address = created["Location"]
    assert piece(client, address, 0, TEXT[:700]).status_code == 204
    head = entered(cast.clerk).head(address, headers=TUS)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("700", "1500")
    assert head["Cache-Control"] == "no-store"
    assert client.post(address + "finish/").status_code == 409
    assert piece(client, address, 0, TEXT[:700]).status_code == 409
    assert piece(client, address, 700, TEXT[700:])["Upload-Offset"] == "1500"
    told = client.post(address + "finish/").json()
    assert (told["name"], told["size"], told["media"]) == ("材料.txt", 1500, "text/plain")
    assert client.get(address).json()["ready"]
    assert piece(client, address, 1500, b"more").status_code == 409
    one = attach(holder=cast.invest, kind="", upload=told["token"], by=cast.clerk)
    assert one.file.digest == hashlib.sha256(TEXT).hexdigest()
    assert client.head(address, headers=TUS).status_code == 404


def test_a_piece_writes_and_locks_nothing_in_the_database(cast: Any, office_files: str) -> None:
    client = entered(cast.clerk)
    address = begun(client, 3)["Location"]
    with CaptureQueriesContext(connection) as asked:
        assert piece(client, address, 0, b"abc").status_code == 204
    words = " ".join(query["sql"].lower() for query in asked.captured_queries)
    assert not re.search(r"\b(insert|update|delete|for update|for share|lock)\b", words)


@pytest.mark.parametrize("who", ["stranger", "other_office", "chief", "leader"])
def test_another_persons_upload_is_not_there(cast: Any, office_files: str, who: str) -> None:
    address = begun(entered(cast.clerk), 10)["Location"]
    other = entered(getattr(cast, who))
    assert other.head(address, headers=TUS).status_code == 404
    assert other.get(address).status_code == 404
    assert piece(other, address, 0, b"x" * 10).status_code == 404
    assert other.delete(address, headers=TUS).status_code == 404
    assert other.post(address + "finish/").status_code == 404
    assert Upload.objects.count() == 1


def test_without_a_reader_nothing_begins(office_files: str, cast: Any) -> None:
    answer = begun(Client(), 10)
    assert answer.status_code == 401
    assert answer.json()["sentence"]


def test_a_visitor_without_a_seat_uploads_too(
    cast: Any, visitor: Visitor, monkeypatch: Any
) -> None:
    monkeypatch.setattr(files, "READERS", [lambda _request: visitor])
    address = begun(Client(), 3)["Location"]
    piece(Client(), address, 0, b"abc")
    assert Client().post(address + "finish/").status_code == 200
    assert Upload.objects.get().owner == f"visit:{visitor.visit}"


def test_the_protocol_is_told_and_held(cast: Any, office_files: str) -> None:
    client = entered(cast.clerk)
    options = client.options("/files/uploads/")
    assert options.status_code == 204
    assert options["Tus-Version"] == "1.0.0"
    assert "termination" in options["Tus-Extension"]
    assert client.post("/files/uploads/").status_code == 412
    address = begun(client, 10)["Location"]
    wrong = client.patch(address, b"1", content_type="text/plain",
                         headers={**TUS, "Upload-Offset": "0"})  # fmt: skip
    assert wrong.status_code == 415
    assert piece(client, address, 0, b"12345678901").status_code == 413
    assert client.patch(address, b"1", content_type=PIECE, headers=TUS).status_code == 400
    assert begun(client, 10, holder="access.zone").status_code == 422
    assert client.put(address, headers=TUS).status_code == 405
    said = {**TUS, "Upload-Length": "3", "Upload-Metadata": "filename ***"}
    assert client.post("/files/uploads/", headers=said).status_code == 400


def test_a_damaged_piece_is_told_by_its_checksum(cast: Any, office_files: str) -> None:
    client = entered(cast.clerk)
    address = begun(client, 3)["Location"]
    right = base64.b64encode(hashlib.sha256(b"abc").digest()).decode()
    sent = {"Upload-Checksum": f"sha256 {right}"}
    assert piece(client, address, 0, b"abX", **sent).status_code == 460
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"
    assert piece(client, address, 0, b"abc", **sent).status_code == 204
    unknown = {"Upload-Checksum": "crc32 AAAA"}
    assert piece(client, address, 3, b"x", **unknown).status_code == 400


def test_an_upload_is_forgotten_when_asked(cast: Any, office_files: str) -> None:
    client = entered(cast.clerk)
    address = begun(client, 10)["Location"]
    overridden = {**TUS, "X-HTTP-Method-Override": "DELETE"}
    assert client.post(address, headers=overridden).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


def test_what_is_refused_is_told_in_the_readers_language_and_destroyed(
    cast: Any, office_files: str
) -> None:
    client = entered(cast.clerk)
    early = begun(client, 10, "a.exe")
    assert early.status_code == 422
    assert "pdf" in early.json()["hint"]
    address = begun(client, 68)["Location"]
    piece(client, address, 0, made.eicar())
    refused = client.post(address + "finish/", headers={"Accept-Language": "en"})
    assert refused.status_code == 422
    assert "virus" in refused.json()["sentence"]
    assert client.head(address, headers=TUS).status_code == 404


def test_a_foreign_page_can_not_send_pieces(cast: Any, office_files: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk.user)
    assert begun(client, 10).status_code == 403


# Forms


def asked(cast: Any, **post: Any) -> Any:
    request = RequestFactory().post("/", post)
    request.seat = cast.clerk  # type: ignore[attr-defined]
    return request


def test_a_form_brings_finished_uploads_and_plain_files(cast: Any, office_files: str) -> None:
    client = entered(cast.clerk)
    address = begun(client, 3)["Location"]
    piece(client, address, 0, b"abc")
    token = client.post(address + "finish/").json()["token"]
    plain = SimpleUploadedFile("无脚本.txt", b"plain")
    place = {"holder": LABEL, "kind": "", "field": "files"}
    request = asked(cast, files=[token, plain])
    found = collect(request, **place, by=cast.clerk)
    assert [one.name for one in found] == ["a.txt", "无脚本.txt"]
    assert all(one.ready for one in found)
    assert uploader(**place, uploads=found).ready == found


def test_a_refusal_of_a_form_is_tied_to_its_field(cast: Any, office_files: str) -> None:
    place = {"holder": LABEL, "kind": "", "field": "papers"}
    wrong = SimpleUploadedFile("a.pdf", b"<html>")
    with pytest.raises(Refusal) as caught:
        collect(asked(cast, papers=wrong), **place, by=cast.clerk)
    assert caught.value.field == "papers"
    with pytest.raises(Refusal):
        collect(asked(cast, papers="0" * 32), **place, by=cast.clerk)
    assert not Upload.objects.exists()


def test_the_box_tells_what_is_taken(cast: Any, office_files: str) -> None:
    box = uploader(holder=LABEL, kind="drawing")
    assert ".dwg" in box.accept
    assert box.largest_words == "20 MB"
    assert json.dumps(box.url) == '"/files/uploads/"'
