"""Subsidy programmes, who is entitled under which version, and who has a programme."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.support import (
    ClaimOrigin,
    Cycle,
    Disability,
    Employment,
    Orphan,
    PayFrom,
    Per,
    SupportKind,
)
from jingkai.domains.livelihood.errors.subsidies import CELL_UNREADABLE
from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.allowance import Days, money
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.rules.eligibility import Line, number_cell, word_cell
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

WORDS = {
    "disability": {"一级": "1", "二级": "2", "三级": "3", "四级": "4", "无": "none"},
    "support": {
        "低保": SupportKind.MINIMUM, "特困": SupportKind.HARDSHIP, "无": "none",
        "最低生活保障": SupportKind.MINIMUM, "特困供养": SupportKind.HARDSHIP,
    },
    "employment": {
        "灵活就业": Employment.FLEXIBLE, "公益性岗位": Employment.PUBLIC_POST,
        "就业困难": Employment.DIFFICULT, "无": "none",
    },
}  # fmt: skip
"""The words in which a standard's cells are typed, by what they look at."""
assert set(WORDS["disability"].values()) == {*Disability.values, "none"}


@acted
class Programme(ZoneOwned):
    """A subsidy programme (补贴项目): what it is for, how often and by when it is paid.

    It is to be paid within `pay_days` working days, counted from the beginning or the end of the
    period. Who is entitled stands in its versions, what it excludes in the exclusions.
    """

    code = models.CharField(_("programme code"), max_length=20)
    name = models.CharField(_("subsidy programme"), max_length=80)
    office = text(_("office that pays"), 80)
    cycle = choice(_("how often it is paid"), Cycle, default=Cycle.MONTH)
    pay_from = choice(_("days counted from"), PayFrom, default=PayFrom.START)
    pay_days = models.PositiveSmallIntegerField(
        _("to be paid within working days"), default=10, validators=[MinValueValidator(1)]
    )
    began_on = models.DateField(_("paid since"))
    ended_on = day(_("paid until before"))
    document = text(_("document it rests on"), 150)
    note = text(_("note"))

    class Meta:
        verbose_name = _("subsidy programme")
        verbose_name_plural = _("subsidy programmes")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            once("livelihood_programme", "code",
                 sentence=_("A programme with this code exists already.")),
            known("livelihood_programme", "cycle", Cycle.values),
            known("livelihood_programme", "pay_from", PayFrom.values),
            in_order("livelihood_programme", "began_on", "ended_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("code", "name", "document", name="livelihood_programme_search"),
            *listed("livelihood_programme", "cycle"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class SubsidyVersion(ZoneOwned):
    """A version of a programme (补贴政策版本), in force from a day until before another."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="versions", verbose_name=_("subsidy programme")
    )
    number = models.CharField(_("version number"), max_length=30)
    since = models.DateField(_("in force from"))
    until = day(_("in force until before"))
    document = text(_("document it rests on"), 150)

    class Meta:
        verbose_name = _("programme version")
        verbose_name_plural = _("programme versions")
        ordering: ClassVar = ["programme", "-since"]
        constraints: ClassVar = [
            once("livelihood_version", "number",
                 sentence=_("A version with this number exists already.")),
            in_order("livelihood_version", "since", "until", STEP_TOO_EARLY, strictly=True),
            ExclusionConstraint(
                name="livelihood_version_days_apart",
                expressions=[("programme", RangeOperators.EQUAL),
                             (Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Another version of the programme is in force then."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_version", "since", "programme")]

    def __str__(self) -> str:
        return self.number


class NumberCell(models.CharField[Any, Any]):
    """A cell about a number: 80周岁以上, 60至79, 不满60; empty: whatever it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 60, "blank": True, "default": "", **kwargs})

    def deconstruct(self) -> Any:
        """A migration and the history see plain words."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        try:
            number_cell(value)
        except ValueError as part:
            raise ValidationError(str(CELL_UNREADABLE).format(part=part), code="cell") from None


class WordCell(NumberCell):
    """A cell about a word of a closed list: 一级、二级; 非低保; empty: whatever it is."""

    def validate(self, value: Any, model_instance: Any) -> None:
        models.CharField.validate(self, value, model_instance)
        try:
            word_cell(value, WORDS[self.name])
        except ValueError as part:
            raise ValidationError(str(CELL_UNREADABLE).format(part=part), code="cell") from None


@acted
class Standard(ZoneOwned):
    """One line of a version's decision table (补贴标准): whom it fits, and what it pays a period.

    Lines are read in the order of their numbers; the first that fits decides. The amount is in 元,
    for a person or a mu of land; where it is as the case has it, the case's monthly amount is paid.
    """

    version = models.ForeignKey(
        SubsidyVersion, models.PROTECT, related_name="standards",
        verbose_name=_("programme version"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("line of the table"))
    name = models.CharField(_("who is meant"), max_length=80)
    age = NumberCell(_("age"))
    disability = WordCell(_("disability"))
    support = WordCell(_("kind of support"))
    employment = WordCell(_("employment"))
    land = NumberCell(_("contracted land in mu"))
    orphan = choice(_("orphan"), Orphan, blank=True)
    per = choice(_("the amount is for"), Per, default=Per.PERSON)
    amount = money(_("amount a period"), default=0)

    class Meta:
        verbose_name = _("subsidy standard")
        verbose_name_plural = _("subsidy standards")
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            once("livelihood_standard", "version", "position",
                 sentence=_("The version has a line with this number already.")),
            known("livelihood_standard", "orphan", Orphan.values, blank=True),
            known("livelihood_standard", "per", Per.values),
            models.CheckConstraint(
                condition=Q(per=Per.CASE) | Q(amount__gt=0),
                name="livelihood_standard_pays",
                violation_error_message=_("A standard pays more than nothing."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_standard", "version", "per")]

    def __str__(self) -> str:
        return f"{self.version} {self.position} {self.name}"

    def line(self) -> Line:
        """As the decision table has it. Raises ValueError for a cell that can't be read."""
        cells = (
            number_cell(self.age), word_cell(self.disability, WORDS["disability"]),
            word_cell(self.support, WORDS["support"]),
            word_cell(self.employment, WORDS["employment"]), number_cell(self.land),
            f'"{self.orphan}"' if self.orphan else "-",
        )  # fmt: skip
        return Line(self.pk, cells, self.amount, self.per)


@acted
class Exclusion(ZoneOwned):
    """Two programmes that nobody may have together (互斥规则), as a document says."""

    number = models.CharField(_("rule number"), max_length=30)
    first = models.ForeignKey(
        Programme, models.PROTECT, related_name="excluded_by_first",
        verbose_name=_("one programme"),
    )  # fmt: skip
    second = models.ForeignKey(
        Programme, models.PROTECT, related_name="excluded_by_second",
        verbose_name=_("the other programme"),
    )  # fmt: skip
    rule = models.CharField(_("rule"), max_length=200)
    document = text(_("document it rests on"), 150)
    since = models.DateField(_("in force from"))
    until = day(_("in force until before"))

    class Meta:
        verbose_name = _("exclusion between programmes")
        verbose_name_plural = _("exclusions between programmes")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            once("livelihood_exclusion", "number",
                 sentence=_("A rule with this number exists already.")),
            in_order("livelihood_exclusion", "since", "until", STEP_TOO_EARLY, strictly=True),
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="livelihood_exclusion_two",
                violation_error_message=_("A programme can't exclude itself."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", "rule", name="livelihood_exclusion_search"),
            *listed("livelihood_exclusion", "first", "second", "since"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.rule}"


@acted
class Claim(ZoneOwned):
    """A person has a programme (享受资格), on application or without one (免申即享)."""

    person = models.ForeignKey(
        Beneficiary, models.PROTECT, related_name="claims", verbose_name=_("person of support")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="claims", verbose_name=_("subsidy programme")
    )
    origin = choice(_("how it came about"), ClaimOrigin, default=ClaimOrigin.ASKED)
    asked_on = day(_("asked for on"))
    since = models.DateField(_("has it from"))
    until = day(_("has it until before"))
    ended_because = text(_("why it ended"))

    class Meta:
        verbose_name = _("claim to a subsidy")
        verbose_name_plural = _("claims to subsidies")
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            known("livelihood_claim", "origin", ClaimOrigin.values),
            once("livelihood_claim", "person", "programme", "since",
                 sentence=_("This person has the programme from that day already.")),
            in_order("livelihood_claim", "since", "until", STEP_TOO_EARLY),
            ExclusionConstraint(
                name="livelihood_claim_days_apart",
                expressions=[("person", RangeOperators.EQUAL),
                             ("programme", RangeOperators.EQUAL),
                             (Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This person has the programme on those days already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            *listed("livelihood_claim", "since", "programme", "origin", "person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.programme}"
