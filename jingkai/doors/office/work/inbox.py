"""The inbox: what there is to claim and to do, by what is due; steps for several at once."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jingkai.doors.office.work.outcomes import words_of
from jingkai.doors.office.work.places import case_url, due_words
from jingkai.doors.ui.requests import SeatedRequest, go, is_swap, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions, queries
from jingkai.kernel.flows.choices import Tab, Verb
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.offering import offered
from jingkai.kernel.flows.queries import Asked

STANDINGS = ("overdue", "soon", "supervised")
TOGETHER = {Verb.CLAIM: actions.claim, Verb.RELEASE: actions.release, Verb.READ: actions.mark_read}
"""What may be done to several tasks at once: nothing that needs an opinion of its own."""
AT_ONCE = 200


@seated()
def inbox(request: SeatedRequest) -> HttpResponse:
    """One tab of the seat's inbox, a page by key."""
    asked, today = asked_of(request), zone_today()
    found = queries.inbox(request.seat, asked, on=today)
    said = words_of(found.tasks)
    counted = queries.counts(request.seat)
    facts = {
        "asked": asked,
        "tabs": [_tab(tab, asked, counted.get(tab)) for tab in Tab],
        "standings": standings(asked),
        "rows": [row_of(task, request, today, said) for task in found.tasks],
        "next": _url(replace(asked, after=found.next_cursor)) if found.next_cursor else "",
        "together": together_on(asked.tab),
        "here": _url(asked),
        "narrowed": bool(asked.search or asked.standing),
    }
    template = "office/work/rows.html" if is_swap(request) and asked.after else None
    return render(request, template or "office/work/inbox.html", facts)


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks; what it doesn't know is left aside."""
    asking = request.GET
    tab = asking.get("tab", "")
    standing = asking.get("standing", "")
    return Asked(
        tab=Tab(tab) if tab in Tab.values else Tab.MINE,
        standing=standing if standing in STANDINGS else "",
        search=asking.get("q", "").strip()[:60],
        after=asking.get("after", "")[:300],
    )


def row_of(task: Task, request: SeatedRequest, today: Any, said: dict[int, str]) -> dict[str, Any]:
    """One line of the inbox."""
    day = task.sort_on if task.due_on or task.supervised_on else None
    words, tone = due_words(day, today)
    return {
        "task": task,
        "case": task.case,
        "url": case_url(task.case, task=task.pk),
        "due": day,
        "words": words,
        "tone": tone,
        "outcome": said.get(task.pk, ""),
        "verbs": [v for v in offered(task, request.seat) if v in TOGETHER],
    }


def standings(asked: Asked) -> list[dict[str, Any]]:
    """The filters by how a task stands, the present one marked."""
    words = {
        "": _("All"),
        "overdue": _("Overdue"),
        "soon": _("Due soon"),
        "supervised": _("Supervised"),
    }
    return [
        {"label": label, "url": _url(replace(asked, standing=code, after="")),
         "here": code == asked.standing}
        for code, label in words.items()
    ]  # fmt: skip


def together_on(tab: Tab) -> list[dict[str, Any]]:
    """What a tab offers for several tasks at once."""
    verbs = {Tab.CLAIM: (Verb.CLAIM,), Tab.MINE: (Verb.RELEASE,), Tab.COPIES: (Verb.READ,)}
    return [{"code": verb.value, "label": verb.label} for verb in verbs.get(tab, ())]


@require_POST
@seated()
def together(request: SeatedRequest) -> HttpResponse:
    """One verb for every task chosen; those that refuse it are told with their sentence."""
    name = request.POST.get("verb", "")
    act = TOGETHER.get(Verb(name)) if name in Verb.values else None
    keys = [int(key) for key in request.POST.getlist("task")[:AT_ONCE] if key.isdecimal()]
    done, refusals = 0, []
    for key in keys:
        try:
            if act is not None:
                act(task=key, by=request.seat)
                done += 1
        except Refusal as refusal:
            refusals.append(str(refusal))
    if done:
        words = ngettext("Done for {n} task.", "Done for {n} tasks.", done)
        messages.success(request, words.format(n=done))
    for sentence in refusals[:5]:
        messages.error(request, sentence)
    if not keys:
        messages.info(request, _("Choose tasks first."))
    tab = request.POST.get("tab", "")
    return go(request, _url(Asked(tab=Tab(tab) if tab in Tab.values else Tab.MINE)))


def _tab(tab: Tab, asked: Asked, count: int | None) -> dict[str, Any]:
    more = count is not None and count > queries.COUNTED
    return {
        "label": tab.label,
        "url": _url(Asked(tab=tab, search=asked.search)),
        "here": tab == asked.tab,
        "count": f"{queries.COUNTED}+" if more else count or "",
    }


def _url(asked: Asked) -> str:
    given = {"tab": asked.tab.value, "standing": asked.standing, "q": asked.search,
             "after": asked.after}  # fmt: skip
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('office:inbox')}?{query}"
