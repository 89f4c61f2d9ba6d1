"""Offices, accounts and seats: small pages for the three administrators."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from jingkai.doors.office.access.forms import (
    AccountForm,
    FoundingForm,
    NewPasswordForm,
    OfficeForm,
    SeatForm,
)
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access import actions
from jingkai.kernel.access.models import Office, Seat, User
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.models import Entry


@seated(Permission.OFFICES_MANAGE)
def offices(request: SeatedRequest) -> HttpResponse:
    """The zone's offices as a tree, and the form of a new one."""
    form = OfficeForm(request.POST or None, zone_id=request.seat.zone_id)

    def work() -> str:
        office = actions.open_office(**form.cleaned_data, by=request.seat)
        return _("The office “{name}” has been set up.").format(name=office.name)

    rows = [
        {"office": office, "depth": max(0, office.path.count("/") - 2)}
        for office in Office.objects.filter(zone_id=request.seat.zone_id).order_by("path")
    ]
    return _page(request, form, work, "office/access/offices.html", {"rows": rows})


@seated(Permission.OFFICES_MANAGE)
def founding(request: SeatedRequest) -> HttpResponse:
    """The day that founded the zone."""
    zone = request.seat.zone
    form = FoundingForm(request.POST or None, initial={"founded_on": zone.founded_on})

    def work() -> str:
        actions.set_founding(**form.cleaned_data, by=request.seat)
        return _("The founding day has been noted; figures follow it from now on.")

    facts = {"zone": zone, "crumbs": [(_("Offices"), reverse("office:offices"))]}
    return _page(request, form, work, "office/access/founding.html", facts, "office:offices")


@sensitive_post_parameters()
@seated(Permission.USERS_MANAGE)
def users(request: SeatedRequest) -> HttpResponse:
    """The accounts of the zone's people, and the form of a new one."""
    form = AccountForm(request.POST or None)

    def work() -> str:
        user = actions.open_account(**form.cleaned_data, by=request.seat)
        return _("The account of {name} is open. Have the security administrator give a seat."
                 ).format(name=user.name)  # fmt: skip

    facts = {"rows": people(request.seat), "now": timezone.now()}
    return _page(request, form, work, "office/access/users.html", facts)


def people(seat: Seat) -> QuerySet[User]:
    """Everyone who holds or held a seat in the zone, and accounts opened here that wait for one."""
    opened = Entry.objects.filter(
        zone_id=seat.zone_id, subject_type="access.user", code="access.user.opened"
    )
    seated_here = Seat.objects.filter(zone_id=seat.zone_id)
    return User.objects.filter(
        Q(pk__in=seated_here.values("user_id")) | Q(pk__in=opened.values("subject_id"))
    ).order_by("name", "pk")


@sensitive_post_parameters()
@seated(Permission.USERS_MANAGE)
def password(request: SeatedRequest, pk: int) -> HttpResponse:
    """Set a new password for someone; it opens a lock as well."""
    user = get_object_or_404(people(request.seat), pk=pk)
    form = NewPasswordForm(request.POST or None)

    def work() -> str:
        actions.set_password(user=user, password=form.cleaned_data["password"], by=request.seat)
        return _("{name} has a new password.").format(name=user.name)

    facts = {"person": user, "crumbs": [(_("Accounts"), reverse("office:users"))]}
    return _page(request, form, work, "office/access/password.html", facts, "office:users")


@seated(Permission.SEATS_MANAGE)
def seats(request: SeatedRequest) -> HttpResponse:
    """The zone's seats, and the form of a new one."""
    form = SeatForm(request.POST or None, zone_id=request.seat.zone_id, people=people(request.seat))

    def work() -> str:
        seat = actions.give_seat(**form.cleaned_data, by=request.seat)
        return _("{name} acts from the new seat from now on.").format(name=seat.user.name)

    rows = (
        Seat.objects.filter(zone_id=request.seat.zone_id)
        .select_related("user", "office")
        .order_by("office__path", "user__name")
    )
    facts = {"rows": rows, "roles": ROLES.values(), "today": timezone.localdate()}
    return _page(request, form, work, "office/access/seats.html", facts)


@require_POST
@seated(Permission.SEATS_MANAGE)
def end_seat(request: SeatedRequest, pk: int) -> HttpResponse:
    """End a seat today."""
    seat = get_object_or_404(Seat, zone_id=request.seat.zone_id, pk=pk)
    actions.end_seat(seat=seat, on=timezone.localdate(), by=request.seat)
    messages.success(request, _("The seat of {name} ends today.").format(name=seat.user.name))
    return go(request, reverse("office:seats"))


def _page(
    request: SeatedRequest,
    form: forms.Form,
    work: Callable[[], str],
    template: str,
    facts: dict[str, Any],
    onward: str = "",
) -> HttpResponse:
    """Show the page; when the form was sent and holds, do the work and come back."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                messages.success(request, work())
            except Refusal as refusal:
                status = refusal.status
                where = refusal.field if refusal.field in form.fields else None
                form.add_error(where, str(refusal))
            else:
                return go(request, reverse(onward) if onward else request.path)
    return render(request, template, {"form": form, **facts}, status=status)
