"""Figures of whistles, cards and campaigns: counted from what happened, late by the clocks."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.governance import actions
from jingkai.domains.governance.models import WhistleDuty
from jingkai.domains.governance.tests.conftest import moment
from jingkai.domains.governance.tests.test_campaigns import (  # noqa: F401
    campaign,
    done,
    own_folder,
    task,
)
from jingkai.domains.governance.tests.test_whistles import (  # noqa: F401
    arrive,
    finish,
    lead_and_others,
    part,
    sounded,
    street,
)
from jingkai.kernel.cases.actions import set_days
from jingkai.kernel.cases.effects import kept_moved
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate

JULY = Period.month(2022, 7)


def told(people, *codes, period=JULY):
    """The figures as the statistician sees them, by the last part of their code."""
    full = [f"governance.{code}" for code in codes]
    found = evaluate(full, period, seat=people.cast.statistician)
    for code in full:
        assert drill(code, period, seat=people.cast.statistician)
    return {code.split(".", 1)[1]: one.value for code, one in found.items()}


def copies(whistle, seat):
    one = part(whistle, seat)
    return (one.arrive_due_on, one.arrived_in_time, one.work_due_on, one.worked_in_time)


@pytest.fixture
def worked(sounded, lead_and_others):  # noqa: F811
    """The leading office comes in time and works late, the second comes late, the third waits."""
    lead, other, _fire = lead_and_others
    arrive(sounded, lead, at="2022-07-05 10:30")
    arrive(sounded, other, at="2022-07-05 10:31")
    finish(sounded, other, at="2022-07-13 17:00")
    finish(sounded, lead, at="2022-07-19 09:00")
    return sounded


def test_offices_know_by_when_they_were_due_and_whether_in_time(
    people, worked, lead_and_others, supervisor  # noqa: F811
):  # fmt: skip
    lead, other, fire = lead_and_others
    day = date(2022, 7, 5)
    assert copies(worked, lead) == (day, True, date(2022, 7, 18), False)
    assert copies(worked, other) == (day, False, date(2022, 7, 13), True)
    assert copies(worked, fire) == (day, None, date(2022, 7, 13), None)
    actions.suspend_whistle(
        whistle=worked, cause="testing", on=date(2022, 7, 11), by=supervisor
    )
    assert copies(worked, fire)[2:] == (None, None), "it stands still"
    actions.resume_whistle(whistle=worked, on=date(2022, 7, 13), by=supervisor)
    assert copies(worked, fire)[2] == date(2022, 7, 15)
    assert copies(worked, lead)[2:] == (date(2022, 7, 20), True)
    waits = part(worked, fire)
    more = actions.allow_office_more_time(
        duty=waits, days=2, because="待设备", on=date(2022, 7, 14), by=supervisor
    )
    assert copies(worked, fire)[2] == date(2022, 7, 19)
    days = {date(2022, 7, 18): False}
    _looked, moved = kept_moved(people.zone.pk, days)
    assert [(one.title, one.due, then) for one, then in moved] == [
        (f"{worked.number} {fire.office.name}", date(2022, 7, 19), date(2022, 7, 20))
    ]
    set_days(days=days, source="示例通知", by=people.cast.services_manager)
    assert copies(worked, fire)[2] == date(2022, 7, 20)
    assert more.pk == waits.pk


def test_figures_of_whistles(people, worked, lead_and_others, street):  # noqa: F811
    lead, _other, fire = lead_and_others
    shares = ("arrivals_in_time_share", "whistle_work_in_time_share")
    assert told(people, "whistles_sounded", "whistles_open", "arrivals", *shares) == {
        "whistles_sounded": 1, "whistles_open": 1, "arrivals": 2,
        "arrivals_in_time_share": Decimal(1) / 3, "whistle_work_in_time_share": Decimal(1) / 3,
    }  # fmt: skip
    arrive(worked, fire, at="2022-07-20 09:00")
    finish(worked, fire, at="2022-07-20 10:00")
    for rating, at in (("dissatisfied", "2022-07-21 10:00"), ("basically", "2022-07-28 10:00")):
        if rating == "basically":
            finish(worked, lead, at="2022-07-26 10:00")
        actions.report_done(whistle=worked, outcome="已恢复", at=moment(at), by=lead)
        actions.rate_whistle(whistle=worked, rating=rating, at=moment(at), by=street)
    assert told(
        people, "whistles_closed", "whistles_open", "whistles_sent_back",
        "whistles_satisfied_share",
    ) == {
        "whistles_closed": 1, "whistles_open": 0, "whistles_sent_back": 1,
        "whistles_satisfied_share": 0,
    }  # fmt: skip


def test_a_withdrawn_whistle_asks_nothing_that_is_not_done(
    people, sounded, lead_and_others, street  # noqa: F811
):  # fmt: skip
    arrive(sounded, lead_and_others[0])
    actions.withdraw_whistle(
        whistle=sounded, because="已自行解决", at=moment("2022-07-04 15:00"), by=street
    )
    rows = WhistleDuty.objects.filter(whistle=sounded).order_by("pk")
    assert [(one.arrive_due_on is None, one.work_due_on) for one in rows] \
        == [(False, None), (True, None), (True, None)]  # fmt: skip
    assert told(people, "arrivals_in_time_share", "whistles_open", "whistles_sounded") == {
        "arrivals_in_time_share": 1, "whistles_open": 0, "whistles_sounded": 1,
    }  # fmt: skip


def test_figures_of_cards_and_campaigns(people, supervisor, task):  # noqa: F811
    amber, red = (
        actions.issue_card(
            level=level, title="示例事项", office=people.enforcement, demand="限期答复",
            on=date(2022, 7, 4), by=supervisor,
        )
        for level in ("amber", "red")
    )  # fmt: skip
    for card, on in ((amber, date(2022, 7, 7)), (red, date(2022, 7, 12))):
        actions.answer_card(card=card, answer="已整改", on=on, by=people.handler)
    amber.refresh_from_db()
    actions.lift_card(card=amber, because="整改到位", on=date(2022, 7, 8), by=supervisor)
    assert told(
        people, "cards_issued", "cards_issued.amber", "cards_issued.red", "cards_lifted",
        "cards_open", "cards_answered_in_time_share",
    ) == {
        "cards_issued": 2, "cards_issued.amber": 1, "cards_issued.red": 1, "cards_lifted": 1,
        "cards_open": 1, "cards_answered_in_time_share": Decimal("0.5"),
    }  # fmt: skip
    one, _other, gone = (task(due_on="2022-07-15", title=f"任务{n}") for n in range(3))
    done(one, people, at="2022-07-16 10:00")
    actions.accept_task(task=one, at=moment("2022-07-18 10:00"), by=supervisor)
    actions.drop_task(task=gone, because="已拆除", by=supervisor)
    assert told(
        people, "campaigns", "campaign_tasks_accepted", "campaign_tasks_accepted_share",
        "campaign_tasks_in_time_share", "campaign_points",
    ) == {
        "campaigns": 1, "campaign_tasks_accepted": 1,
        "campaign_tasks_accepted_share": Decimal("0.5"), "campaign_tasks_in_time_share": 0,
        "campaign_points": Decimal("2.5"),
    }  # fmt: skip
