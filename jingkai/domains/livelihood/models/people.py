"""People whom the zone supports, and their households."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.circles import Area
from jingkai.domains.livelihood.choices.support import Disability, Employment
from jingkai.domains.livelihood.errors import STEP_TOO_EARLY
from jingkai.domains.livelihood.rules.periods import born_of
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class Household(ZoneOwned):
    """A household (家庭) that is or was supported; who belongs to it stands with the persons."""

    number = models.CharField(_("household number"), max_length=30)
    head = models.CharField(_("head of the household"), max_length=60)
    area = choice(_("town or country"), Area, default=Area.RURAL)
    community = text(_("community or village"), 80)
    note = text(_("note"))

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households of support")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            once("livelihood_household", "number",
                 sentence=_("A household with this number exists already.")),
            known("livelihood_household", "area", Area.values),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", "head", "community", name="livelihood_household_search"),
            *listed("livelihood_household", "area"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.head}"


class BirthField(models.DateField[Any, Any]):
    """The day of birth: of the identity number where there is one, else as it was told."""

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        held = getattr(model_instance, "identity", None)
        found = born_of(held.plain) if held else None
        if found is not None:
            setattr(model_instance, self.attname, found)
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """A migration and the history see a plain day."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", list(args), dict(kwargs)


@acted
class Beneficiary(ZoneOwned):
    """A person of whom support or a subsidy is asked (保障对象), with what decisions look at.

    Identity, telephone and bank account are sealed. `land` is the contracted land of the household
    in 亩, as the certificate has it, told of the one who is paid for it.
    """

    number = models.CharField(_("person number"), max_length=30)
    name = models.CharField(_("person's name"), max_length=60)
    identity = EncryptedTextField(_("identity number"), masked_as="identity", blank=True)
    identity_digest = DigestField(of="identity", db_index=False)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    account = EncryptedTextField(_("bank account"), masked_as="identity", blank=True)
    bank = text(_("bank"), 80)
    born_on = BirthField(_("date of birth"), null=True, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="persons",
        verbose_name=_("household"),
    )  # fmt: skip
    disability = choice(_("disability"), Disability, blank=True)
    employment = choice(_("employment"), Employment, blank=True)
    orphan = models.BooleanField(_("orphan"), default=False)
    land = models.DecimalField(
        _("contracted land in mu"), max_digits=10, decimal_places=4, default=0,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    since = day(_("resident since"))
    gone_on = day(_("died or moved away on"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("person of support")
        verbose_name_plural = _("persons of support")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            once("livelihood_person", "number",
                 sentence=_("A person with this number exists already.")),
            models.UniqueConstraint(
                fields=["zone", "identity_digest"], condition=~Q(identity_digest=""),
                name="livelihood_person_identity_once",
                violation_error_message=_("A person with this identity number is recorded."),
            ),
            known("livelihood_person", "disability", Disability.values, blank=True),
            known("livelihood_person", "employment", Employment.values, blank=True),
            models.CheckConstraint(
                condition=Q(land__gte=0), name="livelihood_person_land_not_negative",
                violation_error_message=_("Land can't be less than nothing."),
            ),
            in_order("livelihood_person", "since", "gone_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", "name", name="livelihood_person_search"),
            *listed("livelihood_person", "disability", "employment", "household", "born_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
