"""Appeals of residents and enterprises: file one with photos and place, follow it, rate the answer.

No account is needed: number and telephone open what was filed; nobody sees whose it is.
"""

import uuid
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely.geometry import Point

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.choices import AskerKind, Satisfaction
from jingkai.domains.subjects.actions import knock
from jingkai.doors.portal import gate
from jingkai.doors.portal.forms import PHONE, TrackForm
from jingkai.doors.portal.gate import (
    PortalRequest,
    address_of,
    counted,
    for_account,
    open_to_all,
    page,
)
from jingkai.doors.ui.maps.small import small_map
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item
from jingkai.kernel.trail.acting import Machine

WINDOW, FILED_FROM_ONE_PLACE, OF_ONE = 10, 20, 12
MOST_PHOTOS, LARGEST = 6, 20 * 1024 * 1024
SALT, HOUR = "portal.appeal", 3_600


class AppealForm(forms.Form):
    """What somebody asks for, where, and how they are reached."""

    kind: Any = forms.ModelChoiceField(None, label=gettext_lazy("What is it about?"))
    title = forms.CharField(label=gettext_lazy("In one sentence"), max_length=150)
    words = forms.CharField(
        label=gettext_lazy("What is the matter"), max_length=2_000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    address = forms.CharField(label=gettext_lazy("Where is it?"), max_length=200)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90)
    asker = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Mobile number"), max_length=20, widget=forms.TextInput(PHONE)
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, zone_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.queryset = queries.open_kinds(zone_id)
        kinds.label_from_instance = lambda kind: (
            f"{kind.parent} · {kind}" if kind.parent else str(kind)
        )

    def shape(self) -> Point | None:
        """The place on the map, where it was told."""
        x, y = self.cleaned_data["longitude"], self.cleaned_data["latitude"]
        inside = x is not None and y is not None and x <= 180 and y <= 90
        return Point(x, y) if inside else None


class RatingForm(forms.Form):
    """Whether the answer is enough."""

    token = forms.CharField(widget=forms.HiddenInput)
    rating = forms.ChoiceField(
        label=gettext_lazy("Are you satisfied?"), choices=Satisfaction.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    solved = forms.BooleanField(label=gettext_lazy("It is solved"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What is still missing, or was good"), max_length=300, required=False
    )


def _counts_filing(request: PortalRequest) -> None:
    who = f"from {address_of(request)}"
    knock(zone_id=request.zone.pk, door="appeal", who=who, most=FILED_FROM_ONE_PLACE,
          minutes=WINDOW)  # fmt: skip


def _counts_lookup(request: PortalRequest) -> None:
    what = "".join(request.POST.get("number", "").split()).upper()[:80]
    for who, most in ((f"from {address_of(request)}", 60), (f"of {what}", OF_ONE)):
        knock(zone_id=request.zone.pk, door="appeal-track", who=who, most=most, minutes=WINDOW)


@open_to_all
@counted(_counts_filing)
def ask(request: PortalRequest) -> HttpResponse:
    """File an appeal; afterwards its number is shown."""
    form = AppealForm(request.zone.pk, request.POST or None, initial={"key": uuid.uuid4()})
    if request.method != "POST":
        return page(request, "appeal_new", {"form": form})
    photos, fault = _photos(request)
    if form.is_valid() and not fault:
        try:
            appeal = _file(request, form, photos)
        except Refusal as refusal:
            return page(request, "appeal_new", {"form": refused(form, refusal)}, refusal.status)
        return page(request, "appeal_filed", {"appeal": appeal})
    if fault:
        form.add_error(None, fault)
    return page(request, "appeal_new", {"form": form}, 422)


def refused(form: forms.Form, refusal: Refusal) -> forms.Form:
    """The form with what was typed and why it was not taken."""
    words = f"{refusal} {refusal.hint}" if refusal.hint else str(refusal)
    form.add_error(refusal.field if refusal.field in form.fields else None, words)
    return form


def _photos(request: PortalRequest) -> tuple[list[Item], str]:
    files = request.FILES.getlist("photos")
    if len(files) > MOST_PHOTOS:
        return [], _("At most {count} photos.").format(count=MOST_PHOTOS)
    if any((file.size or 0) > LARGEST for file in files):
        return [], _("A photo may have at most 20 MB.")
    return [Item("photo", file=file.read(), name=file.name or "photo") for file in files], ""


def _file(request: PortalRequest, form: AppealForm, photos: list[Item]) -> Any:
    told, visitor = form.cleaned_data, request.visitor
    of_enterprise = visitor.enterprise is not None
    return actions.ask(
        kind=told["kind"], title=told["title"], words=told["words"], address=told["address"],
        shape=form.shape(), asker=told["asker"], phone=told["phone"], account=visitor.account,
        enterprise=visitor.enterprise, photos=photos,
        asker_kind=AskerKind.ENTERPRISE if of_enterprise else AskerKind.RESIDENT,
        by=Machine(zone_id=request.zone.pk), idempotency_key=str(told["key"]),
    )  # fmt: skip


@open_to_all
@counted(_counts_lookup)
def follow(request: PortalRequest) -> HttpResponse:
    """Where an appeal stands, by its number and the telephone given with it."""
    form = TrackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        found = queries.tracked_appeal(request.zone.pk, told["number"], told["phone"])
        if found is not None:
            return _shown(request, found)
        form.add_error(None, _("No appeal has this number and this telephone number."))
    return page(request, "appeal_track", {"form": form}, 422 if form.errors else 200)


@for_account
def own(request: PortalRequest, number: str) -> HttpResponse:
    """An appeal of one's own account, without asking for its telephone again."""
    found = queries.appeals_of_account(request.visitor.account).filter(number=number).first()
    if found is None:
        raise Http404
    return _shown(request, found)


def _shown(
    request: PortalRequest, appeal: Any, form: Any = None, status: int = 200
) -> HttpResponse:
    token = signing.dumps(appeal.pk, salt=SALT)
    rating = form or RatingForm(initial={"token": token, "solved": True})
    facts = {"appeal": appeal, "form": rating if appeal.state == "answered" else None,
             "rounds": appeal.rounds.order_by("nth"),
             "small": small_map(appeal.shape, request.visitor)}  # fmt: skip
    return page(request, "appeal", facts, status)


@open_to_all
def rate(request: PortalRequest) -> HttpResponse:
    """The asker's word on the answer: content, it is closed; unhappy, it is worked on again."""
    if request.method != "POST":
        return gate.go(request, "appeal-follow")
    form = RatingForm(request.POST)
    try:
        pk = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return gate.go(request, "appeal-follow")
    appeal = queries.appeal_by_key(request.zone.pk, pk)
    if appeal is None:
        raise Http404
    if not form.is_valid():
        return _shown(request, appeal, form, 422)
    told = form.cleaned_data
    try:
        appeal = actions.rate_appeal(
            appeal=appeal, rating=told["rating"], words=told["words"], solved=told["solved"],
            by=Machine(zone_id=request.zone.pk),
        )  # fmt: skip
    except Refusal as refusal:
        if appeal.state != "answered":
            raise  # there is nothing to rate, and no form to show it in
        return _shown(request, appeal, refused(form, refusal), refusal.status)
    return _shown(request, appeal)
