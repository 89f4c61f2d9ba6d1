"""Records brought to where a step can be taken; each is made once for a cast and kept on it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps

from jingkai.domains.services import actions
from jingkai.domains.services.factories import apply_at_counter, make_version
from jingkai.doors.office.tests.samples import sample
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.models import Definition, Task
from jingkai.kernel.trail.acting import Machine

PROCESS = "services_standard"


def once(cast: Any, name: str, make: Callable[[], Any]) -> Any:
    """What was made for this cast under the name, or made now."""
    if name not in cast.__dict__:
        setattr(cast, name, make())
    return cast.__dict__[name]


def version_of(cast: Any) -> Any:
    """A matter in force, without a process."""
    return once(cast, "version", lambda: make_version(cast.zone.pk, cast.hall))


def approval_of(cast: Any) -> Any:
    """An application that was handed in at the counter."""
    return once(cast, "approval", lambda: apply_at_counter(cast.hall_clerk, version_of(cast)))


def sampled(cast: Any, register: str) -> Any:
    """The sample record of a register."""
    return once(cast, register, lambda: sample(register, cast))


def submitted(cast: Any) -> Any:
    """Handed in, not accepted."""
    return approval_of(cast)


def asked(cast: Any) -> Any:
    """Sent back for a supplement."""
    items = [{"name": "场所使用证明", "wrong": "缺签字", "about": "material:lease"}]
    return actions.ask_supplement(approval=submitted(cast), items=items, by=cast.hall_clerk)


def accepted(cast: Any) -> Any:
    """Accepted: the limits run."""
    return actions.accept(approval=submitted(cast), by=cast.hall_clerk)


def special(cast: Any) -> Any:
    """With a site inspection under way."""
    return actions.begin_special(approval=accepted(cast), kind="inspection", by=cast.hall_chief)


def granted(cast: Any) -> Any:
    """Granted, with its certificate."""
    return actions.decide(approval=accepted(cast), result="granted", by=cast.hall_chief)


def processed(cast: Any) -> Any:
    """Handed in, under a process that the zone has published."""

    def make() -> Any:
        actions.install_processes(by=machine(cast))
        version = make_version(cast.zone.pk, cast.hall, process_code=PROCESS)
        return apply_at_counter(cast.hall_clerk, version)

    return once(cast, "processed", make)


def suspended(cast: Any) -> Any:
    """Standing still, its process with it."""
    approval = processed(cast)
    flows.suspend(case=approval.case_id, cause="applicant", opinion="出差", by=cast.hall_chief)
    return approval


def returned(cast: Any) -> Any:
    """Returned to the applicant by whoever had it."""
    approval = processed(cast)
    task = Task.objects.get(case=approval.case_id, state="open")
    flows.claim(task=task, by=cast.hall_clerk)
    flows.return_to(task=task, to="applicant", opinion="缺件", by=cast.hall_clerk)
    return approval


def outdated(cast: Any) -> Any:
    """Under a process of which a newer version has been published since."""
    approval = processed(cast)
    now = Definition.objects.get(code=PROCESS)
    draft = flows.draft_definition(
        code=PROCESS, name=now.name, source=now.source, decisions=now.decisions,
        by=cast.services_manager,
    )  # fmt: skip
    flows.publish_definition(definition=draft, by=cast.services_manager)
    return approval


def rated(cast: Any) -> Any:
    """The bad rating of what was granted and handed over."""

    def make() -> Any:
        approval = actions.deliver(approval=granted(cast), by=cast.hall_clerk)
        return actions.rate(approval=approval, level=2, by=cast.hall_clerk)

    return once(cast, "rating", make)


def complained(cast: Any) -> Any:
    """A bad rating's rectification, before the first call."""
    rows = apps.get_model("services", "Rectification").objects
    return once(cast, "rectified", lambda: rows.get(rating=rated(cast)))


def confirmed(cast: Any) -> Any:
    """The complaint stands; it is to be mended."""
    row = complained(cast)
    actions.call_back(
        rectification=row, called="张三（示例）", result="confirmed", said="属实",
        by=cast.services_supervisor,
    )  # fmt: skip
    return row


def mended(cast: Any) -> Any:
    """Mended; the person waits to be called once more."""
    row = confirmed(cast)
    actions.answer_rectification(
        rectification=row, found="排队过长", measure="加开窗口", by=cast.services_supervisor
    )
    return row


def seen(record: Any) -> Mapping[str, str]:
    """The header that shows its case's version as it is now."""
    record.case.refresh_from_db()
    return {"if-match": f'"{record.case.version}"'}


def machine(cast: Any) -> Machine:
    """The zone itself, which sets things up."""
    return Machine(zone_id=cast.zone.pk)
