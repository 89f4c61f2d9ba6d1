"""A storage without a disk, as S3 is one: the same promises."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from jingkai.kernel.files import storage, uploads
from jingkai.kernel.files.actions import attach
from jingkai.kernel.files.previews import preview
from jingkai.kernel.files.sweeping import sweep
from jingkai.kernel.files.tests import made
from jingkai.kernel.files.tests.conftest import LABEL
from jingkai.kernel.trail.acting import Machine

REMOTE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def remote(settings: Any, office_files: str) -> Any:
    """The storage named `files` is elsewhere."""
    settings.STORAGES = {**settings.STORAGES, "files": REMOTE}
    return storage.store()


def test_content_goes_to_the_storage_that_is_set_and_is_read_back(cast: Any, remote: Any) -> None:
    content = made.pdf(2)
    one = attach(holder=cast.invest, kind="", file=content, name="a.pdf", by=cast.clerk)
    place = storage.place_of(cast.zone.pk, one.file.digest)
    assert remote.exists(place)
    with storage.opened(place) as kept:
        kept.seek(5)
        assert kept.read() == content[5:]
    with storage.on_disk(place) as path:
        assert path.read_bytes() == content


def test_previews_are_drawn_from_it_and_kept_there(cast: Any, remote: Any) -> None:
    one = attach(holder=cast.invest, kind="", file=made.pdf(), name="a.pdf", by=cast.clerk)
    drawn = preview(one, 1, reader=cast.clerk)
    assert storage.read(storage.preview_place(cast.zone.pk, one.file.digest, 1)) == drawn


def test_what_hangs_nowhere_leaves_it_again(cast: Any, remote: Any, settings: Any) -> None:
    upload = uploads.take_whole(
        io.BytesIO(b"abc"), holder=LABEL, kind="", name="a.txt", size=3, by=cast.clerk
    )
    assert upload.file is not None
    place = storage.place_of(cast.zone.pk, upload.file.digest)
    assert remote.exists(place)
    sweep(now=timezone.now() + uploads.kept_for(), by=Machine(zone_id=cast.zone.pk))
    assert not remote.exists(place)
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
