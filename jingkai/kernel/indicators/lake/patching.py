"""Writing those files of a table again that hold a changed row, without it, and its new state.

Files that hold none of them stay as they are. What is new comes into a file that is written again
anyway, or else into the month's smallest one while that is small.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from jingkai.kernel.indicators.lake.manifest import LakeFile
from jingkai.kernel.indicators.lake.parts import Parts
from jingkai.kernel.indicators.lake.reading import Rows

SMALL = 250_000


def patch(
    parts: Parts,
    standing: Iterable[LakeFile],
    rows: Iterator[Rows],
    keys: set[Any],
    months: set[str],
) -> list[LakeFile]:
    """Write the changed parts into `parts`; the files that stay as they are.

    `rows` are the changed rows as they are now, `keys` the keys of all that changed or went,
    `months` the parts in which they may lie.
    """
    added: dict[str, list[Any]] = defaultdict(list)
    for each in rows:
        for month, piece in each.by_month().items():
            added[month].append(piece)
    kept, held = [], defaultdict(list)
    for file in standing:
        if file.month in months or file.month in added:
            held[file.month].append(file)
        else:
            kept.append(file)
    for month in sorted({*held, *added}):
        kept.extend(_patched(parts, month, held[month], added[month], keys))
    return kept


def _patched(
    parts: Parts, month: str, files: list[LakeFile], added: list[Any], keys: set[Any]
) -> list[LakeFile]:
    """One month; the files that stay."""
    touched = [file for file in files if _holds(parts, file, keys)]
    if not touched and added:
        small = min(files, key=lambda file: file.rows, default=None)
        if small is not None and small.rows < SMALL:
            touched = [small]
    for file in touched:
        parts.put(month, without(parts, file, keys))
    for piece in added:
        parts.put(month, piece)
    return [file for file in files if file not in touched]


def _holds(parts: Parts, file: LakeFile, keys: set[Any]) -> bool:
    """Whether one of the rows lies in the file."""
    import pyarrow.compute as pc

    column = _read(parts, file, [parts.table.key])[parts.table.key]
    return bool(pc.any(pc.is_in(column, value_set=_set(parts, keys))).as_py())


def without(parts: Parts, file: LakeFile, keys: set[Any]) -> Any:
    """The file's rows but those."""
    import pyarrow.compute as pc

    rows = _read(parts, file, None)
    gone = pc.is_in(rows[parts.table.key], value_set=_set(parts, keys))
    return rows.filter(pc.invert(gone))


def _set(parts: Parts, keys: set[Any]) -> Any:
    import pyarrow as pa

    return pa.array(keys, type=parts.schema.field(parts.table.key).type)


def _read(parts: Parts, file: LakeFile, columns: list[str] | None) -> Any:
    from pyarrow import parquet

    with parts.store.filesystem.open_input_file(parts.store.full(file.path)) as stream:
        return parquet.ParquetFile(stream).read(columns).cast(_wanted(parts, columns))


def _wanted(parts: Parts, columns: list[str] | None) -> Any:
    import pyarrow as pa

    if columns is None:
        return parts.schema
    return pa.schema([parts.schema.field(name) for name in columns])
