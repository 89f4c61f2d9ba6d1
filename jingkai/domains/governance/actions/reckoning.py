"""The days by which an appeal's steps are due: copies of what its clocks say, told anew.

Never while a row is written: the zone's calendar lies in the database, and an import streams.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from jingkai.domains.governance import cases
from jingkai.domains.governance.models import Appeal
from jingkai.kernel.cases.steps import saved
from jingkai.kernel.trail.writing import flush

FIELDS = {"accept": "accept_due_on", "answer": "answer_due_on", "overall": "due_on"}
SET = """
    update governance_appeal as kept
    set accept_due_on = told.accept, answer_due_on = told.answer, due_on = told.overall
    from unnest(%s::bigint[], %s::date[], %s::date[], %s::date[])
        as told(id, accept, answer, overall)
    where kept.id = told.id and (kept.accept_due_on, kept.answer_due_on, kept.due_on)
        is distinct from (told.accept, told.answer, told.overall)
"""


def kept(appeal: Appeal, **facts: Any) -> Appeal:
    """Tell the days by which its steps are due, check, save, and leave an entry."""
    appeal.began_on = appeal.began_on or timezone.localdate(appeal.received_at)
    for code, field in FIELDS.items():
        setattr(appeal, field, cases.due_day(appeal, code))
    return saved(appeal, **facts)


def settle_days(zone_id: int, keys: list[int]) -> None:
    """Tell the days of many appeals at once, inside an action under way."""
    rows = Appeal.objects.filter(zone_id=zone_id, pk__in=keys)
    read = rows.only("pk", "zone_id", "pace", "began_on", "more_days")
    told = [[one.pk, *(cases.due_day(one, code) for code in FIELDS)] for one in read]
    if told:
        flush()
        with connection.cursor() as cursor:
            cursor.execute(SET, [list(column) for column in zip(*told, strict=True)])
