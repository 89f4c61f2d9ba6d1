"""The days by which an appeal's steps are due: copies of what its clocks say, told anew.

Never while a row is written: the zone's calendar lies in the database, and an import streams.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from jingkai.domains.governance import cases
from jingkai.domains.governance.models import Appeal, AppealRound
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
ROUNDS = """
    update governance_appealround as kept set due_on = told.overall
    from unnest(%s::text[], %s::date[], %s::int[], %s::date[]) as told(pace, began, more, overall),
        governance_appeal as appeal
    where kept.zone_id = %s and (kept.id = any(%s::bigint[]) or %s) and appeal.id = kept.appeal_id
        and (appeal.pace, kept.began_on, kept.more_days) = (told.pace, told.began, told.more)
        and kept.due_on is distinct from told.overall
"""
OF_ROUNDS = ("appeal__pace", "began_on", "more_days")


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
    that a page and a figure tell the same of a day that was set afterwards. Earlier rounds are
    told theirs by `settle_round_days`.
    """
    rows = Appeal.objects.filter(zone_id=zone_id)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return _settled(SET, rows.values_list(*TOLD_FROM), FIELDS, zone_id, keys)


def settle_round_days(zone_id: int, keys: Sequence[int] | None = None) -> int:
    """Tell anew by when earlier rounds were to be closed, of these keys or of all; how many moved.

    Each as its appeal's pace, its own first day and the time allowed on top in it have it.
    """
    rows = AppealRound.objects.filter(zone_id=zone_id)
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return _settled(ROUNDS, rows.values_list(*OF_ROUNDS), ("overall",), zone_id, keys)


def settle_rounds(records: Sequence[AppealRound], by: Any) -> None:
    """Tell the days of rounds that a workbook brought."""
    keys = getattr(records, "keys", None)
    settle_round_days(by.zone_id, [one.pk for one in records] if keys is None else list(keys))


def _settled(
    statement: str, pasts: Any, codes: Iterable[str], zone_id: int, keys: Sequence[int] | None
) -> int:
    """Each past (pace, first day, days on top) is told once, and all that had it are set."""
    told = []
    for values in pasts.order_by().distinct():
        one = Appeal(zone_id=zone_id, **dict(zip(TOLD_FROM, values, strict=True)))
        told.append([*values, *(cases.due_day(one, code) for code in codes)])
    if not told:
        return 0
    flush()
    columns = [in_sql(column) for column in zip(*told, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*columns, zone_id, in_sql(keys or ()), keys is None])
        return int(cursor.rowcount)


def in_sql(values: Iterable[Any]) -> str:
    """Numbers, days and codes as an array's text, which the database reads in one go."""
    return "{" + ",".join("NULL" if each is None else str(each) for each in values) + "}"
