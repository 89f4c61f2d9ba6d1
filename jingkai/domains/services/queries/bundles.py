"""One-thing services as people find and follow them: a guide, one clock, parts, certificates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jingkai.domains.services.choices import Audience, LimitUnit
from jingkai.domains.services.choices.approvals import UNDER_WAY, ApplicantKind
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    Certificate,
    MatterVersion,
    OneThing,
    Situation,
)
from jingkai.domains.services.queries.guides import Place, applicants_of, guide
from jingkai.domains.services.queries.joint import Joint, Member, joint_of, one_thing_members
from jingkai.domains.services.queries.own import own
from jingkai.domains.services.queries.waiting import Wait, waits_for
from jingkai.domains.services.rules.search import fit
from jingkai.kernel.cases.moving import CaseClock, clocks_of

FITTING = 0.3


@dataclass(frozen=True)
class OneThingGuide:
    """What somebody must know before applying for one thing."""

    thing: OneThing
    members: tuple[Member, ...]
    on: date

    @property
    def versions(self) -> tuple[MatterVersion, ...]:
        """All its matters, also those by choice."""
        return tuple(one.version for one in self.members)

    @property
    def questions(self) -> tuple[Member, ...]:
        """The matters that are applied for only by whom they concern."""
        return tuple(one for one in self.members if one.optional)

    @cached_property
    def joint(self) -> Joint:
        """Their one form and their materials, each once."""
        return joint_of(self.versions)

    def joint_with(self, codes: Collection[str]) -> Joint:
        """The same for somebody who needs these of the optional ones."""
        asked = [m.version for m in self.members if not m.optional or m.code in codes]
        return joint_of(asked, self.versions)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Who may apply: whom every matter that isn't by choice is for."""
        needed = [set(applicants_of(m.version)) for m in self.members if not m.optional]
        return tuple(each for each in Audience if needed and all(each in one for one in needed))

    @property
    def one_by_one(self) -> int:
        """The promised working days of its matters, one after the other."""
        return sum(
            v.promised_limit or 0 for v in self.versions
            if v.promised_unit == LimitUnit.WORKDAYS
        )  # fmt: skip

    @property
    def visits(self) -> int:
        """How often somebody has to come for the whole: once at most, for all that needs it."""
        return min(1, max((v.visits or 0 for v in self.versions), default=0))

    @property
    def online(self) -> bool:
        """Whether all of it can be applied for on the portal."""
        return bool(self.members) and all(v.online for v in self.versions)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where one can go with it: the places of its first matter."""
        return guide(self.versions[0], self.on).places if self.versions else ()

    def meant_for(self, kind: str) -> bool:
        """Whether somebody of this kind may apply."""
        wanted = Audience.ENTERPRISE if kind == ApplicantKind.ENTERPRISE else Audience.PERSON
        return wanted in self.audiences


def one_things_in_force(zone_id: int, on: date) -> QuerySet[OneThing]:
    """The one-thing services that are offered on a day."""
    rows = OneThing.objects.filter(zone_id=zone_id, since__lte=on)
    found: QuerySet[OneThing] = rows.exclude(until__lte=on).select_related("office", "situation")
    return found.order_by("code")


def one_thing_guide(thing: OneThing, on: date) -> OneThingGuide:
    """The guide of a one-thing service as it is offered on a day."""
    return OneThingGuide(thing, tuple(one_thing_members(thing, on)), on)


def one_things_for_situation(situation: Situation, on: date) -> list[OneThing]:
    """The one-thing services that are this situation's."""
    rows = one_things_in_force(situation.zone_id, on)
    return list(rows.filter(situation=situation.pk))


def one_things_with(version: MatterVersion, on: date) -> list[OneThing]:
    """The one-thing services that a matter belongs to."""
    rows = one_things_in_force(version.zone_id, on)
    return list(rows.filter(matters__matter=version.matter_id).distinct())


def find_one_things(zone_id: int, words: str, on: date) -> list[OneThing]:
    """The one-thing services that fit what somebody typed, best first."""
    rows = list(one_things_in_force(zone_id, on))
    scored = [
        (max(fit(words, row.name, row.summary), fit(words, row.name_en, row.summary_en)), row)
        for row in rows
    ]
    fitting = [(score, row) for score, row in scored if score >= FITTING]
    return [row for _score, row in sorted(fitting, key=lambda found: -found[0])]


@dataclass(frozen=True)
class BundleView:
    """One application for one thing: one clock, and the parts behind it."""

    bundle: Bundle
    parts: tuple[Approval, ...]
    by_case: dict[int, tuple[Wait, ...]]

    @property
    def lines(self) -> list[tuple[Approval, tuple[Wait, ...]]]:
        """Each part with what it waits for."""
        return [(part, self.by_case.get(part.case_id, ())) for part in self.parts]

    @property
    def waits(self) -> tuple[Wait, ...]:
        """For whom it waits, in all its parts."""
        return tuple(wait for _part, waits in self.lines for wait in waits)

    @property
    def done(self) -> int:
        """How many parts have their result."""
        return sum(part.state not in UNDER_WAY for part in self.parts)

    @cached_property
    def clocks(self) -> list[CaseClock]:
        """The one clock to the applicant, with its explanation."""
        return clocks_of(self.bundle.case)

    @cached_property
    def certificates(self) -> list[Certificate]:
        """All that was issued, together."""
        rows = Certificate.objects.filter(approval__in=[part.pk for part in self.parts])
        return list(rows.select_related("office").order_by("pk"))


def bundle_view(bundle: Bundle) -> BundleView:
    """A one-thing application as it stands."""
    return bundle_views([bundle])[0]


def bundle_views(bundles: Sequence[Bundle]) -> list[BundleView]:
    """Several one-thing applications, read together."""
    rows = Approval.objects.filter(bundle__in=[bundle.pk for bundle in bundles])
    parts: dict[int, list[Approval]] = {}
    for part in rows.select_related("version__matter", "office", "case").order_by("pk"):
        parts.setdefault(part.bundle_id or 0, []).append(part)
    running = [p for each in parts.values() for p in each if p.state in UNDER_WAY]
    waits = waits_for(running)
    return [BundleView(bundle, tuple(parts.get(bundle.pk, ())), waits) for bundle in bundles]


def bundles_of(visitor: Any) -> QuerySet[Bundle]:
    """The visitor's one-thing applications, the newest first."""
    rows = Bundle.objects.filter(own(visitor), zone_id=visitor.zone_id)
    return rows.select_related("one_thing", "case", "office").order_by("-pk")


def bundle_of(visitor: Any, number: str) -> Bundle | None:
    """The visitor's one-thing application of this number."""
    return bundles_of(visitor).filter(case__number=number).first()
