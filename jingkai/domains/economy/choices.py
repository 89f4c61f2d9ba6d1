"""Words of economic operation that are chosen from a list."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.TextChoices):
    """What a monthly return reports: one amount for one month.

    Fixed-asset investment has two parts: the monthly returns of projects, and what is invested
    outside of them, which is reported here as one amount. Industrial output is of enterprises
    above the statistical threshold; its four parts add up to it.
    """

    FIXED_ASSET_INVESTMENT = (
        "fixed_asset_investment", _("Fixed-asset investment outside the project returns")
    )
    LOCAL_FISCAL_REVENUE = "local_fiscal_revenue", _("Local fiscal revenue")
    VAT_CREDIT_REFUND = "vat_credit_refund", _("VAT credit refunds (local share)")
    OUTPUT_FINE_CHEMICALS = "output_fine_chemicals", _("Output of fine chemicals")
    OUTPUT_NEW_MATERIALS = "output_new_materials", _("Output of new materials")
    OUTPUT_BIOMEDICINE = "output_biomedicine", _("Output of biomedicine")
    OUTPUT_OTHER = "output_other", _("Output of other industries")
    INDUSTRIAL_OUTPUT = "industrial_output", _("Industrial output above the threshold")


PARTS = (
    Series.OUTPUT_FINE_CHEMICALS,
    Series.OUTPUT_NEW_MATERIALS,
    Series.OUTPUT_BIOMEDICINE,
    Series.OUTPUT_OTHER,
)
"""What industrial output is made of."""

MAY_BE_NEGATIVE = frozenset({Series.LOCAL_FISCAL_REVENUE})
"""Refunds of a month may exceed its revenue; investment and output can't fall below nothing."""


class ReliefKind(models.TextChoices):
    """What the zone does for an enterprise in a hard time (助企纾困)."""

    OFFICER = "officer", _("Officer in charge of the enterprise")
    CREDIT_REFUND = "credit_refund", _("Refund of VAT credits")
    TAX_DEFERRAL = "tax_deferral", _("Deferred taxes and fees")
    FREIGHT_PERMIT = "freight_permit", _("Freight permit")
    LOAN_INTEREST = "loan_interest", _("Interest on a loan borne")
    RENT = "rent", _("Rent remitted")
    JOBS = "jobs", _("Refund of unemployment insurance for jobs kept")
    OTHER = "other", _("Another measure")


MONEY = frozenset(ReliefKind) - {ReliefKind.OFFICER, ReliefKind.FREIGHT_PERMIT}
"""Measures that come as an amount."""


class ReliefState(models.TextChoices):
    """Where a relief stands, by the days on which its steps were taken."""

    ENTITLED = "entitled", _("entitled")
    APPLIED = "applied", _("applied for")
    PAID = "paid", _("paid or granted")
    DECLINED = "declined", _("given up")
