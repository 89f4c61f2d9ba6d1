"""The diagram of a case's process with its way through it, for the viewer in the browser."""

from django.http import Http404, HttpResponse, JsonResponse

from jingkai.doors.office.work.dialogs import may_see
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.models import Run


@seated()
def way(request: SeatedRequest, pk: int) -> HttpResponse:
    """The BPMN file, and for each element whether the case is there, passed it or left it."""
    case = Case.objects.filter(zone_id=request.seat.zone_id, pk=pk).first()
    run = Run.objects.select_related("definition").filter(case=case).first() if case else None
    if case is None or run is None or not may_see(request, case):
        raise Http404
    case.run = run
    ways = queries.way_of(case)
    told = {
        "name": run.definition.name,
        "source": run.definition.source,
        "nodes": {node: {"standing": way.standing, "rounds": way.rounds,
                         "who": [who for task in way.tasks if (who := _who(task))]}
                  for node, way in ways.items()},
    }  # fmt: skip
    return JsonResponse(told)


def _who(task: object) -> str:
    holder = getattr(task, "holder", None)
    return holder.name if holder else ""
