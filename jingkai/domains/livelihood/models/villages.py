"""Villages, their federation, and what their collectives earn."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.community import IncomeSource
from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.allowance import derive, money
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class Federation(ZoneOwned):
    """The federation of village collectives (村集体经济联合总社)."""

    code = models.CharField(_("federation code"), max_length=30)
    name = models.CharField(_("federation"), max_length=80)
    founded_on = models.DateField(_("founded on"))
    ended_on = day(_("dissolved on"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("federation of villages")
        verbose_name_plural = _("federations of villages")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            once("livelihood_federation", "code",
                 sentence=_("A federation with this code exists already.")),
            in_order("livelihood_federation", "founded_on", "ended_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_federation", "founded_on")]

    def __str__(self) -> str:
        return self.name


@acted
class Village(ZoneOwned):
    """A village and its collective (村集体经济组织); a member of the federation from a day on."""

    code = models.CharField(_("village code"), max_length=30)
    name = models.CharField(_("village"), max_length=60)
    street = text(_("street or township"), 60)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("village residents"), null=True, blank=True)
    federation = models.ForeignKey(
        Federation, models.PROTECT, null=True, blank=True, related_name="villages",
        verbose_name=_("federation"),
    )  # fmt: skip
    joined_on = day(_("member since"))
    left_on = day(_("no longer a member from"))
    since = models.DateField(_("on the list since"))
    until = day(_("on the list until before"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            once("livelihood_village", "code",
                 sentence=_("A village with this code exists already.")),
            needs("livelihood_village", "joined_on", "federation",
                  _("A member has its federation.")),
            in_order("livelihood_village", "joined_on", "left_on", STEP_TOO_EARLY, strictly=True),
            in_order("livelihood_village", "since", "until", STEP_TOO_EARLY, strictly=True),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("code", "name", name="livelihood_village_search"),
            *listed("livelihood_village", "federation", "joined_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class VillageIncome(ZoneOwned):
    """One entry of a village collective's income (村集体收入), in 元, with its evidence.

    `evidence` names the voucher or contract by which it can be found.
    """

    number = models.CharField(_("entry number"), max_length=30)
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="incomes", verbose_name=_("village")
    )
    received_on = models.DateField(_("income received on"))
    source = choice(_("source of income"), IncomeSource)
    what = models.CharField(_("what for"), max_length=120)
    amount = money(_("amount"))
    evidence = models.CharField(_("voucher"), max_length=120)
    note = text(_("note"))

    class Meta:
        verbose_name = _("income of a village")
        verbose_name_plural = _("income of villages")
        ordering: ClassVar = ["-received_on", "-pk"]
        constraints: ClassVar = [
            once("livelihood_income", "number",
                 sentence=_("An entry with this number exists already.")),
            known("livelihood_income", "source", IncomeSource.values),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="livelihood_income_more_than_nothing",
                violation_error_message=_("Income is more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""), name="livelihood_income_has_evidence",
                violation_error_message=_("Name the voucher or the contract."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", "what", "evidence", name="livelihood_income_search"),
            *listed("livelihood_income", "received_on", "village", "source"),
        ]

    def __str__(self) -> str:
        return self.number


@acted
class VillageYear(ZoneOwned):
    """What a village collective earned in a year (村集体年度收入), in 元, against the floor.

    Derived from the entries each time they change, never typed. `floor` is the one in force at the
    year's end.
    """

    village = models.ForeignKey(
        Village, models.PROTECT, related_name="years", verbose_name=_("village")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    income = money(_("income"), default=Decimal(0))
    own = money(_("income without public subsidies"), default=Decimal(0))
    floor = money(_("floor"), default=Decimal(0))
    entries = models.PositiveIntegerField(_("entries"), default=0)
    reached = models.BooleanField(_("floor reached"), default=False, editable=False)
    counted_on = models.DateField(_("counted on"), null=True, editable=False)

    class Meta:
        verbose_name = _("year of a village")
        verbose_name_plural = _("villages by year")
        ordering: ClassVar = ["-year", "village"]
        triggers: ClassVar = [derive(
            "new.reached := new.income >= new.floor;"
            " new.counted_on := make_date(new.year, 12, 31); return new;"
        )]  # fmt: skip
        constraints: ClassVar = [
            once("livelihood_villageyear", "village", "year",
                 sentence=_("This year of the village is told already.")),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_villageyear", "year", "village", "reached")]

    def __str__(self) -> str:
        return f"{self.village} {self.year}"
