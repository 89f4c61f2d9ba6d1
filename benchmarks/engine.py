"""Steps of a process per second: ours, and SpiffWorkflow as it comes, in one run.

    uv run python -m benchmarks.engine --cases 400

The process: accept, a gateway, three reviews in parallel, decide, a call, end; a step is the begin
of a case or one task done, with all that follows by itself. In memory: the state is handed on as it
is. Kept: before every step the state is read from JSON text, after it written to it, as in the
database. SpiffWorkflow keeps with its own serializer and evaluates with Python; its call is a
script.
"""

import argparse
import io
import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:jingkai="urn:jingkai:bpmn:1"><process id="p" isExecutable="true">'
)
NODES = (
    '<startEvent id="start"/><userTask id="accept" jingkai:role="clerk"/>'
    '<exclusiveGateway id="way" default="no"/><parallelGateway id="split"/>'
    '<userTask id="land"/><userTask id="fire"/><userTask id="plan"/><parallelGateway id="join"/>'
    '<userTask id="decide"/><serviceTask id="issue" jingkai:call="issue"/>'
    '<endEvent id="end"/><endEvent id="refused"/>'
)
FLOWS = (
    ("start", "accept"), ("accept", "way"), ("split", "land"), ("split", "fire"), ("split", "plan"),
    ("land", "join"), ("fire", "join"), ("plan", "join"), ("join", "decide"), ("decide", "issue"),
    ("issue", "end"),
)  # fmt: skip
CONDITION = '<conditionExpression>accept == "agree"</conditionExpression>'
FACTS = {"case": {f"fact{n}": "示例值" for n in range(20)}}


def source() -> str:
    """The process file."""
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{one}" targetRef="{other}"/>'
        for n, (one, other) in enumerate(FLOWS)
    )
    chosen = (
        f'<sequenceFlow id="yes" sourceRef="way" targetRef="split">{CONDITION}</sequenceFlow>'
        '<sequenceFlow id="no" sourceRef="way" targetRef="refused"/>'
    )
    return f"{HEAD}{NODES}{flows}{chosen}</process></definitions>"


def ours(keep: bool) -> Callable[[], int]:
    """A whole case by our engine; gives how many steps it took."""
    from jingkai.kernel.flows import engine

    spec = engine.spec_of(source(), {})

    def kept(state: Any) -> Any:
        return json.loads(json.dumps(state)) if keep else state

    def case() -> int:
        step = engine.start(spec, FACTS, run=lambda call, data: {"number": "1"})
        waiting, count = [one.engine_id for one in step.opened], 1
        while waiting:
            step = engine.complete(
                spec, kept(step.state), waiting.pop(), outcome="agree", run=lambda call, data: None
            )
            waiting += [one.engine_id for one in step.opened]
            count += 1
        assert step.finished
        assert count == 6
        return count

    return case


def theirs(keep: bool) -> Callable[[], int]:
    """The same by SpiffWorkflow as it comes."""
    from lxml import etree
    from SpiffWorkflow.bpmn import BpmnWorkflow
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.util.task import TaskState

    parser = BpmnParser()
    call = '<scriptTask id="issue"><script>number = "1"</script></scriptTask>'
    text = source().replace('<serviceTask id="issue" jingkai:call="issue"/>', call)
    parser.add_bpmn_xml(etree.parse(io.BytesIO(text.encode())))
    spec = parser.get_spec("p")
    serializer = BpmnWorkflowSerializer()

    def case() -> int:
        workflow, count = BpmnWorkflow(spec), 1
        workflow.task_tree.set_data(**FACTS)
        workflow.do_engine_steps()
        while not workflow.is_completed():
            if keep:
                workflow = serializer.deserialize_json(serializer.serialize_json(workflow))
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            task.set_data(**{task.task_spec.name: "agree"})
            task.run()
            workflow.do_engine_steps()
            count += 1
        assert count == 6
        return count

    return case


def rates(pair: tuple[Callable[[], int], Callable[[], int]], cases: int) -> list[float]:
    """Steps per second of both, round about: the median of seven rounds."""
    found: tuple[list[float], list[float]] = ([], [])
    for _round in range(7):
        for case, rounds in zip(pair, found, strict=True):
            began = time.perf_counter()
            steps = sum(case() for _case in range(max(1, cases // 7)))
            rounds.append(steps / (time.perf_counter() - began))
    return [statistics.median(rounds) for rounds in found]


def main() -> None:
    """Print the rates and their ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1000)
    cases = parser.parse_args().cases
    django.setup()
    for name, keep in (("in memory", False), ("kept as JSON at every step", True)):
        mine, peer = rates((ours(keep), theirs(keep)), cases)
        print(
            f"{name:27} ours {mine:8,.0f} steps/s ({1000 / mine:.3f} ms)   "
            f"SpiffWorkflow {peer:7,.0f} steps/s ({1000 / peer:.3f} ms)   ratio {mine / peer:.1f}"
        )


if __name__ == "__main__":
    main()
