"""What the outcomes of steps are called, for whoever reads them."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.cases.kinds import KINDS
from jingkai.kernel.cases.words import names_of
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.models import Definition, Task
from jingkai.kernel.flows.processes import outcomes_of, spec_of


def offers_of(task: Task) -> tuple[tuple[str, str], ...]:
    """The outcomes that the task's step offers, each with its words."""
    kind = task.case.kind
    drawn = _drawn(task.case.run.definition, task.node)
    return tuple((code, named(kind, code, label)) for code, label in drawn)


def _drawn(definition: Definition, node: str) -> tuple[tuple[str, str], ...]:
    element = spec_of(definition).element(node)
    return outcomes_of(element.attributes.get("outcomes", "") if element else "")


def named(kind: str, code: str, label: str) -> str:
    """An outcome's words: as they are drawn in Chinese, as the move or event is called else."""
    if label and (get_language() or "").startswith("zh"):
        return label
    return str(names_of(KINDS[kind]).get(code) or label or _("Done"))


def words_of(tasks: Iterable[Task]) -> dict[int, str]:
    """The outcomes of tasks that are done, by task; their processes are read at once."""
    done = [task for task in tasks if task.outcome]
    keys = {task.case.run.definition_id for task in done}
    known = Definition.objects.defer("source", "decisions").in_bulk(keys) if keys else {}
    words = {}
    for task in done:
        drawn = dict(_drawn(known[task.case.run.definition_id], task.node))
        words[task.pk] = named(task.case.kind, task.outcome, drawn.get(task.outcome, ""))
    return words


def outcomes_in(definition: Definition) -> dict[str, str]:
    """Every outcome that a process knows, by code, as it is drawn."""
    nodes = spec_of(definition).nodes.values()
    drawn = [outcomes_of(each.attributes.get("outcomes", "")) for each in nodes]
    return {code: label for each in drawn for code, label in each}


def taken_over(definition: Definition) -> frozenset[str]:
    """The codes that a process offers itself: the outcomes of its steps, and the flows' verbs.

    While it goes on, the record's own verb of the same code is not offered beside them.
    """
    return frozenset(outcomes_in(definition)) | frozenset(Verb.values)
