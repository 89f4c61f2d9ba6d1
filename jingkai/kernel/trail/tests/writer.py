"""An action that writes rows, for the tests of how they are written."""

from datetime import UTC, date, datetime

from django.utils.translation import gettext_lazy

from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.trail.acting import CODES, declare, perform, record
from jingkai.kernel.trail.writing import put

WROTE, INNER = "tests.writing.wrote", "tests.writing.inner"
for code in (WROTE, INNER):
    if code not in CODES:
        declare(code, gettext_lazy("Wrote {subject}"))
AT = datetime(2022, 9, 26, 2, tzinfo=UTC)


def act(cast, work, code=WROTE):
    """Run the work as an action about the cast's office."""

    def run():
        result = work()
        record(cast.invest)
        return result

    return perform(code, cast.clerk, run)


def case_of(cast, number="N1", **more):
    given = {"kind": "k", "title": "示例", "state": "a", "office": cast.invest, "opened_at": AT}
    return Case(zone_id=cast.zone.pk, number=number, **{**given, **more})


def move_of(case, code="moved", **more):
    return CaseMove(zone_id=case.zone_id, case=case, code=code, at=AT, on=date(2022, 9, 26),
                    actor="李梅", **more)  # fmt: skip


def stored(cast, **more):
    return act(cast, lambda: put(case_of(cast, **more)))


def writes(captured):
    words = ("insert", "update", "with c0")
    return [q["sql"] for q in captured if q["sql"].lower().startswith(words)]


def columns(row):
    """What the database holds of a row, column by column, its key aside."""
    fields = [f.attname for f in row._meta.local_concrete_fields if not f.primary_key]
    return type(row)._default_manager.values(*fields).get(pk=row.pk)
