"""Projects, bundles and commitments of the demo zone are put together of its applications."""

from collections import Counter, defaultdict

from demo.appointments import OFFERS, bookings, days
from demo.approvals import APPLIED, approval_sheets, cases, together
from demo.projects import projects
from demo.projects_sheets import code_of
from demo.things import QUESTIONS, things
from demo.wholes import BUNDLES_EACH
from demo.zone import STANDS_ON
from jingkai.domains.services.rules.projects import code_fault

ROWS = {sheet.name: sheet.rows for sheet in approval_sheets()}


def test_no_application_is_added_for_them():
    assert len(cases()) == sum(APPLIED.values())
    assert len(ROWS["办件"]) == len({row["办件编号"] for row in ROWS["办件"]})


def test_a_projects_stages_follow_one_another_and_its_applicant_is_its_builder():
    works = together().works
    assert len({work.code for work in works}) == len(works)
    for work in works:
        assert code_fault(work.code) is None
        parts = [part for stage in work.parts.values() for part in stage]
        assert {(part.code, part.project) for part in parts} == {(work.company, work.code)}
        stages = list(work.parts.values())
        for before, after in zip(stages, stages[1:], strict=False):
            ends = max(part.finished for part in before if part.finished)
            assert all(part.finished for part in before)
            assert ends <= min(part.applied for part in after)
    assert {3, 4} <= {len(work.parts) for work in works}


def test_permits_of_key_projects_were_there_before_they_began_to_build():
    started = {code_of(each): each.started for each in projects()}
    linked = [work for work in together().works if work.code in started]
    assert len(linked) >= 8
    for work in linked:
        assert max(part.finished for part in work.parts["building"]) <= started[work.code]


def test_a_bundles_parts_came_in_on_one_day_from_one_applicant():
    by_bundle = defaultdict(list)
    for case in cases():
        if case.bundle:
            by_bundle[case.bundle].append(case)
    members = {facts[0]: matters for facts, matters in things()}
    assert len(ROWS["一件事办件"]) == BUNDLES_EACH * len(members)
    for row in ROWS["一件事办件"]:
        parts = by_bundle[row["一件事办件编号"]]
        assert len(parts) > 1
        assert {(p.applied, p.applicant, p.code) for p in parts} == {
            (row["申请日期"], row["申请人"], row["统一社会信用代码"])
        }
        assert {p.matter["code"] for p in parts} <= set(members[row["一件事编号"]])
    assert set(QUESTIONS) <= {matter for matters in members.values() for matter in matters}


def test_everything_ends_with_the_day_at_which_the_demonstration_stands():
    for rows in ROWS.values():
        for row in rows:
            days = [v for k, v in row.items() if hasattr(v, "year") and k != "有效期止"]
            assert all(day <= STANDS_ON for day in days), row


def test_commitments_are_checked_and_what_was_broken_is_taken_back():
    committed = {row["办件编号"] for row in ROWS["办件"] if row["告知承诺"] == "是"}
    checks = {row["办件编号"]: row.get("核查结果", "") for row in ROWS["告知承诺核查"]}
    assert set(checks) == committed
    assert {"已履行", "限期改正", "违反承诺", ""} == set(checks.values())
    taken_back = {row["办件编号"] for row in ROWS["电子证照"] if row["撤销日期"]}
    broken = {number for number, result in checks.items() if result == "违反承诺"}
    certified = {row["办件编号"] for row in ROWS["电子证照"]}
    assert taken_back == broken & certified


def test_appointments_end_before_the_demos_day_and_nobody_is_booked_twice_in_a_slot():
    assert (days()[1], len(days())) == (STANDS_ON, 7)
    for offer in OFFERS:
        made = list(bookings(offer))
        assert made
        assert {one.ended for one in made if one.on > STANDS_ON} == {""}
        assert {one.ended for one in made if one.on < STANDS_ON} <= {"kept", "missed"}
        assert all(one.booked_at.date() < min(one.on, STANDS_ON) for one in made)
        seats = Counter((one.on, one.begins) for one in made)
        assert max(seats.values()) <= offer.capacity
        assert all("示例" in one.name for one in made)
