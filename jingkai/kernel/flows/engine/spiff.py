"""The parts of SpiffWorkflow that the engine stands on, in one place.

Its annotations are partial and describe trees that it predicts itself; ours differ, so they are
taken as they come.
"""

from typing import Any

from SpiffWorkflow.bpmn import workflow
from SpiffWorkflow.bpmn.script_engine import python_engine
from SpiffWorkflow.bpmn.specs import bpmn_process_spec
from SpiffWorkflow.bpmn.specs.mixins import bpmn_spec_mixin
from SpiffWorkflow.bpmn.util import subworkflow
from SpiffWorkflow.task import Task as _Task
from SpiffWorkflow.util.task import TaskState

Task: Any = _Task
BpmnWorkflow: Any = workflow.BpmnWorkflow
BpmnSubWorkflow: Any = subworkflow.BpmnSubWorkflow
BpmnProcessSpec: Any = bpmn_process_spec.BpmnProcessSpec
BpmnSpecMixin: Any = bpmn_spec_mixin.BpmnSpecMixin
PythonScriptEngine: Any = python_engine.PythonScriptEngine

READY: int = TaskState.READY
WAITING: int = TaskState.WAITING
STARTED: int = TaskState.STARTED
COMPLETED: int = TaskState.COMPLETED
CANCELLED: int = TaskState.CANCELLED
FUTURE: int = TaskState.FUTURE
ACTIVE = READY | WAITING | STARTED
