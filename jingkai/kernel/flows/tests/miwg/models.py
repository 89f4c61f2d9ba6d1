"""For each reference model a small process with the same constructs, and what comes of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Model:
    """What is drawn (`text`, more processes in `more`), how it ends, what keeps it unpublished."""

    text: str
    says: str = "runs"
    faults: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    extra: str = ""


NO_WAY = "no condition holds and there is no default flow"
TIME = "<timerEventDefinition><timeDate>2030-01-31</timeDate></timerEventDefinition>"
DAY = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
HOURS = "<timerEventDefinition><timeCycle>R/PT10H</timeCycle></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="s"/>'
ERROR = '<errorEventDefinition errorRef="e"/>'
ESCALATION = '<escalationEventDefinition escalationRef="u"/>'
NAMES = (
    '<message id="m" name="order"/><signal id="s" name="changed"/>'
    '<error id="e" errorCode="E1"/><escalation id="u" escalationCode="U1"/>'
)
SEVERAL = "<multiInstanceLoopCharacteristics>{}</multiInstanceLoopCharacteristics>"
THREE = SEVERAL.format("<loopCardinality>3</loopCardinality>")

MODELS: dict[str, Model] = {
    "A.1.0": Model("start -> t1 -> t2 -> t3 -> end\nt1: task\nt2: task\nt3: task"),
    "A.2.0": Model(
        "start -> t1 -> xor -> t2, t3, t4 -> xor2 -> end", NO_WAY, ("conditions",),
    ),
    "A.2.1": Model("""
        start -> t1 -> xor
        xor -> t2 : false
        xor -> t3 : t1 == "agree"
        xor => t4
        t2, t3, t4 -> xor2 -> end
    """),
    "A.3.0": Model(
        f"""
        told: boundaryEvent attachedToRef=part cancelActivity=false {ESCALATION}
        asked: boundaryEvent attachedToRef=part {MESSAGE}
        start -> t1 -> part -> t2 -> end
        sub part {{
            # collapsed: nothing is drawn inside
        }}
        told -> t3 -> end2
        asked -> t4 -> end3
        """,
        faults=("start", "end"), extra=NAMES,
    ),
    "A.4.0": Model(
        """
        start -> t1 -> part -> end
        sub part {
            start1 -> t2 -> end1
        }
        """,
        more={"pool2": "start5 -> t5 -> t6 -> end5"},
    ),
    "A.4.1": Model(
        """
        start -> t1 -> outer -> end
        sub outer {
            start1 -> t2 -> inner -> end1
            sub inner {
                start2 -> t3 -> end2
            }
        }
        """,
        more={"pool2": "start5 -> t5 -> end5"},
    ),
    "B.1.0": Model(
        f"""
        c1: callActivity calledElement=other
        c2: callActivity calledElement=global
        timed: startEvent {TIME}
        paid: endEvent {MESSAGE}
        stop: endEvent <terminateEventDefinition/>
        timed -> u1 -> call_s1 -> and -> c1, c2 -> and2 -> xor
        xor -> paid : true
        xor => stop
        """,
        "global tasks are not supported", ("unsupported",),
        more={"other": "start5 -> t5 -> end5"}, extra=f'{NAMES}<globalTask id="global"/>',
    ),
    "B.2.0": Model(
        f"""
        c2: callActivity calledElement=global
        many: userTask {THREE}
        full: boundaryEvent attachedToRef=many <conditionalEventDefinition/>
        start -> many -> c2 -> end
        full -> end2
        """,
        "global tasks are not supported", ("unsupported", "expression"),
        extra='<globalUserTask id="global"/>',
    ),
    "C.1.0": Model(
        """
        start -> approve -> xor
        xor -> call_pay : ${approved}
        xor -> clarify : ${!approved}
        clarify -> xor2
        xor2 -> call_pay : ${clarified == 'yes'}
        xor2 -> end2 : ${clarified == 'no'}
        call_pay -> end
        """,
        "the expression “${approved}” is not allowed", ("default", "expression"),
    ),
    "C.1.1": Model(
        """
        start -> approve -> xor
        xor -> call_pay : bpmn:getDataObject('approved')
        xor => end2
        call_pay -> end
        """,
        "there is no function “getDataObject”", ("expression",),
    ),
    "C.2.0": Model(
        f"""
        failed: boundaryEvent attachedToRef=part {ERROR}
        tell: intermediateThrowEvent {MESSAGE}
        start -> part -> tell -> end
        sub part {{
            wrong: endEvent {ERROR}
            start1 -> pay -> xor
            xor -> end1 : pay == "agree"
            xor => wrong
        }}
        failed -> retry -> end2
        """,
        extra=NAMES, more={"shop": "start5 -> t5 -> end5"},
    ),
    "C.3.0": Model(
        f"""
        late: boundaryEvent attachedToRef=repair {DAY}
        start -> plan -> xor
        xor -> repair : Service Level == 'Premium'
        xor => later
        repair, later -> xor2 -> end
        late -> end2
        """,
        "the expression “Service Level == 'Premium'” is not allowed", ("expression",),
    ),
    "C.4.0": Model(
        f"""
        say: intermediateThrowEvent {SIGNAL}
        heard: intermediateCatchEvent {SIGNAL}
        start -> offer -> xor -> and, end2
        and -> say, heard, desk -> and2 -> end
        """,
        NO_WAY, ("conditions",), extra=NAMES,
    ),
    "C.5.0": Model(
        f"""
        check: callActivity calledElement=clients
        done: endEvent {SIGNAL}
        start -> collect -> xor -> person, company -> xor2 -> check -> done
        """,
        NO_WAY, ("conditions",), extra=NAMES, more={"clients": "start5 -> t5 -> end5"},
    ),
    "C.6.0": Model(
        """
        undo: boundaryEvent attachedToRef=call_book <compensateEventDefinition/>
        cancel: serviceTask isForCompensation=true
        start -> call_book -> end
        """,
        "compensation", ("unsupported", "unreachable", "dead-end"),
    ),
    "C.7.0": Model(
        f"""
        select: businessRuleTask
        publish: serviceTask {SEVERAL.format("")}
        start -> write -> select -> publish -> end
        """,
        "it is repeated without saying how often", ("decision", "loop"),
    ),
    "C.8.0": Model(
        """
        judge: businessRuleTask
        start -> call_read -> judge -> xor
        xor -> call_book : Vacation Approval = "Approved"
        xor => manual
        call_book, manual -> xor2 -> end
        """,
        "is not allowed", ("decision", "expression"),
    ),
    "C.8.1": Model(
        f"""
        failed: boundaryEvent attachedToRef=call_read {ERROR}
        judge: businessRuleTask
        start -> call_read -> judge -> end
        failed -> end2
        """,
        "which decision table", ("decision",), extra=NAMES,
    ),
    "C.9.0": Model(
        """
        watch: subProcess triggeredByEvent=true
        check: callActivity calledElement=elsewhere
        start -> check -> end
        """,
        "event sub-processes are not supported",
        ("unsupported", "called", "start", "end"),
    ),
    "C.9.1": Model(
        f"""
        ask: sendTask messageRef=m
        remind: sendTask messageRef=m
        got: receiveTask messageRef=m
        again: boundaryEvent attachedToRef=got cancelActivity=false {HOURS}
        late: boundaryEvent attachedToRef=got {DAY}
        start -> ask -> got -> end
        again -> remind -> end2
        late -> phone -> end3
        """,
        extra=NAMES,
    ),
    "C.9.2": Model(
        f"""
        watch: subProcess triggeredByEvent=true
        check: callActivity calledElement=elsewhere {THREE}
        start -> judge -> check -> end
        """,
        "event sub-processes are not supported",
        ("unsupported", "called", "start", "end"),
    ),
}  # fmt: skip
