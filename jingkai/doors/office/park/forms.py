"""What a project needs of its site, as an officer types it or a deal has it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import EnvironmentClass, HazardClass, LandUse
from jingkai.domains.park.queries import Need

NOT_ASKED = ("", _("not asked"))
OF_A_DEAL = (
    "land_area", "floor_area", "floor_load", "clear_height", "power", "steam",
    "environment_class",
)  # fmt: skip
"""The needs that an investment deal is recorded with."""


def _number(label: Any, unit: str) -> forms.DecimalField:
    field = forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=16, decimal_places=2
    )
    field.unit = unit  # type: ignore[attr-defined]
    return field


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[NOT_ASKED, *choices], required=False)


class NeedForm(forms.Form):
    """The hard conditions; what is left empty is not asked."""

    land_area = _number(_("Land"), "m²")
    floor_area = _number(_("Floor"), "m²")
    floor_load = _number(_("Floor load"), "t/m²")
    clear_height = _number(_("Clear height"), "m")
    power = _number(_("Power"), "kVA")
    steam = _number(_("Steam"), "t/h")
    sewage = _number(_("Sewage"), "t/d")
    land_use = _choice(_("Use of land"), LandUse.choices)
    hazard_class = _choice(_("Fire hazard"), HazardClass.choices)
    environment_class = _choice(_("Environment class"), EnvironmentClass.choices)
    highest_price = _number(_("Highest price of land"), "元/m²")
    highest_rent = _number(_("Highest rent"), "元/m²·月")
    by = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def need(self) -> Need:
        """What was typed, as the park understands it."""
        return Need(**self.cleaned_data)


def needs_of(deal: Any) -> dict[str, Any]:
    """A deal's needs, as the form takes them."""
    return {name: getattr(deal, name) for name in OF_A_DEAL if getattr(deal, name)}
