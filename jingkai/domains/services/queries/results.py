"""Certificates, ratings and rectifications as seats see them; rates of satisfaction."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.choices.approvals import (
    BAD,
    ApplicantKind,
    CallResult,
    CertificateState,
    Level,
)
from jingkai.domains.services.models import (
    CallBack,
    Certificate,
    Rating,
    Rectification,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.rules.certificates import masked_name
from jingkai.kernel.errors import Sentence


def certificates_for(seat: Any) -> QuerySet[Certificate]:
    """Certificates that the seat's scope has issued."""
    rows: QuerySet[Certificate] = Certificate.objects.visible_to(seat)
    return rows if seat.can(Permission.CERTIFICATE_VIEW) else rows.none()


def ratings_for(seat: Any) -> QuerySet[Rating]:
    """Ratings of the applications that the seat's scope decides."""
    rows: QuerySet[Rating] = Rating.objects.visible_to(seat)
    return rows if seat.can(Permission.RATING_VIEW) else rows.none()


def rectifications_for(seat: Any) -> QuerySet[Rectification]:
    """Rectifications of the seat's scope, with what was rated."""
    rows: QuerySet[Rectification] = Rectification.objects.visible_to(seat)
    rows = rows.select_related("rating__approval", "case", "office")
    return rows if seat.can(Permission.RATING_VIEW) else rows.none()


def callbacks_for(seat: Any) -> QuerySet[CallBack]:
    """Calls back of the rectifications that the seat sees."""
    rows: QuerySet[CallBack] = CallBack.objects.visible_to(seat)
    rows = rows.select_related("rectification__case")
    return rows if seat.can(Permission.RATING_VIEW) else rows.none()


def calls_missing(row: Rectification, on: date) -> int:
    """How many more calls must have failed before a rectified complaint is closed without one."""
    asked = int(cases.dated("call_back_attempts").on(on).value)
    tried = CallBack.objects.filter(
        rectification=row, on__gte=row.answered_on or row.opened_on, result=CallResult.NOT_REACHED
    )
    return max(asked - tried.count(), 0)


@dataclass(frozen=True)
class Rates:
    """How ratings fell out: how many of each level, and what became of the bad ones."""

    levels: dict[Level, int]
    bad: int = 0
    called: int = 0
    rectified: int = 0
    on_time: int = 0

    @property
    def ratings(self) -> int:
        """How many there were."""
        return sum(self.levels.values())

    @property
    def bad_share(self) -> Decimal | None:
        """The lowest two levels among all."""
        return self._share(self.bad, self.ratings)

    @property
    def satisfaction(self) -> Decimal | None:
        """The upper three levels among all (好评率)."""
        return self._share(self.ratings - self.bad, self.ratings)

    @property
    def rectified_share(self) -> Decimal | None:
        """Closed rectifications among all that were opened (整改率)."""
        return self._share(self.rectified, self.bad)

    @staticmethod
    def _share(part: int, whole: int) -> Decimal | None:
        return Decimal(part) / whole if whole else None


def rates(seat: Any, first: date, last: date, office: int | None = None) -> Rates:
    """The rates of the ratings given between two days, in two statements."""
    given = ratings_for(seat).filter(rated_on__gte=first, rated_on__lte=last)
    given = given.filter(office=office) if office is not None else given
    counted = dict(given.order_by().values_list("level").annotate(count=Count("pk")))
    levels = {Level(level): counted.get(level, 0) for level in Level.values}
    mended = Rectification.objects.filter(rating__in=given)
    kept = Q(answered_on__isnull=False, answered_on__lte=F("due_on"))
    told = mended.aggregate(
        called=Count("pk", filter=~Q(state="open")),
        rectified=Count("pk", filter=Q(closed_on__isnull=False)),
        on_time=Count("pk", filter=kept | Q(state="dismissed")),
    )
    return Rates(levels, sum(levels[level] for level in BAD), **told)


@dataclass(frozen=True)
class PublicCertificate:
    """What anybody may read who holds a certificate's QR code: what it says, and if it holds."""

    certificate: Certificate
    standing: Sentence
    valid: bool
    holder: str
    said: tuple[tuple[str, str], ...]

    @property
    def why_not(self) -> str:
        """Why a revoked one is revoked."""
        return str(self.certificate.revoked_because)


def public_certificate(certificate: Certificate, on: date) -> PublicCertificate:
    """The public face of a certificate; a person's name is masked but for the first sign."""
    person = certificate.holder_kind == ApplicantKind.PERSON
    holder = masked_name(certificate.holder) if person else certificate.holder
    standing, valid = standing_of(certificate, on)
    said = tuple((str(one["label"]), str(one["value"])) for one in certificate.content)
    return PublicCertificate(certificate, standing, valid, holder, said)


def standing_of(certificate: Certificate, on: date) -> tuple[Sentence, bool]:
    """Whether a certificate holds on a day, in words."""
    if certificate.state != CertificateState.VALID:
        return CertificateState(certificate.state).label, False
    if certificate.valid_from > on:
        return _("not yet in force"), False
    if certificate.valid_until is not None and certificate.valid_until < on:
        return _("expired"), False
    return CertificateState.VALID.label, True

