"""Setting targets and publishing figures."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.errors import AlreadyPublished, NotATarget
from jingkai.kernel.indicators.models import Publication, PublishedFigure, Target
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.publication import Frozen, freeze
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
) -> Publication:
    """Freeze figures as known at an instant, with the version of each definition.

    Refuses a second publication of one name and period, and one without figures.
    """
    _must(by, Permission.FIGURES_PUBLISH)
    months = {"first_month": period.first_month, "months": period.months}
    if Publication.objects.filter(zone_id=by.zone_id, name=name, **months).exists():
        raise AlreadyPublished(field="name", name=name, period=period.show())
    frozen = freeze(codes, period, seat=by, known_at=known_at)
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


def _must(by: Actor, permission: Permission) -> None:
    can = getattr(by, "can", None)
    if can is None or not can(permission):
        raise Forbidden
