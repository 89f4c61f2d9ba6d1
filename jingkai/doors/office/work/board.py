"""The supervision board: what is overdue and due soon by office, and how much each person has."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.office.work.places import case_url, due_words
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Office
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.permissions import Permission

SHOWN = 100


@seated(Permission.BOARD)
def board(request: SeatedRequest) -> HttpResponse:
    """All offices, the worst first, and what is supervised."""
    today = zone_today()
    lines = queries.board(request.seat, on=today)
    supervised = list(queries.supervised(request.seat, on=today)[:SHOWN])
    return render(
        request,
        "office/work/board.html",
        {
            "lines": lines,
            "tiles": [
                (_("Overdue"), sum(line.overdue for line in lines), "red"),
                (_("Due soon"), sum(line.soon for line in lines), "amber"),
                (_("Supervised"), len(supervised), ""),
            ],
            "supervised": [
                {"task": task, "url": case_url(task.case, task=task.pk),
                 "day": due_words(task.supervised_on, today)}
                for task in supervised
            ],
            "today": today,
        },
    )  # fmt: skip


@seated(Permission.BOARD)
def load(request: SeatedRequest, pk: int) -> HttpResponse:
    """The people of one office, the most loaded first."""
    office = Office.objects.filter(zone_id=request.seat.zone_id, pk=pk).first()
    if office is None:
        raise Http404
    found = queries.load(request.seat, office, on=zone_today())
    return render(
        request,
        "office/work/load.html",
        {
            "office": office,
            "people": found,
            "most": max((each.open for each in found), default=0) or 1,
            "crumbs": [(_("Supervision board"), reverse("office:board"))],
        },
    )
