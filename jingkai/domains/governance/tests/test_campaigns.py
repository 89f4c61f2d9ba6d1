"""Campaigns: tasks done with photos before and after, points, the ranking, who may."""

import io
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.errors import CampaignOver, NotYourOffice, TasksOpen
from jingkai.domains.governance.models import Campaign, CampaignTask
from jingkai.domains.governance.registers import CAMPAIGNS, TASKS
from jingkai.domains.governance.tests.conftest import moment
from jingkai.kernel.cases.errors import MoveNotOffered, StillMissing
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files.actions import Item
from jingkai.kernel.registers import actions as registers


def photo(colour="green"):
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(kept, "PNG")
    return kept.getvalue()


def photos():
    """One before, one after."""
    return [
        Item("before", file=photo("brown"), name="整治前.png"),
        Item("after", file=photo("green"), name="整治后.png"),
    ]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def campaign(people, supervisor):
    form = {"name": "示例双城同创行动", "kind": "双城同创", "lead": people.enforcement.pk,
            "began_on": "2022-04-01", "ends_on": "2022-10-31"}  # fmt: skip
    return Campaign.objects.get(pk=registers.create(CAMPAIGNS, form, by=supervisor).pk)


@pytest.fixture
def task(people, campaign, supervisor, tree):
    def task(office=None, weight="常规", **values):
        form = {"title": "清理楼道杂物", "campaign": campaign.pk, "weight": weight,
                "office": (office or people.enforcement).pk, "due_on": "2022-06-30",
                "grid": tree.first.pk, **values}  # fmt: skip
        return CampaignTask.objects.get(pk=registers.create(TASKS, form, by=supervisor).pk)

    return task


def done(task, people, at="2022-06-20 10:00", by=None):
    return actions.report_task_done(
        task=task, photos=photos(), at=moment(at), by=by or people.handler
    )


def accepted(task, people, supervisor, at="2022-06-20 10:00", by=None):
    return actions.accept_task(
        task=done(task, people, at, by), at=moment("2022-07-05 09:00"), by=supervisor
    )


def test_from_giving_to_accepting(people, task, supervisor):
    one = task()
    with pytest.raises(StillMissing) as refused:
        actions.report_task_done(task=one, photos=photos()[:1], by=people.handler)
    assert "整治后照片" in str(refused.value)
    one = done(one, people)
    assert (one.state, one.points) == ("done", 0)
    assert [each.kind for each in queries.photos_of_task(one)] == ["before", "after"]
    back = actions.send_task_back(task=one, because="未清净", by=supervisor)
    assert (back.state, back.sent_back) == ("open", 1)
    again = actions.report_task_done(
        task=back, at=moment("2022-06-25 10:00"), by=people.handler
    )
    final = actions.accept_task(task=again, at=moment("2022-06-26 10:00"), by=supervisor)
    assert (final.state, final.points) == ("accepted", Decimal(4))
    with pytest.raises(MoveNotOffered):
        actions.drop_task(task=final, because="误", by=supervisor)


@pytest.mark.parametrize(
    ("weight", "at", "worth"),
    [
        ("简易", "2022-06-30 18:00", 2),
        ("常规", "2022-06-30 18:00", 5),
        ("繁重", "2022-06-30 18:00", 10),
        ("常规", "2022-07-01 08:00", Decimal("2.5")),
    ],
)
def test_points_follow_weight_and_day(people, task, supervisor, weight, at, worth):
    assert accepted(task(weight=weight), people, supervisor, at).points == worth


def test_the_ranking_is_counted_from_accepted_tasks(people, task, supervisor, campaign):
    accepted(task(), people, supervisor)
    accepted(task(weight="简易"), people, supervisor)
    accepted(task(people.property, "繁重"), people, supervisor, by=people.other)
    task(people.property)
    told = [
        (one.place, one.who, one.tally.points, one.tally.accepted, one.tally.tasks)
        for one in queries.points_by(people.leader, "office", campaign)
    ]
    assert told == [(1, "物业管理中心", 10, 1, 2), (2, "综合执法局", 7, 2, 2)]
    [grid] = queries.points_by(people.leader, "grid", campaign)
    assert (grid.who, grid.tally.points) == ("示例A-01", 17)
    tables = queries.campaign_standing(campaign, people.leader, date(2022, 7, 10))
    assert "75.0" in tables[0].note
    assert len(tables[2].rows) == 1


def test_a_campaign_is_closed_when_nothing_is_left_to_do(people, task, supervisor, campaign):
    one = task()
    with pytest.raises(TasksOpen):
        actions.close_campaign(
            campaign=campaign, summary="好", on=date(2022, 10, 31), by=supervisor
        )
    actions.drop_task(task=one, because="重复", at=moment("2022-06-01 09:00"), by=supervisor)
    closed = actions.close_campaign(
        campaign=campaign, summary="完成", on=date(2022, 10, 31), by=supervisor
    )
    assert closed.state == "closed"
    with pytest.raises(CampaignOver):
        done(task(), people)


def test_who_may_do_what_and_what_waits_for_whom(people, task, supervisor):
    one = task()
    with pytest.raises(NotYourOffice):
        done(one, people, by=people.other)
    with pytest.raises(Forbidden):
        actions.accept_task(task=one, by=people.handler)
    with pytest.raises(Forbidden):
        done(one, people, by=people.leader)
    assert [each.pk for each in queries.tasks_due(people.handler, date(2022, 6, 28))] == [one.pk]
    assert queries.tasks_due(people.handler, date(2022, 6, 1)) == []
    done(one, people)
    assert queries.tasks_due(people.handler, date(2022, 6, 28)) == []
    assert [each.pk for each in queries.tasks_due(supervisor, date(2022, 6, 28))] == [one.pk]
    assert not queries.tasks_for(people.stranger).exists()
    assert not queries.campaigns_for(people.admin).exists()
