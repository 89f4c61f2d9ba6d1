"""Party organisations as a tree, their posts, their members by number, whom they cover."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import (
    CoverWay,
    Half,
    OrganisationKind,
    PostTitle,
    Sector,
)
from jingkai.domains.party_building.errors import STEP_TOO_EARLY
from jingkai.domains.party_building.models.common import (
    Days,
    OfOrganisation,
    derive,
    of_organisation,
    people,
)
from jingkai.kernel.access.models import Office, ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

COUNTED = """
    new.counted_on := case new.half when 'first' then make_date(new.year, 6, 30)
        else make_date(new.year, 12, 31) end;
    new.holds_until := case new.half when 'first' then make_date(new.year, 12, 31)
        else make_date(new.year + 1, 6, 30) end;
    return new;
"""


@acted
class Organisation(ZoneOwned):
    """A party organisation (党组织): the working committee, a committee, a branch.

    `cycles_from` is the day from which a branch keeps the three meetings and one class here;
    `committee_since` from when it has a committee, `groups` how many party groups.
    """

    number = models.CharField(_("organisation number"), max_length=30)
    name = models.CharField(_("party organisation"), max_length=120)
    kind = choice(_("kind of organisation"), OrganisationKind, default=OrganisationKind.BRANCH)
    sector = choice(_("where it works"), Sector)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("superior organisation"),
    )  # fmt: skip
    office = models.ForeignKey(
        Office, models.PROTECT, blank=True, related_name="+",
        verbose_name=_("office that keeps it"),
    )  # fmt: skip
    founded_on = models.DateField(_("founded on"))
    dissolved_on = day(_("dissolved on"))
    document_number = text(_("document number"), 80)
    cycles_from = day(_("cycles kept from"))
    committee_since = day(_("branch committee since"))
    groups = models.PositiveSmallIntegerField(_("party groups"), default=0)
    note = text(_("note"))

    objects: ClassVar = ScopedQuerySet["Organisation"].as_manager()

    class Meta:
        verbose_name = _("party organisation")
        verbose_name_plural = _("party organisations")
        ordering = ["number"]
        constraints = [
            once("party_organisation", "number",
                 sentence=_("An organisation with this number exists already.")),
            known("party_organisation", "kind", OrganisationKind.values),
            known("party_organisation", "sector", Sector.values),
            in_order("party_organisation", "founded_on", "dissolved_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="party_organisation_not_its_own_parent",
                violation_error_message=_("An organisation is not its own superior."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="party_organisation_search"),
            *listed("party_organisation", "kind", "sector", "founded_on"),
            models.Index(fields=["office", "number"], name="party_organisation_by_office"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Post(ZoneOwned):
    """A post of an organisation and who holds it (任职): the name of an office-holder alone."""

    organisation = of_organisation("posts")
    title = choice(_("post"), PostTitle)
    holder = models.CharField(_("holder of the post"), max_length=60)
    since = models.DateField(_("since"))
    until = day(_("ended from"))

    objects: ClassVar = OfOrganisation["Post"].as_manager()

    class Meta:
        verbose_name = _("party post")
        verbose_name_plural = _("party posts")
        ordering = ["organisation", "title", "-since"]
        constraints = [
            once("party_post", "organisation", "title", "holder", "since",
                 sentence=_("This post is recorded already.")),
            known("party_post", "title", PostTitle.values),
            in_order("party_post", "since", "until", STEP_TOO_EARLY, strictly=True),
            ExclusionConstraint(
                name="party_post_one_secretary",
                expressions=[("organisation", RangeOperators.EQUAL),
                             (Days(), RangeOperators.OVERLAPS)],
                condition=Q(title=PostTitle.SECRETARY),
                violation_error_message=_("The organisation has a secretary on these days."),
            ),
        ]  # fmt: skip
        indexes = listed("party_post", "organisation", "title", "since")

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_title_display()}"


@acted
class MemberCount(ZoneOwned):
    """How many members an organisation counted at the end of a half-year; no list of names.

    The count holds until the next one is due.
    """

    organisation = of_organisation("counts")
    year = models.PositiveSmallIntegerField(_("year"))
    half = choice(_("half-year"), Half)
    members = people(_("members"))
    probationary = people(_("probationary members among them"))
    developed = people(_("members admitted in the half-year"))
    counted_on = day(_("day of the count"), editable=False)
    holds_until = day(_("holds until"), editable=False)

    objects: ClassVar = OfOrganisation["MemberCount"].as_manager()

    class Meta:
        verbose_name = _("count of members")
        verbose_name_plural = _("counts of members")
        ordering = ["-year", "half", "organisation"]
        triggers: ClassVar = [derive(COUNTED)]
        constraints = [
            once("party_count", "organisation", "year", "half",
                 sentence=_("This half-year of the organisation was counted already.")),
            known("party_count", "half", Half.values),
            models.CheckConstraint(
                condition=Q(year__gte=1921, year__lte=2200), name="party_count_year_known",
                violation_error_message=_("A year has four digits."),
            ),
            models.CheckConstraint(
                condition=Q(probationary__lte=F("members")),
                name="party_count_probationary_of_members",
                violation_error_message=_("No more are probationary than there are members."),
            ),
        ]  # fmt: skip
        indexes = listed("party_count", "organisation", "year", "counted_on")

    def __str__(self) -> str:
        return f"{self.organisation} {self.year} {self.get_half_display()}"


@acted
class EnterpriseCover(ZoneOwned):
    """An enterprise that an organisation covers (党的组织和工作覆盖), since and until when."""

    organisation = of_organisation("covers")
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="party_covers",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    way = choice(_("how it is covered"), CoverWay)
    since = models.DateField(_("since"))
    until = day(_("ended from"))

    objects: ClassVar = OfOrganisation["EnterpriseCover"].as_manager()

    class Meta:
        verbose_name = _("covered enterprise")
        verbose_name_plural = _("covered enterprises")
        ordering = ["organisation", "enterprise", "-since"]
        constraints = [
            known("party_cover", "way", CoverWay.values),
            in_order("party_cover", "since", "until", STEP_TOO_EARLY, strictly=True),
            once("party_cover", "enterprise", "organisation", "since",
                 sentence=_("This enterprise is covered by the organisation already.")),
            ExclusionConstraint(
                name="party_cover_days_apart",
                expressions=[("organisation", RangeOperators.EQUAL),
                             ("enterprise", RangeOperators.EQUAL),
                             (Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_(
                    "This enterprise is covered by the organisation already."),
            ),
        ]  # fmt: skip
        indexes = listed("party_cover", "organisation", "enterprise", "way", "since")

    def __str__(self) -> str:
        return f"{self.organisation} · {self.enterprise}"
