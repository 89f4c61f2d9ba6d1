"""The days by which an appeal's steps are due: copies of what its clocks say, told anew.

Never while a row is written: the zone's calendar lies in the database, and an import streams.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from jingkai.domains.governance import cases
from jingkai.domains.governance.models import Appeal
from jingkai.kernel.cases.steps import saved
from jingkai.kernel.trail.writing import flush

FIELDS = {"accept": "accept_due_on", "answer": "answer_due_on", "overall": "due_on"}
TOLD_FROM = ("pace", "began_on", "more_days")
SET = """
    update governance_appeal as kept
    set accept_due_on = told.accept, answer_due_on = told.answer, due_on = told.overall
    from unnest(%s::text[], %s::date[], %s::int[], %s::date[], %s::date[], %s::date[])
        as told(pace, began, more, accept, answer, overall)
    where kept.zone_id = %s and (kept.id = any(%s::bigint[]) or %s)
        and (kept.pace, kept.began_on, kept.more_days) = (told.pace, told.began, told.more)
        and (kept.accept_due_on, kept.answer_due_on, kept.due_on)
        is distinct from (told.accept, told.answer, told.overall)
"""


def kept(appeal: Appeal, **facts: Any) -> Appeal:
    """Tell the days by which its steps are due, check, save, and leave an entry."""
    tell_days(appeal)
    return saved(appeal, **facts)


def tell_days(appeal: Appeal) -> None:
    """Tell the days by which the steps of its round are due."""
    appeal.began_on = appeal.began_on or timezone.localdate(appeal.received_at)
    for code, field in FIELDS.items():
        setattr(appeal, field, cases.due_day(appeal, code))


def settle_days(zone_id: int, keys: Sequence[int] | None = None) -> int:
    """Tell the days of many appeals at once, inside an action under way; how many moved.

    Of these keys; without any, of all, as when the zone's calendar changed: closed ones too, so
    that a page and a figure tell the same of a day that was set afterwards.
    """
    rows = Appeal.objects.filter(zone_id=zone_id)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    told = []
    for values in rows.order_by().values_list(*TOLD_FROM).distinct():
        one = Appeal(zone_id=zone_id, **dict(zip(TOLD_FROM, values, strict=True)))
        told.append([*values, *(cases.due_day(one, code) for code in FIELDS)])
    if not told:
        return 0
    flush()
    columns = [in_sql(column) for column in zip(*told, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(SET, [*columns, zone_id, in_sql(keys or ()), keys is None])
        return int(cursor.rowcount)


def in_sql(values: Iterable[Any]) -> str:
    """Numbers, days and codes as an array's text, which the database reads in one go."""
    return "{" + ",".join("NULL" if each is None else str(each) for each in values) + "}"
