"""What an action does to a case, and what it refuses."""

from datetime import date

import pytest
from django.utils.translation import override

from jingkai.kernel.cases import numbers
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import (
    AlreadySuspended,
    CaseClosed,
    EndsBeforeItBegins,
    ExtensionTooLate,
    ExtensionTooLong,
    MoveNotOffered,
    NotSuspended,
    StaleStep,
    UnknownClock,
)
from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.cases.moving import (
    CLOCKS,
    clocks_of,
    extend,
    move_case,
    note_event,
    resume,
    suspend,
)
from jingkai.kernel.cases.tests.world import KIND, PROMISED, moment, opened, step
from jingkai.kernel.trail.acting import NotInAnAction


def accept(cast, on="2022-09-26"):
    return lambda case: move_case(case, "accept", by=cast.clerk, at=moment(on))


def by_clock(case):
    return {d.clock: d for d in Deadline.objects.filter(case_id=case.pk)}


def test_a_case_is_opened_in_its_first_state_under_a_number_with_its_first_event(cast):
    case = Case.objects.get(pk=opened(cast).pk)
    assert (case.state, case.version, case.steps, case.closed_at) == ("applied", 1, 1, None)
    assert case.number == numbers.with_check("TP2022000001")
    assert list(case.moves.values_list("code", "target", "actor", "on")) == [
        ("opened", "applied", "李梅", date(2022, 9, 26))
    ]


def test_a_move_changes_the_state_and_the_version_and_tells_who_when_and_why(cast):
    case = opened(cast)
    more = {"opinion": "齐全", "step": "hall", "facts": {"pages": 3}}
    step(cast, case, lambda c: move_case(c, "accept", by=cast.clerk, **more))
    case.refresh_from_db()
    assert (case.state, case.version, case.steps) == ("accepted", 2, 2)
    move = case.moves.last()
    assert (move.source, move.target, move.opinion, move.step, move.facts, move.seat_id) == (
        "applied", "accepted", "齐全", "hall", {"pages": 3}, cast.clerk.pk
    )  # fmt: skip


def test_a_final_state_closes_the_case_and_its_clocks(cast):
    case = opened(cast)
    step(cast, case, accept(cast))
    step(cast, case, lambda c: move_case(c, "withdraw", by=cast.clerk, at=moment("2022-09-27")))
    case.refresh_from_db()
    assert case.closed_at == moment("2022-09-27")
    assert {d.standing for d in by_clock(case).values()} == {Standing.MET}
    assert {d.stopped_on for d in by_clock(case).values()} == {date(2022, 9, 27)}
    with pytest.raises(CaseClosed):
        step(cast, case, lambda c: suspend(c, cause="hearing", on=date(2022, 9, 28), by=cast.clerk))


def test_a_move_that_is_not_offered_is_refused_and_nothing_changes(cast):
    case = opened(cast)
    with pytest.raises(MoveNotOffered):
        step(cast, case, lambda c: move_case(c, "deliver", by=cast.clerk))
    case.refresh_from_db()
    assert (case.state, case.version, case.moves.count()) == ("applied", 1, 1)


def test_a_step_from_an_old_page_is_refused_with_a_clear_sentence(cast):
    case = opened(cast)
    step(cast, case, accept(cast), version=1)
    with pytest.raises(StaleStep) as refusal:
        step(cast, case, accept(cast), version=1)
    with override("zh-hans"):
        assert "此页打开后" in str(refusal.value)


def test_a_noted_event_leaves_state_and_version(cast):
    case = opened(cast)
    step(cast, case, lambda c: note_event(c, "called", by=cast.clerk, opinion="已电话告知"))
    case.refresh_from_db()
    assert (case.state, case.version, case.steps) == ("applied", 1, 2)
    assert case.moves.last().target == ""


def test_the_primitives_work_only_inside_an_action(cast):
    case = opened(cast)
    with pytest.raises(NotInAnAction):
        move_case(Case.objects.get(pk=case.pk), "accept", by=cast.clerk)


def test_two_clocks_of_a_case_stop_for_the_causes_outside_them_only(cast):
    case = opened(cast)
    step(cast, case, accept(cast))
    before = {code: d.due_on for code, d in by_clock(case).items()}
    assert before == {"promised": date(2022, 10, 8), "statutory": date(2022, 10, 27)}
    step(cast, case, lambda c: suspend(c, cause="supplement", on=date(2022, 9, 27), by=cast.clerk))
    found = by_clock(case)
    assert (found["promised"].due_on, found["promised"].standing) == (None, Standing.PAUSED)
    assert found["statutory"].due_on == before["statutory"]
    step(cast, case, lambda c: resume(c, cause="supplement", on=date(2022, 9, 29), by=cast.clerk))
    assert by_clock(case)["promised"].due_on == date(2022, 10, 10)
    assert case.moves.filter(code__in=("suspended", "resumed")).count() == 2


def test_a_suspension_is_opened_once_for_a_cause_and_ended_once(cast):
    case, day = opened(cast), date(2022, 9, 27)
    step(cast, case, lambda c: suspend(c, cause="hearing", on=day, by=cast.clerk, basis="第45条"))
    with pytest.raises(AlreadySuspended):
        step(cast, case, lambda c: suspend(c, cause="hearing", on=day, by=cast.clerk))
    with pytest.raises(EndsBeforeItBegins):
        step(cast, case, lambda c: resume(c, cause="hearing", on=date(2022, 9, 1), by=cast.clerk))
    step(cast, case, lambda c: resume(c, cause="hearing", on=day, by=cast.clerk))
    with pytest.raises(NotSuspended):
        step(cast, case, lambda c: resume(c, cause="hearing", on=day, by=cast.clerk))


def test_an_extension_moves_its_own_clock_and_tells_who_allowed_it(cast):
    case = opened(cast)
    step(cast, case, accept(cast))
    more = {"on": date(2022, 9, 28), "reason": "案情复杂", "document": "示例〔2022〕1号"}
    step(cast, case, lambda c: extend(c, clock="promised", amount=3, by=cast.chief, **more))
    found = by_clock(case)
    assert (found["promised"].due_on, found["statutory"].due_on) == (
        date(2022, 10, 11), date(2022, 10, 27)
    )  # fmt: skip
    fresh = Case.objects.get(pk=case.pk)
    told = next(c for c in clocks_of(fresh) if c.deadline.rule.code == "promised")
    assert [e.allowed_by for e in told.deadline.extensions] == ["王强"]


@pytest.mark.parametrize(
    ("clock", "amount", "on", "refusal"),
    [
        ("promised", 11, "2022-09-27", ExtensionTooLong),
        ("promised", 1, "2022-10-09", ExtensionTooLate),
        ("silence", 1, "2022-09-27", UnknownClock),
    ],
)
def test_an_extension_too_long_too_late_or_of_no_clock_is_refused(cast, clock, amount, on, refusal):
    case = opened(cast)
    step(cast, case, accept(cast))
    with pytest.raises(refusal):
        step(cast, case, lambda c: extend(c, clock=clock, amount=amount, on=date.fromisoformat(on),
                                          by=cast.chief, reason="x"))  # fmt: skip


def test_each_office_has_its_own_clock_on_the_events_that_concern_it(cast):
    case, noted = opened(cast), {}
    for office, on in ((cast.invest, "2022-09-26"), (cast.statistics, "2022-09-28")):
        noted[office] = step(cast, case, lambda c, o=office, on=on: note_event(
            c, "handed", by=cast.clerk, office=o, at=moment(on)))  # fmt: skip
    step(cast, case, lambda c: note_event(c, "answered", by=cast.clerk, office=cast.invest,
                                          at=moment("2022-09-27")))  # fmt: skip
    rows = Deadline.objects.filter(case_id=case.pk, clock="answer").order_by("started_on")
    assert [(d.office_id, d.due_on, d.stopped_on) for d in rows] == [
        (cast.invest.pk, date(2022, 9, 29), date(2022, 9, 27)),
        (cast.statistics.pk, date(2022, 10, 8), None),
    ]


def test_a_matter_has_limits_of_its_own(cast, monkeypatch):
    from dataclasses import replace

    case = opened(cast)
    monkeypatch.setitem(CLOCKS, KIND.code, lambda c: (replace(PROMISED, length=1),))
    step(cast, case, accept(cast))
    assert {d.clock: d.due_on for d in by_clock(case).values()} == {"promised": date(2022, 9, 27)}
