"""The quick registry of triggers refuses what the library's own refuses."""

from typing import Any

import pgtrigger
import pytest
from pgtrigger import registry

from jingkai.kernel.access.models import Office, Zone
from jingkai.kernel.trail.registering import Quick


def trigger(name: str) -> Any:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


@pytest.fixture
def own() -> Any:
    """A trigger of a test, which is taken off again."""
    one = trigger("quick_test")
    one.register(Office)
    yield one
    one.unregister(Office)


def test_the_house_registers_with_it_and_its_names_are_those_of_all_triggers(own: Any) -> None:
    kept: Any = registry._registry
    plain = registry._Registry(dict(kept))
    assert type(kept) is Quick
    assert type(plain).by_db_table.fget(kept) == kept.by_db_table  # type: ignore[attr-defined]
    assert (Office._meta.db_table, "quick_test") in kept.by_db_table
    assert {one.get_pgid(model) for model, one in kept.values()} == kept.pg_function_names


def test_another_trigger_of_the_same_name_is_refused_and_the_same_one_is_not(own: Any) -> None:
    own.register(Office)
    with pytest.raises(KeyError, match="already used"):
        pgtrigger.Protect(name="quick_test", operation=pgtrigger.Update).register(Office)


def test_a_name_that_was_taken_off_is_free_again(own: Any) -> None:
    own.register(Zone)
    own.unregister(Zone)
    own.register(Zone)
    own.unregister(Zone)
    assert (Zone._meta.db_table, "quick_test") not in registry._registry.by_db_table
