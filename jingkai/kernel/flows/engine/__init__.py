"""The process engine: BPMN 2.0 run by SpiffWorkflow, conditions in CEL, decisions in DMN tables.

Pure: values in, values out; no database, no clock. The rest of the house imports only from here.
"""

from jingkai.kernel.flows.engine.building import Spec, digest_of, spec_of
from jingkai.kernel.flows.engine.checking import check
from jingkai.kernel.flows.engine.checking.tables import Written, table_faults, written
from jingkai.kernel.flows.engine.decisions import Table, table_of
from jingkai.kernel.flows.engine.expressions import compiled, evaluate
from jingkai.kernel.flows.engine.migrating import migrate
from jingkai.kernel.flows.engine.reading import tree_of
from jingkai.kernel.flows.engine.returning import return_to
from jingkai.kernel.flows.engine.running import complete, deliver, fire, start, terminate
from jingkai.kernel.flows.engine.shapes import (
    BadCondition,
    BadExpression,
    Call,
    CannotMove,
    ConditionFailed,
    Data,
    Endless,
    Fault,
    Node,
    NotPassed,
    NotWaiting,
    NoWayOut,
    Opened,
    ProcessError,
    Runner,
    Step,
    Thrown,
    TooLong,
    TooMuch,
    UnknownState,
    Unreadable,
    Unsupported,
    Wait,
    WaitKind,
)
from jingkai.kernel.flows.engine.ways import Way, way, way_of

__all__ = [
    "BadCondition", "BadExpression", "Call", "CannotMove", "ConditionFailed", "Data", "Endless",
    "Fault", "Node", "NoWayOut", "NotPassed", "NotWaiting", "Opened", "ProcessError", "Runner",
    "Spec", "Step", "Table", "Thrown", "TooLong", "TooMuch", "UnknownState",
    "Unreadable", "Unsupported", "Wait", "WaitKind", "Way", "Written", "check", "compiled",
    "complete", "deliver", "digest_of", "evaluate", "fire", "migrate", "return_to", "spec_of",
    "start", "table_faults", "table_of", "terminate", "tree_of", "way", "way_of", "written",
]  # fmt: skip
