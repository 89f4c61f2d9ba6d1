"""A source's treatment completed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology.models import EmissionSource
from jingkai.domains.ecology.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("ecology.source.treated", _("The treatment of {subject} was completed"))
def complete_treatment(
    *, source: EmissionSource, treatment: str, on: date, by: Actor
) -> EmissionSource:
    """Record that a source's treatment stands and was accepted."""
    require(by, Permission.SOURCE_EDIT)
    source = locked(source)
    not_before(on, source.began_on, _("in operation since"))
    source.treatment, source.treated_on = treatment, on
    return saved(source, on=on, treatment=source.get_treatment_display())
