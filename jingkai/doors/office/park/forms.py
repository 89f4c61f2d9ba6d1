"""What a project needs of its site, as an officer types it or a deal has it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import EnvironmentClass, HazardClass, LandUse
from jingkai.domains.park.queries import Need

NOT_ASKED = ("", _("not asked"))


def _number(label: Any, unit: str) -> forms.DecimalField:
    field = forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=20, decimal_places=4
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


def needs_of(need: Need) -> dict[str, Any]:
    """A need that a deal tells, as the form takes it."""
    told = {name: getattr(need, name) for name in NeedForm.base_fields}
    return {name: _plain(value) for name, value in told.items() if value}


def _plain(value: Any) -> Any:
    """A number without idle zeros."""
    if not isinstance(value, Decimal):
        return value
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
