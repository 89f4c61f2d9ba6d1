"""One's own account: real name, password, number, agents, data, closing it."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.choices import CodePurpose, ConsentPurpose, Power
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import (
    AgentForm,
    EraseForm,
    NewPasswordForm,
    NewPhoneForm,
    RealNameForm,
)
from jingkai.doors.portal.gate import PortalRequest, for_account, page
from jingkai.doors.portal.views.entering import PROVEN, SEND, done, proven, sending
from jingkai.doors.portal.views.offline import left
from jingkai.doors.portal.views.public import onward_to
from jingkai.kernel.access.today import zone_today

PROVEN_FOR = 15 * 60


@for_account
def account(request: PortalRequest) -> HttpResponse:
    """What is known of the account, and what can be done with it."""
    held = _account(request)
    facts = {
        "account": held,
        "consents": held.consents.filter(ended_at=None),
        "represented": queries.represented_by(held, on=zone_today()),
        "revocable": ConsentPurpose.IDENTITY,
    }
    return page(request, "account", facts)


@sensitive_post_parameters()
@for_account
def real_name(request: PortalRequest) -> HttpResponse:
    """Verify who the holder is."""
    form, held = RealNameForm(request.POST or None), _account(request)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            verified = done(
                form,
                lambda: actions.verify_real_name(
                    account=held, by=request.visitor, **form.cleaned_data
                ),
            )
            if verified is not None:
                messages.success(request, _("Your real name is verified."))
                return _back(request, "account")
    facts = {"form": form, "account": held, "service": actions.verifier(),
             "next": onward_to(request)}  # fmt: skip
    return page(request, "real_name", facts, status)


@sensitive_post_parameters()
@for_account
def password(request: PortalRequest) -> HttpResponse:
    """A new password; who just entered a code needn't know the old one."""
    held = _account(request)
    lately = timezone.now().timestamp() - request.session.get(PROVEN, 0) < PROVEN_FOR
    form, status = NewPasswordForm(request.POST or None, proven=lately), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not lately and not request.user.check_password(form.cleaned_data["present"]):
                form.add_error("present", _("This is not your present password."))
            elif done(form, lambda: actions.set_password(
                account=held, password=form.cleaned_data["password"], by=request.visitor
            )):  # fmt: skip
                update_session_auth_hash(request, held.user)
                messages.success(request, _("Your password has been changed."))
                return gate.go(request, "account")
    return page(request, "form", {"form": form, "title": _("New password")}, status)


@for_account
def phone(request: PortalRequest) -> HttpResponse:
    """Another number, proven by a code."""
    held = _account(request)
    form: Any = NewPhoneForm(request.POST or None)
    shown, status = "", 200
    if request.method == "POST":
        status = 422
        if SEND in request.POST:
            form, shown = sending(request, NewPhoneForm, CodePurpose.CHANGE_PHONE)
            status = 422 if form.errors else 200
        elif form.is_valid() and (proof := proven(request, form, CodePurpose.CHANGE_PHONE)):
            changed = done(
                form,
                lambda: actions.change_phone(
                    account=held, phone=form.cleaned_data["phone"], proof=proof, by=request.visitor
                ),
            )
            if changed is not None:
                messages.success(request, _("Your number has been changed."))
                return gate.go(request, "account")
    facts = {"form": form, "shown": shown, "title": _("Change the mobile number")}
    return page(request, "code_form", facts, status)


@for_account
def acting(request: PortalRequest) -> HttpResponse:
    """Act for oneself or for an enterprise."""
    held = _account(request)
    represented = queries.represented_by(held, on=zone_today())
    if request.method == "POST":
        chosen = request.POST.get("enterprise", "")
        known = {str(one.enterprise.pk): one.enterprise for one in represented}
        request.session[gate.ACTING_FOR] = known[chosen].pk if chosen in known else None
        return _back(request, "mine")
    facts = {"represented": represented, "next": onward_to(request), "account": held}
    return page(request, "acting", facts)


@for_account
def agents(request: PortalRequest) -> HttpResponse:
    """Who acts for the enterprise; one more, or one less."""
    visitor = request.visitor
    if visitor.enterprise is None:
        return gate.go(request, "acting")
    enterprise = visitor.enterprise
    may = Power.GRANT in visitor.powers
    form, status = AgentForm(request.POST or None, powers=visitor.powers), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and done(
            form,
            lambda: actions.grant_agency(enterprise=enterprise, by=visitor, **form.cleaned_data),
        ):
            messages.success(request, _("The agent may act from now on."))
            return gate.go(request, "agents")
    facts = {"form": form, "may": may, "agents": queries.agents_of(enterprise)}
    return page(request, "agents", facts, status)


@require_POST
@for_account
def end_agent(request: PortalRequest, pk: int) -> HttpResponse:
    """End an agency, by who may grant it or by the agent."""
    rows = queries.agencies_for(request.visitor).select_related("account__person", "enterprise")
    agency = get_object_or_404(rows, pk=pk)
    own = agency.account_id == _account(request).pk
    enterprise = request.visitor.enterprise
    if not own and (enterprise is None or enterprise.pk != agency.enterprise_id):
        return gate.go(request, "account")
    actions.end_agency(agency=agency, by=request.visitor)
    if own:
        request.session[gate.ACTING_FOR] = None
    messages.success(request, _("The agency has ended."))
    return gate.go(request, "account" if own else "agents")


@require_POST
@for_account
def export(request: PortalRequest) -> HttpResponse:
    """Everything kept of the account, as a file."""
    told = actions.export_account(account=_account(request), by=request.visitor)
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_POST
@for_account
def withdraw_consent(request: PortalRequest) -> HttpResponse:
    """Withdraw the consent to the use of the identity."""
    actions.end_consent(
        account=_account(request), purpose=ConsentPurpose.IDENTITY, by=request.visitor
    )
    request.session[gate.ACTING_FOR] = None
    messages.success(request, _("Your consent is withdrawn; the account is not verified any more."))
    return gate.go(request, "account")


@for_account
def erase(request: PortalRequest) -> HttpResponse:
    """Close the account for good."""
    form, status = EraseForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        held = _account(request)
        alone = queries.visitor_of(held, on=zone_today())
        if form.is_valid() and done(
            form, lambda: actions.erase_account(account=held, by=alone)
        ):
            logout(request)
            messages.success(request, _("Your account is closed and its data removed."))
            return left(gate.go(request, "home"), request.zone.code)
    return page(request, "erase", {"form": form}, status)


def _account(request: PortalRequest) -> Any:
    """The account of who is logged in."""
    return request.visitor.account


def _back(request: PortalRequest, otherwise: str) -> HttpResponse:
    onward = onward_to(request)
    return HttpResponseRedirect(onward) if onward else gate.go(request, otherwise)
