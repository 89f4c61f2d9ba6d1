"""The lake's rows beside the database's, for tests."""

from django.db import connection
from pyarrow import dataset

from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.measures import Indicator
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.recordsets import records, stock
from jingkai.kernel.indicators.tests.world import target

TARGETS = "indicators_target"
VERSIONS = "indicators_targetevent"


def target_tables():
    """The lake of one kind of record, whose office is looked at too."""
    flow = records(Target, on=target.set_on, where=target.office.kind == "bureau")
    measures = (
        flow.sum(target.value),
        flow.distinct(target.source),
        stock(Target, opened=target.set_on, closed=target.ended_on).count(),
    )
    named = [Indicator(f"t{at}", "t", each, "个", "t") for at, each in enumerate(measures)]
    return tables(named, ())


def in_lake(root, table, columns, zones=None):
    """The rows of a lake's table, as sorted tuples."""
    manifest = Manifest.load(root)
    files = manifest.files(table, zones)
    if not files:
        return []
    found = dataset.dataset(files, filesystem=manifest.filesystem, partitioning=None)
    held = found.to_table(columns=list(columns)).to_pydict()
    return sorted(zip(*(held[name] for name in columns), strict=True), key=str)


def in_database(table, columns):
    """The rows of a database's table, as sorted tuples."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(columns)} from {table}")
        return sorted(cursor.fetchall(), key=str)


def stored(root):
    """Every file of the manifest by its path, with its rows."""
    return {each.path: each.rows for each in Manifest.load(root).listed}
