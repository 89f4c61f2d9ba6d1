"""A clock as a reminder of the home page."""

from jingkai.domains.governance.queries.due import REMINDED, Due
from jingkai.kernel.cases.clocks import Deadline, Standing


def reminder(
    deadline: Deadline, standing: Standing, *, title: str, register: str, pk: int
) -> Due | None:
    """The reminder of a clock that turns amber, red or overdue; none while there is time."""
    if standing not in REMINDED or deadline.due_on is None:
        return None
    return Due(title, register, pk, deadline.due_on, standing, str(deadline.rule.name))
