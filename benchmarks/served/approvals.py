"""Applications for a measurement of size: an application to each case of that kind, and readers.

Each has its materials, what happened to it and its limits, so that its page is as long as a real
one. All gave one telephone; a reader tracks one by its number.
"""

import random
from collections.abc import Callable
from typing import Any

PHONE = "13900000009"
FORM = '{"place": "示例路1号", "area": "120"}'

APPROVALS = """
insert into services_approval (id, zone_id, case_id, number, matter_id, version_id, title, state,
        result, office_id, accepting_office_id, channel, applicant_kind, applicant, agent, phone,
        phone_digest, form, delivery, address, committed, tolerates, supplemented, historic,
        handling, statutory_limit, statutory_unit, promised_limit, promised_unit, applied_on,
        accepted_on, finished_on, delivered_on, closed_on, promised_due_on, days_taken, visits)
select c.id, c.zone_id, c.id, c.number, %(matter)s, %(version)s, c.title, c.state,
    case when c.closed_at is null then '' else 'granted' end, c.office_id,
    1 + (random() * (%(offices)s - 1))::int, 'hall', 'person', c.party, '', %(sealed)s, %(digest)s,
    %(form)s, 'counter', '', false, false, false, false, 'promised', 20, 'workdays', 5, 'workdays',
    day, day, ended, ended, ended, case when ended is null then day + 7 end, 3, 1
from (select *, opened_at::date as day, case when closed_at is not null then closed_at::date end
    as ended from cases_case where kind = 'services.approval') c;
insert into services_approvalmaterial (zone_id, approval_id, code, name, origin, files, note)
select zone_id, id, code, code, 'paper', 0, ''
from services_approval, unnest(array['lease', 'plan']) code;
insert into cases_casemove (zone_id, case_id, code, source, target, at, "on", office_id, actor,
        step, opinion, facts)
select c.zone_id, c.id, move[1], '', move[2], c.opened_at + nth * interval '1 hour',
    c.opened_at::date, c.office_id, '李梅', '', case when nth > 1 then '同意' else '' end, '{}'
from cases_case c, (values (1, array['opened', 'submitted']), (2, array['accept', 'accepted']),
    (3, array['grant', 'decided']), (4, array['deliver', 'delivered'])) moves (nth, move)
where c.kind = 'services.approval' and (nth < 3 or c.closed_at is not null);
insert into cases_deadline (zone_id, case_id, clock, office_id, started_on, due_on, stopped_on,
        standing, provisional)
select c.zone_id, c.id, clock, c.office_id, c.opened_at::date, c.opened_at::date + 7,
    c.closed_at::date, case when c.closed_at is null then 'green' else 'stopped' end, false
from cases_case c, unnest(array['promised', 'statutory']) clock where c.kind = 'services.approval'
"""
TABLES = ("services_approval", "services_approvalmaterial", "cases_casemove", "cases_deadline")


def parameters(zone: int) -> dict[str, Any]:
    """What the statements take: a matter with its version, a telephone, a form."""
    from benchmarks.served.cases import open_matter
    from jingkai.domains.services.models import Approval
    from jingkai.kernel.access.models import Office
    from jingkai.kernel.access.sealing import digest, seal
    from jingkai.kernel.access.walls import walled

    with walled(zone):
        version = open_matter(zone, Office.objects.get(pk=1), [])
    phone: Any = Approval._meta.get_field("phone")
    return {
        "matter": version.matter_id, "version": version.pk, "form": FORM,
        "sealed": seal(PHONE, phone.bound_to), "digest": digest(PHONE),
    }  # fmt: skip


def questions() -> dict[str, Callable[[Any, random.Random, int], Any]]:
    """What readers ask of applications: lists in their scope, one whole, where one stands."""
    from jingkai.domains.services import queries
    from jingkai.domains.services.models import Approval

    def page(seat: Any, **where: Any) -> Any:
        rows = queries.approvals_for(seat).select_related("matter", "office").filter(**where)
        return list(rows.order_by("-pk")[:51])

    def whole(seat: Any, chance: random.Random, cases: int) -> Any:
        seen = page(seat, pk__lt=chance.randrange(cases) + 2)
        if not seen:
            return None
        told = queries.case_page(seat, seen[0].pk)
        clocks = [str(clock.explain()) for clock in told.clocks]
        return told.form, told.materials, told.attachments, told.moves, told.certificates, clocks

    def tracked(seat: Any, chance: random.Random, cases: int) -> Any:
        number = f"BJ2022{chance.randrange(cases) + 1:08}"
        found: Approval | None = queries.tracked(seat.zone_id, number, PHONE)
        return found and [str(words) for _move, words in queries.public_moves(found)]

    return {
        "applications: seen by the seat": lambda seat, chance, cases: page(seat),
        "applications: seen, deep": lambda seat, chance, cases: page(
            seat, pk__lt=chance.randrange(cases)
        ),
        "applications: not ended": lambda seat, chance, cases: page(seat, case__closed_at=None),
        "an application's page": whole,
        "tracked by number and telephone": tracked,
    }
