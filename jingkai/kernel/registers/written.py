"""Records that were written together, without holding them all in memory."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

from django.db import models

CHUNK = 1_000


class Written(Sequence[Any]):
    """A sequence of records by their keys; they are read from the database a stretch at a time."""

    def __init__(self, model: type[models.Model], keys: Sequence[int]) -> None:
        self.model = model
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Any]:
        for start in range(0, len(self.keys), CHUNK):
            yield from self._read(self.keys[start : start + CHUNK])

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return self._read(self.keys[at])
        return self._read([self.keys[at]])[0]

    def _read(self, keys: Sequence[int]) -> list[Any]:
        found = self.model._base_manager.in_bulk(list(keys))
        return [found[key] for key in keys if key in found]


def keys_of(records: Sequence[Any]) -> Sequence[int]:
    """The keys of records; those that were written together are not read for it."""
    return records.keys if isinstance(records, Written) else [record.pk for record in records]
