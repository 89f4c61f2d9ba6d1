"""The rows of support, education and villages that a seat may see."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.livelihood.models.allowance import (
    SupportCase,
    SupportChange,
    SupportedPerson,
    SupportReview,
)
from jingkai.domains.livelihood.models.education import (
    AfterClassTerm,
    ChildrenYear,
    Kindergarten,
    School,
    TutoringInstitution,
)
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.people import Beneficiary, Household
from jingkai.domains.livelihood.models.subsidies import (
    Claim,
    Exclusion,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.domains.livelihood.models.villages import (
    Federation,
    Village,
    VillageIncome,
    VillageYear,
)
from jingkai.domains.livelihood.permissions import Permission as P


def _rows(model: type[Any], seat: Any, permission: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def households_for(seat: Any) -> QuerySet[Household]:
    """Households."""
    return _rows(Household, seat, P.PERSON_READ)


def people_for(seat: Any) -> QuerySet[Beneficiary]:
    """People of support."""
    return _rows(Beneficiary, seat, P.PERSON_READ)


def cases_for(seat: Any) -> QuerySet[SupportCase]:
    """Cases of support."""
    return _rows(SupportCase, seat, P.PERSON_READ)


def supported_for(seat: Any) -> QuerySet[SupportedPerson]:
    """People supported by cases."""
    return _rows(SupportedPerson, seat, P.PERSON_READ)


def changes_for(seat: Any) -> QuerySet[SupportChange]:
    """Amounts of cases."""
    return _rows(SupportChange, seat, P.PERSON_READ)


def reviews_for(seat: Any) -> QuerySet[SupportReview]:
    """Reviews of cases."""
    return _rows(SupportReview, seat, P.PERSON_READ)


def programmes_for(seat: Any) -> QuerySet[Programme]:
    """Subsidy programmes."""
    return _rows(Programme, seat, P.SUBSIDY_VIEW)


def versions_for(seat: Any) -> QuerySet[SubsidyVersion]:
    """Versions of programmes."""
    return _rows(SubsidyVersion, seat, P.SUBSIDY_VIEW)


def standards_for(seat: Any) -> QuerySet[Standard]:
    """Standards of versions."""
    return _rows(Standard, seat, P.SUBSIDY_VIEW)


def exclusions_for(seat: Any) -> QuerySet[Exclusion]:
    """Exclusions between programmes."""
    return _rows(Exclusion, seat, P.SUBSIDY_VIEW)


def claims_for(seat: Any) -> QuerySet[Claim]:
    """Claims to programmes."""
    return _rows(Claim, seat, P.PERSON_READ)


def batches_for(seat: Any) -> QuerySet[Batch]:
    """Payment batches."""
    return _rows(Batch, seat, P.SUBSIDY_VIEW)


def payments_for(seat: Any) -> QuerySet[Payment]:
    """Payments of batches."""
    return _rows(Payment, seat, P.PERSON_READ)


def schools_for(seat: Any) -> QuerySet[School]:
    """Schools."""
    return _rows(School, seat, P.EDUCATION_VIEW)


def terms_for(seat: Any) -> QuerySet[AfterClassTerm]:
    """After-class service by term."""
    return _rows(AfterClassTerm, seat, P.EDUCATION_VIEW)


def kindergartens_for(seat: Any) -> QuerySet[Kindergarten]:
    """Kindergartens."""
    return _rows(Kindergarten, seat, P.EDUCATION_VIEW)


def kindergarten_years_for(seat: Any) -> QuerySet[ChildrenYear]:
    """Kindergartens by year."""
    return _rows(ChildrenYear, seat, P.EDUCATION_VIEW)


def tutoring_for(seat: Any) -> QuerySet[TutoringInstitution]:
    """Tutoring institutions."""
    return _rows(TutoringInstitution, seat, P.EDUCATION_VIEW)


def federations_for(seat: Any) -> QuerySet[Federation]:
    """Federations of villages."""
    return _rows(Federation, seat, P.VILLAGE_VIEW)


def villages_for(seat: Any) -> QuerySet[Village]:
    """Villages."""
    return _rows(Village, seat, P.VILLAGE_VIEW)


def incomes_for(seat: Any) -> QuerySet[VillageIncome]:
    """Income of villages."""
    return _rows(VillageIncome, seat, P.VILLAGE_VIEW)


def village_years_for(seat: Any) -> QuerySet[VillageYear]:
    """Villages by year."""
    return _rows(VillageYear, seat, P.VILLAGE_VIEW)
