"""Processes to look at: all of them with their versions, one version with what it changed."""

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.doors.office.processes.tables import tables_of
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.doors.ui.templatetags.ui import joined
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.actions.definitions import faults_of
from jingkai.kernel.flows.choices import DefinitionState, Joint
from jingkai.kernel.flows.diff import Change, diff
from jingkai.kernel.flows.engine import ProcessError
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.processes import outcomes_of, spec_of

TONES = {"draft": "amber", "published": "green", "retired": ""}
RUNNING = Count("runs", filter=Q(runs__finished_at=None))
ASKED = {
    "role": gettext_lazy("Role"), "office": gettext_lazy("Office"),
    "offices": gettext_lazy("Offices"), "seat": gettext_lazy("Seat"),
    "joint": gettext_lazy("Signing"), "ratio": gettext_lazy("Ratio"),
    "days": gettext_lazy("Working days"), "outcomes": gettext_lazy("Outcomes"),
    "form": gettext_lazy("Form of the step"), "call": gettext_lazy("Platform call"),
    "decision": gettext_lazy("Decision table"), "result": gettext_lazy("Name of the result"),
    "hitPolicy": gettext_lazy("Hit policy"), "typeRef": gettext_lazy("Type"),
    "label": gettext_lazy("Name"), "name": gettext_lazy("Name"),
}  # fmt: skip
"""What a step says beyond its name, in words."""
CELL = re.compile(r"(input|output)Entry(?: (\d+))?/text")


@seated(Permission.VIEW)
def processes(request: SeatedRequest) -> HttpResponse:
    """Every process: the version in force, the draft, and how many cases are on which."""
    rows = queries.definitions(request.seat).annotate(running=RUNNING).order_by("code", "-version")
    found = [
        {"code": code, "name": versions[0].name, "versions": [version_row(v) for v in versions],
         "running": sum(v.running for v in versions)}
        for code, group in groupby(rows, key=lambda row: row.code)
        if (versions := list(group))
    ]  # fmt: skip
    facts = {"processes": found, "may_define": request.seat.can(Permission.DEFINE)}
    return render(request, "office/processes/list.html", facts)


def version_row(version: Any) -> dict[str, Any]:
    """A version with how it stands."""
    return {"version": version, "state": version.get_state_display(), "tone": TONES[version.state]}


def version_for(request: SeatedRequest, pk: int) -> Definition:
    """One version with its files, of the seat's zone."""
    rows = queries.definitions(request.seat).defer(None).annotate(running=RUNNING)
    found: Definition = get_object_or_404(rows, pk=pk)
    return found


@seated(Permission.VIEW)
def process(request: SeatedRequest, pk: int) -> HttpResponse:
    """One version: drawn, step by step in words, and what differs from the version before."""
    version = version_for(request, pk)
    versions = Definition.objects.filter(zone_id=version.zone_id, code=version.code)
    before = versions.filter(version__lt=version.version).order_by("-version").first()
    changes = changes_between(before, version)
    draft = version.state == DefinitionState.DRAFT
    faults = faults_of(version.source, version.decisions, by=request.seat) if draft else []
    marks = {change.element: change.kind.value for change in changes if before}
    return render(
        request,
        "office/processes/process.html",
        {
            "version": version, "row": version_row(version), "before": before,
            "changes": [change_row(change) for change in changes] if before else [],
            "faults": faults, "steps": steps_of(version), "draft": draft,
            "tables": tables_of(version.decisions),
            "marks": marks | {fault.element: "fault" for fault in faults},
            "may_define": request.seat.can(Permission.DEFINE),
            "in_force": version.state == DefinitionState.PUBLISHED,
            "crumbs": [(_("Processes"), reverse("office:processes"))],
        },
    )  # fmt: skip


def changes_between(before: Definition | None, after: Definition) -> tuple[Change, ...]:
    """The elements that differ; everything is new in a first version, which tells nothing."""
    if before is None:
        return ()
    try:
        return diff((before.source, before.decisions), (after.source, after.decisions))
    except SyntaxError:  # a draft that is no XML yet
        return ()


def change_row(change: Change) -> dict[str, Any]:
    """A change in words and its colour."""
    words = {"added": (_("added"), "green"), "removed": (_("removed"), "red"),
             "changed": (_("changed"), "amber")}  # fmt: skip
    details = [(what_of(one.what), one.before, one.after) for one in change.details]
    return {"change": change, "words": words[change.kind.value], "details": details}


def what_of(path: str) -> Any:
    """What about an element differs, in words; a cell of a decision table by its column."""
    if cell := CELL.fullmatch(path):
        words = _("Condition {n}") if cell[1] == "input" else _("Result {n}")
        return words.format(n=cell[2] or 1)
    return ASKED.get(path.split("/")[-1], path)


def steps_of(version: Definition) -> list[dict[str, Any]]:
    """The steps that people or the platform do, with what is asked of each; the text of a drawing.

    A draft that can't be read yet has none.
    """
    try:
        nodes = spec_of(version).nodes.values()
    except (ProcessError, Refusal):
        return []
    return [
        {"name": node.name or node.id, "facts": told(node.attributes)}
        for node in nodes
        if node.attributes.keys() & ASKED.keys()
    ]


def told(attributes: Mapping[str, str]) -> list[tuple[Any, str]]:
    """What a step asks for, in words: roles and signing by their names, outcomes by labels."""
    roles = {role.code: str(role.name) for role in ROLES.values()}
    said = []
    for code, label in ASKED.items():
        value = attributes.get(code, "")
        if code == "role":
            value = roles.get(value, value)
        elif code == "joint" and value in Joint.values:
            value = str(Joint(value).label)
        elif code == "outcomes" and value:
            value = joined(name or key for key, name in outcomes_of(value))
        if value:
            said.append((label, value))
    return said
