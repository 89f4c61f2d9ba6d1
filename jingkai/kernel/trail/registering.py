"""Triggers are registered in a time that grows with how many there are, not with its square.

The library looks through all triggers whenever one more comes: with a thousand of them that is a
fifth of the time in which any process of the platform starts. Here their names are kept instead.
"""

from typing import Any

from pgtrigger import registry

type Names = tuple[dict[tuple[str, str], Any], set[str]]
"""Triggers by table and name; the names of their functions in the database."""

_Registry: Any = registry._Registry


def _names(self: Any) -> Names:
    kept: Names | None = self.__dict__.get("_names")
    if kept is None:
        tables = {(model._meta.db_table, one.name): one for model, one in self.values()}
        kept = self._names = tables, {one.get_pgid(model) for model, one in self.values()}
    return kept


class Quick(_Registry):
    """The library's registry with the same refusals, which it finds by name."""

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return _names(self)[0]

    @property
    def pg_function_names(self) -> set[str]:
        return _names(self)[1]

    def __setitem__(self, key: str, value: tuple[Any, Any]) -> None:
        super().__setitem__(key, value)
        model, one = value
        tables, functions = _names(self)
        tables[model._meta.db_table, one.name] = one
        functions.add(one.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self.__dict__.pop("_names", None)


def quicken() -> None:
    """Let the library's registry, filled or not, be a quick one; once is enough."""
    registry._registry.__class__ = Quick
