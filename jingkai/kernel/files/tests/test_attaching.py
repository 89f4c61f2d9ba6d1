"""Uploads, attachments, versions, sweeping: what stands in the database and on the disk."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files import errors, parts, storage, uploads
from jingkai.kernel.files.actions import Item, attach, attach_all, remove, supersede
from jingkai.kernel.files.holders import UnknownHolder
from jingkai.kernel.files.models import Attachment, Scan, StoredFile, Upload
from jingkai.kernel.files.previews import preview
from jingkai.kernel.files.queries import attachment_for, attachments_of, versions_of
from jingkai.kernel.files.sweeping import sweep
from jingkai.kernel.files.tests import made
from jingkai.kernel.files.tests.conftest import LABEL, Visitor
from jingkai.kernel.trail.acting import Machine, NotInAnAction
from jingkai.kernel.trail.models import Entry

PDF = made.pdf()


def handed_in(by: Any, name: str = "申请书.pdf", content: bytes = PDF, kind: str = "") -> Upload:
    """A finished upload."""
    return uploads.take_whole(
        io.BytesIO(content), holder=LABEL, kind=kind, name=name, size=len(content), by=by
    )


def begun(by: Any, size: int = 100, name: str = "a.txt", kind: str = "") -> Upload:
    return uploads.begin(holder=LABEL, kind=kind, name=name, size=size, by=by)


def left_behind(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_comes_in_is_attached_and_leaves_one_entry_about_its_holder(
    cast: Any, office_files: str
) -> None:
    upload = handed_in(cast.clerk)
    [one] = attach_all(holder=cast.invest, items=[Item("", upload=upload.token)], by=cast.clerk)
    assert (one.name, one.number, one.current, one.file.media) == (
        "申请书.pdf", 1, True, "application/pdf",
    )  # fmt: skip
    entry = Entry.objects.latest("pk")
    assert (entry.code, entry.subject_id) == ("files.attached", cast.invest.pk)
    assert entry.facts["files"][0]["digest"] == one.file.digest
    assert attachments_of(cast.invest) == [one]
    assert not Upload.objects.exists()
    with storage.opened(storage.place_of(cast.zone.pk, one.file.digest)) as content:
        assert content.read() == PDF


def test_many_files_cost_few_statements(
    cast: Any, office_files: str, django_assert_max_num_queries: Any
) -> None:
    items = [Item("drawing", upload=handed_in(cast.clerk, f"{n}.txt", b"%d" % n, "drawing").token)
             for n in range(9)]  # fmt: skip
    with django_assert_max_num_queries(8):
        attach_all(holder=cast.invest, items=items, by=cast.clerk)


def test_the_same_content_is_kept_once(cast: Any, office_files: str) -> None:
    first, second = handed_in(cast.clerk), handed_in(cast.chief, "另一名称.pdf")
    one = attach(holder=cast.invest, kind="", upload=first, by=cast.clerk)
    two = attach(holder=cast.invest, kind="", upload=second, by=cast.chief)
    assert one.file_id == two.file_id
    assert (one.name, two.name) == ("申请书.pdf", "另一名称.pdf")


def test_an_upload_is_there_for_its_sender_alone(
    cast: Any, office_files: str, visitor: Visitor
) -> None:
    upload = handed_in(cast.clerk)
    others = [cast.chief, cast.stranger, visitor, Visitor(cast.zone.pk, "李四", visit="other")]
    for other in others:
        with pytest.raises(errors.UploadGone):
            uploads.own_upload(upload.token, other)
    with pytest.raises(errors.UploadGone):
        attach(holder=cast.invest, kind="", upload=upload.token, by=cast.chief)
    assert Upload.objects.count() == 1


def test_an_upload_is_used_once_and_only_for_its_kind(cast: Any, office_files: str) -> None:
    upload = handed_in(cast.clerk)
    with pytest.raises(errors.UploadGone):
        attach(holder=cast.invest, kind="drawing", upload=upload.token, by=cast.clerk)
    attach(holder=cast.invest, kind="", upload=upload.token, by=cast.clerk)
    with pytest.raises(errors.UploadGone):
        attach(holder=cast.invest, kind="", upload=upload.token, by=cast.clerk)


def test_a_new_name_keeps_the_ending_of_its_content(cast: Any, office_files: str) -> None:
    upload = handed_in(cast.clerk)
    with transaction.atomic(), pytest.raises(errors.ContentNotAsNamed):
        attach(holder=cast.invest, kind="", upload=upload, name="申请书.exe", by=cast.clerk)
    one = attach(holder=cast.invest, kind="", upload=upload, name="新名.pdf", by=cast.clerk)
    assert one.name == "新名.pdf"


def test_nothing_is_attached_to_what_one_may_not_write(cast: Any, office_files: str) -> None:
    upload = handed_in(cast.other_office)
    with pytest.raises(Forbidden):
        attach(holder=cast.invest, kind="", upload=upload, by=cast.other_office)
    with pytest.raises(UnknownHolder):
        uploads.begin(holder="access.zone", kind="", name="a.txt", size=1, by=cast.clerk)


def test_an_unfinished_upload_is_not_attached(cast: Any, office_files: str) -> None:
    upload = begun(cast.clerk)
    with pytest.raises(errors.UploadUnfinished):
        attach(holder=cast.invest, kind="", upload=upload, by=cast.clerk)
    with pytest.raises(errors.UploadUnfinished):
        uploads.finish(upload, by=cast.clerk)


def test_more_files_than_the_kind_takes_are_refused(cast: Any, office_files: str) -> None:
    items = [Item("", file=b"%d" % n, name=f"{n}.txt") for n in range(4)]
    with pytest.raises(errors.TooMany):
        attach_all(holder=cast.invest, items=items, by=cast.clerk)
    attach_all(holder=cast.invest, items=items[:3], by=cast.clerk)
    with pytest.raises(errors.TooMany):
        attach_all(holder=cast.invest, items=items[3:], by=cast.clerk)


def test_what_the_platform_made_is_attached_after_the_same_look(
    cast: Any, office_files: str
) -> None:
    letter = attach(holder=cast.invest, kind="", file=PDF, name="决定书.pdf", by=cast.clerk)
    assert letter.file.pages == 1
    with pytest.raises(errors.ContentNotAsNamed):
        attach(holder=cast.invest, kind="", file=b"<html>", name="a.txt", by=cast.clerk)


def test_a_new_version_takes_the_place_and_the_old_one_stays_readable(
    cast: Any, office_files: str
) -> None:
    old = attach(holder=cast.invest, kind="", upload=handed_in(cast.clerk), by=cast.clerk)
    new = supersede(attachment=old, file=b"second", name="二.txt", by=cast.chief)
    third = supersede(attachment=new, file=b"third", name="三.txt", by=cast.chief)
    assert attachments_of(cast.invest) == [third]
    for any_version in (old, new, third):
        assert [one.number for one in versions_of(any_version)] == [3, 2, 1]
    assert attachment_for(cast.clerk, old.pk) == old
    with pytest.raises(errors.NotCurrent):
        supersede(attachment=old, file=b"x", name="x.txt", by=cast.clerk)
    old.refresh_from_db()
    with pytest.raises(errors.NotCurrent):
        remove(attachment=old, why="旧", by=cast.clerk)


def test_a_removed_attachment_is_there_for_nobody(cast: Any, office_files: str) -> None:
    one = attach(holder=cast.invest, kind="", upload=handed_in(cast.clerk), by=cast.clerk)
    remove(attachment=one, why="错传", by=cast.chief)
    assert attachments_of(cast.invest) == []
    assert attachment_for(cast.clerk, one.pk) is None
    assert "错传" in Entry.objects.latest("pk").sentence


def test_several_holders_are_read_in_one_statement(
    cast: Any, office_files: str, django_assert_num_queries: Any
) -> None:
    one = attach(holder=cast.invest, kind="", upload=handed_in(cast.clerk), by=cast.clerk)
    with django_assert_num_queries(1):
        found = attachments_of([cast.invest, cast.statistics])
        assert [row.file.size for row in found[cast.invest.pk]] == [one.file.size]
    assert found[cast.statistics.pk] == []


def test_attachments_change_only_in_actions(cast: Any, office_files: str) -> None:
    one = attach(holder=cast.invest, kind="", upload=handed_in(cast.clerk), by=cast.clerk)
    with pytest.raises(NotInAnAction):
        one.save()


@pytest.mark.parametrize(
    "change",
    [{"digest": "ABC"}, {"size": 0}, {"scan": "perhaps"}],
    ids=["a digest", "a size", "a scan state"],
)
def test_the_database_refuses_nonsense(
    cast: Any, office_files: str, change: dict[str, Any]
) -> None:
    one = attach(holder=cast.invest, kind="", upload=handed_in(cast.clerk), by=cast.clerk)
    from django.db.models import QuerySet

    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet.update(StoredFile.objects.filter(pk=one.file_id), **change)


# Half uploads


def test_pieces_are_written_where_the_half_file_ends(cast: Any, office_files: str) -> None:
    upload = begun(cast.clerk, size=6)
    assert uploads.append(upload, io.BytesIO(b"abc"), at=0, length=3) == 3
    with pytest.raises(errors.WrongOffset):
        uploads.append(upload, io.BytesIO(b"abc"), at=0, length=3)
    with pytest.raises(errors.TooLarge):
        uploads.append(upload, io.BytesIO(b"defg"), at=3, length=4)
    assert uploads.append(upload, io.BytesIO(b"def"), at=3, length=3) == 6
    assert uploads.finish(upload, by=cast.clerk).ready


class Broken(io.BytesIO):
    """A line that breaks after its bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if not (block := super().read(size)):
            raise OSError("the line broke")
        return block


def test_what_came_before_the_line_broke_is_kept(cast: Any, office_files: str) -> None:
    upload = begun(cast.clerk, size=6)
    with pytest.raises(OSError, match="broke"):
        uploads.append(upload, Broken(b"abcd"), at=0, length=6)
    assert uploads.offset(upload) == 4
    uploads.append(upload, io.BytesIO(b"ef"), at=4, length=2)
    assert uploads.part_of(upload).read_bytes() == b"abcdef"


def test_with_a_checksum_a_piece_is_taken_whole_or_not_at_all(
    cast: Any, office_files: str
) -> None:
    import hashlib

    upload = begun(cast.clerk, size=6)
    right = ("sha256", hashlib.sha256(b"abcdef").digest())
    with pytest.raises(errors.WrongChecksum):
        uploads.append(upload, io.BytesIO(b"abcdeX"), at=0, length=6, checksum=right)
    with pytest.raises(OSError, match="broke"):
        uploads.append(upload, Broken(b"abc"), at=0, length=6, checksum=right)
    assert uploads.offset(upload) == 0
    assert uploads.append(upload, io.BytesIO(b"abcdef"), at=0, length=6, checksum=right) == 6


def test_two_requests_do_not_write_one_upload_at_once(cast: Any, office_files: str) -> None:
    upload = begun(cast.clerk)
    with parts.held(uploads.part_of(upload)), pytest.raises(errors.UploadBusy):
        uploads.append(upload, io.BytesIO(b"a"), at=0, length=1)


def test_a_refused_file_is_destroyed_with_its_upload(
    cast: Any, office_files: str, settings: Any
) -> None:
    with pytest.raises(errors.Infected):
        handed_in(cast.clerk, "a.txt", made.eicar())
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()
    assert left_behind(settings) == []


def test_half_uploads_leave_nothing_behind_after_expiry(
    cast: Any, office_files: str, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    half, by = begun(cast.clerk), Machine(zone_id=cast.zone.pk)
    uploads.append(half, io.BytesIO(b"abc"), at=0, length=3)
    with django_capture_on_commit_callbacks(execute=True):
        handed_in(cast.chief)
        kept = attach(holder=cast.invest, kind="", file=b"kept", name="k.txt", by=cast.clerk)
    assert len(left_behind(settings)) == 3
    swept = sweep(now=timezone.now(), by=by)
    assert (swept.uploads, swept.files) == (0, 0)
    swept = sweep(now=timezone.now() + timedelta(days=2), by=by)
    assert (swept.uploads, swept.files) == (2, 1)
    assert not Upload.objects.exists()
    assert [path.name for path in left_behind(settings)] == [kept.file.digest]
    assert Entry.objects.latest("pk").code == "files.forgotten"


def test_an_expired_upload_is_gone(cast: Any, office_files: str) -> None:
    upload = begun(cast.clerk)
    Upload.objects.update(expires_at=timezone.now())
    with pytest.raises(errors.UploadGone):
        uploads.own_upload(upload.token, cast.clerk)


def test_previews_go_with_their_content(cast: Any, office_files: str, settings: Any) -> None:
    one = attach(holder=cast.invest, kind="", file=PDF, name="a.pdf", by=cast.clerk)
    preview(one, 1, reader=cast.clerk)
    from django.db.models import QuerySet

    from jingkai.kernel.trail.acting import perform

    def detach() -> None:
        from jingkai.kernel.trail.acting import record

        record(one)
        QuerySet.delete(Attachment.objects.all())

    perform("files.removed", cast.clerk, detach)
    sweep(now=timezone.now(), by=Machine(zone_id=cast.zone.pk))
    assert left_behind(settings) == []


def test_a_person_has_so_many_uploads_at_a_time(
    cast: Any, office_files: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(uploads, "OPEN_UPLOADS", 2)
    begun(cast.clerk)
    begun(cast.clerk)
    with pytest.raises(errors.TooManyUploads):
        begun(cast.clerk)
    begun(cast.chief)


def test_a_full_disk_is_told_before_the_upload_begins(
    cast: Any, office_files: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(parts, "SPARE_DISK", 1 << 60)
    with transaction.atomic(), pytest.raises(errors.DiskFull):
        begun(cast.clerk)


def test_what_can_be_refused_at_the_beginning_is(cast: Any, office_files: str) -> None:
    with pytest.raises(errors.TooLarge):
        begun(cast.clerk, size=3 * 1024 * 1024)
    with pytest.raises(errors.TypeNotAllowed):
        begun(cast.clerk, name="a.exe")
    with pytest.raises(errors.PathInName):
        begun(cast.clerk, name="../a.txt")
    with pytest.raises(errors.EmptyFile):
        begun(cast.clerk, size=0)


def test_without_a_scanner_a_file_is_marked_as_not_checked(cast: Any, office_files: str) -> None:
    upload = handed_in(cast.clerk)
    assert upload.file is not None
    assert upload.file.scan == Scan.UNSCANNED
