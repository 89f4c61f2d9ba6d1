"""Setting targets, publishing figures, and sharing what was published upward."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, Seat, Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.errors import (
    AlreadyPublished,
    AlreadyShared,
    EditionTaken,
    NotATarget,
    PublishedHere,
)
from jingkai.kernel.indicators.models import (
    Origin,
    Publication,
    PublishedFigure,
    SharedEdition,
    SharedFigure,
    Target,
)
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.publication import Frozen, freeze, records_since
from jingkai.kernel.indicators.sharing.digests import shared_digest, together
from jingkai.kernel.trail.acting import Actor, action, record


@action("indicators.target.set", _("Set the target of {indicator} for {period}: {value}"))
def set_target(
    *,
    indicator: str,
    period: Period,
    value: Decimal,
    source: str,
    on: date,
    by: Actor,
    office: Office | None = None,
) -> Target:
    """Set what an indicator should come to in a period; the target before is ended.

    Refuses a value that is not above zero, and a code that the catalogue doesn't hold.
    """
    _must(by, Permission.TARGETS_SET)
    if not value.is_finite() or value <= 0:
        raise NotATarget(field="value")
    name = str(catalogue.get(indicator).name)
    place = {
        "zone_id": by.zone_id,
        "indicator": indicator,
        "first_month": period.first_month,
        "months": period.months,
    }
    for before in Target.objects.filter(**place, ended_on=None):
        before.ended_on = on
        before.save(update_fields=["ended_on"])
    target = Target(**place, value=value, source=source, office=office, set_on=on)
    target.save()
    record(target, indicator=name, period=period.text, value=f"{value:f}")
    return target


@action("indicators.figures.published", _("Published {count} figures of {period}: {subject}"))
def publish_figures(
    *,
    name: str,
    codes: Iterable[str],
    period: Period,
    known_at: datetime,
    at: datetime,
    by: Actor,
    taken_over: bool = False,
) -> Publication:
    """Freeze figures as known at an instant, with the version of each definition.

    What was published before the zone's records came here is `taken_over`: the records had no
    history here yet, so they are read as they are known now. Refuses a second publication of one
    name and period, one without figures, and taking over what was published since.
    """
    _must(by, Permission.FIGURES_PUBLISH)
    if taken_over and ((since := records_since(by.zone_id)) is None or at >= since):
        raise PublishedHere(day=timezone.localtime(at).date())
    months = {"first_month": period.first_month, "months": period.months}
    if Publication.objects.filter(zone_id=by.zone_id, name=name, **months).exists():
        raise AlreadyPublished(field="name", name=name, period=period.show())
    frozen = freeze(codes, period, seat=by, known_at=known_at, taken_over=taken_over)
    together = hashlib.sha256("".join(each.digest for each in frozen).encode()).hexdigest()
    publication = Publication(
        zone_id=by.zone_id,
        name=name,
        known_at=known_at,
        published_at=at,
        published_by=by if isinstance(by, Seat) else None,
        digest=together,
        **months,
    )
    publication.save()
    _keep(publication, frozen)
    record(publication, count=len(frozen), period=period.text, digest=together)
    return publication


def _keep(publication: Publication, frozen: list[Frozen]) -> None:
    for each in frozen:
        PublishedFigure(
            zone_id=publication.zone_id,
            publication=publication,
            indicator=each.figure.code,
            version=each.version,
            definition=each.definition,
            unit=each.figure.unit,
            value=each.value,
            why=each.figure.why,
            records=each.figure.records,
            digest=each.digest,
        ).save()


@action(
    "indicators.figures.shared",
    _("Shared {count} figures of {period} upward, edition {edition}: {subject}"),
)
def share_publication(*, publication: Publication, at: datetime, by: Actor) -> SharedEdition:
    """Send what was published upward, as the zone's next edition of the period.

    From then on every zone reads it; it is never changed. Refuses a publication that was sent.
    """
    _must(by, Permission.FIGURES_PUBLISH)
    place = {
        "zone_id": by.zone_id,
        "first_month": publication.first_month,
        "months": publication.months,
    }
    one_at_a_time(by.zone_id)
    before = list(SharedEdition.objects.filter(**place).order_by("edition"))
    for each in before:
        if each.publication_id == publication.pk:
            raise AlreadyShared(name=publication.name, edition=each.edition)
    zone = Zone.objects.get(pk=by.zone_id)
    sent = [
        Sent(each.indicator, each.version, each.definition, each.unit, each.value, each.why,
             each.records)
        for each in publication.figures.order_by("indicator")
    ]  # fmt: skip
    edition = SharedEdition(
        **place, publication=publication, edition=before[-1].edition + 1 if before else 1,
        name=publication.name, office=_office(publication, zone), known_at=publication.known_at,
        published_at=publication.published_at, shared_at=at, origin=Origin.OWN,
    )  # fmt: skip
    return _share(edition, sent, zone)


@dataclass(frozen=True)
class Sent:
    """A figure as it is sent upward."""

    indicator: str
    version: str
    definition: str
    unit: str
    value: Decimal | None
    why: str
    records: int


@action(
    "indicators.figures.received",
    _("Received {count} figures of {period}, edition {edition}: {subject}"),
)
def receive_edition(
    *, edition: SharedEdition, figures: Sequence[Sent], by: Actor
) -> SharedEdition:
    """Keep what a zone has sent as a file, as that zone's edition; inside that zone's wall.

    Refuses an edition that stands here already.
    """
    _must(by, Permission.FIGURES_PUBLISH)
    zone = Zone.objects.get(pk=by.zone_id)
    one_at_a_time(zone.pk)
    place = {"zone_id": zone.pk, "first_month": edition.first_month, "months": edition.months}
    if SharedEdition.objects.filter(**place, edition=edition.edition).exists():
        raise EditionTaken(
            edition=edition.edition, period=edition.period.show(), zone=zone.name
        )
    edition.zone, edition.origin = zone, Origin.FILE
    return _share(edition, figures, zone)


@action(
    "indicators.file.received",
    _("Received a file, {kept} editions kept, {standing} stood here already: {name}"),
)
def note_file(
    *, name: str, sha256: str, kept: Sequence[str], standing: Sequence[str],
    warnings: Sequence[str], by: Actor,
) -> Zone:  # fmt: skip
    """Note in the receiver's own zone that a file of published figures came in, and what of it."""
    _must(by, Permission.FIGURES_RECEIVE)
    zone = Zone.objects.get(pk=by.zone_id)
    record(
        zone, name=name, sha256=sha256, kept=len(kept), standing=len(standing),
        editions=list(kept), stood=list(standing), warnings=list(warnings),
    )  # fmt: skip
    return zone


def one_at_a_time(zone_id: int) -> None:
    """Who shares for a zone waits here for whoever is at it, until that transaction ends.

    So the next edition's number is asked when the one before stands.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"indicators.shared:{zone_id}"],
        )


def _office(publication: Publication, zone: Zone) -> str:
    """The office that published: of whoever did, else the zone's own committee."""
    if publication.published_by is not None:
        return publication.published_by.office.name
    root = Office.objects.filter(zone_id=zone.pk, parent=None).first()
    return root.name if root else zone.name


def _share(edition: SharedEdition, sent: Sequence[Sent], zone: Zone) -> SharedEdition:
    digests = {
        each.indicator: shared_digest(
            zone=zone.code, indicator=each.indicator, version=each.version, period=edition.period,
            known_at=edition.known_at, unit=each.unit, value=each.value, records=each.records,
        )
        for each in sent
    }  # fmt: skip
    edition.digest = together(digests.values())
    edition.save()
    SharedFigure.objects.bulk_create(
        SharedFigure(
            zone_id=zone.pk, edition=edition, first_month=edition.first_month,
            months=edition.months, indicator=each.indicator, version=each.version,
            definition=each.definition, unit=each.unit, value=each.value, why=each.why,
            records=each.records, digest=digests[each.indicator],
        )
        for each in sent
    )  # fmt: skip
    record(
        edition, count=len(sent), period=edition.period.text, edition=edition.edition,
        digest=edition.digest,
    )  # fmt: skip
    return edition


def _must(by: Actor, permission: Permission) -> None:
    can = getattr(by, "can", None)
    if can is None or not can(permission):
        raise Forbidden
