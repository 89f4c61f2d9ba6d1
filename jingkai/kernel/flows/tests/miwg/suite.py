"""What comes of each process of the suite's own files: how it ends, and the faults that it has."""

SUITE: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("A.1.0.bpmn", "WFP-6-"): ("runs", ()),
    ("A.2.0.bpmn", "WFP-6-"): (
        "At “Gateway (Split Flow)” no condition holds and there is no default flow.",
        ("conditions",),
    ),
    ("A.2.1.bpmn", "_To9ZoTOCEeSknpIVFCxNIQ"): ("runs", ("condition", "conditions")),
    ("A.3.0.bpmn", "WFP-6-"): ("runs", ("end", "start")),
    ("A.4.0.bpmn", "WFP-6-1"): ("runs", ()),
    ("A.4.0.bpmn", "WFP-6-2"): ("runs", ()),
    ("A.4.1.bpmn", "sid-34746A54-1D7D-46CA-B219-0C4CEAE51170"): ("runs", ()),
    ("A.4.1.bpmn", "sid-54D696FD-DEDC-45F3-99DB-1404DA433FC4"): ("runs", ()),
    ("B.1.0.bpmn", "WFP-6-1"): ("runs", ()),
    ("B.1.0.bpmn", "WFP-6-2"): (
        "“Call Activity Calling a Global Task”: global tasks are not supported",
        ("conditions", "end", "start", "unsupported"),
    ),
    ("B.2.0.bpmn", "WFP-6-1"): (
        "“Call Activity calling a Global User Task”: global tasks are not supported",
        ("conditions", "end", "expression", "loop", "start", "unsupported"),
    ),
    ("B.2.0.bpmn", "WFP-6-2"): (
        "“Boundary Intermediate Event Non-Interrupting Timer”: the event does not say what",
        ("conditions", "end", "expression", "loop", "start", "time"),
    ),
    ("C.1.0.bpmn", "bpmn-miwg-test-case-c.1.0"): (
        "“yes”: the expression “${approved}” is not allowed:",
        ("default", "expression"),
    ),
    ("C.1.1.bpmn", "handle-invoice"): (
        "“yes”: the expression “bpmn:getDataObject('approved')” is not allowed:",
        ("default", "expression"),
    ),
    ("C.2.0.bpmn", "WFP-Page_1-1"): ("runs", ()),
    ("C.2.0.bpmn", "WFP-Page_1-2"): ("runs", ()),
    ("C.2.0.bpmn", "WFP-Page_1-3"): (
        "At “Done Shopping?” no condition holds and there is no default flow.",
        ("conditions",),
    ),
    ("C.2.0.bpmn", "WFP-Page_1-4"): ("runs", ()),
    ("C.3.0.bpmn", "_8170787a-3207-434d-9bea-4787059f444f"): (
        "“Premium”: the expression “Service Level == 'Premium'” is not allowed:",
        ("conditions", "default", "end", "expression", "start"),
    ),
    ("C.4.0.bpmn", "_42cba3a9-a8ab-40b5-b9a4-2e8f32be364e"): (
        "At “Contract terms accepted ?” no condition holds and there is no default flow.",
        ("conditions",),
    ),
    ("C.4.0.bpmn", "_f0035388-f829-470c-b82b-0b15c3da3399"): ("runs", ()),
    ("C.4.0.bpmn", "_da743a6f-d9e5-4fcf-8a96-d2fd5cfb73d4"): (
        "“Clarify missing points”: it is repeated without saying how often or for what.",
        ("conditions", "loop"),
    ),
    ("C.4.0.bpmn", "_3486bf55-0a7f-4ff1-be15-1555669f58ad"): ("runs", ()),
    ("C.5.0.bpmn", "_3d1ef204-2d4c-4643-8fc5-c319cc032ec0"): (
        "At “Legal entity or individual?” no condition holds and there is no default flow.",
        ("conditions",),
    ),
    ("C.6.0.bpmn", "_898aa942-9a96-4405-ae71-22b5e2e3d235"): (
        "“Booking”: events of the kind “compensation” are not supported here.",
        ("dead-end", "event", "time", "unreachable", "unsupported"),
    ),
    ("C.7.0.bpmn", "_4a690dd7-809a-4fa9-ad63-515ac6685375"): (
        "“Publish on other platforms”: it is repeated without saying how often or for what.",
        ("conditions", "decision", "loop"),
    ),
    ("C.8.0.bpmn", "VacationRequestProcess"): (
        '“Approved”: the expression “Vacation Approval = "Approved"” is not allowed:',
        ("decision", "expression"),
    ),
    ("C.8.1.bpmn", "VacationRequestProcess"): (
        '“Manual Validation Required”: the expression “Vacation Approval = "Manual',
        ("decision", "expression"),
    ),
    ("C.9.0.bpmn", "customer_onboarding_en"): (
        "“Activity_1ke2ixr”: event sub-processes are not supported",
        ("called", "decision", "default", "expression", "unsupported"),
    ),
    ("C.9.1.bpmn", "requestDocument_en"): ("runs", ()),
    ("C.9.2.bpmn", "ManualCheck"): (
        "“Activity_0uvp3cb”: event sub-processes are not supported",
        ("called", "loop", "unsupported"),
    ),
}
