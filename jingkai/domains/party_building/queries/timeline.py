"""What party building knows of an enterprise, for its page in time order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.party_building.queries.rows import (
    covers_for,
    pairings_for,
    questions_for,
    visits_for,
)


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """Its visits, questions, pairings, covers: (day, what, which, register, key)."""
    for visit in visits_for(seat).filter(enterprise=enterprise).select_related("organisation"):
        what, which = _("Visited by party organisation"), str(visit.organisation)
        yield visit.visited_on, what, which, "party_building.visits", visit.pk
    for question in questions_for(seat).filter(visit__enterprise=enterprise):
        register = "party_building.questions"
        yield question.raised_on, _("Question raised"), question.number, register, question.pk
        if question.told_on:
            what = _("Answer told back")
            yield question.told_on, what, question.number, register, question.pk
    for one in covers_for(seat).filter(enterprise=enterprise).select_related("organisation"):
        what, which = _("Covered by party organisation"), str(one.organisation)
        yield one.since, what, which, "party_building.covers", one.pk
    for pair in pairings_for(seat).filter(enterprise=enterprise).select_related("organisation"):
        what, which = _("Pairing of party and business"), pair.theme
        yield pair.since, what, which, "party_building.pairings", pair.pk
