"""What each verb asks of the person: its fields, and the values as its action takes them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.doors.office.work.outcomes import offers_of
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.causes import CAUSES
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows.actions.returning import APPLICANT, passed_steps
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.queries import tasks_of

type Fields = dict[str, forms.Field]


OPINION = _("Opinion")


def opinion(label: Any = OPINION, *, required: bool = False) -> forms.CharField:
    """A few lines."""
    return forms.CharField(
        label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def day(label: Any, *, initial: date | None = None) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, initial=initial)


class SeatField(forms.ModelChoiceField[Seat]):
    """A colleague, by name and office."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name} · {obj.office.name}"


def colleagues(by: Seat) -> Any:
    """The seats of the zone that are held today, one's own aside."""
    today = zone_today()
    held = Q(until__isnull=True) | Q(until__gte=today)
    seats = Seat.objects.filter(held, zone_id=by.zone_id, since__lte=today).exclude(pk=by.pk)
    return seats.select_related("user", "office").order_by("office__path", "pk")


def _complete(task: Any, by: Seat) -> Fields:
    choices = offers_of(task)
    fields: Fields = {}
    if len(choices) > 1:
        fields["outcome"] = forms.ChoiceField(
            label=_("Outcome"), choices=choices, widget=forms.RadioSelect
        )
    fields["opinion"] = opinion()
    return fields


def _to(task: Any, by: Seat) -> Fields:
    return {"to": SeatField(colleagues(by), label=_("To")), "opinion": opinion(_("Note"))}


def _signer(task: Any, by: Seat) -> Fields:
    when = forms.ChoiceField(
        label=_("When they sign"), widget=forms.RadioSelect, initial="before",
        choices=[("before", _("before me")), ("after", _("after me"))],
    )  # fmt: skip
    return {"to": SeatField(colleagues(by), label=_("Signer")), "before": when,
            "opinion": opinion(_("What is asked of them"))}  # fmt: skip


def _copies(task: Any, by: Seat) -> Fields:
    field = forms.ModelMultipleChoiceField(
        colleagues(by), label=_("To"), widget=forms.CheckboxSelectMultiple
    )
    field.label_from_instance = SeatField.label_from_instance.__get__(field)  # type: ignore[method-assign]
    return {"to": field, "opinion": opinion(_("Note"))}


def _back(task: Any, by: Seat) -> Fields:
    steps = [(node, last.name) for node, last in passed_steps(tasks_of(task.case), task).items()]
    choices = [(APPLICANT, _("To the applicant")), *steps[::-1]]
    return {
        "to": forms.ChoiceField(label=_("Return to"), choices=choices, widget=forms.RadioSelect),
        "opinion": opinion(_("Reason"), required=True),
    }


def _supplement(task: Any, by: Seat) -> Fields:
    hint = _("One item a line; a supplement can be asked for once, so name everything.")
    items = forms.CharField(
        label=_("What is to be supplemented"), help_text=hint, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    return {"items": items, "opinion": opinion(_("Note"))}


def _halt(case: Any, by: Seat) -> Fields:
    named = [(code, name) for code, name in CAUSES.items() if code != "supplement"]
    return {
        "cause": forms.ChoiceField(label=_("Cause"), choices=named),
        "basis": forms.CharField(label=_("Legal basis"), required=False, max_length=300),
        "opinion": opinion(_("Reason"), required=True),
    }


def _versions(case: Case, by: Seat) -> Fields:
    now = case.run.definition
    others = Definition.objects.filter(zone_id=case.zone_id, code=now.code).exclude(pk=now.pk)
    rows = others.exclude(state="draft").defer("source", "decisions")
    return {"definition": forms.ModelChoiceField(rows, label=_("Process version"))}


FORMS: Mapping[Verb, Callable[[Any, Seat], Fields]] = {
    Verb.COMPLETE: _complete,
    Verb.TRANSFER: _to,
    Verb.DELEGATE: _to,
    Verb.GIVE_BACK: lambda task, by: {"opinion": opinion(_("What was done"), required=True)},
    Verb.ADD_SIGNER: _signer,
    Verb.REMOVE_SIGNER: lambda task, by: {"opinion": opinion(_("Reason"))},
    Verb.COPY: _copies,
    Verb.RETURN: _back,
    Verb.TAKE_BACK: lambda task, by: {"opinion": opinion(_("Reason"))},
    Verb.ASK_SUPPLEMENT: _supplement,
    Verb.URGE: lambda task, by: {"opinion": opinion(_("Note"))},
    Verb.SUPERVISE: lambda task, by: {"on": day(_("To be done by"), initial=zone_today()),
                                      "opinion": opinion(_("Demand"))},
    Verb.SUPPLEMENT: lambda case, by: {"opinion": opinion(_("Note"))},
    Verb.RESUBMIT: lambda case, by: {"opinion": opinion(_("Note"))},
    Verb.WITHDRAW: lambda case, by: {"opinion": opinion(_("Reason"))},
    Verb.SUSPEND: _halt,
    Verb.RESUME: lambda case, by: {"opinion": opinion(_("Reason"))},
    Verb.TERMINATE: lambda case, by: {"opinion": opinion(_("Reason"), required=True)},
    Verb.MIGRATE: _versions,
}  # fmt: skip


def given(verb: Verb, values: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values as the verb's action takes them."""
    taken = dict(values)
    if verb == Verb.ADD_SIGNER:
        taken["before"] = taken["before"] == "before"
    if verb == Verb.ASK_SUPPLEMENT:
        taken["items"] = taken["items"].splitlines()
    if verb == Verb.COPY:
        taken["to"] = list(taken["to"])
    return taken
