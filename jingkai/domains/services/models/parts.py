"""What belongs to a version of a matter: materials, form, joint offices, special procedures."""

from typing import ClassVar

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import choices
from jingkai.domains.services.models.common import office, passage
from jingkai.domains.services.models.matters import MatterVersion
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, known, text
from jingkai.kernel.trail.history import acted
from jingkai.kernel.trail.models import ActedQuerySet

PARTS_STAY = """
    IF EXISTS (SELECT 1 FROM services_matterversion v WHERE v.state = 'published' AND (
        (TG_OP <> 'INSERT' AND v.id = OLD.version_id)
        OR (TG_OP <> 'DELETE' AND v.id = NEW.version_id)))
    THEN RAISE EXCEPTION 'what belongs to a published version is never changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'services_version_published_fixed';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
KEY = RegexValidator(
    r"^[a-z][a-z0-9_]*$", _("Small Latin letters, digits and _, beginning with a letter.")
)


def _stays() -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="version_stays", when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete, func=PARTS_STAY,
        )
    ]  # fmt: skip


class Part(ZoneOwned):
    """Something that belongs to a version, in an order."""

    version = models.ForeignKey(
        MatterVersion, models.CASCADE, related_name="%(class)ss",
        verbose_name=_("version of a matter"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects: ClassVar = ActedQuerySet.as_manager()

    class Meta:
        abstract = True


@acted
class Material(Part):
    """A material that an application needs (申请材料).

    `condition` is an expression over the form's values, and `condition_note` says it in words.
    `held` says where the zone has it already; `tolerable` that it may follow within so many working
    days (容缺受理).
    """

    key = models.CharField(_("key"), max_length=40, validators=[KEY])
    name = models.CharField(_("material"), max_length=200)
    name_en = text(_("English name"), 200)
    need = choice(_("needed"), choices.MaterialNeed, default="required")
    condition = text(_("condition"), 300)
    condition_note = text(_("condition in words"), 300)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    form = choice(_("form"), choices.MaterialForm, default="either")
    source = choice(_("source"), choices.MaterialSource, default="applicant")
    source_note = text(_("where it comes from"), 200)
    certificate_type = text(_("accepted electronic certificate"), 40)
    held = choice(_("held by the zone"), choices.Held, default="not")
    tolerable = models.BooleanField(_("may follow later"), default=False)
    tolerance_days = models.PositiveSmallIntegerField(
        _("days it may follow in"), null=True, blank=True
    )
    basis = text(_("basis of the requirement"), 300)
    note = passage(_("what to heed"))

    class Meta:
        verbose_name = _("material of a matter")
        verbose_name_plural = _("materials of matters")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="services_material_key_once",
                violation_error_message=_("The version has a material with this key."),
            ),
            known("services_material", "need", choices.MaterialNeed.values),
            known("services_material", "form", choices.MaterialForm.values),
            known("services_material", "source", choices.MaterialSource.values),
            known("services_material", "held", choices.Held.values),
            models.CheckConstraint(
                condition=~Q(need="conditional") | ~Q(condition="") | ~Q(condition_note=""),
                name="services_material_condition_told",
                violation_error_message=_("Say under what condition it is needed."),
            ),
            models.CheckConstraint(
                condition=Q(tolerable=False) | Q(tolerance_days__gt=0),
                name="services_material_tolerance_has_days",
                violation_error_message=_("Say within how many working days it may follow."),
            ),
            models.CheckConstraint(
                condition=~Q(held="certificate") | ~Q(certificate_type=""),
                name="services_material_certificate_named",
                violation_error_message=_("Say which electronic certificate is accepted."),
            ),
        ]  # fmt: skip
        triggers: ClassVar = _stays()

    def __str__(self) -> str:
        return self.name


@acted
class FormField(Part):
    """A field of the form that an applicant fills in (申请表单).

    `options` are the choices, one a line, "code=中文|English". `prefill` names what is known of the
    applicant already ("enterprise.name"), so that it stands there when the form opens.
    """

    key = models.CharField(_("key"), max_length=40, validators=[KEY])
    group = text(_("part of the form"), 60)
    label = models.CharField(_("label"), max_length=100)
    label_en = text(_("English label"), 100)
    kind = choice(_("kind of field"), choices.FieldKind, default="text")
    required = models.BooleanField(_("required"), default=False)
    condition = text(_("condition"), 300)
    options = passage(_("options"))
    unit = text(_("unit"), 20)
    hint = text(_("hint"), 200)
    prefill = text(_("filled from"), 60)

    class Meta:
        verbose_name = _("field of a form")
        verbose_name_plural = _("fields of forms")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="services_field_key_once",
                violation_error_message=_("The form has a field with this key."),
            ),
            known("services_field", "kind", choices.FieldKind.values),
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "choices"]) | ~Q(options=""),
                name="services_field_choice_has_options",
                violation_error_message=_("A choice needs its options, one a line."),
            ),
        ]  # fmt: skip
        triggers: ClassVar = _stays()

    def __str__(self) -> str:
        return self.label


@acted
class JointOffice(Part):
    """Another office that reviews or decides together with the implementing one (联办机构)."""

    office = office(_("office"))
    role = choice(_("part it takes"), choices.JointRole, default="review")
    content = text(_("what it reviews"), 200)
    days = models.PositiveSmallIntegerField(_("working days for it"), null=True, blank=True)

    class Meta:
        verbose_name = _("joint office of a matter")
        verbose_name_plural = _("joint offices of matters")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "office"], name="services_joint_office_once",
                violation_error_message=_("This office takes part already."),
            ),
            known("services_joint", "role", choices.JointRole.values),
        ]  # fmt: skip
        triggers: ClassVar = _stays()

    def __str__(self) -> str:
        return str(self.office)


@acted
class SpecialProcedure(Part):
    """A special procedure that may come up, its time outside the limit (特别程序)."""

    kind = choice(_("special procedure"), choices.ProcedureKind)
    name = text(_("name"), 100)
    limit = models.PositiveSmallIntegerField(_("limit"), null=True, blank=True)
    unit = choice(_("unit of the limit"), choices.LimitUnit, default="workdays")
    basis = text(_("basis"), 300)
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("special procedure of a matter")
        verbose_name_plural = _("special procedures of matters")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"], name="services_procedure_kind_once",
                violation_error_message=_("The version has this special procedure already."),
            ),
            known("services_procedure", "kind", choices.ProcedureKind.values),
            known("services_procedure", "unit", choices.LimitUnit.values),
        ]  # fmt: skip
        triggers: ClassVar = _stays()

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())
