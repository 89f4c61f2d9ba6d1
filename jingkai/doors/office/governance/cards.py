"""The board of supervision cards: offices by their open cards, and what deserves a card."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal

SHOWN = 100


class DemandForm(forms.Form):
    """What the office is told to do."""

    demand = forms.CharField(
        label=gettext_lazy("what the card demands"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@seated(Permission.CARD_VIEW)
def board(request: SeatedRequest) -> HttpResponse:
    """Offices with open cards, the cards, and to whom may issue them the matters that are late."""
    today = zone_today()
    may_issue = request.seat.can(Permission.CARD_ISSUE)
    late = queries.late_matters(request.seat.zone_id, today) if may_issue else []
    cards = list(queries.open_cards(request.seat)[:SHOWN])
    facts = {
        "today": today, "rows": queries.board_of_cards(request.seat, today), "late": late[:SHOWN],
        "more": max(len(late) - SHOWN, 0), "may_issue": may_issue,
        "cards": [(card, card.is_late(today)) for card in cards],
    }  # fmt: skip
    return render(request, "office/governance/board.html", facts)


@seated(Permission.CARD_ISSUE)
def issue(request: SeatedRequest, matter: str, pk: int, level: str) -> HttpResponse:
    """Issue the card that a late matter deserves, with what is demanded."""
    found = [
        late for late in queries.late_matters(request.seat.zone_id, zone_today())
        if (late.matter, late.about.pk, late.level) == (matter, pk, level)
    ]  # fmt: skip
    if not found:
        raise Http404
    late = found[0]
    usual = _("Finish what was due on {day} and say how.").format(day=late.due.isoformat())
    form = DemandForm(request.POST or None, initial={"demand": usual})
    form.fields["demand"].label = capfirst(str(form.fields["demand"].label))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            card = actions.issue_card(
                level=level, about=late.about, office=late.office,
                demand=form.cleaned_data["demand"], by=request.seat,
            )  # fmt: skip
        except Refusal as refused:
            refusal = f"{refused} {refused.hint}" if refused.hint else str(refused)
        else:
            messages.success(request, _("Issued the card {number}.").format(number=card.number))
            return redirect("office:cards")
    facts = {"late": late, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "office/governance/issue.html", facts, status=status)
