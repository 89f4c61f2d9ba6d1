"""Ending a case before its process has: withdrawn by the applicant, terminated by the office."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.errors import OpinionNeeded
from jingkai.kernel.flows.hooks import hooks_of
from jingkai.kernel.flows.stepping import counted, moved, over, touch_all
from jingkai.kernel.flows.taking import UnderWay, take_case
from jingkai.kernel.flows.telling import ENDED, tell, whom
from jingkai.kernel.trail.acting import Actor, action, record


@action("flows.case.withdrawn", _("Withdrew case {case}"))
def withdraw(*, case: Case | int, by: Actor, opinion: str = "", version: int | None = None) -> Case:
    """The applicant withdraws (撤回申请), as long as the case's kind lets them.

    Raises MoveNotOffered when the case stands where it can't be withdrawn any more.
    """
    way = take_case(Verb.WITHDRAW, case, by=by, version=version)
    return _ended(way, Verb.WITHDRAW, opinion, by)


@action("flows.case.terminated", _("Terminated case {case}: {opinion}"))
def terminate(*, case: Case | int, opinion: str, by: Actor, version: int | None = None) -> Case:
    """End the case where it stands (终止), with the reason.

    Raises MoveNotOffered when the case's kind doesn't have it end here.
    """
    way = take_case(Verb.TERMINATE, case, by=by, version=version)
    if not opinion.strip():
        raise OpinionNeeded(field="opinion", verb=Verb.TERMINATE.label)
    return _ended(way, Verb.TERMINATE, opinion, by)


def _ended(way: UnderWay, verb: Verb, opinion: str, by: Actor) -> Case:
    people = whom(way.working(), but=by)
    moved(way, verb.value, {}, by=by, opinion=opinion)
    touch_all(way)
    gone = over(way)
    hooks_of(way.case).ended(way.case, verb.value, by)
    counted(way, gone)
    tell(ENDED, gone, people, case=way.case, why=str(verb.label), opinion=opinion)
    record(way.case, case=way.case.number, opinion=opinion)
    return way.case
