"""Two public semantic layers beside ours, in an environment of their own, for benchmarks.nation.

    python -m benchmarks.nation --rows 1000000 --layers

boring-semantic-layer asks DuckDB through Ibis; MetricFlow plans and writes SQL for DuckDB, that is
run here. Each gets the same hundred measures over the same Parquet files: counts and sums with a
condition, declared in the manner that lets it read the files once (MetricFlow joins a query for
each metric with a filter of its own, so its conditions stand in the measures' expressions). Models
are built, and one figure is asked, before the clock runs; planning, SQL and fetching as an Arrow
table are counted, handing the table over isn't.

Run as a script it reads a JSON line with what is asked and answers when it is ready; then for each
layer's name that comes in, a line with the seconds, and the answer as an Arrow file.
"""

import json
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAMES = ("boring-semantic-layer", "MetricFlow")
RUN = (
    f"{Path(__file__).parents[1] / 'tools' / 'uv'} run --no-project --python 3.13"
    " --with boring-semantic-layer==0.3.18 --with metricflow==0.213.0"
    " --with pandas --with pyarrow python"
)


@dataclass
class Layer:
    """A layer that answers in the other process; `seconds` is what its last answer took there."""

    name: str
    process: "subprocess.Popen[str]"
    answer: Path
    seconds: float = 0.0

    def __call__(self) -> Any:
        """Ask it; the answer, as the ways of `benchmarks.nation` give it."""
        import pyarrow as pa

        assert self.process.stdin is not None
        self.process.stdin.write(f"{self.name}\n")
        self.process.stdin.flush()
        self.seconds = _said(self.process)["seconds"]
        with pa.memory_map(str(self.answer)) as held:
            return pa.ipc.open_file(held).read_all(), None


@contextmanager
def beside(
    files: list[str], conditions: list[dict[str, list[str]]], command: str = RUN
) -> Iterator[dict[str, Layer]]:
    """The layers, ready to be asked, in a process that `command` starts."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.arrow"
        process = subprocess.Popen(
            [*shlex.split(command), __file__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder,
        )  # fmt: skip
        assert process.stdin is not None
        try:
            asked = {"files": files, "conditions": conditions, "answer": str(answer)}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            ready = _said(process)["ready"]
            yield {name: Layer(name, process, answer) for name in ready}
        finally:
            process.stdin.close()
            process.wait(20)


def _said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"the layers ended with {process.wait()}; try --layers PYTHON")
    found: dict[str, Any] = json.loads(line)
    return found


def boring(asked: dict[str, Any]) -> Callable[[int], Any]:
    """A question to boring-semantic-layer."""
    import ibis
    from boring_semantic_layer import to_semantic_table

    connection = ibis.duckdb.connect()
    facts = connection.read_parquet(asked["files"], hive_partitioning=False)
    measures = {}
    for number, each in enumerate(asked["conditions"]):
        measures[f"c{2 * number}"] = _counted(each)
        measures[f"c{2 * number + 1}"] = _summed(each)
    model = (
        to_semantic_table(facts, name="facts")
        .with_dimensions(zone=lambda t: t.zone, p=lambda t: t.happened_on_month)
        .with_measures(**measures)
    )

    def ask(count: int) -> Any:
        query = model.query(dimensions=["zone", "p"], measures=list(measures)[:count])
        return connection.to_pyarrow(query.to_untagged())

    return ask


def _meets(table: Any, condition: dict[str, list[str]]) -> Any:
    column, *others = condition
    found = table[column].isin(condition[column])
    for each in others:
        found = found & table[each].isin(condition[each])
    return found


def _counted(condition: dict[str, list[str]]) -> Callable[[Any], Any]:
    return lambda table: table.count(where=_meets(table, condition))


def _summed(condition: dict[str, list[str]]) -> Callable[[Any], Any]:
    return lambda table: table.amount.sum(where=_meets(table, condition)).fill_null(0)


MODEL = """
semantic_model:
  name: facts
  node_relation: {{schema_name: main, alias: facts}}
  defaults: {{agg_time_dimension: happened_on}}
  primary_entity: fact
  dimensions:
    - {{name: zone, type: categorical}}
    - {{name: happened_on, type: time, type_params: {{time_granularity: day}}}}
  measures:
{measures}
"""
SPINE = """
project_configuration:
  time_spines:
    - node_relation: {schema_name: main, alias: spine}
      primary_column: {name: ds, time_granularity: day}
"""
SPINE_OF_DAYS = """create table spine as
select unnest(range(date '2019-01-01', date '2024-01-01', interval 1 day))::date ds"""
METRIC = "metric: {{name: {name}, type: simple, type_params: {{measure: {name}}}}}"


def metricflow(asked: dict[str, Any]) -> Callable[[int], Any]:
    """A question to MetricFlow."""
    import duckdb
    from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
    from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

    connection = duckdb.connect()
    listed = ", ".join(f"'{path}'" for path in asked["files"])
    connection.execute(
        f"create view facts as select * from read_parquet([{listed}], hive_partitioning = false)"
    )
    connection.execute(SPINE_OF_DAYS)
    lookup = SemanticManifestLookup(_manifest(asked["conditions"]))
    engine = MetricFlowEngine(lookup, _Client())
    names = [f"c{number}" for number in range(2 * len(asked["conditions"]))]

    def ask(count: int) -> Any:
        request = MetricFlowQueryRequest.create(
            metric_names=names[:count], group_by_names=["fact__zone", "metric_time__month"]
        )
        sql = engine.explain(request).sql_statement.sql
        return connection.sql(sql).to_arrow_table()

    return ask


def _manifest(conditions: list[dict[str, list[str]]]) -> Any:
    from metricflow_semantic_interfaces.parsing import dir_to_model
    from metricflow_semantic_interfaces.parsing.objects import YamlConfigFile

    measures, metrics = [], []
    for number, each in enumerate(conditions):
        held = " and ".join(
            f"{column} in ({', '.join(map(repr, values))})" for column, values in each.items()
        )
        for place, worth in enumerate(("1", "amount")):
            name = f"c{2 * number + place}"
            sql = f"case when {held} then {worth} else 0 end"
            measures.append(f'    - {{name: {name}, agg: sum, expr: "{sql}"}}')
            metrics.append(METRIC.format(name=name))
    texts = [MODEL.format(measures="\n".join(measures)), SPINE, *metrics]
    files = [
        YamlConfigFile(filepath=f"facts{number}.yaml", contents=text, url=None)
        for number, text in enumerate(texts)
    ]
    parsed = dir_to_model.parse_yaml_files_to_validation_ready_semantic_manifest(files)
    return parsed.semantic_manifest


class _Client:
    """What MetricFlow must know to write DuckDB's SQL; it isn't asked to run any."""

    def __init__(self) -> None:
        from metricflow.protocols.sql_client import SqlEngine
        from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer

        self.sql_engine_type = SqlEngine.DUCKDB
        self.sql_plan_renderer = DuckDbSqlPlanRenderer()

    def render_bind_parameter_key(self, bind_parameter_key: str) -> str:
        """As DuckDB names a parameter."""
        return f"${bind_parameter_key}"


def plain(table: Any) -> Any:
    """An answer as the other ways give it: zone, month key, then the columns in order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    held = {name.removeprefix("fact__"): table.column(name) for name in table.column_names}
    if month := held.pop("metric_time__month", None):
        key = pc.add(pc.multiply(pc.year(month), 12), pc.month(month))
        held["p"] = pc.subtract(key, 1)
    names = sorted((name for name in held if name[0] == "c"), key=lambda name: int(name[1:]))
    columns = {"zone": held["zone"], "p": held["p"].cast(pa.int32())}
    for at, name in enumerate(names):
        columns[name] = held[name] if at % 2 else held[name].cast(pa.int64())
    return pa.table(columns)


def main() -> None:
    """Answer until nobody asks any more."""
    import pyarrow as pa

    asked = json.loads(sys.stdin.readline())
    ready = {name: make(asked) for name, make in zip(NAMES, (boring, metricflow), strict=True)}
    for ask in ready.values():
        ask(1)
    print(json.dumps({"ready": list(ready)}), flush=True)
    for line in sys.stdin:
        begun = time.perf_counter()
        table = ready[line.strip()](2 * len(asked["conditions"]))
        seconds = time.perf_counter() - begun
        with pa.OSFile(asked["answer"], "wb") as place:
            told = plain(table)
            with pa.ipc.new_file(place, told.schema) as writer:
                writer.write_table(told)
        print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
