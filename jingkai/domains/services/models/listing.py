"""The fields of the national implementation list (实施清单要素), by what they speak of.

Abstract parts of `MatterVersion`: each is one block of a guide.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import choices
from jingkai.domains.services.models.common import office, passage
from jingkai.kernel.registers.nouns import choice, text


class Powers(models.Model):
    """Whose power it is and what it rests on."""

    legal_basis = passage(_("legal basis of the matter"))
    power_source = choice(_("source of power"), choices.PowerSource, default="own")
    level = models.CharField(
        _("level"), max_length=1, choices=choices.PowerLevel, default=choices.PowerLevel.COUNTY
    )
    office = office(_("implementing office"))
    office_code = text(_("code of the implementing office"), 18)
    office_nature = choice(_("nature of the office"), choices.OfficeNature, default="statutory")
    commissioned_office = text(_("commissioned office"), 150)
    rights = passage(_("rights and duties"))
    review_office = text(_("office of administrative review"), 150)
    litigation_court = text(_("court for administrative litigation"), 150)
    street_code = text(_("street code"), 12)
    village_code = text(_("village or community code"), 12)

    class Meta:
        abstract = True


def _limit(verbose: Any) -> Any:
    return models.PositiveSmallIntegerField(
        verbose, null=True, blank=True, validators=[MaxValueValidator(3650)]
    )


class Limits(models.Model):
    """How long it may take: what the law allows, and what the zone promises.

    Without a statutory limit the law sets none. An immediate matter has a promise of 0 or 1.
    """

    handling = choice(_("kind of handling"), choices.HandlingKind, default="promised")
    statutory_limit = _limit(_("statutory limit"))
    statutory_unit = choice(_("unit of the statutory limit"), choices.LimitUnit, default="workdays")
    statutory_note = text(_("note on the statutory limit"))
    promised_limit = _limit(_("promised limit"))
    promised_unit = choice(_("unit of the promised limit"), choices.LimitUnit, default="workdays")
    promised_note = text(_("note on the promised limit"))

    class Meta:
        abstract = True


class Conditions(models.Model):
    """Who may apply, under what conditions, at what cost."""

    for_persons = models.BooleanField(_("for natural persons"), default=False)
    for_enterprises = models.BooleanField(_("for enterprises"), default=False)
    for_others = models.BooleanField(_("for institutions and other bodies"), default=False)
    who_may_apply = passage(_("who may apply"))
    conditions = passage(_("conditions of acceptance"))
    charges = models.BooleanField(_("charges a fee"), default=False)
    fee = text(_("fee"))
    fee_basis = text(_("basis of the fee"))
    quantity_limit = text(_("limit of quantity"))
    person_theme = choice(_("class for persons"), choices.PersonTheme, blank=True)
    enterprise_theme = choice(_("class for enterprises"), choices.EnterpriseTheme, blank=True)
    commitment = models.BooleanField(_("may be granted on a commitment"), default=False)
    construction_stage = choice(_("construction stage"), choices.ConstructionStage, blank=True)

    class Meta:
        abstract = True


class Handling(models.Model):
    """Where and how it is applied for."""

    at_counter = models.BooleanField(_("at the counter"), default=True)
    by_post = models.BooleanField(_("by post"), default=False)
    online = models.BooleanField(_("handled online"), default=False)
    online_depth = choice(_("online depth"), choices.OnlineDepth, default="none")
    online_address = text(_("online address"))
    visits = models.PositiveSmallIntegerField(
        _("visits needed"), default=1, validators=[MinValueValidator(0), MaxValueValidator(9)]
    )
    presence_reason = text(_("why one has to come"))
    in_hall = models.BooleanField(_("in the service hall"), default=False)
    place = text(_("place"))
    hours = text(_("hours"))
    transport = text(_("how to get there"))
    inquiry = text(_("inquiries"))
    complaint = text(_("complaints"))
    common_handling = choice(_("common handling"), choices.CommonHandling, default="none")
    common_scope = text(_("scope of common handling"))
    appointment = models.BooleanField(_("by appointment"), default=False)
    appointments_a_day = models.PositiveSmallIntegerField(
        _("appointments a day"), null=True, blank=True
    )
    appointment_rules = text(_("rules of appointments"))
    online_payment = models.BooleanField(_("online payment"), default=False)
    self_service = models.BooleanField(_("at self-service terminals"), default=False)
    intermediary = passage(_("intermediary services"))

    class Meta:
        abstract = True


class Outcome(models.Model):
    """What the applicant gets, how it is handed over, and how it is worked on."""

    result_kind = choice(_("kind of result"), choices.ResultKind, default="other")
    result_name = text(_("result handed out"), 150)
    certificate_type = text(_("type of electronic certificate"), 40)
    validity_months = models.PositiveSmallIntegerField(
        _("validity in months"), null=True, blank=True
    )
    deliver_counter = models.BooleanField(_("handed over at the counter"), default=True)
    deliver_post = models.BooleanField(_("sent by post"), default=False)
    deliver_download = models.BooleanField(_("downloaded"), default=False)
    process_code = text(_("process"), 60)
    flow_note = passage(_("course of handling"))

    class Meta:
        abstract = True
