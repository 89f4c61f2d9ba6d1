"""The pages that every door shares: logging in and out, the seat, the language, what went wrong."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from jingkai.doors.ui.middleware import SESSION_SEAT
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.login import LockedOut
from jingkai.kernel.errors import Refusal


class LoginForm(forms.Form):
    """The name and the password; what was typed as the name is kept when they don't fit."""

    username = forms.CharField(
        label=gettext_lazy("Login name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The present password, and the new one twice."""

    present = forms.CharField(
        label=gettext_lazy("Present password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("New password"), strip=False,
        help_text=gettext_lazy("At least 8 characters, not only digits, and no common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("New password once more"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password") != values.get("again"):
            self.add_error("again", _("The two new passwords are not the same."))
        return values


@never_cache
@sensitive_post_parameters()
def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page."""
    onward = _onward(request, settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form, refusal, status = LoginForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        try:
            user = authenticate(request, **form.cleaned_data)
        except LockedOut as locked:
            refusal, status = str(locked), locked.status
        else:
            if user is not None:
                login(request, user)
                return HttpResponseRedirect(onward)
            refusal = _("The login name and the password don't fit. Check both and try again.")
    facts = {"form": form, "refusal": refusal, "next": onward}
    return render(request, "ui/login.html", facts, status=status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Back to the log-in page, with nothing left of the session."""
    logout(request)
    return HttpResponseRedirect(settings.LOGIN_URL)


@require_POST
def sit(request: HttpRequest) -> HttpResponse:
    """Act from another of one's own seats; one that isn't one's own changes nothing."""
    chosen = request.POST.get("seat", "")
    own = {str(seat.pk): seat.pk for seat in getattr(request, "seats", [])}
    if chosen in own:
        request.session[SESSION_SEAT] = own[chosen]
    return HttpResponseRedirect(_onward(request, settings.LOGIN_REDIRECT_URL))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read the pages in another language from now on."""
    onward = _onward(request, settings.LOGIN_REDIRECT_URL)
    code = request.POST.get("language", "")
    if not translation.check_for_language(code):
        return HttpResponseRedirect(onward)
    response = HttpResponseRedirect(translate_url(onward, code) or onward)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 86_400, samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )  # fmt: skip
    return response


def seatless(request: HttpRequest) -> HttpResponse:
    """Logged in, but without a seat today."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(settings.LOGIN_URL)
    if getattr(request, "seat", None) is not None:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "ui/seatless.html", status=403)


@sensitive_post_parameters()
@seated()
def password(request: SeatedRequest) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not request.user.check_password(form.cleaned_data["present"]):
            form.add_error("present", _("This is not your present password."))
        else:
            try:
                access.set_password(
                    user=request.user, password=form.cleaned_data["password"], by=request.seat
                )
            except Refusal as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                update_session_auth_hash(request, request.user)
                messages.success(request, _("Your password has been changed."))
                return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "ui/password.html", {"form": form})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _wrong(
        request, 400, _("The request could not be understood."),
        _("Go back, load the page again and repeat the step."),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 by Django itself; our own refusals bring their sentence."""
    return _wrong(
        request, 403, _("Your seat does not allow this."),
        _("Ask your office's administrator for the permission, or switch to another seat."),
    )  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not yours."""
    return _wrong(
        request, 404, _("There is nothing here for you."),
        _("The record does not exist, or another office keeps it. Look for it with the finder,"
          " or check from which seat you act."),
    )  # fmt: skip


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old."""
    return _wrong(
        request, 403, _("The page was open for too long, and its form is no longer valid."),
        _("Go back, load the page again, and send the form once more. Nothing was changed."),
    )  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, shown without asking the database for anything."""
    return HttpResponse(
        render_to_string(
            "ui/wrong.html",
            {
                "status": 500,
                "home": settings.LOGIN_REDIRECT_URL,
                "sentence": _("Something went wrong on our side."),
                "hint": _("Nothing was changed. Try again in a moment; if it happens again, tell"
                          " the system administrator the time and what you were doing."),
            },
        ),
        status=500,
    )  # fmt: skip


def _wrong(request: HttpRequest, status: int, sentence: str, hint: str) -> HttpResponse:
    """Inside the shell for someone with a seat, on a plain page for anybody else."""
    seat = getattr(request, "seat", None)
    template = "ui/refused.html" if seat is not None else "ui/wrong.html"
    facts = {"status": status, "sentence": sentence, "hint": hint}
    return render(request, template, facts, status=status)


def _onward(request: HttpRequest, otherwise: str) -> str:
    """Where the request wants to go on to, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return otherwise
