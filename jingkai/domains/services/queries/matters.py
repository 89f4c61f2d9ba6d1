"""What the zone offers on a day: found by name, by situation, by place. Open to everybody.

Read behind the wall of the zone that is asked.
"""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from jingkai.domains.services.choices import Audience, DelegationWay
from jingkai.domains.services.models import (
    Delegation,
    Matter,
    MatterVersion,
    ServicePlace,
    Situation,
    SituationMatter,
)
from jingkai.domains.services.rules import search
from jingkai.kernel.access.models import Office
from jingkai.kernel.registers.searching import words_of
from jingkai.kernel.trail.prepared import Prepared

FOUND = 30
FITTING = 0.3
"""Nearly a third of the pairs of characters must be shared for a matter to be told at all."""
INDEX = "services_matter_search"


def matters_in_force(zone_id: int, on: date) -> QuerySet[MatterVersion]:
    """The versions that people can apply under on a day, by the matters' numbers."""
    rows = MatterVersion.objects.in_force(on).filter(zone_id=zone_id)
    found: QuerySet[MatterVersion] = rows.select_related("matter", "office").order_by(
        "matter__code"
    )
    return found


def version_in_force(matter: Matter, on: date) -> MatterVersion | None:
    """The version of a matter that holds on a day."""
    found: MatterVersion | None = (
        matters_in_force(matter.zone_id, on).filter(matter_id=matter.pk).first()
    )
    return found


_OFFERED = Prepared(
    lambda zone, on, code: matters_in_force(zone, on).filter(matter__code=code)[:1]
)


def offered_as(zone_id: int, code: str, on: date) -> MatterVersion | None:
    """The version in force on a day of the matter of this number."""
    return _OFFERED.first(zone=zone_id, on=on, code=code)


def find_matters(zone_id: int, words: str, on: date, *, limit: int = FOUND) -> list[MatterVersion]:
    """The matters that fit what somebody typed, best first; a sentence may be typed as well."""
    if not search.plain(words):
        return []
    offered = matters_in_force(zone_id, on)
    known = RawSQL("select jingkai_found(%s, %s)", [INDEX, words_of(words)])
    rows = list(offered.filter(matter_id__in=known)[: limit * 4]) or list(offered)
    scored = [(_fit(words, row), row) for row in rows]
    fitting = [(fit, row) for fit, row in scored if fit >= FITTING]
    return [row for _fit, row in sorted(fitting, key=lambda found: -found[0])[:limit]]


def _fit(words: str, version: MatterVersion) -> float:
    matter = version.matter
    return max(
        search.fit(words, version.name, matter.keywords),
        search.fit(words, matter.name_en),
        3.5 if words.strip().lower() == matter.code.lower() else 0,
    )


def situations(zone_id: int, audience: Audience | str = "") -> QuerySet[Situation]:
    """The situations shown on the portal, with their matters."""
    members = SituationMatter.objects.select_related("matter")
    rows = Situation.objects.filter(zone_id=zone_id, shown=True)
    rows = rows.filter(audience=audience) if audience else rows
    found: QuerySet[Situation] = rows.prefetch_related(Prefetch("members", members))
    return found


def by_situation(situation: Situation, on: date) -> list[tuple[SituationMatter, MatterVersion]]:
    """The matters that a situation needs, in its order, as they are offered on a day."""
    members = list(situation.members.all())
    rows = matters_in_force(situation.zone_id, on).filter(
        matter_id__in=[member.matter_id for member in members]
    )
    versions = {row.matter_id: row for row in rows}
    return [(m, versions[m.matter_id]) for m in members if m.matter_id in versions]


def accepting_offices(matter: Matter, on: date) -> QuerySet[Office]:
    """The offices to which the acceptance of a matter is delegated on a day."""
    standing = Delegation.objects.standing_on(on).filter(matter=matter, way=DelegationWay.ACCEPT)
    return Office.objects.filter(pk__in=standing.values("office_id")).order_by("path")


def may_accept(version: MatterVersion, office: Office, on: date) -> bool:
    """Whether an office accepts applications: the implementing one, or one it is delegated to."""
    if office.pk == version.office_id:
        return True
    standing = Delegation.objects.standing_on(on)
    return standing.filter(
        matter_id=version.matter_id, office=office, way=DelegationWay.ACCEPT
    ).exists()


def places_in(zone_id: int, on: date) -> QuerySet[ServicePlace]:
    """The places of the services network that are open on a day, hall first."""
    rows = ServicePlace.objects.filter(zone_id=zone_id, opened_on__lte=on)
    rows = rows.exclude(closed_on__lte=on)
    found: QuerySet[ServicePlace] = rows.select_related("office").order_by("office__path")
    return found
