"""The forms of the portal: logging in, opening an account, tracking, agents, ratings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.choices import Power

PHONE = {"autocomplete": "tel-national", "inputmode": "numeric", "maxlength": 20}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 6}
RULES = _("At least 8 characters, not only digits, and no common word.")


def _phone(label: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label or _("Mobile number"), max_length=20, widget=forms.TextInput(PHONE)
    )


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("Code from the text message"), max_length=6, widget=forms.TextInput(CODE)
    )


def _password(label: Any, kind: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": kind})
    return forms.CharField(
        label=label, max_length=200, strip=False, widget=widget, help_text=hint
    )


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


class PhoneForm(forms.Form):
    """A number to which a code is sent."""

    phone = _phone()


class LoginForm(forms.Form):
    """The number and the password."""

    phone = _phone()
    password = _password(_("Password"), "current-password")


class CodeLoginForm(forms.Form):
    """The number and the code that was sent to it."""

    phone = _phone()
    code = _code()


class RegisterForm(forms.Form):
    """A new account."""

    phone = _phone()
    code = _code()
    password = _password(_("Password"), "new-password", RULES)
    agreed = forms.BooleanField(
        label=_("I have read how personal information is used, and agree"), required=False
    )


class RealNameForm(forms.Form):
    """Who the account's holder is."""

    name = forms.CharField(
        label=_("Name as on the identity card"), max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    identity = forms.CharField(
        label=_("Identity number"), max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("I agree that name and identity number are used to verify who I am"),
        required=False,
    )


class NewPasswordForm(forms.Form):
    """A new password; the present one is asked for unless a code was just entered."""

    present = _password(_("Present password"), "current-password")
    password = _password(_("New password"), "new-password", RULES)

    def __init__(self, *args: Any, proven: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proven:
            del self.fields["present"]


class NewPhoneForm(forms.Form):
    """Another number, and the code sent to it."""

    phone = _phone(_("New mobile number"))
    code = _code()


class AgentForm(forms.Form):
    """Somebody who shall act for the enterprise."""

    name = forms.CharField(label=_("Name of the agent"), max_length=60)
    phone = _phone(_("Mobile number of the account"))
    powers = forms.MultipleChoiceField(label=_("Powers"), widget=forms.CheckboxSelectMultiple)
    until = _day(_("Until (empty: until it is ended)"), required=False)

    def __init__(self, *args: Any, powers: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["powers"]
        field.choices = [(code, label) for code, label in Power.choices if code in powers]


class EraseForm(forms.Form):
    """The last word before an account is closed."""

    sure = forms.BooleanField(
        label=_("I understand that this can't be undone"), required=True
    )


class TrackForm(forms.Form):
    """A case by its number and the telephone that was given with it."""

    number = forms.CharField(
        label=_("Case number"), max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "placeholder": "BJ2022…"}),
    )  # fmt: skip
    phone = _phone(_("Mobile number given with the application"))


class VerifyForm(forms.Form):
    """A certificate by its identifier or its verification number."""

    identifier = forms.CharField(
        label=_("Certificate identifier or verification number"), max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


class ProjectForm(forms.Form):
    """A building project as its builder opens it."""

    name = forms.CharField(label=_("Name of the project"), max_length=200)
    code = forms.CharField(
        label=_("Investment-project code"), max_length=40,
        help_text=_("20 digits, from the filing or approval: 2211-441900-04-02-310151"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    place = forms.CharField(label=_("Building site"), max_length=200)
    floor_area = forms.DecimalField(
        label=_("Floor area (m²)"), max_digits=12, decimal_places=2, min_value=0, required=False
    )
    investment = forms.DecimalField(
        label=_("Total investment (10,000 yuan)"), max_digits=12, decimal_places=4, min_value=0,
        required=False,
    )  # fmt: skip
