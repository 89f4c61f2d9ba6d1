"""Who has a programme: granted on application, or without one (免申即享); ended."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.support import ClaimOrigin
from jingkai.domains.livelihood.errors.subsidies import ExcludedBy, NotEntitled
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.models.subsidies import Claim, Exclusion, Programme
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.subsidies import Decider, Excluder, unasked
from jingkai.domains.livelihood.rules.periods import period_of
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action, record


@action("livelihood.claim.granted", _("{subject} granted from {since}"))
def grant_claim(
    *, person: Beneficiary, programme: Programme, since: date, by: Actor,
    origin: str = ClaimOrigin.ASKED, asked_on: date | None = None,
) -> Claim:  # fmt: skip
    """Give a person a programme from a day on. Raises NotEntitled, ExcludedBy, NoVersion."""
    require(by, Permission.CLAIM_GRANT)
    person = locked(person)
    judged = Decider(programme, since).judge([person])[person.pk]
    if judged.amount <= 0:
        raise NotEntitled(field="since", person=person, programme=programme, day=since)
    stopped = Excluder(programme, *period_of(since, programme.cycle)).stopped([person.pk])
    if rule := stopped.get(person.pk):
        raise _excluded(rule, person, programme)
    claim = Claim(
        zone_id=person.zone_id, person=person, programme=programme, origin=origin,
        asked_on=asked_on, since=since,
    )  # fmt: skip
    return saved(claim, since=since)


def _excluded(rule: Exclusion, person: Beneficiary, programme: Programme) -> ExcludedBy:
    other = rule.second if rule.first_id == programme.pk else rule.first
    return ExcludedBy(person=person, other=other, programme=programme, rule=rule)


@action("livelihood.claims.granted_unasked",
        _("“{programme}” granted without application to {count} people"))  # fmt: skip
def grant_unasked(
    *, programme: Programme, people: Sequence[int], since: date, by: Actor
) -> list[Claim]:
    """Give the programme to those of these people who are entitled and have not asked.

    Whom an exclusion stops, and who is not entitled, is left out.
    """
    require(by, Permission.CLAIM_GRANT)
    wanted = set(people)
    claims = [
        Claim(
            zone_id=programme.zone_id, person=one.person, programme=programme,
            origin=ClaimOrigin.UNASKED, since=since,
        )
        for one in unasked(by, programme, since)
        if one.person.pk in wanted and one.stopped_by is None
    ]  # fmt: skip
    made = Claim.objects.bulk_create(claims, batch_size=2_000)
    record(programme, programme=programme.name, count=len(made), since=since)
    return made


@action("livelihood.claim.ended", _("{subject} ended from {until}: {because}"))
def end_claim(*, claim: Claim, until: date, because: str, by: Actor) -> Claim:
    """End a person's programme; payments of earlier periods stay."""
    require(by, Permission.CLAIM_GRANT)
    claim = locked(claim)
    not_before(until, claim.since, _("has it from"), "until")
    claim.until, claim.ended_because = until, because
    return saved(claim, until=until, because=because)
