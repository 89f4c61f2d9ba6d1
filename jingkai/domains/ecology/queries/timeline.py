"""What the green park knows of an enterprise, for its page in time order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.ecology.queries.rows import (
    inspections_for,
    rectifications_for,
    sources_for,
)


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """Its sources, inspections, rectifications: (day, what, which, register, key)."""
    for source in sources_for(seat).filter(enterprise=enterprise):
        yield source.began_on, _("Emission source in operation"), str(source), SOURCES, source.pk
        if source.treated_on:
            yield source.treated_on, _("Treatment completed"), str(source), SOURCES, source.pk
    for seen in inspections_for(seat).filter(source__enterprise=enterprise):
        what = _("Inspection: {result}").format(result=seen.get_result_display())
        yield seen.inspected_on, what, seen.number, "ecology.inspections", seen.pk
    for case in rectifications_for(seat).filter(source__enterprise=enterprise):
        register = "ecology.rectifications"
        yield case.found_on, _("Rectification: found"), case.number, register, case.pk
        if case.closed_on:
            yield case.closed_on, _("Rectification: closed"), case.number, register, case.pk


SOURCES = "ecology.sources"
