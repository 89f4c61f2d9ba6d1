"""Reading what zones have shared upward. The wall lets every zone read it, and nothing else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.models import Origin, SharedEdition, SharedFigure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.trail.acting import Actor

NAMED = 6
"""So many figures are named in a sentence."""


@dataclass(frozen=True)
class Told:
    """One figure of one zone and period, edition after edition, the oldest first."""

    editions: tuple[SharedFigure, ...]

    @property
    def newest(self) -> SharedFigure:
        """What holds now."""
        return self.editions[-1]

    @property
    def first(self) -> SharedFigure:
        """What was said first; by its day it was in time or late."""
        return self.editions[0]

    @cached_property
    def before(self) -> SharedFigure | None:
        """What was said before it was restated; None where it never was."""
        others = [each for each in self.editions if each.value != self.newest.value]
        return others[-1] if others else None


type Shared = Mapping[tuple[str, Period], Mapping[int, Told]]
"""By indicator and period, what each zone (by its key) has said."""


def zones(prefix: str = "") -> QuerySet[Zone]:
    """Every zone in its official order: by division code, then by its own code.

    `prefix` keeps to those whose division code begins so (a province: two digits).
    """
    return Zone.objects.filter(division_code__startswith=prefix).order_by("division_code", "code")


def zones_here() -> list[Zone]:
    """The zones that work on this installation: those whose figures come as files do elsewhere."""
    listed = list(zones())
    if len(listed) < 2:
        return listed
    with walled(listed[0].pk):  # any zone reads what all have shared
        sent = set(SharedEdition.objects.filter(origin=Origin.FILE).values_list("zone", flat=True))
    return [zone for zone in listed if zone.pk not in sent]


def shared(
    seat: Actor,
    codes: Iterable[str],
    periods: Iterable[Period],
    *,
    zone: Zone | None = None,
    words: bool = False,
) -> Shared:
    """What zones have published upward of these figures and periods, in one query.

    `words` brings definitions along. Refuses a seat without the permission.
    """
    spans = tuple(dict.fromkeys(periods))
    rows = _rows(seat).filter(_of(spans), indicator__in=list(codes))
    if zone is not None:
        rows = rows.filter(zone_id=zone.pk)
    found: dict[tuple[str, Period], dict[int, list[SharedFigure]]] = {}
    for row in rows if words else rows.defer("definition"):
        told = found.setdefault((row.indicator, row.period), {})
        told.setdefault(row.zone_id, []).append(row)
    return {
        key: {pk: Told(tuple(editions)) for pk, editions in told.items()}
        for key, told in found.items()
    }


def _rows(seat: Actor) -> QuerySet[SharedFigure]:
    """All shared figures; one that hangs on another zone's edition is none."""
    can = getattr(seat, "can", None)
    if can is None or not can(Permission.NATION_READ):
        raise Forbidden
    own = SharedFigure.objects.filter(edition__zone_id=F("zone_id"))
    return own.select_related("edition").order_by("edition__edition", "indicator")


def _of(periods: Collection[Period]) -> Q:
    asked = Q(pk__in=[])
    for months in {period.months for period in periods}:
        firsts = [period.first_month for period in periods if period.months == months]
        asked |= Q(months=months, first_month__in=firsts)
    return asked


def codes_shared(seat: Actor, period: Period) -> list[str]:
    """The codes of which any zone has published the period."""
    rows = _rows(seat).filter(first_month=period.first_month, months=period.months)
    return list(rows.order_by("indicator").values_list("indicator", flat=True).distinct())


def newest_period(seat: Actor) -> Period | None:
    """The longest of the periods that ended last, of those that zones have published."""
    can = getattr(seat, "can", None)
    if can is None or not can(Permission.NATION_READ):
        raise Forbidden
    rows = SharedEdition.objects.annotate(last=F("first_month") + F("months"))
    row = rows.order_by("-last", "-months").first()
    return row.period if row else None


def own_editions(seat: Actor) -> QuerySet[SharedEdition]:
    """What the seat's own zone has shared, the newest first."""
    return SharedEdition.objects.filter(zone_id=seat.zone_id).order_by("-shared_at", "-pk")


def left_out(edition: SharedEdition) -> str:
    """What the zone's edition before told and this one doesn't, as a sentence; else empty."""
    before = SharedEdition.objects.filter(
        zone_id=edition.zone_id, first_month=edition.first_month, months=edition.months,
        edition__lt=edition.edition,
    ).last()  # fmt: skip
    if before is None:
        return ""
    now, then = (each.figures.values_list("indicator", flat=True) for each in (edition, before))
    if not (codes := sorted(set(then) - set(now))):
        return ""
    return left_out_words(edition.zone.name, edition.period, before.edition, codes)


def left_out_words(zone: str, period: Period, before: int, codes: Sequence[str]) -> str:
    """The sentence on figures that the edition before told and the next leaves out."""
    words = _("{zone}, {period}: {count} figures of edition {before} are left out: {codes}")
    return words.format(
        zone=zone, period=period.show(), before=before, count=len(codes), codes=named_few(codes)
    )


def named_few(codes: Sequence[str]) -> str:
    """Figures by their names, the first of them where there are many."""
    held = catalogue.indicators
    names = [str(held[code].name) if code in held else code for code in codes[:NAMED]]
    chinese = (get_language() or "").startswith("zh")
    more = " …" if len(codes) > NAMED else ""
    return ("、" if chinese else ", ").join(names) + more


def newest_editions(period: Period) -> dict[int, int]:
    """The number of the newest edition of the period, by the key of its zone."""
    rows = SharedEdition.objects.filter(first_month=period.first_month, months=period.months)
    return dict(rows.order_by("edition").values_list("zone_id", "edition"))
