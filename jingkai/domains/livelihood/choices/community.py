"""Words of schools, kindergartens, tutoring and villages that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolKind(models.TextChoices):
    """What a school teaches."""

    PRIMARY = "primary", _("primary school")
    JUNIOR = "junior", _("junior secondary school")
    NINE_YEAR = "nine_year", _("nine-year school")
    COMPLETE = "complete", _("junior and senior secondary school")
    SENIOR = "senior", _("senior secondary school")
    VOCATIONAL = "vocational", _("vocational school")


COMPULSORY = (SchoolKind.PRIMARY, SchoolKind.JUNIOR, SchoolKind.NINE_YEAR, SchoolKind.COMPLETE)
"""Schools in which compulsory education is given."""


class Term(models.TextChoices):
    """Half of a school year."""

    SPRING = "spring", _("spring term")
    AUTUMN = "autumn", _("autumn term")


class KindergartenKind(models.TextChoices):
    """Who keeps a kindergarten, and at what price."""

    PUBLIC = "public", _("public")
    INCLUSIVE = "inclusive", _("private, inclusive")
    PRIVATE = "private", _("private, for profit")


INCLUSIVE = (KindergartenKind.PUBLIC, KindergartenKind.INCLUSIVE)
"""Kindergartens that everybody can afford (普惠性幼儿园)."""


class TutoringKind(models.TextChoices):
    """What a tutoring institution teaches."""

    ACADEMIC = "academic", _("school subjects")
    NON_ACADEMIC = "non_academic", _("other than school subjects")


class CutWay(models.TextChoices):
    """How an institution for school subjects ended."""

    CLOSED = "closed", _("closed down")
    CONVERTED = "converted", _("turned to other subjects")


class IncomeSource(models.TextChoices):
    """Where a village collective's income comes from."""

    OPERATING = "operating", _("own business")
    CONTRACTING = "contracting", _("land and assets let")
    INVESTMENT = "investment", _("returns on investment")
    SUBSIDY = "subsidy", _("public subsidies")
    OTHER = "other", _("other income")
