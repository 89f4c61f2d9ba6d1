"""Forms of the access pages."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, OfficeKind, User
from jingkai.kernel.access.roles import ROLES


class OfficeForm(forms.Form):
    """A new office under its superior."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Latin letters, digits and hyphens.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OfficeKind.choices)
    parent: Any = forms.ModelChoiceField(
        label=_("Superior office"), queryset=Office.objects.none(), required=False, empty_label=""
    )

    def __init__(self, *args: Any, zone_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = Office.objects.filter(zone_id=zone_id)


class FoundingForm(forms.Form):
    """The day that founded the zone."""

    founded_on = forms.DateField(
        label=_("Founded on"), required=False,
        help_text=_("The day of the approval. Growth is told only against months since then."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip


class AccountForm(forms.Form):
    """A new account; the person changes the first password after logging in."""

    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.RegexField(
        r"^[\w.@-]+$", label=_("Login name"), max_length=60,
        help_text=_("Letters, digits, and . @ - _"),
    )  # fmt: skip
    password = forms.CharField(
        label=_("First password"), strip=False,
        help_text=_("At least 8 characters, not only digits, and no common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    """A new password for someone who has forgotten it."""

    password = forms.CharField(
        label=_("New password"), strip=False,
        help_text=_("At least 8 characters, not only digits, and no common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class SeatForm(forms.Form):
    """A seat for a person."""

    user: Any = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), empty_label=""
    )
    office: Any = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.none(), empty_label=""
    )
    role_code = forms.ChoiceField(label=_("Role"))
    since = forms.DateField(
        label=_("Since"), initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until"), required=False, help_text=_("Left empty: until it is ended."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, zone_id: int, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user, office, role = (self.fields[n] for n in ("user", "office", "role_code"))
        user.queryset = people.filter(is_active=True)  # type: ignore[attr-defined]
        office.queryset = Office.objects.filter(zone_id=zone_id)  # type: ignore[attr-defined]
        role.choices = [(code, role.name) for code, role in ROLES.items()]  # type: ignore[attr-defined]
