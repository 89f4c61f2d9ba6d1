"""What can be done next on a case, as the answer to a step tells it: no look at inboxes between."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from jingkai.kernel.flows import queries


class ToDo(Schema):
    """A task of the case that can be done now, and whose it is."""

    id: int
    step: str = Field(description="the element of the process, as its definition names it")
    name: str
    kind: str
    office: int | None
    role: str
    seat: int | None = Field(description="who holds it, or whom it was given to")
    due_on: date | None


def to_do(case: Any) -> list[dict[str, Any]]:
    """The open tasks of a case as the API shows them after a step."""
    return [
        {"id": task.pk, "step": task.node, "name": task.name, "kind": task.kind,
         "office": task.office_id, "role": task.role_code,
         "seat": task.holder_id or task.seat_id, "due_on": task.due_on}
        for task in queries.to_do(case)
    ]  # fmt: skip
