"""A payment batch at scale: 20,000 people from eligibility to the bank's answer, beside plain SQL.

    uv run python -m benchmarks.subsidies --people 20000
    uv run python -m benchmarks.subsidies --people 2000

Ours: assembling (a decision table of four lines, exclusions, accounts sealed, history of each row),
checking, approving, the bank's file, the bank's answer with one in a hundred returned, the batch
that pays those again. Beside it the same payments in plain SQL of the same run: one insert that
knows the four lines as a CASE, one select that makes the file, one update from the answer; without
sealing, exclusions, history or trail. Amounts must agree to the cent.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

NAME = "jingkai_bench_subsidies"
DAY = date(2022, 1, 4)
RETURNED = 100
"""One payment in so many comes back."""
LINES = (("90周岁以上", "300.00"), ("80至89", "100.50"), ("70至79", "60.25"), ("60至69", "30.10"))
PLAIN = """
create temporary table plain_payment (
    id bigserial primary key, person bigint unique, account text, amount numeric(16, 2),
    state text default 'ready', paid_on date, reason text)
"""
INSERT = """
insert into plain_payment (person, account, amount)
select id, number, case when age >= 90 then 300.00 when age between 80 and 89 then 100.50
    when age between 70 and 79 then 60.25 else 30.10 end
from (select id, number, extract(year from age(date '2022-01-01', born_on)) as age
      from livelihood_beneficiary where gone_on is null) who where age >= 60
"""


def prepare(people: int) -> Any:
    """A fresh database with a programme, its standards, an exclusion, and the people."""
    from django.conf import settings

    from jingkai.config import database
    from jingkai.kernel.access import actions as access
    from jingkai.kernel.access.models import User
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    database.fresh(settings.VAR, NAME)
    zone = access.open_zone(code="bench", name="示例经开区")
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        office = access.open_office(code="c", name="管委会", kind="committee", by=by)
        found = []
        for name in ("maker", "approver"):
            user = User(username=name, name=name)
            user.set_unusable_password()
            user.save()
            found.append(access.give_seat(
                user=user, office=office, role_code="livelihood_chief", since=date(2018, 1, 1),
                by=by,
            ))  # fmt: skip
        programme = fill(people, by)
    return zone, found, programme


def _programmes(since: date, zone: dict[str, int]) -> list[Any]:
    """Two programmes that exclude each other; the first has a version with its standards."""
    from jingkai.domains.livelihood.models import Exclusion, Programme, Standard, SubsidyVersion

    made = [Programme(code=code, name=f"示例补贴{code}", began_on=since, **zone)
            for code in ("GL", "HL")]  # fmt: skip
    for one in made:
        one.save()
    version = SubsidyVersion(programme=made[0], number="GL-1", since=since, **zone)
    version.save()
    for place, (age, amount) in enumerate(LINES, 1):
        Standard(version=version, position=place, name=age, age=age, amount=Decimal(amount),
                 **zone).save()  # fmt: skip
    Exclusion(number="HC01", first=made[0], second=made[1], rule="示例", since=since,
              **zone).save()  # fmt: skip
    return made


def fill(people: int, by: Any) -> Any:
    """The records; a hundredth of the people have what excludes the programme."""
    from jingkai.domains.livelihood.models import Beneficiary, Claim
    from jingkai.kernel.trail.acting import declare, perform, record

    since = date(2017, 1, 1)

    def work() -> Any:
        zone = {"zone_id": by.zone_id}
        made = _programmes(since, zone)
        rows = [
            Beneficiary(
                number=f"RY{n:06d}", name=f"示例{n}", account=f"9900000000000{n:06d}",
                bank="示例银行", born_on=date(1925 + n % 37, 1 + n % 12, 1 + n % 28), **zone,
            )
            for n in range(people)
        ]  # fmt: skip
        Beneficiary.objects.bulk_create(rows, batch_size=2_000)
        claims = [Claim(person=row, programme=made[0], since=since, **zone) for row in rows]
        claims += [Claim(person=row, programme=made[1], since=since, **zone) for row in rows[::100]]
        Claim.objects.bulk_create(claims, batch_size=2_000)
        record(made[0])
        return made[0]

    return perform(declare("benchmarks.subsidies.made", "made {subject}"), by, work)


def timed(what: str, run: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the seconds it took, printed with those of our processor."""
    begun, used = time.perf_counter(), time.process_time()
    told = run()
    took = time.perf_counter() - begun
    busy = time.process_time() - used
    print(f"{what:<36}{took:8.2f} s, of our processor {busy:.2f} s", flush=True)
    return told, took


def ours(zone: Any, seats: Any, programme: Any) -> tuple[Decimal, float]:
    """A batch from its opening to the payment of what came back."""
    from jingkai.domains.livelihood import actions, queries
    from jingkai.kernel.access.walls import walled

    maker, approver = seats

    def inside(run: Callable[[], Any]) -> Callable[[], Any]:
        def walled_run() -> Any:
            with walled(zone.pk):
                return run()

        return walled_run

    def assemble(batch: Any) -> Any:
        while batch.assembled_on is None:
            with walled(zone.pk):
                batch = actions.assemble_part(batch=batch, by=maker, on=DAY)
        return batch

    opened = inside(lambda: actions.open_batch(programme=programme, day=DAY, by=maker, on=DAY))()
    batch, a = timed("eligibility: assemble", lambda: assemble(opened))
    batch, b = timed("check", inside(lambda: actions.check_batch(batch=batch, by=maker, on=DAY)))
    batch = inside(lambda: actions.approve_batch(batch=batch, by=approver, on=DAY))()
    file, c = timed(
        "file for the bank", inside(lambda: actions.send_batch(batch=batch, by=maker, on=DAY))
    )
    text = answer(file.content.decode("utf-8-sig"))
    came, d = timed(
        "bank's answer", inside(lambda: actions.take_answer(batch=batch, text=text, by=maker))
    )
    with walled(zone.pk):
        told = queries.standing_of(batch)
        held = sum(one.count for one in told if one.fault == "excluded")
    print(f"{batch.approved_count} ordered, {came.paid} paid, {came.returned} returned,"
          f" {held} stopped by the exclusion")  # fmt: skip
    return batch.approved_amount, a + b + c + d


def answer(order: str) -> str:
    """The bank's answer to an order: one line in a hundred failed."""
    from jingkai.domains.livelihood.rules.bankfile import ANSWER, DONE, FAILED

    rows = [",".join(ANSWER)]
    for line in order.splitlines()[1:-1]:
        number, sequence, _name, _account, _bank, amount, _purpose = line.split(",")
        failed = int(sequence) % RETURNED == 0
        result, why = (FAILED, "户名不符") if failed else (DONE, "")
        rows.append(f"{number},{sequence},{amount},{result},{why},{DAY.isoformat()}")
    return "\r\n".join(rows)


def plain(zone: Any) -> tuple[Decimal, float]:
    """The same payments by hand."""
    from django.db import connection

    from jingkai.kernel.access.walls import walled

    with walled(zone.pk), connection.cursor() as cursor:

        def insert() -> None:
            cursor.execute(PLAIN)
            cursor.execute(INSERT)

        def write() -> list[Any]:
            cursor.execute("select id, account, amount from plain_payment order by id")
            return [f"{key},{account},{amount}" for key, account, amount in cursor.fetchall()]

        def settle() -> None:
            cursor.execute(
                "update plain_payment set state = case when id %% 100 = 0 then 'returned'"
                " else 'paid' end, paid_on = %s", [DAY],
            )  # fmt: skip

        took = [timed(f"plain SQL: {what}", run)[1] for what, run in
                (("insert", insert), ("file", write), ("update", settle))]  # fmt: skip
        cursor.execute(
            "select sum(p.amount) from plain_payment p where not exists (select 1 from"
            " livelihood_claim c join livelihood_programme g on g.id = c.programme_id"
            " where c.person_id = p.person and g.code = 'HL')"
        )
        return cursor.fetchone()[0], sum(took)


def main() -> int:
    """Run both; exit 1 when the amounts differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=20_000)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django

    django.setup()
    zone, seats, programme = prepare(asked.people)
    amount, took = ours(zone, seats, programme)
    by_hand, plain_took = plain(zone)
    print(f"{amount} yuan ours, {by_hand} by hand; {took:.2f} s against {plain_took:.2f} s")
    return 0 if amount == by_hand else 1


if __name__ == "__main__":
    sys.exit(main())
