"""Moving running cases to another version of their process."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.errors import CannotMove, OnThatVersion
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.processes import spec_of
from jingkai.kernel.flows.stepping import happened, keep, touch_all
from jingkai.kernel.flows.taking import take_case
from jingkai.kernel.trail.acting import Actor, action, record


@action("flows.case.migrated", _("Moved case {case} to {version}"))
def migrate(
    *, case: Case | int, definition: Definition, by: Actor, version: int | None = None
) -> Case:
    """Move a running case to another version of its process, if what waits there waits in both.

    Raises CannotMove with the element that doesn't fit.
    """
    way = take_case(Verb.MIGRATE, case, by=by, version=version)
    former = way.run.definition
    named: dict[str, Any] = {"number": way.case.number, "definition": definition}
    if former.pk == definition.pk:
        raise OnThatVersion(**named)
    if former.code != definition.code or definition.state == "draft":
        raise CannotMove(**named, faults=_("only to a published version of its own process"))
    try:
        state = engine.migrate(spec_of(former), spec_of(definition), way.run.state)
    except engine.CannotMove as misfit:
        raise CannotMove(**named, faults=misfit) from misfit
    way.run.definition, way.run.state = definition, state
    happened(way, Verb.MIGRATE.value, by=by, before=former.version, after=definition.version)
    touch_all(way)
    keep(way.run)
    record(way.case, case=way.case.number, version=str(definition), before=str(former))
    return way.case
