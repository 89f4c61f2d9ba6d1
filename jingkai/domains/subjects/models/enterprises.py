"""The subjects of the zone: enterprises, households, institutions."""

from datetime import date
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.choices import (
    Industry,
    Kind,
    LeadingIndustry,
    State,
    division_choices,
    divisions,
)
from jingkai.kernel.access.models import Office, ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

DERIVED = ("entered_on", "left_on", "state", "division", "name_key", "organisation_code")
"""Columns that the database derives from the others at every write, however it is written."""

DERIVE = """
    if tg_op = 'UPDATE' then
        new.office_id := coalesce(new.office_id, old.office_id);
    end if;
    new.industry := regexp_replace(new.industry, '^[A-T]', '');
    new.entered_on := case when new.merged_into_id is not null then null
        else coalesce(new.moved_in_on, case when not new.outside then new.established_on end) end;
    new.left_on := case when new.entered_on is not null
        then least(new.moved_away_on, new.revoked_on, new.deregistered_on) end;
    new.state := case
        when new.merged_into_id is not null then 'merged'
        when new.deregistered_on is not null then 'deregistered'
        when new.revoked_on is not null then 'revoked'
        when new.moved_away_on is not null then 'moved_away'
        when new.entered_on is null then 'outside'
        else 'active' end;
    new.division := left(new.industry, 2);
    new.organisation_code := substr(new.credit_code, 9, 9);
    new.name_key := regexp_replace(
        translate(lower(new.name), '（）()[]【】〔〕〈〉<>{}“”"''·・.,，。、－—_- 　', ''),
        '(有限责任公司|股份有限公司|有限公司|公司)$', '');
    return new;
"""


@acted
class Enterprise(ZoneOwned):
    """A subject of the zone (主体): an enterprise, a self-employed household, an institution.

    Its legal life stands in dated columns; `entered_on` and `left_on`, from which the zone's stock
    of market entities is counted on any day, are derived from them by the database itself. A record
    that was merged into another stays as a signpost to it.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, blank=True, verbose_name=_("office that keeps it"),
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ENTERPRISE)
    credit_code = models.CharField(_("unified social credit code"), max_length=18)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    industry = models.CharField(_("industry code"), max_length=5, blank=True)
    leading_industry = models.CharField(
        _("leading industry"), max_length=20, choices=LeadingIndustry, default=LeadingIndustry.NONE
    )
    registered_capital = models.DecimalField(
        _("registered capital"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    legal_representative = models.CharField(_("legal representative"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    phone_digest = DigestField(of="phone", db_index=False)
    outside = models.BooleanField(
        _("registered outside the zone"), default=False,
        help_text=_("It counts in the zone only from the day it moves in."),
    )  # fmt: skip
    established_on = models.DateField(_("established on"), null=True, blank=True)
    moved_in_on = models.DateField(_("moved in on"), null=True, blank=True)
    moved_away_on = models.DateField(_("moved away on"), null=True, blank=True)
    revoked_on = models.DateField(_("licence revoked on"), null=True, blank=True)
    deregistered_on = models.DateField(_("deregistered on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False,
        related_name="merged_records", verbose_name=_("merged into"),
    )  # fmt: skip

    entered_on = models.DateField(_("in the zone since"), null=True, editable=False)
    left_on = models.DateField(_("left the zone on"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.ACTIVE, editable=False
    )
    division = models.CharField(
        _("industry division"), max_length=2, choices=division_choices, default="", editable=False
    )
    name_key = models.CharField(max_length=200, default="", editable=False)
    organisation_code = models.CharField(
        _("organisation code"), max_length=9, default="", editable=False
    )

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["-id"]
        triggers = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "credit_code"], name="subjects_credit_code_once",
                violation_error_message=_("A subject with this unified social credit code exists."),
            ),
            models.CheckConstraint(
                condition=Q(credit_code__regex=rules.CODE_FORM),
                name="subjects_credit_code_form",
                violation_error_message=_(
                    "A unified social credit code has 18 digits and capital letters without "
                    "I, O, S, V, Z."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="subjects_kind_known",
                violation_error_message=_("This kind of subject is not known."),
            ),
            models.CheckConstraint(
                condition=Q(leading_industry__in=LeadingIndustry.values),
                name="subjects_leading_industry_known",
                violation_error_message=_("This leading industry is not known."),
            ),
            models.CheckConstraint(
                condition=Q(industry="") | Q(industry__regex=r"^[A-T]?\d{2,4}$"),
                name="subjects_industry_form",
                violation_error_message=_("An industry code has two to four digits."),
            ),
            models.CheckConstraint(
                condition=Q(registered_capital__isnull=True) | Q(registered_capital__gte=0),
                name="subjects_capital_not_negative",
                violation_error_message=_("Registered capital can't be negative."),
            ),
            models.CheckConstraint(
                condition=Q(outside=True) | Q(established_on__isnull=False)
                | Q(moved_in_on__isnull=False),
                name="subjects_has_a_first_day",
                violation_error_message=_(
                    "A subject of the zone needs the day it was established or moved in."
                ),
            ),
            models.CheckConstraint(
                condition=Q(moved_in_on__isnull=True) | Q(established_on__isnull=True)
                | Q(moved_in_on__gte=F("established_on")),
                name="subjects_moves_in_once_established",
                violation_error_message=_("A subject can't move in before it is established."),
            ),
            *(
                models.CheckConstraint(
                    condition=(Q(**{f"{field}__isnull": True})
                               | ((Q(established_on__isnull=True)
                                   | Q(**{f"{field}__gte": F("established_on")}))
                                  & (Q(moved_in_on__isnull=True)
                                     | Q(**{f"{field}__gte": F("moved_in_on")})))),
                    name=f"subjects_{field[:-3]}_after_it_began",
                    violation_error_message=sentence,
                )
                for field, sentence in (
                    ("moved_away_on", _("A subject can't move away before it came.")),
                    ("revoked_on", _("A licence can't be revoked before the subject came.")),
                    ("deregistered_on", _("A subject can't be deregistered before it came.")),
                )
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="subjects_not_merged_into_itself",
                violation_error_message=_("A record can't be merged into itself."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "name", "credit_code", "short_name", name="subjects_ent_search", waiting=256
            ),
            models.Index(fields=["zone", "-id"], name="subjects_ent_list"),
            models.Index(fields=["zone", "kind", "-id"], name="subjects_ent_kind"),
            models.Index(fields=["zone", "state", "-id"], name="subjects_ent_state"),
            models.Index(fields=["zone", "division", "-id"], name="subjects_ent_division"),
            models.Index(fields=["zone", "leading_industry", "-id"], name="subjects_ent_leading"),
            models.Index(fields=["zone", "office", "-id"], name="subjects_ent_office"),
            models.Index(fields=["zone", "entered_on", "-id"], name="subjects_ent_entered"),
            models.Index(fields=["zone", "left_on", "-id"], name="subjects_ent_left"),
            models.Index(fields=["zone", "name", "id"], name="subjects_ent_name"),
            *(
                models.Index(
                    fields=["zone", field], name=f"subjects_same_{short}",
                    condition=Q(merged_into__isnull=True) & ~Q(**{field: ""}),
                )
                for field, short in (
                    ("organisation_code", "code"),
                    ("name_key", "name"),
                    ("phone_digest", "phone"),
                    ("legal_representative", "person"),
                )
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, then read back what the database derived."""
        settled = () if self.office_id else ("office",)
        super().save(*args, **kwargs)
        self.refresh_from_db(fields=(*DERIVED, "industry", *settled))

    @property
    def industry_name(self) -> Industry | None:
        """What the industry code means, as finely as the table knows it."""
        return rules.industry_of(self.industry)

    @property
    def division_name(self) -> Industry | None:
        return divisions().get(self.division)

    def state_on(self, day: date) -> State:
        """Where it stood in its legal life on a day."""
        return State(
            rules.state_on(
                day, entered_on=self.entered_on, moved_away_on=self.moved_away_on,
                revoked_on=self.revoked_on, deregistered_on=self.deregistered_on,
            )
        )  # fmt: skip
