"""Tokens of the API: issued to a seat, shown once, revoked."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access.models import Seat, Token
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.tokens import SCOPES, issue_token, revoke_token, tokens_of
from jingkai.kernel.errors import Refusal


def _in_half_a_year() -> Any:
    return timezone.localdate() + timedelta(days=180)


class TokenForm(forms.Form):
    """A token: whose seat, into what, until when."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60,
        help_text=gettext_lazy("Of the program that will use it; it stands in the trail."),
    )  # fmt: skip
    seat: Any = forms.ModelChoiceField(
        label=gettext_lazy("Acts from the seat"), queryset=Seat.objects.none(), empty_label="—"
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"), widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Several with Ctrl or ⌘; only what the program needs."),
    )  # fmt: skip
    expires_at = forms.DateField(
        label=gettext_lazy("Last day"), initial=_in_half_a_year,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, zone_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat, scopes = self.fields["seat"], self.fields["scopes"]
        rows = Seat.objects.filter(zone_id=zone_id, until__isnull=True, user__is_active=True)
        seat.queryset = rows.select_related("user", "office").order_by("user__name")  # type: ignore[attr-defined]
        seat.label_from_instance = lambda one: f"{one} · {one.role.name}"  # type: ignore[attr-defined]
        scopes.choices = [(c, f"{c} {words}") for c, words in SCOPES.items()]  # type: ignore[attr-defined]

    def clean_expires_at(self) -> datetime:
        """The end of the last day."""
        last = self.cleaned_data["expires_at"]
        return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))


@never_cache
@seated(Permission.TOKENS_MANAGE)
def tokens(request: SeatedRequest) -> HttpResponse:
    """The zone's tokens, and the form of a new one; its secret is shown once, right after."""
    form = TokenForm(request.POST or None, zone_id=request.seat.zone_id)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                token = issue_token(**form.cleaned_data, by=request.seat)
            except Refusal as refusal:
                status = refusal.status
                where = refusal.field if refusal.field in form.fields else None
                form.add_error(where, str(refusal))
            else:
                return secret_page(request, token)
    rows = [state_of(token) for token in tokens_of(request.seat)]
    facts = {"form": form, "rows": rows}
    return render(request, "office/access/tokens.html", facts, status=status)


def secret_page(request: SeatedRequest, token: Any) -> HttpResponse:
    """The token, this once."""
    crumbs = [(_("Tokens"), reverse("office:tokens"))]
    facts = {"token": token, "secret": token.secret, "crumbs": crumbs}
    return render(request, "office/access/token.html", facts)


def state_of(token: Token) -> dict[str, Any]:
    """A token, whether it holds, and when it was last used."""
    if token.revoked_at:
        words, tone = pgettext("token", "revoked"), ""
    elif token.expires_at <= timezone.now():
        words, tone = pgettext("token", "expired"), ""
    else:
        words, tone = pgettext("token", "holds"), "green"
    used = token.use.at if hasattr(token, "use") else None
    return {"token": token, "words": words, "tone": tone, "used": used}


@require_POST
@seated(Permission.TOKENS_MANAGE)
def revoke(request: SeatedRequest, pk: int) -> HttpResponse:
    """From now on the token opens nothing."""
    token = get_object_or_404(tokens_of(request.seat), pk=pk)
    revoke_token(token=token, by=request.seat)
    messages.success(request, _("The token “{name}” opens nothing any more.").format(name=token))
    return go(request, reverse("office:tokens"))
