"""Forms of party building for tests, as a clerk would fill them in."""

from typing import Any

type Form = dict[str, Any]


def branch_form(number: int = 1, **values: Any) -> Form:
    """A branch of an office that keeps cycles from 2022 on."""
    return {
        "name": f"示例第{number}党支部", "number": f"DZZ-{number:03d}", "kind": "党支部",
        "sector": "社区", "founded_on": "2015-07-01", "cycles_from": "2022-01-01", **values,
    }  # fmt: skip


def meeting_form(
    organisation: Any, held_on: str, kind: str = "支部党员大会", **values: Any
) -> Form:
    """A meeting of an organisation."""
    return {
        "subject": "传达学习有关会议精神", "organisation": organisation.pk, "kind": kind,
        "held_on": held_on, **values,
    }  # fmt: skip
