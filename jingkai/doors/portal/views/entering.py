"""Opening an account, logging in by password or by a code, logging out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.choices import CodePurpose
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import CodeLoginForm, LoginForm, PhoneForm, RegisterForm
from jingkai.doors.portal.gate import PortalRequest, open_to_all, page
from jingkai.doors.portal.views.offline import left
from jingkai.doors.portal.views.public import onward_to
from jingkai.kernel.access.login import LockedOut, refuse_locked
from jingkai.kernel.access.models import User
from jingkai.kernel.errors import Refusal

BACKEND = "jingkai.kernel.access.login.PasswordBackend"
PROVEN = "portal.proven"
"""When the session's holder last entered a code; a forgotten password may be replaced then."""
SEND = "send"
"""The button that has a code sent."""


@sensitive_post_parameters()
@open_to_all
def log_in(request: PortalRequest) -> HttpResponse:
    """Number and password."""
    if request.visitor.account is not None:
        return HttpResponseRedirect(_onward(request))
    form, status = LoginForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (user := _by_password(request, form)) is not None:
            return _enter(request, user)
    return page(request, "login", {"form": form, "next": onward_to(request)}, status)


def _by_password(request: PortalRequest, form: LoginForm) -> User | None:
    """Who this is; wrong passwords are counted even though the page says only that."""
    phone = form.cleaned_data["phone"]
    username = queries.username_of(request.zone.pk, queries.plain_phone(phone) or phone)
    try:
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
    except LockedOut as locked:
        form.add_error(None, str(locked))
        return None
    if isinstance(user, User):
        return user
    form.add_error(None, _("Number and password don't fit. Check both and try again."))
    return None


@sensitive_post_parameters()
@open_to_all
def log_in_by_code(request: PortalRequest) -> HttpResponse:
    """Number and a code that is sent to it."""
    if request.visitor.account is not None:
        return HttpResponseRedirect(_onward(request))
    form: Any = CodeLoginForm(request.POST or None)
    shown, status = "", 200
    if request.method == "POST":
        status = 422
        if SEND in request.POST:
            form, shown = sending(request, CodeLoginForm, CodePurpose.LOG_IN)
            status = 422 if form.errors else 200
        elif form.is_valid() and (user := _by_code(request, form)) is not None:
            request.session[PROVEN] = timezone.now().timestamp()
            return _enter(request, user)
    facts = {"form": form, "shown": shown, "next": onward_to(request)}
    return page(request, "login_code", facts, status)


def _by_code(request: PortalRequest, form: CodeLoginForm) -> User | None:
    """Whose number the code proves; a locked account stays shut."""
    proof = _proof(request, form, CodePurpose.LOG_IN)
    if proof is None:
        return None
    account = queries.account_with_phone(request.zone.pk, form.cleaned_data["phone"])
    if account is None:
        form.add_error("phone", _("This number has no account yet. Open one first."))
        return None
    try:
        refuse_locked(account.user, timezone.now())
    except LockedOut as locked:
        form.add_error(None, str(locked))
        return None
    return account.user


@sensitive_post_parameters()
@open_to_all
def register(request: PortalRequest) -> HttpResponse:
    """A new account: number, code, password, consent."""
    if request.visitor.account is not None:
        return HttpResponseRedirect(_onward(request))
    form: Any = RegisterForm(request.POST or None)
    shown, status = "", 200
    if request.method == "POST":
        status = 422
        if SEND in request.POST:
            form, shown = sending(request, RegisterForm, CodePurpose.REGISTER)
            status = 422 if form.errors else 200
        elif form.is_valid() and (user := _registered(request, form)) is not None:
            messages.success(request, _("Your account is open. Verify your name to apply."))
            return _enter(request, user)
    facts = {"form": form, "shown": shown, "next": onward_to(request)}
    return page(request, "register", facts, status)


def _registered(request: PortalRequest, form: RegisterForm) -> User | None:
    proof = _proof(request, form, CodePurpose.REGISTER)
    if proof is None:
        return None
    values = {name: form.cleaned_data[name] for name in ("phone", "password", "agreed")}
    account = done(
        form, lambda: actions.register_account(proof=proof, by=request.visitor, **values)
    )
    return account.user if account is not None else None


def sending(request: PortalRequest, kind: Any, purpose: CodePurpose) -> tuple[forms.Form, str]:
    """Send a code to the typed number; the form comes back with what was typed.

    The code is shown only where the demonstration has no text messages.
    """
    asked = PhoneForm(request.POST)
    typed = {name: value for name, value in request.POST.items() if "password" not in name}
    form: forms.Form = kind(initial=typed)
    shown = ""
    if not asked.is_valid():
        form = kind(request.POST)
        form.full_clean()
        for name in [n for n in form.errors if n != "phone"]:
            del form.errors[name]
        return form, ""
    try:
        phone = asked.cleaned_data["phone"]
        shown = actions.send_code(phone=phone, purpose=purpose, by=request.visitor)
    except Refusal as refusal:
        form = kind(request.POST)
        form.full_clean()
        form.errors.clear()
        form.add_error("phone", str(refusal))
    else:
        messages.success(request, _("A code is on its way; it is good for five minutes."))
    return form, shown


def _proof(request: PortalRequest, form: forms.Form, purpose: CodePurpose) -> Any:
    """The code that was confirmed; a wrong one is said in the form, and stays counted."""
    phone, code = form.cleaned_data["phone"], form.cleaned_data["code"]
    proof = done(
        form,
        lambda: actions.prove_phone(
            zone_id=request.zone.pk, phone=phone, purpose=purpose, code=code
        ),
    )
    if proof is None and not form.errors:
        form.add_error("code", _("This code is wrong or too old. Have a new one sent."))
    return proof


proven = _proof


def done(form: forms.Form, work: Any) -> Any:
    """What the work gives; a refusal stands in the form and gives nothing."""
    try:
        return work()
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _enter(request: PortalRequest, user: User) -> HttpResponse:
    """Log in, in a new session, and go on."""
    onward = _onward(request)
    proven_at = request.session.get(PROVEN)
    login(request, user, backend=BACKEND)
    request.session[gate.ZONE] = request.zone.pk
    if proven_at is not None:
        request.session[PROVEN] = proven_at
    return HttpResponseRedirect(onward)


def _onward(request: PortalRequest) -> str:
    return onward_to(request) or gate.at(request, "mine")


@require_POST
@open_to_all
def log_out(request: PortalRequest) -> HttpResponse:
    """To the portal's first page, with nothing left of the session."""
    logout(request)
    return left(gate.go(request, "home"), request.zone.code)
