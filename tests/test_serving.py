"""The embedded server's settings, and connections that are looked at before they are used."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from jingkai.config.serving import FILE, INCLUDED, MARK, look_alive, tune


def test_settings_are_included_once_and_the_owners_own_stay_behind_them(tmp_path: Any) -> None:
    conf = tmp_path / "postgresql.conf"
    conf.write_text("port = 5432\n")
    tune(tmp_path)
    conf.write_text(conf.read_text() + "work_mem = '64MB'\n")
    (tmp_path / FILE).write_text("old")
    tune(tmp_path)
    assert conf.read_text() == f"port = 5432\n{INCLUDED}work_mem = '64MB'\n"
    assert "syncfs" in (tmp_path / FILE).read_text()


def test_a_server_that_was_tuned_by_an_earlier_release_includes_them_as_well(tmp_path: Any) -> None:
    conf = tmp_path / "postgresql.conf"
    conf.write_text(f"port = 5432\n{MARK}\nwork_mem = '32MB'\n")
    tune(tmp_path)
    tune(tmp_path)
    assert conf.read_text() == f"port = 5432\n{INCLUDED}\nwork_mem = '32MB'\n"


def kept() -> Any:
    place = connection.settings_dict
    return psycopg.connect(
        dbname=place["NAME"], user=place["USER"], host=place["HOST"], port=place["PORT"] or None,
        password=place["PASSWORD"] or None, autocommit=True,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_kept_connection_is_used_without_asking_the_server() -> None:
    asked = "select state_change from pg_stat_activity where pid = %s"
    with kept() as own, kept() as watcher:
        before = watcher.execute(asked, [own.info.backend_pid]).fetchone()
        look_alive(own)
        assert watcher.execute(asked, [own.info.backend_pid]).fetchone() == before


@pytest.mark.django_db
def test_a_connection_whose_server_went_away_is_found_out() -> None:
    own = kept()
    try:
        own.execute("select 1")
        with kept() as other:
            other.execute("select pg_terminate_backend(%s, 5000)", [own.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            look_alive(own)
    finally:
        own.close()
