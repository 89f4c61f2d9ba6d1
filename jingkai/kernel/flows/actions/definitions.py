"""Drawing, publishing and retiring processes, version by version."""

from collections.abc import Mapping

from django.db import connection
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import DefinitionState
from jingkai.kernel.flows.errors import DraftChanged, Faulty, NotADraft, NotInForce
from jingkai.kernel.flows.hooks import CALLS
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change, put


@action("flows.definition.drafted", _("Drew {subject}"))
def draft_definition(
    *,
    code: str,
    name: str,
    source: str,
    by: Actor,
    decisions: Mapping[str, str] | None = None,
    note: str = "",
    seen: str | None = None,
) -> Definition:
    """Save the process as the draft of its next version; one draft at a time.

    A draft may have faults; they are refused at publication. `seen` is the digest of the draft that
    was opened ("" when there was none): if somebody else saved it meanwhile, nothing is saved.
    """
    _may_define(by)
    versions = _locked(by.zone_id, code)
    draft = next((each for each in versions if each.state == DefinitionState.DRAFT), None)
    if seen is not None and seen != (draft.digest if draft else ""):
        raise DraftChanged(code=code)
    given = {
        "name": name[:100], "source": source, "decisions": dict(decisions or {}),
        "note": note[:300], "digest": engine.digest_of(source, decisions or {}),
    }  # fmt: skip
    if draft is None:
        last = max((each.version for each in versions), default=0)
        draft = Definition(zone_id=by.zone_id, code=code, version=last + 1, **given)
        draft.full_clean(exclude=["zone"], validate_unique=False, validate_constraints=False)
        put(draft)
    else:
        for field, value in given.items():
            setattr(draft, field, value)
        change(draft, *given)
    record(draft, digest=draft.digest, note=note)
    return draft


@action("flows.definition.published", _("Published {subject}"))
def publish_definition(
    *, definition: Definition, by: Actor, note: str = "", seen: str | None = None
) -> Definition:
    """Put a draft in force for new cases; the version before it is retired.

    `seen` is the digest of the draft that was looked at. Raises Faulty.
    """
    _may_define(by)
    versions = _locked(by.zone_id, definition.code)
    draft = next(each for each in versions if each.pk == definition.pk)
    if draft.state != DefinitionState.DRAFT:
        raise NotADraft(definition=draft, state=DefinitionState(draft.state).label)
    if seen is not None and seen != draft.digest:
        raise DraftChanged(code=draft.code)
    if faults := faults_of(draft.source, draft.decisions, by=by):
        told = " ".join(f"{fault.element}: {fault.sentence}" for fault in faults)
        raise Faulty(definition=draft, faults=told)
    for former in versions:
        if former.state == DefinitionState.PUBLISHED:
            former.state = DefinitionState.RETIRED
            change(former, "state")
    draft.state, draft.published_at = DefinitionState.PUBLISHED, zone_now()
    draft.note = note[:300] or draft.note
    change(draft, "state", "published_at", "note")
    record(draft, digest=draft.digest, note=draft.note)
    return draft


@action("flows.definition.retired", _("Retired {subject}"))
def retire_definition(*, definition: Definition, by: Actor) -> Definition:
    """Take a version out of force: no new case begins on it; those under way go on."""
    _may_define(by)
    versions = _locked(by.zone_id, definition.code)
    known = next(each for each in versions if each.pk == definition.pk)
    if known.state != DefinitionState.PUBLISHED:
        raise NotInForce(definition=known, state=DefinitionState(known.state).label)
    known.state = DefinitionState.RETIRED
    change(known, "state")
    record(known)
    return known


def faults_of(source: str, decisions: Mapping[str, str], *, by: Actor) -> list[engine.Fault]:
    """What keeps a process from being published in the zone: nothing when it may be."""
    offices = Office.objects.filter(zone_id=by.zone_id).values_list("code", flat=True)
    return engine.check(source, decisions, roles=set(ROLES), offices=set(offices), calls=set(CALLS))


def _may_define(by: Actor) -> None:
    if not by.can(Permission.DEFINE):  # type: ignore[attr-defined]
        raise Forbidden


def _locked(zone_id: int, code: str) -> list[Definition]:
    """All versions of a process: whoever draws or publishes one waits for the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"flows.definition:{zone_id}:{code}"],
        )
    return list(Definition.objects.filter(zone_id=zone_id, code=code).order_by("pk"))
