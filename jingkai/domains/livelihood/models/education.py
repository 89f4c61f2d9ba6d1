"""Schools with after-class service, kindergartens, tutoring institutions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.community import (
    COMPULSORY,
    CutWay,
    KindergartenKind,
    SchoolKind,
    Term,
    TutoringKind,
)
from jingkai.domains.livelihood.errors.work import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.allowance import derive
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

COVERED = """
    select compulsory into new.compulsory from livelihood_school where id = new.school_id;
    new.counted_from := make_date(new.year, case new.term when 'spring' then 2 else 8 end, 1);
    new.counted_until := (new.counted_from + interval '6 months')::date;
    new.covering := new.served >= new.wanting;
    return new;
"""
LISTED = ", ".join(f"'{kind}'" for kind in COMPULSORY)


@acted
class School(ZoneOwned):
    """A school (学校); `compulsory` follows from its kind (义务教育阶段)."""

    code = models.CharField(_("school code"), max_length=30)
    name = models.CharField(_("school"), max_length=80)
    kind = choice(_("kind of school"), SchoolKind)
    compulsory = models.BooleanField(_("compulsory education"), default=False, editable=False)
    address = text(_("address"), 120)
    opened_on = models.DateField(_("teaching since"))
    closed_on = day(_("no longer open from"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering: ClassVar = ["code"]
        triggers: ClassVar = [derive(f"new.compulsory := new.kind in ({LISTED}); return new;")]
        constraints: ClassVar = [
            once("livelihood_school", "code",
                 sentence=_("A school with this code exists already.")),
            known("livelihood_school", "kind", SchoolKind.values),
            in_order("livelihood_school", "opened_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("code", "name", name="livelihood_school_search"),
            *listed("livelihood_school", "kind", "compulsory"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class AfterClassTerm(ZoneOwned):
    """After-class service of a school in a term (课后服务): who wants it, who has it.

    It covers fully when everybody who wants it is served. A spring term counts from February to
    July, an autumn term from August to January.
    """

    school = models.ForeignKey(
        School, models.PROTECT, related_name="terms", verbose_name=_("school")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    term = choice(_("term"), Term)
    pupils = models.PositiveIntegerField(_("pupils"))
    wanting = models.PositiveIntegerField(_("pupils who want it"))
    served = models.PositiveIntegerField(_("pupils served"))
    compulsory = models.BooleanField(_("compulsory education"), default=False, editable=False)
    covering = models.BooleanField(_("covers fully"), default=False, editable=False)
    counted_from = models.DateField(_("counted from"), null=True, editable=False)
    counted_until = models.DateField(_("counted until before"), null=True, editable=False)
    note = text(_("note"))

    class Meta:
        verbose_name = _("after-class service")
        verbose_name_plural = _("after-class service")
        ordering: ClassVar = ["-year", "-pk"]
        triggers: ClassVar = [derive(COVERED)]
        constraints: ClassVar = [
            once("livelihood_afterclass", "school", "year", "term",
                 sentence=_("This term of the school is recorded already.")),
            known("livelihood_afterclass", "term", Term.values),
            models.CheckConstraint(
                condition=Q(wanting__lte=F("pupils")),
                name="livelihood_afterclass_wanting_pupils",
                violation_error_message=_("No more can want it than there are pupils."),
            ),
            models.CheckConstraint(
                condition=Q(served__lte=F("pupils")),
                name="livelihood_afterclass_served_pupils",
                violation_error_message=_("No more can be served than there are pupils."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_afterclass", "year", "term", "school", "covering")]

    def __str__(self) -> str:
        return f"{self.school} {self.year} {self.get_term_display()}"


@acted
class Kindergarten(ZoneOwned):
    """A kindergarten (幼儿园)."""

    code = models.CharField(_("kindergarten code"), max_length=30)
    name = models.CharField(_("kindergarten"), max_length=80)
    address = text(_("address"), 120)
    opened_on = models.DateField(_("teaching since"))
    closed_on = day(_("no longer open from"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("kindergarten")
        verbose_name_plural = _("kindergartens")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            once("livelihood_kindergarten", "code",
                 sentence=_("A kindergarten with this code exists already.")),
            in_order("livelihood_kindergarten", "opened_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("code", "name", name="livelihood_kindergarten_search"),
            *listed("livelihood_kindergarten", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class ChildrenYear(ZoneOwned):
    """A kindergarten in a year's education statistics (在园情况): kind, places, children.

    Public ones and private ones at a price that everybody can afford are inclusive (普惠性).
    """

    kindergarten = models.ForeignKey(
        Kindergarten, models.PROTECT, related_name="years", verbose_name=_("kindergarten")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = choice(_("kind of kindergarten"), KindergartenKind)
    inclusive = models.BooleanField(_("inclusive"), default=False, editable=False)
    places = models.PositiveIntegerField(_("places"))
    children = models.PositiveIntegerField(_("children"))
    counted_on = models.DateField(_("counted on"), null=True, editable=False)

    class Meta:
        verbose_name = _("year of a kindergarten")
        verbose_name_plural = _("kindergartens by year")
        ordering: ClassVar = ["-year", "-pk"]
        triggers: ClassVar = [derive(
            "new.inclusive := new.kind in ('public', 'inclusive');"
            " new.counted_on := make_date(new.year, 12, 31); return new;"
        )]  # fmt: skip
        constraints: ClassVar = [
            once("livelihood_kindyear", "kindergarten", "year",
                 sentence=_("This year of the kindergarten is recorded already.")),
            known("livelihood_kindyear", "kind", KindergartenKind.values),
        ]  # fmt: skip
        indexes: ClassVar = [
            *listed("livelihood_kindyear", "year", "kind", "kindergarten", "counted_on")
        ]

    def __str__(self) -> str:
        return f"{self.kindergarten} {self.year}"


@acted
class TutoringInstitution(ZoneOwned):
    """A tutoring institution (校外培训机构).

    One for school subjects that stands on the list of those to be cut is cut from `cut_on`. One for
    other subjects is supervised from the day it is on the national platform.
    """

    code = models.CharField(_("licence number"), max_length=30)
    name = models.CharField(_("tutoring institution"), max_length=80)
    kind = choice(_("kind of tutoring"), TutoringKind)
    address = text(_("address"), 120)
    began_on = models.DateField(_("tutoring since"))
    to_be_cut = models.BooleanField(_("on the list of those to be cut"), default=False)
    cut_on = day(_("cut on"))
    cut_way = choice(_("how it was cut"), CutWay, blank=True)
    platform_since = day(_("on the national platform since"))
    closed_on = day(_("no longer open from"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("tutoring institution")
        verbose_name_plural = _("tutoring institutions")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            once("livelihood_tutoring", "code",
                 sentence=_("An institution with this licence exists already.")),
            known("livelihood_tutoring", "kind", TutoringKind.values),
            known("livelihood_tutoring", "cut_way", CutWay.values, blank=True),
            in_order("livelihood_tutoring", "began_on", "cut_on", STEP_TOO_EARLY),
            in_order("livelihood_tutoring", "began_on", "closed_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(to_be_cut=False) | Q(kind=TutoringKind.ACADEMIC),
                name="livelihood_tutoring_cut_academic",
                violation_error_message=_("Only institutions for school subjects are to be cut."),
            ),
            models.CheckConstraint(
                condition=Q(cut_on__isnull=True) | (Q(to_be_cut=True) & ~Q(cut_way="")),
                name="livelihood_tutoring_cut_listed",
                violation_error_message=_(
                    "What is cut stands on the list, and says how it was cut."
                ),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("code", "name", name="livelihood_tutoring_search"),
            *listed("livelihood_tutoring", "kind", "to_be_cut", "cut_on", "platform_since"),
        ]

    def __str__(self) -> str:
        return self.name
