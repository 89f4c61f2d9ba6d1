"""Version 1 of the API: all endpoints under /api/v1/."""

from jingkai.doors.api.endpoints import (
    appointments,
    case_parts,
    cases,
    certificates,
    events,
    files,
    hooks,
    matters,
    me,
    nation,
    nation_taking,
    notices,
    ratings,
    rectifications,
    registers,
    stations,
    steps,
    taking_wholes,
    tasks,
)
from jingkai.doors.api.frame import Api

api = Api(
    title="Jingkai",
    version="1",
    description=(
        "The operating platform of an economic development zone. A token acts from a seat of its"
        " zone and sees what that seat sees. Lists page by cursor; what goes wrong comes as a"
        " problem (RFC 9457) in the language of Accept-Language."
    ),
    urls_namespace="api:v1",
    docs_url=None,
)
for one in (
    me, matters, cases, case_parts, tasks, steps, certificates, ratings, rectifications,
    appointments, taking_wholes, files, registers, stations, nation, nation_taking, notices, events,
    hooks,
):  # fmt: skip
    api.add_router("", one.router)
