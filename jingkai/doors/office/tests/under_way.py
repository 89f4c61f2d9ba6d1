"""An application on its way through the joint process, for tests of the office's pages."""

from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone

from jingkai.domains.services.actions.processes import shipped
from jingkai.domains.services.factories import apply_at_counter, apply_online, make_version
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.flows import actions
from jingkai.kernel.flows.models import Definition, Task
from jingkai.kernel.trail.acting import Machine, perform, record

SINCE = date(2021, 1, 1)
PROCESSES = Path(__file__).parents[3] / "domains/services/processes"


def publish(cast: Any, code: str = "services_joint") -> Definition:
    """A process as it is shipped, in force."""
    source, tables = shipped()[code]
    draft = actions.draft_definition(
        code=code, name=code, source=source, decisions=tables, by=cast.services_manager
    )
    return actions.publish_definition(definition=draft, by=cast.services_manager)


def joint_matter(cast: Any, **values: Any) -> Any:
    """A matter that the hall accepts and three bureaus review at once."""
    publish(cast)
    given = {"process_code": "services_joint", "published": False, **values}
    version = make_version(cast.zone.pk, cast.hall, **given)

    joint: Any = apps.get_model("services", "JointOffice")

    def work() -> None:
        for order, office in enumerate((cast.bureau_a, cast.bureau_b, cast.bureau_c), 1):
            joint(zone_id=cast.zone.pk, version=version, office=office, order=order).save()
        version.state, version.published_at = "published", timezone.now()
        version.published_on = version.in_force_on = SINCE
        version.save()
        record(version)

    perform("services.sample.made", Machine(zone_id=cast.zone.pk), work)
    return version


def applied(cast: Any) -> Any:
    """A resident has applied; the hall is to accept."""
    return apply_online(build_visitor(cast.zone.pk), joint_matter(cast))


def at_counter(cast: Any) -> Any:
    """Somebody stands at the counter of the hall and has applied."""
    return apply_at_counter(cast.hall_clerk, joint_matter(cast))


def task_at(approval: Any, node: str, office: Any = None) -> Task:
    """The open task of a step, of one office where several have it."""
    rows = Task.objects.filter(case=approval.case_id, node=node, state="open")
    return rows.get(office=office) if office else rows.get()
