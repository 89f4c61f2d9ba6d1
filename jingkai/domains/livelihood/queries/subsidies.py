"""Who is entitled to what on a day, who has not asked, and what stops a person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.domains.livelihood.choices.support import PaymentState
from jingkai.domains.livelihood.errors.subsidies import NoVersion
from jingkai.domains.livelihood.models.allowance import SupportChange, SupportedPerson
from jingkai.domains.livelihood.models.payments import Payment
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.models.subsidies import (
    Claim,
    Exclusion,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.domains.livelihood.queries.support_rows import people_for
from jingkai.domains.livelihood.rules.eligibility import (
    Facts,
    amount_of,
    decide,
    decision_of,
)
from jingkai.domains.livelihood.rules.excluding import Had, Rule, stopping
from jingkai.domains.livelihood.rules.periods import age_on, period_of

AT_ONCE = 2_000
LIVE = (PaymentState.READY, PaymentState.PAID)


def on_day(day: date) -> Q:
    """Rows from a day until before another that hold on this day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def during(first: date, after: date) -> Q:
    """Rows from a day until before another that share a day with this span."""
    return Q(since__lt=after) & (Q(until__isnull=True) | Q(until__gt=first))


@dataclass(frozen=True)
class Judged:
    """What a programme gives a person for a period: the line that fits, and the amount in 元."""

    standard: int | None
    amount: Decimal


class Decider:
    """A programme's decision table as of a day, ready for many people. Raises NoVersion."""

    def __init__(self, programme: Programme, day: date) -> None:
        version = SubsidyVersion.objects.filter(on_day(day), programme=programme).first()
        if version is None:
            raise NoVersion(programme=programme.name, day=day)
        self.programme, self.day, self.version = programme, day, version
        rows = Standard.objects.filter(version=version).order_by("position")
        self.lines = {row.pk: row.line() for row in rows}
        self.table = decision_of(programme.name, self.lines.values())

    def judge(self, people: Sequence[Beneficiary]) -> dict[int, Judged]:
        """What each of these people gets, by their keys."""
        told = facts_on(people, self.day)
        return {key: self._judged(facts) for key, facts in told.items()}

    def _judged(self, facts: Facts) -> Judged:
        key = decide(self.table, facts)
        if key is None:
            return Judged(None, Decimal(0))
        return Judged(key, amount_of(self.lines[key], facts, self.programme.cycle))


def facts_on(people: Sequence[Beneficiary], day: date) -> dict[int, Facts]:
    """What decisions look at, of each person on a day."""
    keys = [person.pk for person in people]
    supported = dict(
        SupportedPerson.objects.filter(on_day(day), person_id__in=keys)
        .values_list("person_id", "kind")
    )  # fmt: skip
    monthly = monthly_on(keys, day)
    return {
        one.pk: Facts(
            age_on(one.born_on, day), one.disability, supported.get(one.pk, ""), one.employment,
            one.land, one.orphan, monthly.get(one.pk, Decimal(0)),
        )
        for one in people
    }  # fmt: skip


def monthly_on(payees: Iterable[int], day: date) -> dict[int, Decimal]:
    """What the cases of these payees pay them a month in 元, as of a day."""
    rows = SupportChange.objects.filter(
        Q(case__stopped_on__isnull=True) | Q(case__stopped_on__gt=day),
        case__payee_id__in=list(payees), case__granted_on__lte=day, since__lte=day,
    )  # fmt: skip
    latest = rows.order_by("case_id", "-since").distinct("case_id")
    found: dict[int, Decimal] = {}
    for payee, monthly in latest.values_list("case__payee_id", "monthly"):
        found[payee] = found.get(payee, Decimal(0)) + monthly
    return found


class Excluder:
    """Which rule stops people from having a programme in a span of days."""

    def __init__(self, programme: Programme, first: date, after: date) -> None:
        self.programme, self.span = programme.pk, (first, after)
        rows = Exclusion.objects.filter(
            Q(first=programme) | Q(second=programme), during(first, after)
        ).order_by("number")
        self.rows = {row.pk: row for row in rows}
        self.rules = [
            Rule(row.pk, row.first_id, row.second_id, row.since, row.until)
            for row in self.rows.values()
        ]
        others = (rule.other(self.programme) for rule in self.rules)
        self.others = {other for other in others if other is not None}

    def stopped(self, keys: Sequence[int]) -> dict[int, Exclusion]:
        """The people of these keys whom a rule stops, each with the rule."""
        if not self.rules:
            return {}
        had: dict[int, list[Had]] = {}
        for person, one in self._had(keys):
            had.setdefault(person, []).append(one)
        found = {}
        for person, what in had.items():
            rule = stopping(self.programme, self.span, what, self.rules)
            if rule is not None:
                found[person] = self.rows[rule.key]
        return found

    def _had(self, keys: Sequence[int]) -> Iterator[tuple[int, Had]]:
        claims = Claim.objects.filter(
            during(*self.span), person_id__in=keys, programme_id__in=self.others
        )
        for one in claims:
            yield one.person_id, Had(one.programme_id, one.since, one.until)
        paid = Payment.objects.filter(
            person_id__in=keys, programme_id__in=self.others, state__in=LIVE,
            period__lt=self.span[1], period_until__gt=self.span[0],
        )  # fmt: skip
        rows = paid.values_list("person_id", "programme_id", "period", "period_until")
        for person, programme, since, until in rows:
            if programme is not None and since is not None:
                yield person, Had(programme, since, until)


@dataclass(frozen=True)
class Unasked:
    """Somebody who is entitled and has not asked."""

    person: Beneficiary
    standard: Standard
    amount: Decimal
    stopped_by: Exclusion | None


def here_on(day: date) -> Q:
    """People who live in the zone on a day."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    return begun & (Q(gone_on__isnull=True) | Q(gone_on__gt=day))


def unasked(seat: Any, programme: Programme, day: date) -> list[Unasked]:
    """Who is entitled to a programme on a day and does not have it (应享未享).

    Whom an exclusion stops is told with the rule. Raises NoVersion.
    """
    decider = Decider(programme, day)
    excluder = Excluder(programme, *period_of(day, programme.cycle))
    standards = {row.pk: row for row in Standard.objects.filter(version=decider.version)}
    found: list[Unasked] = []
    for people in batched(_without(seat, programme, day).iterator(AT_ONCE), AT_ONCE):  # noqa: B911
        judged = decider.judge(people)
        fit = [one for one in people if judged[one.pk].amount > 0]
        stopped = excluder.stopped([one.pk for one in fit])
        for one in fit:
            told = judged[one.pk]
            standard = standards[told.standard or 0]
            found.append(Unasked(one, standard, told.amount, stopped.get(one.pk)))
    return found


def _without(seat: Any, programme: Programme, day: date) -> QuerySet[Beneficiary]:
    having = Claim.objects.filter(on_day(day), programme=programme).values("person_id")
    return people_for(seat).filter(here_on(day)).exclude(pk__in=having).order_by("pk")
