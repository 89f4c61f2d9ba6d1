"""A start that finds the tables as this release left them looks at none of them again."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.db import connections

from jingkai.config import database, standing


@pytest.fixture
def owner(db: None, django_db_blocker: Any) -> Iterator[Any]:
    """The owner's connection; what a test remarks is taken off again."""
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        yield cursor
        cursor.execute("comment on table django_migrations is null")


@pytest.mark.django_db(databases=["default", "owner"])
def test_tables_are_looked_through_once_and_again_only_when_something_moved(owner: Any) -> None:
    with patch.object(database, "migrate") as migrate:
        standing.prepare()
        standing.prepare()
        assert migrate.call_count == 1
        with patch.object(database, "state_of_migrations", return_value="another release"):
            assert not standing.up_to_date()
        with patch.dict(connections["default"].settings_dict, USER="another role"):
            assert not standing.up_to_date()
        owner.execute("insert into django_migrations (app, name, applied) values ('x', 'y', now())")
        assert not standing.up_to_date()
        owner.execute("delete from django_migrations where app = 'x'")
        assert standing.up_to_date()


class Visited:
    """A database in which autovacuum is at work: force may not end it, a plain drop does."""

    def __init__(self) -> None:
        self.orders: list[str] = []

    def execute(self, order: Any) -> None:
        self.orders.append(order.as_string())
        if "force" in self.orders[-1]:
            raise psycopg.errors.InsufficientPrivilege


def test_a_database_with_autovacuum_in_it_is_dropped_without_force() -> None:
    visited: Any = Visited()
    database._drop(visited, "old")
    assert visited.orders == [
        'drop database if exists "old" with (force)',
        'drop database if exists "old"',
    ]


def test_a_database_that_nobody_leaves_is_told_in_the_end() -> None:
    with patch.object(Visited, "execute", side_effect=psycopg.errors.ObjectInUse) as execute:
        visited: Any = Visited()
        with pytest.raises(psycopg.errors.ObjectInUse):
            database._drop(visited, "old")
    assert execute.call_count == 24
