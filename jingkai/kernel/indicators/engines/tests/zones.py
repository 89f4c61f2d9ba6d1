"""Two zones with records of every counted kind, their lake, and how engines are compared."""

import os
from types import SimpleNamespace

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.engines.spark import SparkEngine
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests.filler import Filler

# Small data: nothing is spread, nothing is compiled.
SMALL = (
    ("spark.sql.shuffle.partitions", "1"),
    ("spark.sql.codegen.wholeStage", "false"),
    ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
    ("spark.sql.adaptive.enabled", "false"),
)


def fill_two(cast):
    """Records in the cast's zone and in the one beside it."""
    Filler(cast, rows=12).fill()
    beside = SimpleNamespace(zone=cast.elsewhere, statistician=cast.stranger)
    with walled(cast.elsewhere.pk):
        Filler(beside, rows=6, seed=2).fill()


def lake_of(cast, root, held=None):
    """The lake of both zones."""
    write(root, zones=[cast.zone.code, cast.elsewhere.code], held=held)
    return Manifest.load(root)


def on_spark(manifest):
    """Spark in this process, for small data: Java compiles no more than it must."""
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    return SparkEngine(manifest, master="local[1]", memory="512m", settings=SMALL)


def some_dimension():
    """For each kind of record one dimension by which its figures are split."""
    split = {}
    for each in catalogue.all():
        for dimension in catalogue.dimensions_of(each):
            for model, path in dimension.path(each).items():
                split.setdefault(model, path)
    return frozenset(split.items())


def same(cube, expected, told):
    """Both engines say the same of every leaf, zone, period and group."""
    assert told.zones == expected.zones
    compared = 0
    for zone in (*expected.zones, None):
        for need in cube.needs:
            groups = [None]
            if cube.split:
                groups = expected.groups([need], zone)
                assert told.groups([need], zone) == groups
            for group in groups:
                one, other = expected.reader(zone, group)(*need), told.reader(zone, group)(*need)
                assert other == one, (zone, group, need)
                compared += one.records > 0
    return compared
